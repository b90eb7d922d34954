//! 自订规则包: packs of flows that a community made for itself. They travel in the roster, so that whoever has the roster can
//! tell the matters that go by them.

use super::op::OpRefused;
use crate::rules::flows::{Pack, check, packs};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::sync::Arc;

/// Packs of a community's own, all editions together.
pub const MOST_OWN_PACKS: usize = 16;
/// Bytes of one, as it travels.
pub const OWN_PACK_BYTES: usize = 128 * 1024;
/// Bytes of one, unpacked.
const TEXT_BYTES: usize = 4 * 1024 * 1024;

/// A pack that the roster brought, by the bytes that were signed. One that this version cannot read, or that does not hang
/// together, is kept and goes unread: a later version may have written it.
#[derive(Debug, Clone)]
pub(super) struct OwnPack {
    packed: Arc<[u8]>,
    pub(super) pack: Option<Arc<Pack>>,
}

impl PartialEq for OwnPack {
    fn eq(&self, other: &Self) -> bool {
        self.packed == other.packed
    }
}

impl Eq for OwnPack {}

/// A pack's text as the roster carries it.
#[must_use]
pub fn packed(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, 9)
}

impl OwnPack {
    /// Its text.
    pub(super) fn text(&self) -> Option<Vec<u8>> {
        decompress_to_vec_with_limit(&self.packed, TEXT_BYTES).ok()
    }
}

fn read(packed: &[u8]) -> Option<Pack> {
    let text = decompress_to_vec_with_limit(packed, TEXT_BYTES).ok()?;
    let pack = packs::read(&text).ok()?;
    check::check(&pack).is_empty().then_some(pack)
}

/// Adds a pack to those that are there.
pub(super) fn adopt(own: &mut Vec<OwnPack>, packed: &[u8]) -> Result<(), OpRefused> {
    if packed.len() > OWN_PACK_BYTES || own.len() >= MOST_OWN_PACKS {
        return Err(OpRefused::PackBounds);
    }
    let pack = read(packed).map(Arc::new);
    let is_known = |held: &OwnPack| match (&held.pack, &pack) {
        (Some(held), Some(new)) => held.name == new.name && held.edition == new.edition,
        _ => *held.packed == *packed,
    };
    if own.iter().any(is_known) {
        return Err(OpRefused::PackHeld);
    }
    own.push(OwnPack {
        packed: packed.into(),
        pack,
    });
    Ok(())
}
