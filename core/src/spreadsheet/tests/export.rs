//! Exports come back the same, and nothing a resident typed is run.

use super::*;
use crate::spreadsheet::{
    Cell, Column, FileFault, MARKER_HEADING, RowMarker, Sheet, read_register, write_table,
};
use std::fs;
use std::path::PathBuf;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn marker(room: &str, person: &str) -> String {
    let cells = [("name", person), ("phone", "13800000001")];
    let id = |lead: &str| format!("{lead}{}", room.repeat(10));
    RowMarker::new(&id("ab"), Some(&id("cd")), "v1", cells).to_text()
}

fn sheet() -> Sheet {
    let row = |room: &str, name: &str, note: &str| {
        vec![
            Cell::from("3"),
            Cell::from("1"),
            room.into(),
            name.into(),
            "+8613800000001".into(),
            Cell::Number(89.12),
            note.into(),
            marker(room, name).into(),
        ]
    };
    let mut columns: Vec<Column> = ["幢", "单元", "室", "姓名", "电话", "建筑面积", "备注"]
        .iter()
        .map(|h| Column::shown(h, 12.0))
        .collect();
    columns.push(Column::hidden(MARKER_HEADING));
    Sheet {
        name: "名册: [1/2]".into(),
        title: Some("月亮湾住户名册".into()),
        columns,
        rows: vec![
            row("501", "赵一", "=HYPERLINK(\"http://x\")"),
            row("502", "钱二", "-5, \"好\"\n第二行"),
            row("503", "孙三", "'引用"),
        ],
    }
}

fn written(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = folder();
    let path = folder.path().join(name);
    write_table(&path, &[sheet()]).expect("written");
    (folder, path)
}

#[test]
fn an_export_reads_back_with_its_markers_in_both_formats() {
    for name in ["a.xlsx", "a.csv"] {
        let (_folder, path) = written(name);
        let table = read_register(&path).expect("a register");
        assert_eq!(told(&table), [], "{name}");
        assert_eq!(doors(&table), ["3-1-501", "3-1-502", "3-1-503"]);
        let notes: Vec<_> = table
            .households
            .iter()
            .map(|h| h.note.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(
            notes,
            ["=HYPERLINK(\"http://x\")", "-5, \"好\"\n第二行", "'引用"],
            "{name}"
        );
        let person = &table.households[1].people[0];
        let marker = person.marker.as_ref().expect("a marker");
        assert_eq!(
            marker.person.as_deref(),
            Some(format!("cd{}", "502".repeat(10)).as_str())
        );
        let fields = person.fields();
        assert_eq!(marker.unchanged("name", &fields["name"]), Some(true));
        assert_eq!(marker.unchanged("phone", &fields["phone"]), Some(true));
        assert_eq!(marker.unchanged("phone", "13900000000"), Some(false));
        assert!(table.households.iter().all(|h| h.custom.is_empty()));
    }
}

#[test]
fn no_cell_of_a_csv_begins_a_formula() {
    let (_folder, path) = written("a.csv");
    let text = fs::read_to_string(path).expect("text");
    assert!(text.starts_with('\u{feff}'));
    for line in text.lines() {
        for field in line.split(',') {
            let field = field.trim_start_matches('"');
            assert!(!field.starts_with(['=', '+', '-', '@']), "{field}");
        }
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let (_a, first) = written("a.xlsx");
    let (_b, second) = written("b.xlsx");
    assert_eq!(
        fs::read(first).expect("bytes"),
        fs::read(second).expect("bytes")
    );
}

#[test]
fn sorted_and_thinned_rows_keep_their_markers() {
    let mut shuffled = sheet();
    shuffled.rows.reverse();
    shuffled.rows.pop();
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    write_table(&path, &[shuffled]).expect("written");
    let table = read_register(&path).expect("a register");
    for household in &table.households {
        let person = &household.people[0];
        let name = person.name.as_deref().expect("a name");
        assert_eq!(
            person
                .marker
                .as_ref()
                .and_then(|m| m.unchanged("name", name)),
            Some(true)
        );
    }
}

#[test]
fn nothing_half_written_is_left_and_refusals_are_typed() {
    let (folder, path) = written("a.xlsx");
    assert_eq!(fs::read_dir(folder.path()).expect("entries").count(), 1);
    let code = |result: Result<(), FileFault>| result.expect_err("refused").code;
    assert_eq!(
        code(write_table(&path.with_extension("doc"), &[sheet()])),
        "cannot_write_kind"
    );
    assert_eq!(
        code(write_table(
            &path.with_extension("csv"),
            &[sheet(), sheet()]
        )),
        "csv_holds_one_sheet"
    );
    let fault = write_table(&folder.path().join("none/a.csv"), &[sheet()]).expect_err("refused");
    assert!(fault.is_machine());
    let mut long = sheet();
    long.rows[0][3] = Cell::from("长".repeat(40_000));
    assert_eq!(code(write_table(&path, &[long])), "cannot_write_so_much");
    write_table(&path, &[sheet(), sheet()]).expect("two sheets of one name");
}

#[test]
fn the_guard_of_a_csv_that_was_saved_anew_is_no_edit() {
    let cells = [
        ("@building", "3"),
        ("@stairwell", "1"),
        ("@room", "-101"),
        ("name", "赵一"),
        ("note", "-5"),
    ];
    let id = |lead: &str| lead.repeat(16);
    let marker = RowMarker::new(&id("ab"), Some(&id("cd")), "v1", cells).to_text();
    let row = |room: &str, note: &str| {
        let texts = ["3", "1", room, "赵一", note, &marker];
        texts.map(Cell::from).to_vec()
    };
    for (room, note, rooms, is_told) in [
        ("'-101", "'-5", &["-101"][..], false),
        // Another number behind it is an edit, of which the marker cannot say whose it is.
        ("'-102", "'-5", &[], true),
    ] {
        let folder = folder();
        let path = folder.path().join("a.xlsx");
        let columns = ["幢", "单元", "室", "姓名", "备注", MARKER_HEADING];
        let sheet = Sheet {
            name: "名册".into(),
            title: None,
            columns: columns.iter().map(|h| Column::shown(h, 12.0)).collect(),
            rows: vec![row(room, note)],
        };
        write_table(&path, &[sheet]).expect("written");
        let table = read_register(&path).expect("read");
        let found: Vec<&str> = table.households.iter().map(|h| h.room.as_str()).collect();
        assert_eq!(found, rooms, "{room}");
        assert_eq!(
            table.problems.len(),
            usize::from(is_told),
            "{:?}",
            table.problems
        );
        if let Some(household) = table.households.first() {
            assert_eq!(household.raw["note"], "-5");
            assert_eq!(household.people[0].raw["@room"], "-101");
        }
    }
}
