//! 表决: opening tallies, taking ballots, handing in (clauses 5.1.3.2.1.3, 5.1.3.2.2.5; docs/spec/counting.md).

use crate::admission::{opened_subject, read_entry_record};
use crate::domain::Code;
use crate::domain::entry::sheet::SharedSheet;
use crate::domain::entry::tally::{Opening, RollLine, VoterKey};
use crate::domain::entry::{BodyWords, Entry, Fields, MotionEntry};
use crate::domain::{DocId, DocKind, PlaceId, RecordId};
use crate::projection::tally as rows;
use crate::records::{Body, caps};
use crate::roster::{Roster, opening_pack};
use crate::rules::counting::{self, Rule, RulePack};
use crate::store::{Connection, StoreError, Stored, document, record};
use crate::workspace::author::{bounded, named};
use crate::workspace::deliberation::motion::{Motion, motion};
use crate::workspace::deliberation::public_codes::PublicCodes;
use crate::workspace::deliberation::questions::again;
use crate::workspace::deliberation::roll::{Frozen, roll};
use crate::workspace::deliberation::sealing::seal;
use crate::workspace::deliberation::taking::{Mandate, Taking, take};
use crate::workspace::doors::address;
use crate::workspace::{BallotDraft, Command, Error, TallyDraft, TallySummary, Workspace};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Workspace {
    /// Opens a tally: roll, rule, readings, deadline and sheets are frozen from now on.
    ///
    /// # Errors
    /// `rule_unknown`, `flow_off` (the place does not go by its pack), `reading_unknown`, `reading_chosen`, `roll_empty`, `roll_repeated`, `area_missing`, `household_unknown`,
    /// `member_unknown`, `field_range` (`key_holders`: three different members, or nobody), `key_holder_unfit`, `field_missing`,
    /// `not_allowed`; [`Error::Store`].
    pub fn open_tally(&self, draft: TallyDraft) -> Result<DocId, Error> {
        named("title", &draft.title)?;
        bounded("title", &draft.title, caps::TITLE_CHARS)?;
        self.command(|command| open(command, draft, None))
    }

    /// Takes a ballot of any kind. A sheet that an agent signed goes with the photo of his mandate; one that somebody else signed
    /// than who may sign for the voter is taken, and contested until it is settled.
    ///
    /// # Errors
    /// `tally_unknown`, `voter_unknown`, `voter_ambiguous`, `ballot_choice`, `ballot_authority`, `sheets_used_up`,
    /// `tally_returned`, `tally_sealed` (a settlement before the choices are open), `field_missing`, `field_unfit`, `field_range`, `photo_too_large`, `photo_unreadable`, `field_too_long`,
    /// `not_allowed`; [`Error::Store`].
    pub fn cast_ballot(&self, draft: BallotDraft) -> Result<RecordId, Error> {
        let mut mandate = Mandate::of(self, draft.authority, draft.paper.as_ref())?;
        let cast = self.command(|command| {
            let motion = motion(command.intake.tx, draft.tally)?;
            if motion.opening.shared.is_some() {
                return Err(Error::field("tally", Code::SheetAnswers));
            }
            let taking = Taking {
                voter: &draft.voter,
                choice: draft.choice,
                kind: draft.kind,
                authority: draft.authority,
                slip: draft.slip.as_deref(),
                supersedes: draft.supersedes.clone(),
                paper: draft.paper.as_ref(),
                answers: &[],
                sheet: None,
            };
            take(command, &motion, taking, &mut mandate)
        });
        mandate.dropped_with(self, cast)
    }

    /// Every tally that this store knows, newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list_tallies(&self) -> Result<Vec<TallySummary>, Error> {
        self.view(|connection, _| {
            let mut listed = Vec::new();
            for row in rows::motions(connection)? {
                let again = match row
                    .is_again
                    .then(|| load(connection, row.motion))
                    .transpose()?
                    .flatten()
                {
                    Some(motion) => again(connection, &motion)?,
                    None => None,
                };
                listed.push(TallySummary {
                    tally: row.motion,
                    title: row.title,
                    rule: row.rule,
                    deadline: row.deadline,
                    voters: row.voters,
                    shared: row.is_shared,
                    sealed: row.is_sealed,
                    again,
                    relayed: row.relayed,
                    ahead: row.ahead,
                });
            }
            Ok(listed)
        })
    }
}

/// Opens a tally, alone or as one of the motions of a sheet.
pub(super) fn open(
    command: &mut Command<'_>,
    mut draft: TallyDraft,
    shared: Option<SharedSheet>,
) -> Result<DocId, Error> {
    let roster = command.intake.roster;
    let rules = rules(roster, &draft.rule);
    if rules.is_empty() {
        return Err(Error::field("rule", Code::RuleUnknown));
    }
    if draft
        .sheets
        .iter()
        .any(|(member, _)| roster.member(*member).is_none())
    {
        return Err(Error::field("sheets", Code::MemberUnknown));
    }
    let (rule, (roll, scope, names)) = gone_by(command, &draft, rules)?;
    rule.name().clone_into(&mut draft.rule);
    let pack = opening_pack(&rule);
    draft.readings = as_chosen(roster, &pack, &draft, scope)?;
    check_countable(&draft, rule, &roll)?;
    let seal = seal(command, scope, &draft.key_holders)?;
    let subject = command.random().bytes();
    let entry = Entry::Motion(MotionEntry::Opened(Opening {
        subject,
        pack,
        rule: draft.rule.clone(),
        readings: draft.readings.clone(),
        deadline: draft.deadline,
        at: command.now(),
        roll,
        sheets: draft.sheets.clone(),
        shared,
        again: None,
        seal,
    }));
    let mut words: Fields = names
        .into_iter()
        .enumerate()
        .map(|(n, name)| (format!("voter.{n}"), name))
        .collect();
    words.insert("title".to_owned(), draft.title.clone());
    command.write(scope, &entry, Some(BodyWords::Fields(words)))?;
    let subject = opened_subject(scope, command.keys.device(), &subject);
    Ok(command.doc(DocKind::Motion, &subject))
}

/// The packs that bring rules: those of this version first, then the community's own, newest first.
fn packs_of_rules(roster: &Roster) -> impl Iterator<Item = &Arc<RulePack>> {
    let own = roster.own_packs().filter_map(|own| own.rules.as_ref());
    let own: Vec<_> = own.collect();
    counting::packs().iter().chain(own.into_iter().rev())
}

/// The rules of a name, or `pack/name`, in the order of their packs.
fn rules(roster: &Roster, name: &str) -> Vec<Rule> {
    let (pack, name) = match name.split_once('/') {
        Some((pack, name)) => (Some(pack), name),
        None => (None, name),
    };
    packs_of_rules(roster)
        .filter(|one| pack.is_none_or(|pack| one.name == pack))
        .filter_map(|one| one.rule(name))
        .collect()
}

/// A rule for people; one that no pack here has by its name.
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) fn rule_said(roster: &Roster, name: &str) -> crate::workspace::Said {
    use crate::workspace::Said;

    match rules(roster, name).first() {
        Some(rule) => Said::new(rule.title().zh.as_str(), rule.title().en.as_str()),
        None => Said::typed(name),
    }
}

/// The rules by whose packs a place goes, each name once: the one by which [`open`] would count.
pub(super) fn rules_gone_by(roster: &Roster, place: PlaceId) -> Vec<Rule> {
    let at = roster.tip().index;
    let mut found: Vec<Rule> = Vec::new();
    for rule in packs_of_rules(roster).flat_map(|pack| pack.rules()) {
        let is_new = found.iter().all(|one| one.name() != rule.name());
        if is_new && roster.goes_by(&opening_pack(&rule), place, at) {
            found.push(rule);
        }
    }
    found
}

/// The first of these rules by whose pack the roll's place goes, with the roll.
fn gone_by(
    command: &Command<'_>,
    draft: &TallyDraft,
    rules: Vec<Rule>,
) -> Result<(Rule, Frozen), Error> {
    let at = command.roster().tip().index;
    for rule in rules {
        let frozen = roll(command, draft, &rule)?;
        if command.roster().goes_by(&opening_pack(&rule), frozen.1, at) {
            return Ok((rule, frozen));
        }
    }
    Err(Error::field("rule", Code::FlowOff))
}

/// The readings of a draft, or those that its place has chosen for the rule: no tally there is opened under others.
fn as_chosen(
    roster: &Roster,
    pack: &str,
    draft: &TallyDraft,
    scope: PlaceId,
) -> Result<Vec<String>, Error> {
    let at = roster.tip().index;
    let Some(chosen) = roster.readings_of(pack, &draft.rule, scope, at) else {
        return Ok(draft.readings.clone());
    };
    let given: BTreeSet<String> = draft.readings.iter().cloned().collect();
    if given.is_empty() || given == *chosen {
        return Ok(chosen.iter().cloned().collect());
    }
    Err(Error::field("readings", Code::ReadingChosen))
}

/// Refuses what counting would refuse, before it is frozen.
fn check_countable(
    draft: &TallyDraft,
    rule: counting::Rule,
    roll: &[RollLine],
) -> Result<(), Error> {
    let mut file = counting::TallyDraft::new(rule);
    file.readings.clone_from(&draft.readings);
    file.roll = roll
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let mut voter = counting::Voter::new(n.to_string());
            voter.area = line.area_cm2.and_then(counting::AreaCm2::new);
            voter.entitled = line.entitled;
            voter
        })
        .collect();
    if roll.iter().all(|line| !line.entitled) {
        return Err(Error::field("voters", Code::RollEmpty));
    }
    counting::TallyFile::new(file).map_err(|fault| {
        let at = fault.field.unwrap_or_default();
        if at.starts_with("readings") {
            Error::field("readings", Code::ReadingUnknown)
        } else if at.contains("area") || at == "roll" {
            Error::field("voters", Code::AreaMissing)
        } else {
            Error::field("rule", Code::RuleUnknown)
        }
    })?;
    Ok(())
}

/// The voter that a text means.
pub(super) fn voter(command: &Command<'_>, motion: &Motion, text: &str) -> Result<VoterKey, Error> {
    let unknown = || Error::field("voter", Code::VoterUnknown);
    let named = motion
        .opening
        .roll
        .iter()
        .map(|line| line.voter)
        .filter(|voter| motion.name_of(*voter).is_some_and(|name| name == text));
    if let Some(found) = only(named)? {
        return Ok(found);
    }
    let home =
        address::home(command.intake.tx, command.roster(), text, "voter").map_err(|error| {
            if error.reason() == Code::HouseholdAmbiguous {
                error
            } else {
                unknown()
            }
        })?;
    let owns = |line: &&RollLine| {
        line.all_units()
            .any(|unit| unit.household == home.household)
    };
    let line = motion.opening.roll.iter().find(owns);
    line.map(|line| line.voter).ok_or_else(unknown)
}

/// Reads a motion.
pub(in crate::workspace) fn load(
    connection: &Connection,
    tally: DocId,
) -> Result<Option<Motion>, StoreError> {
    let Some(doc) = document::find(connection, tally, DocKind::Motion)? else {
        return Ok(None);
    };
    let Some(stored) = opening(connection, doc)? else {
        return Ok(None);
    };
    let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
    let Some(Entry::Motion(MotionEntry::Opened(opened))) = reading.entry else {
        return Ok(None);
    };
    let content = |body: &Body| BodyWords::from_bytes(body.content());
    Ok(Some(Motion {
        id: tally,
        community: stored.row.header.community,
        doc,
        opened: stored.row.id,
        opening: opened,
        words: stored.body.as_ref().and_then(content),
        public: stored.body.as_ref().map(PublicCodes::of),
        scope: stored.row.header.scope,
    }))
}

/// The one voter of a name. A roll of our own names nobody twice; one that came from elsewhere may.
fn only(mut named: impl Iterator<Item = VoterKey>) -> Result<Option<VoterKey>, Error> {
    match (named.next(), named.next()) {
        (_, Some(_)) => Err(Error::field("voter", Code::VoterAmbiguous)),
        (found, None) => Ok(found),
    }
}

/// The record that opened a motion.
fn opening(tx: &Connection, doc: i64) -> Result<Option<Stored>, StoreError> {
    let listed = rows::openings(tx, doc)?;
    let openings = record::of_doc(tx, doc)?.into_iter().filter(|stored| {
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        stored.row.state.is_accepted()
            && listed.contains(&stored.row.num)
            && matches!(reading.entry, Some(Entry::Motion(MotionEntry::Opened(_))))
    });
    // Only its own opener could open it once more: what he froze first stays frozen, whatever came here first.
    Ok(openings.min_by_key(|stored| (stored.row.header.seq, stored.row.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_two_voters_bear_means_neither() {
        let (one, other) = (VoterKey::Named(0), VoterKey::Named(1));
        let ambiguous = Error::field("voter", Code::VoterAmbiguous);
        assert_eq!(only([one, other].into_iter()), Err(ambiguous));
        assert_eq!(only([other].into_iter()), Ok(Some(other)));
        assert_eq!(only([].into_iter()), Ok(None));
    }
}
