//! 自订规则包: packs of flows that a community made for itself. They travel in the roster, so that whoever has the roster can
//! tell the matters that go by them.

use super::chain::Roster;
use super::op::OpRefused;
use crate::domain::entry::term;
use crate::rules::counting::{self, Rule};
use crate::rules::flows::{Pack, check, packs};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::sync::Arc;

/// Packs of a community's own, all editions together.
pub const MOST_OWN_PACKS: usize = 16;
/// Bytes of one, as it travels.
pub const OWN_PACK_BYTES: usize = 128 * 1024;
/// Bytes of one, unpacked.
pub const OWN_PACK_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// A pack that the roster brought, by the bytes that were signed. One that this version cannot read, or that does not hang
/// together, is kept and goes unread: a later version may have written it.
#[derive(Debug, Clone)]
pub(super) struct OwnPack {
    packed: Arc<[u8]>,
    /// The entry that brought it.
    since: u32,
    pub(super) pack: Option<Arc<Pack>>,
}

impl PartialEq for OwnPack {
    fn eq(&self, other: &Self) -> bool {
        self.packed == other.packed && self.since == other.since
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
        decompress_to_vec_with_limit(&self.packed, OWN_PACK_TEXT_BYTES).ok()
    }
}

fn read(packed: &[u8]) -> Option<Pack> {
    let text = decompress_to_vec_with_limit(packed, OWN_PACK_TEXT_BYTES).ok()?;
    let pack = packs::read(&text).ok()?;
    let is_ours = packs::all().iter().any(|ours| ours.name == pack.name);
    (!is_ours && check::check(&pack).is_empty()).then_some(pack)
}

/// Adds a pack to those that are there.
pub(super) fn adopt(own: &mut Vec<OwnPack>, packed: &[u8], since: u32) -> Result<(), OpRefused> {
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
        since,
        pack,
    });
    Ok(())
}

/// Between the keys of a pack's name and edition, where an opening names both.
const EDITION: char = '@';

/// The name under which an opening writes the pack of its rule: of one that comes with this version its name, of a community's
/// own also its edition, since what is frozen must not change with the next one.
#[must_use]
pub fn opening_pack(rule: &Rule) -> String {
    let pack = rule.pack();
    let name = term::key_of(&pack.name);
    if pack.is_of_version() {
        return name;
    }
    let edition = pack.edition.as_deref().unwrap_or_default();
    format!("{name}{EDITION}{}", term::key_of(edition))
}

/// The keys of name and edition in that, the edition of a community's own alone.
#[must_use]
pub fn parts_of(opening_pack: &str) -> (&str, Option<&str>) {
    let parts = opening_pack.split_once(EDITION);
    parts.map_or((opening_pack, None), |(name, edition)| {
        (name, Some(edition))
    })
}

impl Roster {
    /// The rule that an opening names, as of entry `at`: of a pack of this version, or of one that the roster had brought by
    /// then.
    #[must_use]
    pub fn rule_of(&self, pack: &str, rule: &str, at: u32) -> Option<Rule> {
        let (name, Some(edition)) = parts_of(pack) else {
            let mut ours = counting::packs().iter();
            return ours.find(|ours| ours.name == pack)?.rule(rule);
        };
        let own = self.line.state.own_packs.iter();
        let mut known = own
            .filter(|own| own.since <= at)
            .filter_map(|own| own.pack.as_ref());
        let found = known.find(|pack| packs::is_of(pack, name, edition))?;
        found.rules.as_ref()?.rule(rule)
    }
}
