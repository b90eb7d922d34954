//! Registers that come and go: places are made only where they are new and asked for, and an import that is taken back leaves
//! nothing.

use super::exports::{back, exported};
use linli_core::domain::vocabulary::{PersonKind, Severity, VisitOutcome};
use linli_core::spreadsheet::read_register_bytes;
use linli_core::workspace::{
    HazardDraft, ImportOptions, ImportOutcome, RootPolicy, ScopeName, VisitDraft, Workspace,
};
use linli_tests::phone::{Phone, TestClock};
use std::path::Path;

pub(super) const HEADER: &str = "幢,单元,室,户主,身份,电话,面积\n";
const ROWS: &str = "3,1,501,王建,业主,13800000501,89.12\n3,1,502,李秀,业主,13800000502,90.5\n\
    3,1,601,陈明,业主,13800000601,91\n3,2,501,赵丽,租客,13800000511,77\n";

pub(super) fn founded(seed: u64, name: &str) -> Phone {
    let phone = Phone::new(&TestClock::start(), seed);
    phone
        .create_community(name, Some("月亮湾"), RootPolicy::OneOfOne)
        .expect("a community");
    phone
}

pub(super) fn import(store: &Workspace, csv: &str) -> ImportOutcome {
    let table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
    assert!(table.problems.is_empty(), "{:?}", table.problems);
    store.import_register(&table, false).expect("imported")
}

pub(super) fn office() -> Phone {
    let store = founded(1, "月亮湾社区");
    let done = import(&store, &format!("{HEADER}{ROWS}"));
    assert_eq!((done.imported, done.problems.len()), (4, 0));
    store
}

/// Names and kinds of a household.
pub(super) fn people(store: &Workspace, door: &str) -> Vec<(String, PersonKind)> {
    let Ok(view) = store.household(door) else {
        return Vec::new();
    };
    let mut people: Vec<(String, PersonKind)> = view
        .people
        .iter()
        .map(|person| {
            let name = person.fields.iter().find(|field| field.name == "name");
            let name = name.and_then(|field| field.values[0].value.clone());
            (name.unwrap_or_default(), person.kind)
        })
        .collect();
    people.sort();
    people
}

fn hazard(place: ScopeName) -> HazardDraft {
    HazardDraft {
        place,
        kind: "消防".to_owned(),
        severity: Severity::Low,
        text: "堆物".to_owned(),
        round: None,
    }
}

fn names(store: &Workspace) -> Vec<String> {
    let places = store.places().expect("places");
    places.into_iter().map(|place| place.name).collect()
}

#[test]
fn a_compound_is_made_only_where_it_is_asked_for() {
    let store = office();
    let before = names(&store);
    let known = format!("小区,{HEADER}月亮湾小区,3,1,501,王建,业主,13800000501,89.12\n");
    let done = import(&store, &known);
    assert_eq!((done.unchanged, done.new_places.len()), (1, 0));
    let csv = format!("小区,{HEADER}听涛苑,1,1,101,卢一,业主,,80\n月亮湾,3,1,502,李秀,业主,,\n");
    let table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
    let done = store.import_register(&table, false).expect("imported");
    assert_eq!(done.new_compounds, ["听涛苑"]);
    assert_eq!(done.problems[0].code, "compound_unknown");
    assert_eq!((done.imported, done.unchanged), (0, 1));
    assert_eq!(names(&store), before);
    let options = ImportOptions {
        preview: true,
        new_compounds: vec!["听涛苑".to_owned()],
    };
    let preview = store
        .import_register_as(&table, &options)
        .expect("a preview");
    assert_eq!(preview.new_places, ["听涛苑", "听涛苑/1", "听涛苑/1-1"]);
    assert_eq!(preview.people_added.len(), 1);
    assert_eq!(names(&store), before);
    let options = ImportOptions {
        preview: false,
        ..options
    };
    let done = store
        .import_register_as(&table, &options)
        .expect("imported");
    assert_eq!(done.imported, 1);
    assert!(names(&store).contains(&"听涛苑/1-1".to_owned()));
}

#[test]
fn a_full_address_is_of_the_compound_that_it_ends_with() {
    let store = office();
    let before = names(&store);
    let full = |way: &str| {
        let csv = format!("地址,姓名\n{way}3幢1单元501室,王建\n{way}3幢1单元502室,李秀\n");
        let table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
        store.import_register(&table, false).expect("imported")
    };
    for way in [
        "浙江省某市某区某街道月亮湾",
        "某街道月亮湾小区",
        "某市和平路88号月亮湾",
        "月亮湾社区月亮湾小区",
    ] {
        let done = full(way);
        assert_eq!((done.unchanged, done.problems.len()), (2, 0), "{way}");
    }
    // A name that only ends alike is another compound.
    for other in ["新月亮湾", "某街道星河苑"] {
        assert_eq!(full(other).problems[0].code, "compound_unknown", "{other}");
    }
    assert_eq!(names(&store), before);
}

#[test]
fn an_import_taken_back_takes_the_places_that_it_made() {
    let store = office();
    let before = names(&store);
    let done = import(
        &store,
        &format!("{HEADER}9,1,101,诸先,业主,,80\n3,3,101,诸后,业主,,80\n"),
    );
    assert_eq!(done.new_places, ["9", "9-1", "3-3"]);
    store
        .undo_import(&done.undo.expect("something was written"))
        .expect("taken back");
    assert_eq!(names(&store), before);
    assert_eq!(people(&store, "9-1-101"), []);
    // The label is free again, and a place in which something else stands stays.
    let again = import(&store, &format!("{HEADER}9,1,101,诸先,业主,,80\n"));
    assert_eq!(again.imported, 1);
    store
        .report_hazard(hazard(ScopeName::Stairwell("9-1".into())))
        .expect("a hazard");
    store
        .undo_import(&again.undo.expect("something was written"))
        .expect("taken back");
    assert!(names(&store).contains(&"9-1".to_owned()));
}

#[test]
fn one_parser_reads_the_places_of_scopes_doors_and_the_register() {
    let store = office();
    for label in [
        "3幢1单元",
        "3号楼1单元",
        "3楼1单元",
        "三幢一单元",
        "03-01",
        "3#1",
        "月亮湾/3-1",
        "月亮湾3幢1单元",
    ] {
        store
            .report_hazard(hazard(ScopeName::Stairwell(label.into())))
            .unwrap_or_else(|error| panic!("{label}: {error:?}"));
    }
    for label in ["3号楼", "03", "三幢", "三", "3栋"] {
        let place = ScopeName::Building(label.into());
        store
            .report_hazard(hazard(place.clone()))
            .unwrap_or_else(|error| panic!("{label}: {error:?}"));
        assert!(store.add_place(&place).is_err(), "{label}");
    }
    for door in [
        "三幢一单元501",
        "3#1-501",
        "3号楼1单元501室",
        "月亮湾小区/3-1-501",
    ] {
        let visit = VisitDraft::new(door, VisitOutcome::Home);
        store
            .record_visit(visit)
            .unwrap_or_else(|error| panic!("{door}: {error:?}"));
    }
    assert_eq!(store.search("三幢一单元", 10).expect("hits").len(), 3);
}

#[test]
fn labels_with_hyphens_and_below_ground_are_doors_of_their_own() {
    let store = office();
    let csv = "楼栋,单元,房号,姓名\n1-3,1,101,张一\n1-3,1,-101,张二\n1-3,1,201-1,张三\n1-3,1,B1-05,张四\n";
    assert_eq!(import(&store, csv).imported, 4);
    for (door, name) in [
        ("1-3-1-101", "张一"),
        ("1·3-1-101", "张一"),
        ("1-3-1--101", "张二"),
        ("1-3-1-201-1", "张三"),
        ("1-3-1-B1-05", "张四"),
    ] {
        let found = people(&store, door);
        assert_eq!(
            found.first().map(|(name, _)| name.as_str()),
            Some(name),
            "{door}"
        );
    }
    assert_eq!(import(&store, csv).unchanged, 4);
}

#[test]
fn a_name_is_found_however_it_is_typed_and_shown_as_it_was() {
    let store = founded(1, "月亮湾社区");
    import(
        &store,
        "幢,单元,室,姓名\n3,1,501,阿依古丽·买买提\n3,1,601,欧阳 娜\n3,1,602,⽅⼩⽯\n",
    );
    for (text, name) in [
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("丽·买", "阿依古丽·买买提"),
        ("欧阳娜", "欧阳 娜"),
        ("欧阳　娜", "欧阳 娜"),
        ("方小石", "⽅⼩⽯"),
    ] {
        let hits = store.search(text, 10).expect("hits");
        assert_eq!(
            hits.first().map(|hit| hit.matched.as_str()),
            Some(name),
            "{text}"
        );
    }
    let (outcome, told) = back(&store, exported(&store), "e.xlsx");
    assert_eq!((outcome.imported, outcome.unchanged, told.len()), (0, 3, 0));
}

#[test]
fn columns_named_once_are_remembered_for_their_heading() {
    let store = founded(1, "月亮湾社区");
    let folder = tempfile::tempdir().expect("a folder");
    let path: &Path = &folder.path().join("a.csv");
    std::fs::write(path, "楼栋,房号,室\n3,501,88\n3,502,88\n4,101,88\n").expect("written");
    let columns: linli_core::spreadsheet::Columns = "door=B".parse().expect("columns");
    let read = |columns| {
        let options = store.read_options(columns).expect("options");
        linli_core::spreadsheet::read_register_as(path, &options).expect("a register")
    };
    let table = read(columns.clone());
    store
        .remember_columns(&columns, &table)
        .expect("remembered");
    let again = read(linli_core::spreadsheet::Columns::default());
    assert_eq!(again.households, table.households);
    assert_eq!(again.readings[0].columns["door"], "B");
}
