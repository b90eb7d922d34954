//! 票据: the community hands each household its own key of a tally, on paper (docs/spec/counting.md 6.6). Whoever takes
//! ballots does not hand out the keys that overrule him.

use super::motion::{Motion, motion};
use super::tallies::voter;
use super::tally_file::voter_text;
use crate::admission::slips_subject;
use crate::domain::entry::tally::{Slips, VoterKey};
use crate::domain::entry::{Entry, MotionEntry};
use crate::domain::{Code, DocId, DocKind, HouseholdId, PlaceId};
use crate::projection::tally as rows;
use crate::records::{Slip, sha256_tagged};
use crate::roster::text::BASE32;
use crate::store::document;
use crate::workspace::doors::address;
use crate::workspace::{Command, Error, SlipView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

const PREFIX: &str = "linli-slip:";

/// Bytes of a check sum behind the seed: a misread character is noticed at the door.
const SUM: usize = 2;

/// Keys in one record.
const KEYS: usize = 2_000;

impl Workspace {
    /// Hands out slips of a tally to these voters, or to everybody who is entitled if none are named. Slips that they had
    /// before are void. What is given back is told once: print it, and keep nothing.
    ///
    /// # Errors
    /// `tally_unknown`, `voter_unknown`, `voter_ambiguous`, `not_allowed`; [`Error::Store`].
    pub fn hand_out_slips(&self, tally: DocId, voters: &[String]) -> Result<Vec<SlipView>, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let motion = motion(tx, tally)?;
            let whose: BTreeSet<VoterKey> = if voters.is_empty() {
                let roll = motion.opening.roll.iter();
                roll.filter(|line| line.entitled)
                    .map(|line| line.voter)
                    .collect()
            } else {
                let found = voters.iter().map(|text| voter(command, &motion, text));
                found.collect::<Result<_, _>>()?
            };
            let old = rows::slips(tx, &[motion.doc], None)?.into_iter();
            let mut void: BTreeMap<VoterKey, Vec<[u8; 32]>> = BTreeMap::new();
            for (key, voter) in old.filter(|(_, voter)| whose.contains(voter)) {
                void.entry(voter).or_default().push(key);
            }
            let mut views = Vec::with_capacity(whose.len());
            let whose: Vec<VoterKey> = whose.into_iter().collect();
            for some in whose.chunks(KEYS) {
                let mut slips = Slips {
                    keys: Vec::with_capacity(some.len()),
                    void: Vec::new(),
                };
                for voter in some {
                    let slip = Slip::of_seed(command.random().bytes());
                    slips.keys.push((*voter, slip.key()));
                    slips.void.extend(void.remove(voter).unwrap_or_default());
                    views.push(SlipView {
                        code: motion.codes().map(|codes| codes.of_voter(*voter)),
                        voter: voter_text(tx, command.roster(), &motion, *voter)?,
                        slip: text_of(&slip),
                    });
                }
                let entry = Entry::Motion(MotionEntry::Slips(slips));
                command.write_into(motion.scope, tally, &entry, None)?;
            }
            Ok(views)
        })
    }
}

impl Workspace {
    /// Hands out slips that speak for these households in every tally, whenever it is opened. Slips of that sort that they had
    /// before are void. What is given back is told once: print it, and keep nothing.
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`, `roll_empty` (nobody is named), `not_allowed`; [`Error::Store`].
    pub fn issue_slips(&self, households: &[String]) -> Result<Vec<SlipView>, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let mut parts: BTreeMap<PlaceId, BTreeSet<HouseholdId>> = BTreeMap::new();
            for text in households {
                let home = address::home(tx, command.roster(), text, "households")?;
                parts
                    .entry(home.stairwell)
                    .or_default()
                    .insert(home.household);
            }
            if parts.is_empty() {
                return Err(Error::field("households", Code::RollEmpty));
            }
            let mut views = Vec::with_capacity(households.len());
            for (stairwell, homes) in parts {
                let id = command.doc(DocKind::Motion, &slips_subject(stairwell));
                let doc = document::find(tx, id, DocKind::Motion)?;
                let docs: Vec<i64> = doc.into_iter().collect();
                let mut slips = Slips {
                    keys: Vec::with_capacity(homes.len()),
                    void: Vec::new(),
                };
                let old = rows::slips(tx, &docs, None)?;
                for household in homes {
                    let voter = VoterKey::Household {
                        household,
                        stairwell,
                    };
                    let slip = Slip::of_seed(command.random().bytes());
                    slips.keys.push((voter, slip.key()));
                    let before = old.iter().filter(|(_, whose)| **whose == voter);
                    slips.void.extend(before.map(|(key, _)| *key));
                    views.push(SlipView {
                        voter: address::door(tx, command.roster(), household)?,
                        slip: text_of(&slip),
                        code: None,
                    });
                }
                let entry = Entry::Motion(MotionEntry::HouseholdSlips(slips));
                command.write_into(stairwell, id, &entry, None)?;
            }
            Ok(views)
        })
    }
}

fn sum(seed: &[u8]) -> Vec<u8> {
    sha256_tagged("linli/slip-sum/1", &[seed])[..SUM].to_vec()
}

fn text_of(slip: &Slip) -> String {
    let bytes = [slip.seed().as_slice(), &sum(slip.seed())].concat();
    format!("{PREFIX}{}", BASE32.encode(&bytes))
}

/// The slip that a paper shows, as it was scanned or typed.
fn parse(text: &str) -> Option<Slip> {
    let text = text.trim();
    let bytes = BASE32
        .decode(text.strip_prefix(PREFIX).unwrap_or(text))
        .ok()?;
    let (seed, check) = bytes.split_at_checked(16)?;
    let seed: [u8; 16] = seed.try_into().ok()?;
    (check == sum(&seed)).then(|| Slip::of_seed(seed))
}

/// The slip of a voter, if this is one that was handed out to him and is not void.
pub(super) fn slip_of(
    command: &Command<'_>,
    motion: &Motion,
    whose: VoterKey,
    text: Option<&str>,
) -> Result<Slip, Error> {
    let refused = || Error::field("slip", Code::BallotAuthority);
    let slip = text.and_then(parse).ok_or_else(refused)?;
    let known = motion.slips(command.intake.tx, None)?;
    if known.get(&slip.key()) == Some(&whose) {
        Ok(slip)
    } else {
        Err(refused())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_read_as_it_was_printed_and_a_misread_one_is_noticed() {
        let slip = Slip::of_seed([0xa5; 16]);
        let text = text_of(&slip);
        assert_eq!(
            parse(&format!(" {text}\n")).map(|slip| slip.key()),
            Some(slip.key())
        );
        let bare = text.trim_start_matches(PREFIX);
        assert_eq!(parse(bare).map(|slip| slip.key()), Some(slip.key()));
        for at in 0..bare.len() {
            let mut wrong = bare.to_owned();
            let other = if wrong.as_bytes()[at] == b'0' {
                "1"
            } else {
                "0"
            };
            wrong.replace_range(at..=at, other);
            assert!(parse(&wrong).is_none(), "{at}");
        }
        assert!(parse("").is_none());
    }
}
