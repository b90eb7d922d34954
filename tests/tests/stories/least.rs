//! 至少期限: what hangs, or was told, long enough is no longer due and nobody's delay; a clock that several heads have on their
//! lines is told once (docs/spec/flows.md 6.2).

use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::rules::pages::Language;
use linli_core::workspace::{MatterFilter, MatterSummary, Obligation, Workspace};
use linli_tests::matter::{step, take};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::{Story, story};
use serde_json::json;

const DAY: i64 = 86_400;
const NOW: i64 = 1_795_394_400_000;
/// The day after 2026-11-26, three days after that of the call.
const FREE: Timestamp = Timestamp(1_793_462_400_000 + 26 * DAY * 1_000);

/// Of a matter its clocks that are due between long ago and far ahead: name, due, whether overdue.
fn clocks(phone: &Workspace, of: DocId) -> Vec<(String, Timestamp, bool)> {
    let (from, to) = (
        Timestamp(NOW - 400 * DAY * 1_000),
        Timestamp(NOW + 400 * DAY * 1_000),
    );
    let all = phone.obligations(from, to).expect("obligations");
    let of = all.into_iter().filter_map(|one| match one {
        Obligation::Clock {
            matter,
            clock,
            due,
            overdue,
            ..
        } if matter.matter == of => Some((clock, due, overdue)),
        _ => None,
    });
    of.collect()
}

fn listed(phone: &Workspace, due_before: Option<Timestamp>) -> Vec<MatterSummary> {
    let filter = MatterFilter {
        due_before,
        ..MatterFilter::default()
    };
    phone.matters(&filter, 50, None).expect("matters").items
}

fn overdue(phone: &Workspace) -> u64 {
    let month = phone.statistics("2026-11", None).expect("a month");
    month.whole.overdue
}

/// A joint meeting is called three days ahead: until then it may not be held, and afterwards nobody is late with anything.
#[test]
fn what_was_told_long_enough_is_not_due_and_not_late() {
    let story = story();
    let (committee, _) = story.joins(Role::Committee, &story.compound());
    settle(&[&story.office.phone, &committee]);
    let call = json!({"when": "2026-12-20T19:00:00+08:00", "mode": "talk", "venue": "活动室", "items": [{"words": "停车"}]});
    let (meeting, _) = committee
        .open_matter("joint-meeting", &story.compound(), &step("", &call))
        .expect("called");
    let all: [&Workspace; 2] = [&committee, &story.office.phone];
    settle(&all);
    for phone in all {
        assert_eq!(listed(phone, None)[0].due, Some(FREE));
        assert_eq!(
            clocks(phone, meeting),
            [("notice-before".to_owned(), FREE, false)]
        );
        assert_eq!(listed(phone, Some(Timestamp(FREE.0 + 1))).len(), 1);
        assert_eq!(listed(phone, Some(FREE)).len(), 0);
    }
    story.clock.advance(5 * DAY);
    for phone in all {
        assert_eq!(listed(phone, None)[0].due, None);
        assert_eq!(clocks(phone, meeting), []);
        assert_eq!(listed(phone, Some(Timestamp(FREE.0 + 1))).len(), 0);
        assert_eq!(overdue(phone), 0);
        let rows = &phone.matter_sheets(None, Language::Zh).expect("the ledger")[0].rows;
        let told = format!("{rows:?}");
        assert!(!told.contains("2026-11-27"), "{told}");
    }
}

fn hazard(story: &Story) -> (DocId, Vec<Timestamp>) {
    let office = &story.office.phone;
    let found = json!({"place": "1-1", "type": "gas", "severity": "medium", "text": "煤气味"});
    let (hazard, _) = office
        .open_matter("hazard", &stairwell("1-1"), &step("report", &found))
        .expect("a hazard");
    let due = clocks(office, hazard).into_iter().map(|(_, due, _)| due);
    (hazard, due.collect())
}

/// Two assigned it at once: the time in which it is to be rectified runs from the report, and is one time.
#[test]
fn a_clock_on_the_lines_of_two_heads_is_told_once() {
    let story = story();
    let office = &story.office.phone;
    let (other, admitted) = story.joins(Role::GridLeader, &story.compound());
    let (hazard, due) = hazard(&story);
    settle(&[office, &other]);
    for phone in [office, &other] {
        let to = json!({"to": admitted.member.to_string()});
        take(phone, hazard, "assign", &to).expect("assigned");
    }
    settle(&[office, &other]);
    story.clock.advance(20 * DAY);
    for phone in [office, &other] {
        assert!(listed(phone, None)[0].conflict);
        let rectify = ("rectify-within".to_owned(), due[1], true);
        assert_eq!(clocks(phone, hazard), [rectify]);
        assert_eq!(overdue(phone), 1);
    }
}
