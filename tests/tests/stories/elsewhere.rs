//! 另行填报: what the city's platform wants typed once more, in its order, until it has a number there: noted by whoever typed it,
//! or found in the platform's own exported list.

use linli_core::domain::{DocId, Role};
use linli_core::roster::{PackParts, PackUse};
use linli_core::spreadsheet::{Cell, Column, ListRow, Sheet, read_list, write_table};
use linli_core::workspace::{ElsewhereRow, ElsewhereState, Workspace};
use linli_tests::matter::step;
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use serde_json::json;

const PLATFORM: &str = "基层智治综合应用";

fn hazard(phone: &Workspace, text: &str) -> DocId {
    let at = stairwell("1-1");
    let report = json!({"place": "1-1", "type": "blocked", "severity": "high", "text": text});
    let (matter, _) = phone
        .open_matter("hazard", &at, &step("", &report))
        .expect("reported");
    matter
}

fn waiting(phone: &Workspace, all: bool) -> Vec<ElsewhereRow> {
    let page = phone.to_type(PLATFORM, all, 50, None).expect("a list");
    assert_eq!(page.next, None);
    page.items
}

fn ids(rows: &[ElsewhereRow]) -> Vec<DocId> {
    rows.iter().map(|row| row.matter).collect()
}

fn cell<'a>(row: &'a ElsewhereRow, heading: &str) -> &'a str {
    let found = row.cells.iter().find(|(one, _)| one == heading);
    &found.expect("a column").1
}

/// The platform's exported list, as it comes as a file.
fn exported(rows: &[[&str; 4]]) -> Vec<ListRow> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.xlsx");
    let headings = ["事件编号", "事件描述", "发生地点", "备注"];
    let sheet = Sheet {
        name: "事件".to_owned(),
        title: None,
        columns: headings
            .iter()
            .map(|heading| Column::shown(heading, 12.0))
            .collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| Cell::from(*cell)).collect())
            .collect(),
    };
    write_table(&path, &[sheet]).expect("written");
    read_list(&path, "事件编号", &headings[1..]).expect("a list")
}

#[test]
fn what_is_typed_elsewhere_waits_in_that_systems_order_until_it_has_a_number_there() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let first = hazard(&leader, "一楼出口堵住");
    story.clock.advance(60);
    let second = hazard(&leader, "三楼出口堵住");
    settle(&[office, &leader]);
    let systems = office.elsewhere_systems().expect("systems");
    assert!(
        systems
            .iter()
            .any(|one| one.system == PLATFORM && one.flow == "hazard")
    );
    let rows = waiting(office, false);
    assert_eq!(ids(&rows), [second, first]);
    let headings: Vec<&str> = rows[1]
        .cells
        .iter()
        .map(|(heading, _)| heading.as_str())
        .collect();
    let order = [
        "事件类别",
        "严重程度",
        "发生地点",
        "发现日期",
        "事件描述",
        "上报人",
        "备注",
    ];
    assert_eq!(headings, order);
    assert_eq!(cell(&rows[1], "事件描述"), "一楼出口堵住");
    assert_eq!(cell(&rows[1], "发现日期"), "2026-11-23");
    // Whoever typed it notes the number, and it waits no more, on any phone.
    office
        .set_external_id(&first.to_string(), PLATFORM, "HZ-0815")
        .expect("noted");
    settle(&[office, &leader]);
    for phone in [office, &*leader] {
        assert_eq!(ids(&waiting(phone, false)), [second]);
        let all = waiting(phone, true);
        let typed = all.iter().find(|row| row.matter == first).expect("listed");
        assert_eq!(
            (typed.state, typed.numbers.as_slice()),
            (ElsewhereState::Typed, &["HZ-0815".to_owned()][..])
        );
    }
    // A person reads what its pack's titles, one for each flow, have in common; one that no pack names is called as it is.
    office
        .set_external_id(&first.to_string(), "房屋编码", "7")
        .expect("noted");
    let numbers = office.external_ids(&first.to_string()).expect("numbers");
    let said: Vec<(&str, &str)> = numbers
        .iter()
        .map(|one| (one.system.as_str(), one.said.en.as_str()))
        .collect();
    assert_eq!(
        said,
        [(PLATFORM, "the city's platform"), ("房屋编码", "房屋编码")]
    );
    let unknown = office.to_type("nowhere", false, 10, None);
    assert_eq!(unknown.expect_err("no such system").code(), "field_unknown");
}

#[test]
fn the_systems_own_list_closes_what_it_has_and_leaves_the_rest_to_a_person() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let [by_id, by_text, twin, other, missing] =
        ["出口堵住", "楼道堆物", "积水", "积水", "线路裸露"].map(|text| {
            story.clock.advance(60);
            hazard(&leader, text)
        });
    settle(&[office, &leader]);
    let rows = waiting(office, false);
    let mark = |id: DocId| {
        let row = rows.iter().find(|row| row.matter == id).expect("listed");
        cell(row, "备注").to_owned()
    };
    let place = cell(&rows[0], "发生地点").to_owned();
    let list = exported(&[
        ["HZ-1", "改过的描述", "别处", &mark(by_id)],
        ["HZ-2", "楼道堆物", &place, ""],
        ["HZ-3", "积水", &place, ""],
        ["HZ-4", "别人的事", &place, ""],
        ["HZ-1", "改过的描述", "别处", &mark(by_id)],
        ["HZ-5", "积水", &place, &mark(twin)],
    ]);
    let told = office.import_typed(PLATFORM, &list).expect("read");
    assert_eq!(told.closed, [by_id, by_text, twin]);
    let unmatched: Vec<(u32, &str, u64)> = told
        .unmatched
        .iter()
        .map(|row| (row.row, row.number.as_str(), row.fits))
        .collect();
    assert_eq!(unmatched, [(4, "HZ-3", 2), (5, "HZ-4", 0)]);
    assert_eq!((told.known, told.open), (1, 2));
    settle(&[office, &leader]);
    assert_eq!(ids(&waiting(&leader, false)), [missing, other]);
    // The same list once more: what is known is passed over, and what was ambiguous no longer is.
    let again = office.import_typed(PLATFORM, &list).expect("read");
    assert_eq!(again.closed, [other]);
    assert_eq!((again.known, again.open), (4, 1));
    // A second number for one matter is shown, not chosen between.
    leader
        .set_external_id(&by_id.to_string(), PLATFORM, "HZ-99")
        .expect("replaced");
    settle(&[office, &leader]);
    let all = waiting(office, true);
    let row = all.iter().find(|row| row.matter == by_id).expect("listed");
    assert!(row.numbers.contains(&"HZ-99".to_owned()), "{row:?}");
}

#[test]
fn a_community_that_does_not_go_by_the_pack_types_nothing_twice() {
    let story = story();
    let office = &story.office.phone;
    let (reader, _) = story.joins(Role::OwnersRepresentative, &stairwell("1-1"));
    let smoke = step("", &json!({"text": "一楼冒烟"}));
    office
        .open_matter("incident", &stairwell("1-1"), &smoke)
        .expect("collected");
    assert_eq!(waiting(office, false).len(), 1);
    settle(&[office, &reader]);
    // Who reads no incident there has none to type.
    assert_eq!(waiting(&reader, false).len(), 0);
    office
        .choose_pack(None, "inferred-309", PackUse::Off)
        .expect("chosen");
    assert_eq!(waiting(office, false).len(), 0);
    office
        .choose_pack(None, "inferred-309", PackUse::On(PackParts::default()))
        .expect("chosen");
    assert_eq!(waiting(office, false).len(), 1);
}
