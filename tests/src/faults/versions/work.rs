//! What people do: of everything that a mask may hide something, beside what every version knows.

use super::stage::{ASKER, DESK, HONEST, NEWCOMER, OFFICE, OTHER, PEER, Stage};
use crate::forger::place;
use crate::phone::{pass, stairwell};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitMode, VisitOutcome,
};
use linli_core::domain::{DocId, RecordId, Timestamp};
use linli_core::records::testing::Dice;
use linli_core::roster::{PackParts, PackUse};
use linli_core::workspace::{
    BallotDraft, Correction, HazardDraft, LogDraft, ScopeName, TallyDraft, TopicChange, TopicDraft,
    VisitChange, VisitDraft, Voters, Workspace,
};
use serde_json::json;

fn visit(store: &Workspace, door: &str, outcome: VisitOutcome, mode: VisitMode) -> RecordId {
    let mut draft = VisitDraft::new(door, outcome);
    draft.mode = Some(mode);
    draft.note = Some(format!("{door} 的备注"));
    store.record_visit(draft).expect("a visit")
}

fn known_visit(store: &Workspace, door: &str) -> RecordId {
    visit(store, door, VisitOutcome::Home, VisitMode::Door)
}

fn topic(store: &Workspace, source: TopicSource) -> DocId {
    let draft = TopicDraft {
        source,
        title: "楼道堆物".to_owned(),
        text: "三楼有旧家具".to_owned(),
        household: Some("1-1-102".to_owned()),
        scope: None,
    };
    store.collect_topic(draft).expect("a topic")
}

fn ballot(store: &Workspace, tally: DocId, door: &str, choice: Choice, kind: BallotKind) {
    let draft = BallotDraft {
        tally,
        voter: door.to_owned(),
        choice: Some(choice),
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    };
    store.cast_ballot(draft).expect("a ballot");
}

/// A leader of today's version does everything, and goes on in the same chain with what every version knows.
pub(super) fn everything(stage: &Stage) {
    let (at, member) = (stairwell("1-1"), stage.members[1]);
    stage.people[PEER].does(|store| {
        visit(
            store,
            "1-1-101",
            VisitOutcome::StairwellLocked,
            VisitMode::Phone,
        );
        let first = visit(
            store,
            "1-1-102",
            VisitOutcome::StairwellLocked,
            VisitMode::Door,
        );
        let change = VisitChange {
            outcome: Some(VisitOutcome::Refused),
            ..VisitChange::default()
        };
        store
            .correct(&first.to_string(), Correction::Visit(change), "点错了")
            .expect("corrected");
        topic(store, TopicSource::OwnersGroup);
        let second = topic(store, TopicSource::Visit);
        let change = TopicChange {
            title: Some("改过的议题".to_owned()),
            ..TopicChange::default()
        };
        store
            .correct(&second.to_string(), Correction::Topic(change), "改")
            .expect("corrected");
        let round = store.start_round(&at, "fire_monthly").expect("a round");
        for (item, result) in [
            ("灭火器", ItemResult::NotApplicable),
            ("防火门", ItemResult::Fault),
        ] {
            let draft = LogDraft {
                round,
                item: item.to_owned(),
                result,
                note: None,
            };
            store.log_entry(draft).expect("logged");
        }
        for severity in [Severity::High, Severity::Low] {
            let draft = HazardDraft {
                place: at.clone(),
                kind: "blocked_exit".to_owned(),
                severity,
                text: "一楼出口堵住".to_owned(),
                round: Some(round),
            };
            store.report_hazard(draft).expect("a hazard");
        }
        for (field, value) in [
            ("place", "一楼大厅"),
            ("text", "一、清理三楼。\n二、照明。"),
        ] {
            store
                .edit_agenda(Some(stage.agenda), None, field, value)
                .expect("an edit");
        }
        let draft = TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(at.clone()),
            readings: Vec::new(),
            deadline: Timestamp(1_795_394_400_000 + 30 * 86_400_000),
            sheets: vec![(member, 10)],
        };
        let tally = store.open_tally(draft).expect("a tally");
        ballot(store, tally, "1-1-101", Choice::Blank, BallotKind::Cast);
        ballot(store, tally, "1-1-102", Choice::Yes, BallotKind::Cast);
        ballot(store, tally, "1-1-101", Choice::No, BallotKind::Correct);
        store.collecting_done(tally).expect("a return");
        known_visit(store, "1-1-201");
    });
}

/// Those with the earlier version work too, on what they have, beside or on top of what they cannot read.
pub(super) fn what_every_version_knows(stage: &Stage, dice: &mut Dice) {
    stage.people[HONEST].does(|store| {
        known_visit(store, "1-1-101");
        let text = format!("一、清理三楼。\n{}、加一条。", dice.below(90) + 10);
        store
            .edit_agenda(Some(stage.agenda), None, "text", &text)
            .expect("an edit");
    });
    stage.people[DESK].does(|store| known_visit(store, "1-2-101"));
    stage.people[OTHER].does(|store| known_visit(store, "1-2-102"));
    if let Some(newcomer) = stage.people.get(NEWCOMER) {
        newcomer.does(|store| {
            // Until somebody has told him the register, he knows no door.
            if store.household("1-1-102").is_ok() {
                known_visit(store, "1-1-102");
            }
        });
    }
}

/// The office erases a body that everybody has.
pub(super) fn something_is_erased(stage: &Stage, record: RecordId) {
    stage.people[OFFICE]
        .does(|store| store.erase_bodies(&[record], "本人要求"))
        .expect("erased");
}

/// A visit of the earlier leader, whose words are erased later.
pub(super) fn words_to_erase(stage: &Stage) -> RecordId {
    stage.people[HONEST].does(|store| known_visit(store, "1-1-202"))
}

/// A rule of the community's own, which no version has.
const OWN_RULE: &str = "moon-bay/stairwell";

/// The community takes up a pack with a counting rule of its own, and chooses how it goes by this version's.
fn goes_its_own_way(store: &Workspace) {
    let words = |zh: &str, en: &str| json!({"zh": zh, "en": en});
    let pack = json!({
        "pack": "moon-bay", "edition": "1", "title": words("月亮湾", "Moon Bay"), "flows": [], "duties": [],
        "rules": {"stairwell": {
            "title": words("三分之二同意", "two thirds agree"), "status": "default", "may": "open_stairwell_tally",
            "clause": words("小区议事规则第五条", "rules of the compound, 5"), "unit": words("户", "households"),
            "measures": ["heads"],
            "pass": {"counted": "yes", "share": [2, 3], "of": "all", "more_than": false},
        }},
    });
    store
        .adopt_pack(pack.to_string().as_bytes())
        .expect("taken up");
    let parts = PackParts {
        readings: [("stairwell".to_owned(), ["of-all".to_owned()].into())].into(),
        ..PackParts::default()
    };
    store
        .choose_pack(None, "db3305-309-2024", PackUse::On(parts))
        .expect("chosen");
}

/// A leader of today's version counts by the community's own rule.
fn counts_by_it(store: &Workspace) {
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "门禁".to_owned(),
        rule: OWN_RULE.to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: Timestamp(1_795_394_400_000 + 30 * 86_400_000),
        sheets: Vec::new(),
    };
    let tally = store.open_tally(draft).expect("a tally");
    ballot(store, tally, "1-1-102", Choice::Yes, BallotKind::Cast);
}

/// The registrar enters everything that a mask may hide, and somebody joins under a role that it hides.
pub(super) fn the_roster_goes_on(stage: &mut Stage, dice: &mut Dice) {
    let other = stage.members[2];
    stage.people[OFFICE].does(|store| {
        let all = [stairwell("1-1"), stairwell("1-2")];
        store.define_grid("第一网格", &all).expect("a grid");
        let at = place(store, "1-2").to_string();
        store
            .set_external_id(&at, "房屋编码", "330502001")
            .expect("a number");
        store
            .appoint_representative("1-2-202", Some(other))
            .expect("appointed");
        store.erase_member_words(other).expect("erased");
        goes_its_own_way(store);
    });
    stage.people[PEER].does(|peer| {
        stage.people[OFFICE].does(|office| pass(office, peer));
        counts_by_it(peer);
    });
    let by = if dice.below(2) == 0 { OFFICE } else { ASKER };
    stage.somebody_joins(by);
    stage.people[OFFICE].does(|store| {
        store
            .add_place(&ScopeName::Stairwell("1-3".to_owned()))
            .expect("a place");
    });
}
