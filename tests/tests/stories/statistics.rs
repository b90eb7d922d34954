//! 走访统计: a month in numbers, the same on every store that holds the same.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::screens::{Figures, Statistics};
use linli_core::workspace::{Correction, ScopeName, VisitChange, VisitDraft, Workspace};
use linli_tests::matter::step;
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use serde_json::json;

fn of(statistics: &Statistics, label: &str) -> Option<Figures> {
    let mut places = statistics.places.iter();
    let found = places.find(|place| place.place.label == label)?;
    Some(found.figures)
}

#[test]
fn a_month_is_told_in_numbers_that_every_store_with_its_records_has_alike() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &ScopeName::Building("1".to_owned()));
    let office = &story.office.phone;
    let visit = |phone: &Workspace, door: &str, outcome| {
        phone
            .record_visit(VisitDraft::new(door, outcome))
            .expect("a visit")
    };
    visit(&leader, "1-1-101", VisitOutcome::Home);
    visit(&leader, "1-1-101", VisitOutcome::NotHome);
    visit(&grid, "1-2-101", VisitOutcome::NotHome);
    // Written wrong and corrected; written and taken back.
    let wrong = visit(&leader, "1-1-102", VisitOutcome::NotHome);
    let home = VisitChange {
        outcome: Some(VisitOutcome::Home),
        ..VisitChange::default()
    };
    leader
        .correct(&wrong.to_string(), Correction::Visit(home), "点错了")
        .expect("corrected");
    let none = visit(&grid, "1-2-102", VisitOutcome::Home);
    grid.correct(&none.to_string(), Correction::Withdraw, "走错门")
        .expect("withdrawn");
    let found = json!({"place": "1-1", "type": "gas", "severity": "high", "text": "煤气味"});
    leader
        .open_matter("hazard", &stairwell("1-1"), &step("report", &found))
        .expect("a hazard");
    settle(&[office, &leader, &grid]);

    let month = "2026-11";
    let told = office.statistics(month, None).expect("a month");
    let first = of(&told, "1-1").expect("the stairwell");
    let second = of(&told, "1-2").expect("the stairwell");
    assert_eq!((first.visited, first.visits, first.met), (2, 3, 2));
    assert_eq!((second.visited, second.visits, second.met), (1, 1, 0));
    assert_eq!((first.opened, first.open, first.overdue), (1, 1, 0));
    assert!(first.doors >= 2 && second.doors >= 2);
    assert_eq!(told.whole.visits, 4);
    assert_eq!(
        told.whole.doors,
        told.places
            .iter()
            .map(|place| place.figures.doors)
            .sum::<u64>()
    );
    for phone in [&leader as &Workspace, &grid] {
        let own = phone.statistics(month, None).expect("a month");
        assert_eq!(of(&own, "1-1"), Some(first));
    }
    assert_eq!(
        of(&leader.statistics(month, None).expect("a month"), "1-2"),
        None
    );
    let one = office
        .statistics(month, Some(&stairwell("1-2")))
        .expect("a month");
    assert_eq!((one.places.len(), one.whole), (1, second));
    // Another month: the same doors, nothing done; what is open is open.
    let before = office.statistics("2026-10", None).expect("a month");
    assert_eq!((before.whole.visits, before.whole.opened), (0, 0));
    assert_eq!(
        (before.whole.doors, before.whole.open),
        (told.whole.doors, 1)
    );
    story.clock.advance(40 * 24 * 3_600);
    let late = office.statistics(month, None).expect("a month");
    assert_eq!(late.whole.overdue, 1);
    for month in ["2026", "2026-13", "2026-1", "2026-Q4", "11", ""] {
        let refused = office.statistics(month, None).expect_err("no month");
        assert_eq!(refused.code(), "field_unfit", "{month}");
    }
}
