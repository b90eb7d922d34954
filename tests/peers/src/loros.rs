//! Loro: updates since the other's version vector.

use crate::Peer;
use crate::visits::Visit;
use loro::{ExportMode, LoroDoc, LoroMap, VersionVector};

pub struct Loros(LoroDoc, VersionVector);

impl Peer for Loros {
    const NAME: &'static str = "loro";

    fn new(replica: u64) -> Self {
        let doc = LoroDoc::new();
        doc.set_peer_id(replica).expect("a number");
        Self(doc, VersionVector::default())
    }

    fn add(&mut self, visit: &Visit) {
        let map = self.0.get_map("visits");
        let at = map.insert_container(&visit.id, LoroMap::new()).expect("a map");
        let texts = [
            ("household", visit.household.as_str()),
            ("outcome", visit.outcome),
            ("mode", visit.mode),
            ("by", &visit.by),
        ];
        for (name, value) in texts {
            at.insert(name, value).expect("a value");
        }
        at.insert("at", visit.at).expect("a value");
        if let Some(note) = visit.note {
            at.insert("note", note).expect("a value");
        }
        self.0.commit();
    }

    fn appended(&mut self) -> Vec<u8> {
        let bytes = self.0.export(ExportMode::updates(&self.1)).expect("updates");
        self.1 = self.0.oplog_vv();
        bytes
    }

    fn saved(&mut self) -> Vec<u8> {
        self.0.export(ExportMode::Snapshot).expect("a snapshot")
    }

    /// Up: what it has, and, once the hub has said what it has, what that lacks.
    fn sync(&mut self, hub: &mut Self) -> (usize, usize) {
        let (own, theirs) = (self.0.oplog_vv(), hub.0.oplog_vv());
        let (mut up, mut down) = (own.encode().len(), theirs.encode().len());
        if !(own >= theirs) {
            let bytes = hub.0.export(ExportMode::updates(&own)).expect("updates");
            down += bytes.len();
            self.0.import(&bytes).expect("taken");
        }
        if !(theirs >= own) {
            let bytes = self.0.export(ExportMode::updates(&theirs)).expect("updates");
            up += bytes.len();
            hub.0.import(&bytes).expect("taken");
        }
        (up, down)
    }

    fn count(&self) -> usize {
        self.0.get_map("visits").len()
    }
}
