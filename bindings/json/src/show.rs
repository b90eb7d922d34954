//! Views as JSON. The fields that the command line's contract names come first in each; the others are ours.

pub(crate) mod matters;

use crate::screens;
use linli_core::domain::{DocKind, Standing, Timestamp};
use linli_core::workspace::{
    AgendaView, BallotRemark, Change, ChangeSet, CheckedCard, ClosingView, ContestedView,
    DigestView, FieldView, GrantView, GridView, HazardView, Hit, HouseholdView, IdentityView,
    LogView, MemberView, OpenableRule, PersonView, PhotoView, PlaceView, RequestView, ReturnedView,
    RoundStop, RoundView, Said, ScopeName, SyncStatusView, TallySummary, TopicView, ValueView,
    VerifyReport, VisitVersion, VisitView, WitnessView,
};
use serde_json::{Map, Value, json};
use std::fmt::Display;

/// A worker's card that was seen.
#[must_use]
pub fn checked_card(of: &CheckedCard) -> Value {
    screens::checked_card(of)
}

/// An id as text.
pub(crate) fn text(id: impl Display) -> Value {
    Value::String(id.to_string())
}

pub(crate) fn opt(id: Option<impl Display>) -> Value {
    id.map_or(Value::Null, text)
}

pub(crate) fn time(at: Timestamp) -> Value {
    Value::String(at.to_rfc3339())
}

pub(crate) fn time_opt(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, time)
}

/// Every item of a list.
pub(crate) fn list<T>(items: &[T], show: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(show).collect())
}

pub(crate) fn visit(view: &VisitView) -> Value {
    json!({
        "visit": text(view.visit), "household": view.household, "outcome": view.outcome.name(),
        "note": view.note, "at": time(view.at), "by": text(view.by), "device": text(view.device),
        "corrected": view.standing != Standing::AsWritten,
        "withdrawn": view.standing == Standing::Withdrawn,
        "household_id": text(view.household_id), "mode": view.mode.name(), "met": view.met,
        "call_back": time_opt(view.call_back), "done_by": opt(view.done_by),
        "who": screens::member(&view.who),
        "topics": view.topics.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "conflicted": view.standing == Standing::Conflicted,
        "ahead": view.ahead,
    })
}

pub(crate) fn visit_version(view: &VisitVersion) -> Value {
    json!({
        "record": text(view.record), "outcome": view.outcome.map(|outcome| outcome.name()),
        "note": view.note, "reason": view.reason, "by": text(view.by),
        "withdraws": view.outcome.is_none(),
    })
}

pub(crate) fn returned(view: &ReturnedView) -> Value {
    json!({
        "visit": text(view.visit), "by": opt(view.by), "at": time(view.at), "note": view.note,
    })
}

pub(crate) fn round_stop(view: &RoundStop) -> Value {
    json!({
        "household": view.door, "household_id": text(view.household), "floor": view.floor,
        "last_visit": view.last_visit.map(|(at, outcome)| json!({ "at": time(at), "outcome": outcome.name() })),
        "call_back": time_opt(view.call_back),
    })
}

fn values(values: &[ValueView]) -> Value {
    list(values, |view| {
        json!({
            "value": view.value, "by": text(view.by), "at": time(view.at), "relayed": view.relayed,
        })
    })
}

fn fields(fields: &[FieldView]) -> Value {
    let map: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.clone(), values(&field.values)))
        .collect();
    Value::Object(map)
}

fn person(view: &PersonView) -> Value {
    json!({ "person": text(view.person), "kind": view.kind.name(), "fields": fields(&view.fields) })
}

pub(crate) fn household(view: &HouseholdView) -> Value {
    json!({
        "household": view.door, "household_id": text(view.household), "floor": view.floor,
        "claimed_elsewhere": view.claimed_elsewhere,
        "fields": fields(&view.fields), "people": list(&view.people, person),
        "visits": list(&view.visits, visit),
    })
}

pub(crate) fn topic(view: &TopicView) -> Value {
    json!({
        "topic": text(view.topic), "source": view.source.name(), "household": view.household,
        "title": view.title, "text": view.text, "at": time(view.at), "by": text(view.by),
        "scope": view.scope, "place_said": said(&view.place_said), "withdrawn": view.standing == Standing::Withdrawn,
        "conflicted": view.standing == Standing::Conflicted,
        "relayed": view.relayed, "ahead": view.ahead,
        "changed": view.changed.as_ref().map(matters::result_changed),
    })
}

pub(crate) fn agenda(view: &AgendaView) -> Value {
    json!({
        "agenda": text(view.agenda), "fields": fields(&view.fields), "scope": view.scope,
        "contested": view.contested, "waiting": view.waiting, "ahead": view.ahead,
    })
}

pub(crate) fn ballot_remark(view: &BallotRemark) -> Value {
    json!({
        "ballot": text(view.ballot), "voter": view.voter, "by": text(view.by),
        "sheet": view.sheet, "note": view.note.name(),
    })
}

pub(crate) fn closing(view: &ClosingView) -> Value {
    let returns = list(&view.returns, |one| {
        json!({
            "by": one.by.map(text), "spoken": one.spoken, "at": time(one.at), "how": one.how.name(),
            "in_time": one.in_time, "here": one.here, "missing": one.missing,
        })
    });
    json!({
        "closing": text(view.closing), "by": text(view.by), "at": time(view.at), "root": view.root,
        "superseded": view.superseded, "relayed": view.relayed, "agreement": view.agreement.name(),
        "returns": returns,
    })
}

pub(crate) fn tally_summary(view: &TallySummary) -> Value {
    json!({
        "tally": text(view.tally), "title": view.title, "rule": view.rule,
        "deadline": time(view.deadline), "voters": view.voters, "shared": view.shared, "sealed": view.sealed,
        "again": view.again.map(text), "relayed": view.relayed, "ahead": view.ahead,
    })
}

fn log(view: &LogView) -> Value {
    json!({
        "entry": text(view.entry), "result": view.result.name(), "note": view.note,
        "by": text(view.by), "at": time(view.at), "relayed": view.relayed,
    })
}

pub(crate) fn round(view: &RoundView) -> Value {
    let items = list(
        &view.items,
        |item| json!({ "item": item.item, "entries": list(&item.entries, log) }),
    );
    json!({
        "round": text(view.round), "place": view.place, "place_said": said(&view.place_said), "template": view.template,
        "period": view.period, "period_said": said(&view.period_said), "items": items, "ahead": view.ahead,
    })
}

pub(crate) fn hazard(view: &HazardView) -> Value {
    json!({
        "hazard": text(view.hazard), "place": view.place, "place_said": said(&view.place_said), "type": view.kind,
        "type_said": said(&view.kind_said), "severity": view.severity.name(), "text": view.text, "at": time(view.at),
        "by": text(view.by), "withdrawn": view.standing == Standing::Withdrawn,
        "conflicted": view.standing == Standing::Conflicted,
        "relayed": view.relayed, "ahead": view.ahead,
    })
}

/// A rule by which a vote can be opened.
pub(crate) fn openable(view: &OpenableRule) -> Value {
    let readings = list(
        &view.readings,
        |one| json!({ "reading": one.reading, "title": said(&one.title), "chosen": one.chosen }),
    );
    json!({
        "rule": view.rule, "title": said(&view.title), "clause": said(&view.clause), "status": view.status,
        "by_area": view.by_area, "unit": said(&view.unit), "readings": readings, "settled": view.settled,
        "may": view.may, "why_not": view.why_not.as_ref().map(said),
    })
}

/// Words in both languages.
pub(crate) fn said(said: &Said) -> Value {
    json!({ "zh": said.zh, "en": said.en })
}

pub(crate) fn contested(view: &ContestedView) -> Value {
    json!({
        "record": text(view.record), "kind": view.kind.map_or("unknown", DocKind::name), "by": opt(view.by),
        "state": view.state.name(), "why": view.state.why(),
        "chain": text(view.chain), "seq": view.seq,
    })
}

pub(crate) fn request(view: &RequestView) -> Value {
    json!({
        "request": text(view.request), "by": opt(view.by), "agreed": list(&view.agreed, |member| text(member)),
        "asks": view.asks.name(), "member": opt(view.member), "device": opt(view.device),
        "holds": view.holds,
    })
}

pub(crate) fn sync_status(view: &SyncStatusView, debt: &Value) -> Value {
    json!({
        "debt": debt,
        "hub": view.hub, "last": time_opt(view.last), "complete": view.complete,
        "only_here": view.only_here, "since": time_opt(view.since), "backed_up": view.backed_up,
        "clock_off": view.clock_off,
        "gaps": list(&view.gaps, |gap| json!({
            "chain": text(gap.chain), "by": opt(gap.by), "missing": gap.missing,
            "waiting": gap.waiting,
        })),
        "forks": list(&view.forks, |fork| json!({
            "chain": text(fork.chain), "by": opt(fork.by), "seq": fork.seq,
        })),
    })
}

pub(crate) fn witness(view: &WitnessView) -> Value {
    json!({ "ballot": text(view.ballot), "at": time(view.at) })
}

pub(crate) fn photo(view: &PhotoView) -> Value {
    json!({
        "photo": text(view.photo), "of": opt(view.of), "at": time(view.at), "by": text(view.by),
        "type": view.media_type, "length_ms": view.length_ms, "caption": view.caption, "bytes": view.bytes, "here": view.here,
        "thumbnail_here": view.thumbnail_here, "at_hub": view.at_hub, "withdrawn": view.withdrawn,
    })
}

pub(crate) fn hit(view: &Hit) -> Value {
    json!({ "kind": view.kind.name(), "id": view.id, "title": view.title, "matched": view.matched })
}

pub(crate) fn digest(view: &DigestView) -> Value {
    let scopes: Map<String, Value> = view
        .scopes
        .iter()
        .map(|scope| {
            let hashes = json!({ "records": scope.records, "state": scope.state });
            (scope.scope.clone(), hashes)
        })
        .collect();
    json!({ "records": view.records, "digests": scopes })
}

pub(crate) fn identity(view: &IdentityView) -> Value {
    json!({
        "community": opt(view.community), "device": text(view.device), "member": opt(view.member),
        "name": view.name, "community_name": view.community_name,
        "roles": list(&view.roles, |role| text(role.name())),
        "grants": list(&view.grants, grant), "registrar": view.registrar,
    })
}

fn grant(view: &GrantView) -> Value {
    json!({ "role": view.role.name(), "scope": scope(&view.scope), "place_said": said(&view.place_said), "removed": view.removed })
}

/// A scope as it is named in a request.
pub(crate) fn scope(name: &ScopeName) -> Value {
    match name {
        ScopeName::Community => json!({ "community": true }),
        ScopeName::Compound(name) => json!({ "compound": name }),
        ScopeName::Grid(name) => json!({ "grid": name }),
        ScopeName::Building(label) => json!({ "building": label }),
        ScopeName::Stairwell(label) => json!({ "stairwell": label }),
    }
}

pub(crate) fn member(view: &MemberView) -> Value {
    json!({
        "member": text(view.member), "name": view.name, "said": said(&view.said), "grants": list(&view.grants, grant),
        "devices": list(&view.devices, |device| json!({
            "device": text(device.device), "since": device.since, "removed": device.removed,
        })),
    })
}

pub(crate) fn place(view: &PlaceView) -> Value {
    json!({ "place": text(view.place), "name": view.name, "said": said(&view.said) })
}

pub(crate) fn grid(view: &GridView) -> Value {
    let mut stairwells = view.stairwells.clone();
    stairwells.sort_by_key(|name| (name.len(), name.clone()));
    json!({ "grid": text(view.grid), "name": view.name, "stairwells": stairwells })
}

/// `{"changes":[{"kind"}]}`; a tally's change has `tally` too. Where records of work changed: `places`, and `ids` of what changed, or
/// `many` where they are more than 64.
#[must_use]
pub fn changes(set: &ChangeSet) -> Value {
    let changes: Vec<Value> = set
        .iter()
        .map(|change| match change {
            Change::Register => json!({ "kind": "register" }),
            Change::Visits => json!({ "kind": "visits" }),
            Change::Topics => json!({ "kind": "topics" }),
            Change::Agendas => json!({ "kind": "agendas" }),
            Change::Tally(tally) => json!({ "kind": "tally", "tally": text(tally) }),
            Change::Rounds => json!({ "kind": "rounds" }),
            Change::Hazards => json!({ "kind": "hazards" }),
            Change::Matters => json!({ "kind": "matters" }),
            Change::Contested => json!({ "kind": "contested" }),
            Change::Roster => json!({ "kind": "roster" }),
            Change::Photos => json!({ "kind": "photos" }),
            Change::Drafts => json!({ "kind": "drafts" }),
            Change::Sync => json!({ "kind": "sync" }),
        })
        .collect();
    let mut shown = json!({ "changes": changes });
    let places: Vec<Value> = set.places().map(text).collect();
    if let (Value::Object(map), false) = (&mut shown, places.is_empty()) {
        map.insert("places".to_owned(), Value::Array(places));
        match set.ids() {
            Some(ids) => map.insert("ids".to_owned(), json!(ids)),
            None => map.insert("many".to_owned(), Value::Bool(true)),
        };
    }
    shown
}

/// `{"records","failures":[{"record","code"}]}`.
#[must_use]
pub fn verified(report: &VerifyReport) -> Value {
    let failures = list(
        &report.failures,
        |failure| json!({ "record": opt(failure.record), "code": failure.code }),
    );
    json!({ "records": report.records, "failures": failures })
}
