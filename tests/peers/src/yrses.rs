//! Yrs: the difference to the other's state vector.

use crate::Peer;
use crate::visits::Visit;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Any, Doc, Map, MapPrelim, MapRef, ReadTxn, StateVector, Transact, Update};

pub struct Yrses(Doc, MapRef, StateVector);

impl Peer for Yrses {
    const NAME: &'static str = "yrs";

    fn new(replica: u64) -> Self {
        let doc = Doc::with_client_id(replica);
        let map = doc.get_or_insert_map("visits");
        Self(doc, map, StateVector::default())
    }

    fn add(&mut self, visit: &Visit) {
        let text = |text: &str| Any::from(text);
        let mut fields = vec![
            ("household".to_owned(), text(&visit.household)),
            ("outcome".to_owned(), text(visit.outcome)),
            ("mode".to_owned(), text(visit.mode)),
            ("by".to_owned(), text(&visit.by)),
            ("at".to_owned(), Any::from(visit.at)),
        ];
        fields.extend(visit.note.map(|note| ("note".to_owned(), text(note))));
        let mut txn = self.0.transact_mut();
        self.1.insert(&mut txn, visit.id.as_str(), MapPrelim::from_iter(fields));
    }

    fn appended(&mut self) -> Vec<u8> {
        let txn = self.0.transact();
        let bytes = txn.encode_diff_v1(&self.2);
        self.2 = txn.state_vector();
        bytes
    }

    fn saved(&mut self) -> Vec<u8> {
        self.0.transact().encode_state_as_update_v2(&StateVector::default())
    }

    /// Both say what they have, then each what the other lacks.
    fn sync(&mut self, hub: &mut Self) -> (usize, usize) {
        let own = self.0.transact().state_vector();
        let theirs = hub.0.transact().state_vector();
        let (mut up, mut down) = (own.encode_v1().len(), theirs.encode_v1().len());
        let bytes = hub.0.transact().encode_diff_v1(&own);
        down += bytes.len();
        let update = Update::decode_v1(&bytes).expect("sound");
        self.0.transact_mut().apply_update(update).expect("taken");
        let bytes = self.0.transact().encode_diff_v1(&theirs);
        up += bytes.len();
        let update = Update::decode_v1(&bytes).expect("sound");
        hub.0.transact_mut().apply_update(update).expect("taken");
        (up, down)
    }

    fn count(&self) -> usize {
        self.1.len(&self.0.transact()) as usize
    }
}
