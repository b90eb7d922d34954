//! 摸底表: an office's blank table goes to the doors and comes back filled, with no code of its own.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::spreadsheet::{Cell, Form, read_form};
use linli_core::workspace::{VisitDraft, Workspace};
use linli_tests::matter::{step, take};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use serde_json::json;
use std::fs;

const BLANK: &str = "养犬情况摸底表,,,,,,,,\n序号,幢,单元,室,户主,是否养犬,犬只数量,免疫情况（已免疫/未免疫）,备注\n";

fn blank() -> Form {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("养犬.csv");
    fs::write(&file, BLANK).expect("written");
    read_form(&file).expect("a form")
}

fn cells(store: &Workspace, matter: linli_core::domain::DocId) -> Vec<Vec<String>> {
    let filled = store.form_sheet(matter, &blank()).expect("filled");
    let text = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    };
    let rows = filled.sheet.rows.iter();
    rows.map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn a_blank_table_is_filled_at_doors_offline_and_comes_back_in_its_own_columns() {
    let story = story();
    let office = &story.office.phone;
    let flow = office.adopt_form(&blank(), false).expect("taken up");
    // The same table is the same form.
    assert_eq!(
        office.adopt_form(&blank(), false).as_deref().ok(),
        Some(flow.as_str())
    );
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridWorker, &stairwell("1-1"));
    let (matter, _) = office
        .open_matter(&flow, &stairwell("1-1"), &step("open", &json!({})))
        .expect("opened");
    settle(&[office, &leader, &grid]);
    let dogs = json!({"household": "1-1-101", "是否养犬": true, "犬只数量": 2,
        "免疫情况(已免疫/未免疫)": "已免疫", "备注": "一只怕生"});
    take(&leader, matter, "answer", &dogs).expect("answered");
    take(
        &grid,
        matter,
        "answer",
        &json!({"household": "1-1-102", "是否养犬": false}),
    )
    .expect("answered");
    settle(&[office, &leader, &grid]);
    // A second visit corrects the first: the last answer of a household counts.
    story.clock.advance(60);
    take(
        &leader,
        matter,
        "answer",
        &json!({"household": "1-1-102", "是否养犬": true, "犬只数量": 1}),
    )
    .expect("answered again");
    settle(&[office, &leader, &grid]);
    for store in [office, &leader, &grid] {
        let filled = store.form_sheet(matter, &blank()).expect("filled");
        let doors = filled.sheet.rows.len();
        assert_eq!((filled.answered, filled.missing), (2, doors - 2));
        let headings: Vec<&str> = filled
            .sheet
            .columns
            .iter()
            .map(|one| one.heading.as_str())
            .collect();
        assert_eq!(
            headings,
            blank()
                .columns
                .iter()
                .map(|one| one.heading.as_str())
                .collect::<Vec<_>>()
        );
        let rows = cells(store, matter);
        assert_eq!(rows[0][..4], ["1", "1", "1", "101"]);
        assert_eq!(rows[0][5..], ["是", "2", "已免疫", "一只怕生"]);
        assert_eq!(rows[1][5..], ["是", "1", "", ""]);
        assert!(rows[2][5..].iter().all(String::is_empty), "nobody answered");
    }
    assert!(
        !cells(office, matter)[0][4].is_empty(),
        "the name is the register's"
    );
}

#[test]
fn a_household_with_several_lines_has_a_row_for_each() {
    let story = story();
    let office = &story.office.phone;
    let flow = office.adopt_form(&blank(), true).expect("taken up");
    let (matter, _) = office
        .open_matter(&flow, &stairwell("1-1"), &step("open", &json!({})))
        .expect("opened");
    for number in [1, 2] {
        let line = json!({"household": "1-1-101", "犬只数量": number});
        take(office, matter, "line", &line).expect("a line");
        story.clock.advance(60);
    }
    let rows = cells(office, matter);
    assert_eq!((rows[0][3].as_str(), rows[0][6].as_str()), ("101", "1"));
    assert_eq!((rows[1][3].as_str(), rows[1][6].as_str()), ("101", "2"));
    assert_eq!(rows[2][3], "102");
}

/// A month is one's own to ask, and the office's; phone and office say the same.
#[test]
fn a_month_reads_the_same_on_the_phone_and_at_the_office() {
    let story = story();
    let office = &story.office.phone;
    let (leader, admitted) = story.leader("1-1");
    let visit = VisitDraft::new("1-1-101", VisitOutcome::Home);
    leader.record_visit(visit).expect("a visit");
    settle(&[office, &leader]);
    let own = leader.statement(None, "2026-11").expect("his month");
    assert_eq!(
        own,
        office
            .statement(Some(admitted.member), "2026-11")
            .expect("his month")
    );
    let done: Vec<(&str, u64, u64)> = own
        .lines
        .iter()
        .map(|line| (line.kind.name(), line.done, line.counts))
        .collect();
    assert_eq!(done, [("visits", 1, 1)]);
    let empty = leader.statement(None, "2026-10").expect("another month");
    assert_eq!((empty.lines.len(), empty.contested.len()), (0, 0));
    let others = office.identity().expect("the office").member;
    let refused = leader
        .statement(others, "2026-11")
        .expect_err("not his to ask");
    assert_eq!(refused.code(), "not_allowed");
    let unfit = leader.statement(None, "November").expect_err("no month");
    assert_eq!(
        (unfit.code(), unfit.at_field()),
        ("field_unfit", Some("month"))
    );
}
