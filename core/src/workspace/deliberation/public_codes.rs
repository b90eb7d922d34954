//! Codes of a tally by which a household finds itself and its ballot in what is published, and nobody else does
//! (docs/spec/certificate.md 3).

use super::motion::Motion;
use crate::domain::entry::encode;
use crate::domain::entry::tally::VoterKey;
use crate::domain::{MemberId, RecordId};
use crate::records::{Body, sha256_tagged};
use crate::roster::text::BASE32;
use crate::rules::counting::{self, TallyDraft, TallyFile};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a code: as many as one reads out without a mistake.
const SHORT: usize = 8;

/// Makes the codes of one tally.
#[derive(Clone, Copy)]
pub(in crate::workspace) struct PublicCodes([u8; 32]);

impl PublicCodes {
    /// From the salted words of the opening: who has not received them cannot try doors until one fits.
    pub(super) fn of(opening: &Body) -> Self {
        Self(sha256_tagged("linli/code-key/1", &[opening.as_bytes()]))
    }

    fn long(&self, sort: &str, of: &[u8]) -> String {
        BASE32.encode(&sha256_tagged(
            "linli/code/1",
            &[&self.0, sort.as_bytes(), &[0], of],
        ))
    }

    fn voter(&self, voter: VoterKey) -> String {
        self.long("voter", &encode(&voter))
    }

    /// The code of a voter, as his slip shows it.
    pub(super) fn of_voter(&self, voter: VoterKey) -> String {
        short(&self.voter(voter), SHORT)
    }

    /// The code of a ballot, as the household is told at the door.
    pub(super) fn of_ballot(&self, ballot: RecordId) -> String {
        short(&self.long("ballot", ballot.as_bytes()), SHORT)
    }

    /// The code of a ballot, as long as any can be.
    pub(super) fn of_ballot_long(&self, ballot: RecordId) -> String {
        self.long("ballot", ballot.as_bytes())
    }

    /// The file with codes instead of voters, collectors and ids, and without areas. Codes are as long as it takes for all to
    /// differ.
    pub(super) fn published(
        &self,
        file: &TallyFile,
        names: &BTreeMap<VoterKey, String>,
    ) -> Option<TallyFile> {
        let mut codes: BTreeMap<(u8, String), String> = BTreeMap::new();
        for (voter, name) in names {
            codes.insert((0, name.clone()), self.voter(*voter));
        }
        for ballot in file.ballots() {
            let id: RecordId = ballot.id.parse().ok()?;
            let member: MemberId = ballot.collector.parse().ok()?;
            let id = self.long("ballot", id.as_bytes());
            codes.insert((1, ballot.id.clone()), id);
            let collector = self.long("collector", member.as_bytes());
            codes.insert((2, ballot.collector.clone()), collector);
        }
        let length = (SHORT..52).find(|length| {
            let all: BTreeSet<&str> = codes.values().map(|code| &code[..*length]).collect();
            all.len() == codes.len()
        })?;
        let code = |sort: u8, text: &str| {
            let code = codes.get(&(sort, text.to_owned()))?;
            Some(short(code, length))
        };
        let mut draft = TallyDraft::new(file.rule().clone());
        draft.title = file.title().map(str::to_owned);
        draft.readings = file.readings().to_vec();
        draft.outstanding = file.outstanding();
        for voter in file.roll() {
            let mut coded = voter.clone();
            coded.voter = code(0, &voter.voter)?;
            coded.area = None;
            draft.roll.push(coded);
        }
        for ballot in file.ballots() {
            let supersedes = ballot.supersedes.iter();
            let coded = counting::Ballot {
                id: code(1, &ballot.id)?,
                voter: code(0, &ballot.voter)?,
                collector: code(2, &ballot.collector)?,
                supersedes: supersedes.filter_map(|id| code(1, id)).collect(),
                ..ballot.clone()
            };
            draft.ballots.push(coded);
        }
        draft.roll.sort();
        draft.ballots.sort();
        TallyFile::new(draft).ok()
    }
}

fn short(code: &str, length: usize) -> String {
    code.chars().take(length).collect()
}

impl Motion {
    /// The codes of its public file; none where the words of its opening are not here.
    pub(super) fn codes(&self) -> Option<PublicCodes> {
        self.public
    }
}
