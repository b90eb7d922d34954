//! A motion that was put to its voters: its opening, who votes where, and whose slips speak in it.

use crate::admission::slips_subject;
use crate::domain::Code;
use crate::domain::entry::BodyWords;
use crate::domain::entry::tally::{Opening, RollLine, VoterKey};
use crate::domain::vocabulary::BallotAuthority;
use crate::domain::{
    CommunityId, DeviceId, DocId, DocKind, HouseholdId, MemberId, PlaceId, RecordId,
};
use crate::projection::tally::{self};
use crate::records::{KindCode, doc_id};
use crate::roster::Roster;
use crate::rules::authority::Reading;
use crate::store::{Connection, StoreError, document};
use crate::workspace::Error;
use crate::workspace::deliberation::public_codes::PublicCodes;
use crate::workspace::deliberation::tallies::load;
use crate::workspace::deliberation::tally_effect::SlipKeys;
use std::collections::{BTreeMap, BTreeSet};

/// An opened motion.
pub(crate) struct Motion {
    pub id: DocId,
    pub community: CommunityId,
    /// Its document's local number.
    pub doc: i64,
    /// The record that opened it.
    pub opened: RecordId,
    pub opening: Opening,
    pub words: Option<BodyWords>,
    /// Codes of what is published; none while its words are not here.
    pub(super) public: Option<PublicCodes>,
    pub scope: PlaceId,
}

impl Motion {
    /// The name of a named voter, if its body is here.
    pub(in crate::workspace) fn name_of(&self, voter: VoterKey) -> Option<&str> {
        let VoterKey::Named(n) = voter else {
            return None;
        };
        self.words.as_ref()?.field(&format!("voter.{n}"))
    }

    /// Where a voter votes.
    pub(crate) fn part_of(&self, voter: VoterKey) -> PlaceId {
        match voter {
            VoterKey::Household { stairwell, .. } => stairwell,
            VoterKey::Named(_) => self.scope,
        }
    }

    /// The documents whose slips speak in it: its own, and those of the stairwells where its voters vote.
    pub(super) fn slip_docs(&self, connection: &Connection) -> Result<Vec<i64>, StoreError> {
        let kind = DocKind::Motion;
        let mut docs = vec![self.doc];
        for part in self.parts() {
            let subject = slips_subject(part);
            let doc = doc_id(self.community, KindCode(kind.code()), &subject);
            docs.extend(document::find(connection, doc, kind)?);
        }
        Ok(docs)
    }

    /// The keys that speak for its voters: a slip of any of one's units speaks for all of them.
    pub(super) fn slips(
        &self,
        connection: &Connection,
        known: Option<&BTreeSet<RecordId>>,
    ) -> Result<SlipKeys, StoreError> {
        let keys = tally::slips(connection, &self.slip_docs(connection)?, known)?;
        let of_line = |line: &RollLine| {
            let units: Vec<_> = line.all_units().map(|unit| unit.household).collect();
            let voter = line.voter;
            units.into_iter().map(move |household| (household, voter))
        };
        let owners: BTreeMap<HouseholdId, VoterKey> =
            self.opening.roll.iter().flat_map(of_line).collect();
        let whose = |voter: VoterKey| match voter {
            VoterKey::Household { household, .. } => owners.get(&household).copied(),
            VoterKey::Named(_) => Some(voter),
        };
        let keys = keys.into_iter();
        Ok(keys
            .filter_map(|(key, voter)| Some((key, whose(voter)?)))
            .collect())
    }

    /// The number of sheets that a collector got; `None` if none were allotted to him.
    pub(super) fn allotted(&self, member: MemberId) -> Option<u32> {
        let sheets = self.opening.sheets.iter();
        let mine = sheets.filter(|(who, _)| *who == member);
        mine.map(|(_, most)| *most).max()
    }

    /// Whether a ballot of a member takes one of the numbers that were allotted. Numbers bound the answers that phones may hold unseen; a
    /// settlement brings none, for it says again what a sheet of the voter says: whoever got no sheets settles without one.
    pub(super) fn takes_a_number(&self, member: MemberId, authority: BallotAuthority) -> bool {
        let is_settlement = authority == BallotAuthority::Supervisor;
        !self.opening.sheets.is_empty() && (!is_settlement || self.allotted(member).is_some())
    }

    /// The places where its ballots are taken.
    pub(crate) fn parts(&self) -> BTreeSet<PlaceId> {
        self.opening
            .roll
            .iter()
            .map(|line| self.part_of(line.voter))
            .collect()
    }
}

/// Reads a motion.
pub(in crate::workspace) fn motion(connection: &Connection, tally: DocId) -> Result<Motion, Error> {
    load(connection, tally)?.ok_or(Error::field("tally", Code::TallyUnknown))
}

/// Whether a device receives every part of a motion in full.
pub(super) fn is_whole(roster: &Roster, device: DeviceId, motion: &Motion) -> bool {
    let parts = motion.parts();
    let reads = |part: &PlaceId| roster.reading(device, DocKind::Ballots, *part);
    parts.iter().all(|part| reads(part) >= Reading::Facts)
}
