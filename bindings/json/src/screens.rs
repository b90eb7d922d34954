//! Screens as JSON. A word of a closed vocabulary is `{"code","zh","en"}`, a sentence `{"zh","en"}`.

use crate::show::{self, list, opt, said, text, time, time_opt};
use linli_core::domain::vocabulary::{
    Choice, ItemResult, PersonKind, SealState, Severity, TallyState, TopicSource, VisitOutcome,
    VoterState, WithoutVote,
};
use linli_core::domain::{CardState, Due, Flag, Knock, Role, Safety, Standing, ThingKind};
use linli_core::roster::Level;
use linli_core::rules::counting::Outcome;
use linli_core::screens::{
    Conflict, Contact, Debt, DebtOf, Door, DoorField, DoorPerson, DoorRow, DoorTally, Enrolment,
    Figures, Floor, Found, HouseholdRow, Me, MemberRef, Meter, MeterNumbers, Missing, MyGrant,
    PlaceRef, PlaceStatistics, PlaceTab, ProposedChange, RollRow, RoundAnswer, RoundLine,
    RoundScreen, SharedText, Silence, SilentDoor, Statistics, Thing, Today, TopicScreen,
};
use linli_core::workspace::{
    CardView, CheckedCard, ConflictOwner, ExternalIdView, KeyHolderView, SealView, ShareView,
    SyncState,
};
use serde_json::{Value, json};

/// A word that knows both languages.
trait Word: Copy {
    fn word(self) -> (&'static str, &'static str, &'static str);
}

macro_rules! words {
    ($($type:ty)*) => { $(
        impl Word for $type {
            fn word(self) -> (&'static str, &'static str, &'static str) {
                (self.name(), self.zh(), self.en())
            }
        }
    )* };
}

words! { CardState Safety SealState Outcome TallyState VoterState WithoutVote Choice Due Flag ItemResult Knock PersonKind Role Severity Standing ThingKind TopicSource VisitOutcome }

fn word(of: impl Word) -> Value {
    let (code, zh, en) = of.word();
    json!({ "code": code, "zh": zh, "en": en })
}

fn word_opt(of: Option<impl Word>) -> Value {
    of.map_or(Value::Null, word)
}

pub(crate) fn member(of: &MemberRef) -> Value {
    json!({
        "id": text(of.id), "name": of.name, "role": word_opt(of.role), "said": said(&of.said),
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Community => "community",
        Level::Compound => "compound",
        Level::Building => "building",
        Level::Stairwell => "stairwell",
    }
}

fn place(of: &PlaceRef) -> Value {
    json!({ "id": text(of.id), "parent": opt(of.parent), "label": of.label, "said": said(&of.said), "level": level(of.level) })
}

fn place_opt(of: Option<&PlaceRef>) -> Value {
    of.map_or(Value::Null, place)
}

fn debt(of: &Debt) -> Value {
    json!({ "records": of.records, "since": time_opt(of.since) })
}

/// Debt with its kinds.
pub(crate) fn debt_by_kind(of: &Debt, kinds: &[DebtOf]) -> Value {
    json!({
        "records": of.records, "since": time_opt(of.since),
        "by_kind": list(kinds, |one| json!({
            "kind": one.kind.name(), "records": one.records,
        })),
    })
}

/// What is under way with the hub, or how it failed.
pub(crate) fn sync_state(of: &SyncState) -> Value {
    match of {
        SyncState::Idle => json!({ "state": "idle" }),
        SyncState::Running {
            records,
            bytes,
            photos,
        } => json!({ "state": "running", "records": records, "bytes": bytes, "photos": photos }),
        SyncState::Failed {
            said: why,
            retry_at,
        } => {
            json!({ "state": "failed", "said": said(why), "retry_at": time_opt(*retry_at) })
        }
    }
}

/// What another app is given.
pub(crate) fn shared(of: &SharedText) -> Value {
    json!({
        "title": of.title, "text": of.text, "number": of.number, "photos": list(&of.photos, show::photo),
    })
}

/// Something that was shared.
pub(crate) fn share(of: &ShareView) -> Value {
    json!({
        "number": of.number, "at": time(of.at), "kind": word(of.kind), "thing": of.thing, "title": of.title,
    })
}

/// What a worker's card says.
pub(crate) fn card(of: &CardView) -> Value {
    json!({
        "community": text(of.community), "community_name": of.community_name,
        "member": text(of.member), "name": said(&of.name), "role": word(of.role),
        "place": said(&of.place), "number": of.number, "device": text(of.device),
        "since": time(of.since), "until": time(of.until), "stands_alone": of.stands_alone,
    })
}

/// A card that was seen.
pub(crate) fn checked_card(of: &CheckedCard) -> Value {
    json!({ "state": word(of.state), "card": card(&of.card) })
}

/// The safety of a record.
pub(crate) fn safety(of: Safety) -> Value {
    word(of)
}

pub(crate) fn today(of: &Today) -> Value {
    json!({
        "places": list(&of.places, tab), "floors": list(&of.floors, floor),
        "plan": list(&of.plan, |id| text(id)), "to_correct": list(&of.to_correct, show::matters::summary),
        "debt": debt(&of.debt), "valid_until": time(of.valid_until),
    })
}

fn tab(of: &PlaceTab) -> Value {
    json!({ "place": place(&of.place), "doors": of.doors, "due": of.due, "unsent": of.unsent })
}

/// A month in numbers.
pub(crate) fn statistics(of: &Statistics) -> Value {
    let line = |of: &PlaceStatistics| json!({ "place": place(&of.place), "figures": figures(&of.figures) });
    json!({ "whole": figures(&of.whole), "places": list(&of.places, line) })
}

fn figures(of: &Figures) -> Value {
    json!({
        "doors": of.doors, "visited": of.visited, "visits": of.visits, "met": of.met,
        "opened": of.opened, "open": of.open, "overdue": of.overdue,
    })
}

fn floor(of: &Floor) -> Value {
    json!({ "stairwell": text(of.stairwell), "n": of.n, "doors": list(&of.doors, door_row) })
}

fn door_row(of: &DoorRow) -> Value {
    json!({
        "household": text(of.household), "door": of.door, "names": of.names,
        "last": of.last.as_ref().map(contact), "due": word_opt(of.due), "missed": of.missed,
        "silence": of.silence.as_ref().map(silence),
        "call_back": time_opt(of.call_back), "flags": list(&of.flags, |flag| word(*flag)),
        "open_topics": of.open_topics, "open_ballots": of.open_ballots, "unsent": of.unsent,
        "conflicted": of.conflicted, "knock": word(of.knock),
    })
}

fn contact(of: &Contact) -> Value {
    json!({
        "visit": text(of.visit), "at": time(of.at), "by": member(&of.by),
        "outcome": word_opt(of.outcome), "why": of.why,
    })
}

pub(crate) fn door(of: &Door) -> Value {
    json!({
        "household": text(of.household), "door": of.door, "place": place_opt(of.place.as_ref()),
        "floor": of.floor, "claimed_elsewhere": list(&of.claimed_elsewhere, place),
        "flags": list(&of.flags, |flag| word(*flag)), "quiet_hours": of.quiet_hours,
        "silence": of.silence.as_ref().map(silence),
        "knock": word(of.knock), "fields": list(&of.fields, field),
        "people": list(&of.people, person), "proposals": list(&of.proposals, change),
        "merged_into": opt(of.merged_into), "visits": list(&of.visits, show::visit),
        "topics": list(&of.topics, show::topic), "tallies": list(&of.tallies, door_tally),
        "photos": list(&of.photos, show::photo),
        "external_ids": numbers(&of.external_ids), "valid_until": time(of.valid_until),
    })
}

/// A proposed change of the register.
pub(crate) fn change(of: &ProposedChange) -> Value {
    json!({
        "change": text(of.change), "household": text(of.household), "door": of.door,
        "by": member(&of.by), "at": time(of.at), "evidence": of.evidence,
        "lines": list(&of.lines, |line| json!({
            "person": opt(line.person), "what": line.what, "label": said(&line.label),
            "value": line.value, "said": line.said.as_ref().map(said),
        })),
        "decided": of.decided.as_ref().map(|verdict| json!({
            "accepted": verdict.accepted, "reason": verdict.reason,
        })),
    })
}

fn person(of: &DoorPerson) -> Value {
    json!({
        "person": text(of.person), "kind": word(of.kind), "name": of.name,
        "fields": list(&of.fields, field),
    })
}

fn field(of: &DoorField) -> Value {
    json!({
        "field": of.field, "label": said(&of.label),
        "values": list(&of.values, |one| json!({
            "record": text(one.record), "value": one.value, "said": one.said.as_ref().map(said),
            "by": member(&one.by), "at": time(one.at),
        })),
    })
}

fn door_tally(of: &DoorTally) -> Value {
    json!({
        "tally": text(of.tally), "title": of.title, "deadline": time(of.deadline),
        "has_voted": of.has_voted,
    })
}

fn numbers(of: &[ExternalIdView]) -> Value {
    list(
        of,
        |one| json!({ "system": one.system, "said": said(&one.said), "values": one.values }),
    )
}

pub(crate) fn topic(of: &TopicScreen) -> Value {
    let mut shown = show::topic(&of.topic);
    if let Value::Object(map) = &mut shown {
        map.insert("source".to_owned(), word(of.topic.source));
        map.insert("by".to_owned(), member(&of.by));
        map.insert("place".to_owned(), place_opt(of.place.as_ref()));
        map.insert("household_id".to_owned(), opt(of.household));
        map.insert("photos".to_owned(), list(&of.photos, show::photo));
        map.insert("external_ids".to_owned(), numbers(&of.external_ids));
    }
    shown
}

pub(crate) fn round(of: &RoundScreen) -> Value {
    json!({
        "round": text(of.round), "place": place_opt(of.place.as_ref()), "template": of.template,
        "period": of.period, "period_said": said(&of.period_said), "lines": list(&of.lines, line),
        "hazards": list(&of.hazards, show::hazard), "left": of.left,
    })
}

fn line(of: &RoundLine) -> Value {
    json!({
        "item": of.item, "answers": list(&of.answers, answer),
        "before": of.before.as_ref().map(answer),
    })
}

fn answer(of: &RoundAnswer) -> Value {
    json!({
        "entry": text(of.entry), "result": word(of.result), "note": of.note, "by": member(&of.by),
        "at": time(of.at), "relayed": of.relayed,
    })
}

/// A conflict: the fields that the command line's contract names come first.
pub(crate) fn conflict(of: &Conflict) -> Value {
    json!({
        "document": text(of.document), "field": of.field,
        "values": list(&of.values, |one| json!({
            "value": one.value, "by": text(one.by.id), "at": time(one.at), "record": text(one.record),
            "said": said(&one.said), "who": member(&one.by),
        })),
        "owner": match &of.owner {
            ConflictOwner::Role { role } => role.name(),
            // Whoever wrote it decides; `by` of the values says who.
            ConflictOwner::Author { .. } => "author",
            // Any of `owners`.
            ConflictOwner::Roles { .. } => "roles",
        },
        "owners": match &of.owner {
            ConflictOwner::Role { role } => vec![role.name()],
            ConflictOwner::Author { .. } => Vec::new(),
            ConflictOwner::Roles { roles } => roles.iter().map(|role| role.name()).collect(),
        },
        "kind": of.kind.name(), "title": said(&of.title), "thing": thing(&of.thing),
        "place": place_opt(of.place.as_ref()), "label": said(&of.label), "mine": of.mine,
    })
}

pub(crate) fn thing(of: &Thing) -> Value {
    json!({
        "kind": word(of.kind), "id": of.id, "title": of.title,
        "place": place_opt(of.place.as_ref()), "household": opt(of.household),
    })
}

pub(crate) fn found(of: &Found) -> Value {
    let mut shown = show::hit(&of.hit);
    if let Value::Object(map) = &mut shown {
        map.insert("thing".to_owned(), thing(&of.thing));
    }
    shown
}

pub(crate) fn household_row(of: &HouseholdRow) -> Value {
    json!({
        "household": text(of.household), "door": of.door, "stairwell": text(of.stairwell),
        "floor": of.floor, "names": of.names, "flags": list(&of.flags, |flag| word(*flag)),
    })
}

pub(crate) fn me(of: &Me) -> Value {
    json!({
        "community": opt(of.community), "community_name": of.community_name,
        "device": text(of.device), "member": of.member.as_ref().map(member),
        "grants": list(&of.grants, grant), "registrar": of.registrar,
        "enrolment": enrolment(&of.enrolment),
    })
}

fn grant(of: &MyGrant) -> Value {
    json!({
        "role": word(of.role), "scope": show::scope(&of.scope), "place_said": said(&of.place_said), "place": place_opt(of.place.as_ref()),
    })
}

fn enrolment(of: &Enrolment) -> Value {
    match of {
        Enrolment::None => json!({ "state": "none" }),
        Enrolment::Asked { digits, expires } => {
            json!({ "state": "asked", "digits": digits, "expires": time(*expires) })
        }
        Enrolment::Waiting => json!({ "state": "waiting" }),
        Enrolment::Admitted => json!({ "state": "admitted" }),
        Enrolment::Revoked { kept, not_counted } => {
            json!({ "state": "revoked", "kept": kept, "not_counted": not_counted })
        }
    }
}

fn meter_numbers(of: &MeterNumbers) -> Value {
    json!({
        "have": of.have, "need": of.need, "of": of.of,
        "yes_low": of.yes_low, "yes_high": of.yes_high, "yes_need": of.yes_need,
    })
}

pub(crate) fn meter(of: &Meter) -> Value {
    let missing = |one: &Missing| json!({ "by": member(&one.by), "most": one.most });
    let own_part = of.own_part.as_ref().map(
        |part| json!({ "places": list(&part.places, place), "of": part.of, "have": part.have }),
    );
    let mut value = meter_numbers(&of.heads);
    let rest = json!({
        "tally": text(of.tally), "rule": of.rule, "title": of.title, "deadline": time(of.deadline),
        "state": word(of.state), "area": of.area.as_ref().map(meter_numbers), "outcome": word_opt(of.outcome),
        "certain": of.certain, "missing": list(&of.missing, missing), "own_part": own_part,
        "disputed": of.disputed, "next": said(&of.next), "explanation": said(&of.explanation),
        "may_cast": of.may_cast, "may_close": of.may_close, "seal": of.seal.as_ref().map(seal), "valid_until": time(of.valid_until),
    });
    if let (Value::Object(all), Value::Object(rest)) = (&mut value, rest) {
        all.extend(rest);
    }
    value
}

/// Who opens a sealed tally.
pub(crate) fn seal(of: &SealView) -> Value {
    let holder =
        |one: &KeyHolderView| json!({ "by": member(&one.by), "handed_over": one.handed_over });
    json!({
        "state": word(of.state), "holders": list(&of.holders, holder), "unread": of.unread,
        "may_hand_over": of.may_hand_over,
    })
}

pub(crate) fn roll_row(of: &RollRow) -> Value {
    json!({
        "voter": of.voter, "household": opt(of.household), "units": of.units, "area_cm2": of.area_cm2,
        "without_vote": word_opt(of.without_vote), "present": of.present, "state": word(of.state),
        "choice": word_opt(of.choice),
    })
}

/// Nobody opens at a door that needs care.
fn silence(of: &Silence) -> Value {
    json!({
        "watch": of.watch, "title": said(&of.title), "clause": of.clause, "status": of.status,
        "missed": of.missed, "since": time(of.since),
    })
}

/// A door in the list of those.
pub(crate) fn silent_door(of: &SilentDoor) -> Value {
    json!({
        "household": text(of.household), "door": of.door, "scope": of.scope,
        "flags": list(&of.flags, |flag| word(*flag)), "silence": silence(&of.silence),
    })
}
