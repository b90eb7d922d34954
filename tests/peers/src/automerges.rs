//! Plain Automerge with its own sync protocol.

use crate::Peer;
use crate::visits::Visit;
use automerge::sync::{Message, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ObjType, ReadDoc};

pub struct Automerges(AutoCommit, State, State);

impl Peer for Automerges {
    const NAME: &'static str = "automerge";

    fn new(replica: u64) -> Self {
        let doc = AutoCommit::new().with_actor(ActorId::from(replica.to_be_bytes()));
        Self(doc, State::new(), State::new())
    }

    fn add(&mut self, visit: &Visit) {
        let doc = &mut self.0;
        let at = doc.put_object(automerge::ROOT, &visit.id, ObjType::Map).expect("a map");
        let texts = [
            ("household", visit.household.as_str()),
            ("outcome", visit.outcome),
            ("mode", visit.mode),
            ("by", &visit.by),
        ];
        for (name, value) in texts {
            doc.put(&at, name, value).expect("a value");
        }
        doc.put(&at, "at", visit.at).expect("a value");
        if let Some(note) = visit.note {
            doc.put(&at, "note", note).expect("a value");
        }
        doc.commit();
    }

    fn appended(&mut self) -> Vec<u8> {
        self.0.save_incremental()
    }

    fn saved(&mut self) -> Vec<u8> {
        self.0.save()
    }

    /// The phone keeps what it knows of the hub between two syncs, as the library advises.
    fn sync(&mut self, hub: &mut Self) -> (usize, usize) {
        let (mut up, mut down) = (0, 0);
        loop {
            let asks = self.0.sync().generate_sync_message(&mut self.1);
            if let Some(message) = &asks {
                let bytes = message.clone().encode();
                up += bytes.len();
                let message = Message::decode(&bytes).expect("sound");
                hub.0.sync().receive_sync_message(&mut self.2, message).expect("taken");
            }
            let answers = hub.0.sync().generate_sync_message(&mut self.2);
            if let Some(message) = &answers {
                let bytes = message.clone().encode();
                down += bytes.len();
                let message = Message::decode(&bytes).expect("sound");
                self.0.sync().receive_sync_message(&mut self.1, message).expect("taken");
            }
            if asks.is_none() && answers.is_none() {
                return (up, down);
            }
        }
    }

    fn count(&self) -> usize {
        self.0.keys(automerge::ROOT).count()
    }
}
