//! 给人看的话: ledgers, explanations and printed pages call things by their names, never by a record's number or a code of the packs.

use linli_core::domain::vocabulary::ItemResult;
use linli_core::domain::{DocId, Role};
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::{Cell, Sheet};
use linli_core::workspace::{Export, LogDraft, Workspace};
use linli_tests::matter::{step, take};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use serde_json::json;

/// The cell of a row under a heading.
fn under(sheet: &Sheet, row: usize, heading: &str) -> String {
    let mut columns = sheet.columns.iter();
    let at = columns.position(|column| column.heading == heading);
    match &sheet.rows[row][at.expect("the column")] {
        Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn longest_number(text: &str) -> usize {
    let parts = text.split(|letter: char| !letter.is_ascii_hexdigit());
    parts.map(str::len).max().unwrap_or_default()
}

fn hazard(phone: &Workspace) -> DocId {
    let found = json!({"place": "1-1", "type": "gas", "severity": "medium", "text": "煤气味"});
    let opened = phone.open_matter("hazard", &stairwell("1-1"), &step("report", &found));
    opened.expect("a hazard").0
}

/// Who submits says in a text what was done, who re-inspects chooses a word, and both fields are called `result`.
#[test]
fn two_questions_of_one_name_are_two_columns_of_a_ledger() {
    let story = story();
    let office = &story.office.phone;
    let (other, admitted) = story.joins(Role::GridLeader, &story.compound());
    let hazard = hazard(office);
    let to = json!({"to": admitted.member.to_string()});
    take(office, hazard, "assign", &to).expect("assigned");
    settle(&[office, &other]);
    take(&other, hazard, "submit", &json!({"result": "阀门已换"})).expect("submitted");
    settle(&[office, &other]);
    take(office, hazard, "reinspect", &json!({"result": "not_ok"})).expect("looked at");
    let sheets = office
        .matter_sheets(Some("hazard"), Language::Zh)
        .expect("the ledger");
    let row: Vec<String> = sheets[0].rows[0]
        .iter()
        .map(|cell| format!("{cell:?}"))
        .collect();
    let told = row.join(" ");
    assert!(told.contains("阀门已换"), "{told}");
    assert!(!told.contains("not_ok"), "{told}");
    // And a printed page says the last answer by the words of the step that gave it.
    for language in [Language::Zh, Language::En] {
        let html = office.page(hazard, "case-file", language);
        let html = html.expect("a page");
        assert!(!html.contains("not_ok"), "{html}");
    }
}

/// Heads of a conflict and steps that were taken back are told by title, author and time.
#[test]
fn an_explanation_calls_a_step_by_its_name() {
    let story = story();
    let office = &story.office.phone;
    let (other, admitted) = story.joins(Role::GridLeader, &story.compound());
    let hazard = hazard(office);
    settle(&[office, &other]);
    for phone in [office, &other] {
        let to = json!({"to": admitted.member.to_string()});
        take(phone, hazard, "assign", &to).expect("assigned");
    }
    settle(&[office, &other]);
    let view = other.matter(hazard).expect("the matter");
    let said = view.answer.expect("folded").explanation;
    for text in [&said.zh, &said.en] {
        assert!(longest_number(text) < 12, "{text}");
        assert!(text.contains("2026-11-23 08:40"), "{text}");
    }
}

#[test]
fn contradictions_stand_in_the_ledger_in_words() {
    let story = story();
    let office = &story.office.phone;
    let (other, _) = story.joins(Role::GridLeader, &story.compound());
    settle(&[office, &other]);
    let log = |phone: &Workspace, result| {
        let round = phone.start_round(&stairwell("1-1"), "消防周查");
        let draft = LogDraft {
            round: round.expect("a round"),
            item: "灭火器".to_owned(),
            result,
            note: None,
        };
        phone.log_entry(draft).expect("logged");
    };
    log(office, ItemResult::Ok);
    log(&other, ItemResult::Fault);
    settle(&[office, &other]);
    let sheets = office
        .export(Export::Ledger, Language::Zh)
        .expect("the ledger");
    let sheet = sheets.iter().find(|sheet| sheet.name == "待裁定");
    let sheet = sheet.expect("the sheet");
    let mut said: Vec<String> = (0..2).map(|row| under(sheet, row, "写法")).collect();
    said.sort();
    let words = [ItemResult::Ok, ItemResult::Fault].map(|result| result.zh().to_owned());
    let mut expected = words.to_vec();
    expected.sort();
    assert_eq!(said, expected);
    assert_eq!(under(sheet, 0, "项目"), "灭火器");
}
