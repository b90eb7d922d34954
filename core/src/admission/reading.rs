//! Reading one record on its own: the grammar, the entry, and the operation that its author needed.
//!
//! Everything here is a pure function of header and chunk, so that every replica reads the same.

use crate::documents::{self, Base};
use crate::domain::entry::seal::KeyHolder;
use crate::domain::entry::tally::{Opening, RollLine, VoterKey};
use crate::domain::entry::{
    AgendaEntry, BallotEntry, Entry, EntryFault, MatterEntry, MotionEntry, RegisterEntry,
    ReviewEntry, RoundEntry, VisitEntry, matter,
};
use crate::domain::vocabulary::BallotAuthority;
use crate::domain::{ChainId, DeviceId, DocKind, HouseholdId, MemberId, PlaceId, Timestamp};
use crate::records::{Header, Invalid, KindCode, Pending, doc_id, slip_holds};
use crate::roster::{Roster, parts_of};
use crate::rules::authority::Operation;
use crate::rules::counting::{self, AreaCm2, Rule, TallyDraft, TallyFile, Voter};

/// Whether the change is of the shape that its kind allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// It is.
    Sound,
    /// Not to be said yet.
    Waits(Pending),
    /// It is not.
    Broken(Invalid),
}

impl Grammar {
    /// A small number for storage.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Sound => 1,
            Self::Waits(why) => 10 + why as u8,
            Self::Broken(why) => 20 + why as u8,
        }
    }

    /// The verdict of a stored number.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        use crate::records::State;
        match number {
            1 => Self::Sound,
            20.. => match State::from_numbers(3, number - 20) {
                State::Invalid(why) => Self::Broken(why),
                _ => Self::Waits(Pending::Kind),
            },
            _ => match State::from_numbers(0, number.saturating_sub(10)) {
                State::Pending(why) => Self::Waits(why),
                _ => Self::Waits(Pending::Kind),
            },
        }
    }
}

/// The content of a record, as far as it can be read alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its verdict.
    pub grammar: Grammar,
    /// The operation of its author, if it can be read.
    pub operation: Option<Operation>,
    /// Its entry; none for a change of an agenda's text.
    pub entry: Option<Entry>,
    /// Whether it is a change of an agenda's text, whose grammar asks for its dependencies.
    pub is_text: bool,
}

impl Reading {
    /// Of a change of an agenda's text whose words were erased: whoever never held them must judge it as those who did.
    #[must_use]
    pub const fn erased_text() -> Self {
        Self {
            grammar: Grammar::Sound,
            operation: Some(Operation::EditAgenda),
            entry: None,
            is_text: false,
        }
    }

    const fn without_entry(grammar: Grammar) -> Self {
        Self {
            grammar,
            operation: None,
            entry: None,
            is_text: false,
        }
    }
}

/// The operation that an entry needs (docs/spec/rules.md 5.8); none where it claims one that this version does not know.
#[must_use]
pub fn operation_of(entry: &Entry) -> Option<Operation> {
    Some(match entry {
        Entry::Matter(_, entry) => return Operation::from_name(entry.operation()),
        Entry::Register(RegisterEntry::Proposed(_)) => Operation::ProposeRegister,
        Entry::Register(_) => Operation::DecideRegister,
        Entry::Visits(_) => Operation::RecordVisit,
        Entry::Agenda(_) => Operation::EditAgenda,
        Entry::Motion(MotionEntry::Opened(opening)) => closes(&opening.rule),
        Entry::Motion(MotionEntry::Closed(closing)) => closes(&closing.rule),
        Entry::Motion(MotionEntry::SignedIn(signed)) => closes(&signed.rule),
        Entry::Motion(MotionEntry::Slips(_) | MotionEntry::HouseholdSlips(_)) => {
            Operation::HandOutSlips
        }
        Entry::Motion(MotionEntry::KeyHandedOver(_)) => Operation::HandOverKey,
        Entry::Motion(MotionEntry::Photo(_)) => Operation::Publish,
        Entry::Motion(MotionEntry::External(_)) => Operation::OpenAssembly,
        Entry::Ballots(BallotEntry::Ballot(ballot))
            if ballot.authority == BallotAuthority::Supervisor =>
        {
            Operation::SettleBallot
        }
        Entry::Ballots(_) => Operation::TakeBallot,
        Entry::Round(_) => Operation::Inspect,
        Entry::Review(ReviewEntry::Erase { .. } | ReviewEntry::EraseText { .. }) => {
            Operation::Erase
        }
        Entry::Review(
            ReviewEntry::Adopt { .. } | ReviewEntry::SetAside { .. } | ReviewEntry::Return { .. },
        ) => Operation::Grant,
    })
}

/// The operation of whoever opens and closes a tally under a rule: what a rule of that name in this version asks, else that of
/// an assembly. A closing says the rule itself, and counts only where its
/// tally has that rule.
#[must_use]
pub fn closes(rule: &str) -> Operation {
    let may = Rule::find(rule).and_then(|rule| Operation::from_name(rule.may()));
    may.unwrap_or(Operation::OpenAssembly)
}

/// The household or chain of one's own that an entry is about, where the matrix may say "own".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Of nobody in particular: "own" gives no right.
    Nothing,
    /// This household's ballot.
    Household(HouseholdId),
    /// Its author's own chain: a return.
    Chain,
    /// A record that its author gives back to somebody of his own body: whose it is, whoever reads it asks.
    Body,
}

/// What of one's own an entry is about.
#[must_use]
pub const fn own_of(entry: &Entry) -> Own {
    match entry {
        Entry::Ballots(BallotEntry::Ballot(ballot)) => match (ballot.authority, ballot.voter) {
            (BallotAuthority::Supervisor, _) | (_, VoterKey::Named(_)) => Own::Nothing,
            (_, VoterKey::Household { household, .. }) => Own::Household(household),
        },
        Entry::Ballots(BallotEntry::Return(_)) => Own::Chain,
        Entry::Review(ReviewEntry::Return { .. }) => Own::Body,
        _ => Own::Nothing,
    }
}

impl Own {
    /// Whether it is this member's own, as of entry `at`.
    #[must_use]
    pub fn is_of(self, roster: &Roster, member: MemberId, at: u32) -> bool {
        match self {
            Self::Nothing => false,
            Self::Household(household) => roster.representative(household, at) == Some(member),
            Self::Chain => roster.ever_represented(member),
            Self::Body => true,
        }
    }
}

/// Whether, as of roster entry `at`, an entry names only what its author's own store would have known: an opening's
/// collectors are members, its stairwells lie in its scope, its readings are those that the community chose; a matter is
/// opened by a flow that the community goes by. What does not has no effect.
#[must_use]
pub fn stands_in(entry: &Entry, roster: &Roster, scope: PlaceId, at: u32) -> bool {
    let opening = match entry {
        Entry::Motion(MotionEntry::Opened(opening)) => opening,
        Entry::Matter(_, MatterEntry::Step(step)) if step.is_opening() => {
            return roster.offers(&step.pack, &step.edition, &step.flow, scope, at);
        }
        _ => return true,
    };
    if roster.rule_of(&opening.pack, &opening.rule, at).is_none()
        || !roster.goes_by(&opening.pack, scope, at)
    {
        return false;
    }
    let chosen = roster.readings_of(&opening.pack, &opening.rule, scope, at);
    let as_chosen = chosen.is_none_or(|chosen| {
        let given: std::collections::BTreeSet<_> = opening.readings.iter().cloned().collect();
        given == *chosen
    });
    let known = |(member, _): &(MemberId, u32)| {
        roster
            .member(*member)
            .is_some_and(|member| member.added <= at)
    };
    let within = |line: &RollLine| {
        let mut units = line.all_units();
        units.all(|unit| roster.lies_in(unit.stairwell, scope, at))
    };
    // A share that is sealed to somebody else's device is nobody's to hand over.
    let holds = |holder: &KeyHolder| {
        let has = |device: DeviceId| {
            let device = roster.device(device);
            device.is_some_and(|device| device.member == holder.member && device.added <= at)
        };
        known(&(holder.member, 0)) && holder.sealed.iter().all(|(device, _)| has(*device))
    };
    as_chosen
        && opening.sheets.iter().all(known)
        && opening.roll.iter().all(within)
        && opening
            .seal
            .as_ref()
            .is_none_or(|seal| seal.holders.iter().all(holds))
}

/// The place in a chain where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The chain's scope.
    pub scope: PlaceId,
    /// The chain's device.
    pub author: DeviceId,
    /// The chain.
    pub chain: ChainId,
    /// The place in it.
    pub seq: u64,
}

impl Written {
    /// The place that a header gives.
    #[must_use]
    pub const fn of(header: &Header) -> Self {
        Self {
            scope: header.scope,
            author: header.device,
            chain: header.chain,
            seq: header.seq,
        }
    }
}

/// The subject whose document an entry must lie in, where the entry fixes it. Corrections lie in the document of what
/// they correct, which only a store can look up.
#[must_use]
pub fn subject_of(entry: &Entry, written: Written) -> Option<Vec<u8>> {
    let Written { scope, author, .. } = written;
    match entry {
        Entry::Matter(_, MatterEntry::Step(step)) if step.is_opening() => {
            Some(matter_subject(step, written))
        }
        Entry::Matter(..) => None,
        Entry::Register(_) | Entry::Review(_) => Some(scope.as_bytes().to_vec()),
        Entry::Visits(VisitEntry::Visit(facts)) => Some(visit_subject(scope, facts.at)),
        Entry::Round(RoundEntry::Started {
            template, period, ..
        }) => Some(round_subject(scope, template, period)),
        Entry::Motion(MotionEntry::HouseholdSlips(_)) => Some(slips_subject(scope)),
        Entry::Ballots(ballot) => {
            let motion = ballot.motion()?;
            Some(ballots_subject(motion.as_bytes(), scope))
        }
        Entry::Agenda(AgendaEntry::Opened { subject, .. })
        | Entry::Motion(MotionEntry::Opened(Opening { subject, .. })) => {
            Some(opened_subject(scope, author, subject))
        }
        Entry::Visits(
            VisitEntry::Correct { .. } | VisitEntry::External(_) | VisitEntry::Photo(_),
        )
        | Entry::Agenda(
            AgendaEntry::Field { .. } | AgendaEntry::External(_) | AgendaEntry::Photo(_),
        )
        | Entry::Motion(
            MotionEntry::External(_)
            | MotionEntry::Slips(_)
            | MotionEntry::Photo(_)
            | MotionEntry::Closed(_)
            | MotionEntry::SignedIn(_)
            | MotionEntry::KeyHandedOver(_),
        )
        | Entry::Round(
            RoundEntry::Logged(_)
            | RoundEntry::Correct { .. }
            | RoundEntry::External(_)
            | RoundEntry::Photo(_),
        ) => None,
    }
}

/// Scope × opening device × random: a document cannot be opened a second time in another scope, nor by anybody else.
#[must_use]
pub fn opened_subject(scope: PlaceId, author: DeviceId, subject: &[u8; 16]) -> Vec<u8> {
    [scope.as_bytes().as_slice(), author.as_bytes(), subject].concat()
}

/// The opening record's own place, which nobody else can take; or the place and period of which a flow has one matter.
fn matter_subject(step: &matter::Step, written: Written) -> Vec<u8> {
    let Some(period) = &step.one_per else {
        let seq = written.seq.to_be_bytes();
        return [written.chain.as_bytes().as_slice(), &seq].concat();
    };
    let mut subject = written.scope.as_bytes().to_vec();
    for name in [&step.pack, &step.edition, &step.flow, period] {
        subject.extend_from_slice(name.as_bytes());
        subject.push(0);
    }
    subject
}

/// Stairwell × month.
#[must_use]
pub fn visit_subject(stairwell: PlaceId, at: Timestamp) -> Vec<u8> {
    let month = at.month();
    [
        stairwell.as_bytes().as_slice(),
        &month.year.to_be_bytes(),
        &[month.month],
    ]
    .concat()
}

/// Place × template × period.
#[must_use]
pub fn round_subject(place: PlaceId, template: &str, period: &str) -> Vec<u8> {
    [
        place.as_bytes().as_slice(),
        template.as_bytes(),
        &[0],
        period.as_bytes(),
    ]
    .concat()
}

/// The slips of a stairwell's households.
#[must_use]
pub fn slips_subject(stairwell: PlaceId) -> Vec<u8> {
    [b"household-slips".as_slice(), stairwell.as_bytes()].concat()
}

/// Motion × part.
#[must_use]
pub fn ballots_subject(motion: &[u8; 16], part: PlaceId) -> Vec<u8> {
    [motion.as_slice(), part.as_bytes()].concat()
}

/// The base that documents of a kind start from.
#[must_use]
pub const fn base_of(kind: DocKind) -> Base {
    match kind {
        DocKind::Agenda => Base::Agenda,
        _ => Base::Entries,
    }
}

/// A ballot or slip of a household lies in its stairwell: authority over one stairwell gives no vote in another.
fn votes_where_it_must(entry: &Entry, scope: PlaceId) -> bool {
    let is_here = |voter: &VoterKey| matches!(voter, VoterKey::Household { stairwell, .. } if *stairwell == scope);
    match entry {
        Entry::Motion(MotionEntry::HouseholdSlips(slips)) => {
            slips.keys.iter().all(|(voter, _)| is_here(voter))
        }
        Entry::Ballots(BallotEntry::Ballot(ballot)) => match ballot.voter {
            VoterKey::Household { stairwell, .. } => stairwell == scope,
            VoterKey::Named(_) => true,
        },
        _ => true,
    }
}

/// Whether an opening can be counted at all, as its author's own store would have asked. Names of a later version wait, and so
/// does a pack of the community's own: the roster has its rules ([`read_in`]).
fn countable(opening: &Opening) -> Grammar {
    let Some(pack) = counting::packs()
        .iter()
        .find(|pack| pack.name == opening.pack)
    else {
        return Grammar::Waits(Pending::Kind);
    };
    let Some(rule) = pack.rule(&opening.rule) else {
        return match Rule::find(&opening.rule) {
            Some(_) => Grammar::Broken(Invalid::Entry),
            None => Grammar::Waits(Pending::Kind),
        };
    };
    let is_known = |name: &String| counting::is_reading(name);
    if !opening.readings.iter().all(is_known) {
        return Grammar::Waits(Pending::Kind);
    }
    countable_by(opening, rule)
}

/// Whether an opening can be counted by a rule.
fn countable_by(opening: &Opening, rule: Rule) -> Grammar {
    let mut file = TallyDraft::new(rule);
    file.readings.clone_from(&opening.readings);
    let voters = opening.roll.iter().enumerate().map(|(n, line)| {
        let mut voter = Voter::new(n.to_string());
        voter.area = line.area_cm2.and_then(AreaCm2::new);
        voter.entitled = line.entitled;
        voter
    });
    file.roll = voters.collect();
    match TallyFile::new(file) {
        Ok(_) => Grammar::Sound,
        Err(_) => Grammar::Broken(Invalid::Entry),
    }
}

/// Reads a record where the roster is known: an opening under a rule that the roster brought waits for nothing.
#[must_use]
pub fn read_in(roster: &Roster, header: &Header, chunk: Option<&[u8]>) -> Reading {
    let mut reading = read_entry_record(header, chunk);
    if reading.grammar == Grammar::Waits(Pending::Kind)
        && let Some(Entry::Motion(MotionEntry::Opened(opening))) = &reading.entry
        && let Some(rule) = roster.rule_of(&opening.pack, &opening.rule, u32::MAX)
    {
        reading.grammar = countable_by(opening, rule);
    }
    reading
}

/// A slip ballot carries its household's signature over just this ballot, and no other carries any.
fn is_signed_as_it_says(entry: &Entry, header: &Header) -> bool {
    let Entry::Ballots(BallotEntry::Ballot(ballot)) = entry else {
        return true;
    };
    match (ballot.authority, &ballot.slip) {
        (BallotAuthority::Slip, Some(proof)) => {
            slip_holds(proof, header.chain, header.seq, &ballot.unsigned_bytes())
        }
        (BallotAuthority::Slip, None) | (_, Some(_)) => false,
        (_, None) => true,
    }
}

/// Reads a record. A text change of an agenda comes back with [`Reading::is_text`] and must still be checked against
/// its dependencies.
#[must_use]
pub fn read_entry_record(header: &Header, chunk: Option<&[u8]>) -> Reading {
    let Some(kind) = DocKind::from_code(header.kind.0) else {
        return Reading::without_entry(Grammar::Waits(Pending::Kind));
    };
    let Some(chunk) = chunk else {
        return Reading::without_entry(Grammar::Waits(Pending::Withheld));
    };
    let value = match documents::read_entry(base_of(kind), header, chunk) {
        Ok(value) => value.to_vec(),
        Err(_) if kind == DocKind::Agenda => {
            return Reading {
                grammar: Grammar::Waits(Pending::Dependency),
                operation: Some(Operation::EditAgenda),
                entry: None,
                is_text: true,
            };
        }
        Err(_) => return Reading::without_entry(Grammar::Broken(Invalid::Grammar)),
    };
    let entry = match Entry::from_bytes(kind, &value) {
        Ok(entry) => entry,
        Err(EntryFault::Unknown) => return Reading::without_entry(Grammar::Waits(Pending::Kind)),
        Err(EntryFault::Malformed) => {
            return Reading::without_entry(Grammar::Broken(Invalid::Entry));
        }
    };
    let lies_where_it_must = subject_of(&entry, Written::of(header)).is_none_or(|subject| {
        doc_id(header.community, KindCode(kind.code()), &subject) == header.doc
    });
    if !lies_where_it_must || !votes_where_it_must(&entry, header.scope) {
        return Reading::without_entry(Grammar::Broken(Invalid::Document));
    }
    if let Entry::Motion(MotionEntry::Opened(opening)) = &entry {
        let grammar = countable(opening);
        // An entry that waits for its pack is one all the same: whoever has the roster reads it.
        if grammar != Grammar::Sound && parts_of(&opening.pack).1.is_none() {
            return Reading::without_entry(grammar);
        }
        if grammar != Grammar::Sound {
            return Reading {
                grammar,
                operation: operation_of(&entry),
                entry: Some(entry),
                is_text: false,
            };
        }
    }
    if !is_signed_as_it_says(&entry, header) {
        return Reading::without_entry(Grammar::Broken(Invalid::Slip));
    }
    let Some(operation) = operation_of(&entry) else {
        return Reading::without_entry(Grammar::Waits(Pending::Kind));
    };
    Reading {
        grammar: Grammar::Sound,
        operation: Some(operation),
        entry: Some(entry),
        is_text: false,
    }
}
