//! Exports of the register that come back: as what was edited in them and nothing else.

use super::registers::{HEADER, founded, import, office, people};
use linli_core::domain::vocabulary::PersonKind;
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::{Cell, Sheet, read_register, read_register_bytes, write_table};
use linli_core::workspace::{Export, ImportOutcome, Workspace};
use linli_tests::phone::Phone;
use proptest::prelude::*;

pub(super) fn exported(store: &Workspace) -> Sheet {
    let mut sheets = store
        .export(Export::Register, Language::Zh)
        .expect("an export");
    sheets.pop().expect("a sheet")
}

/// Writes the sheet and takes it in again; also the codes of what was told.
pub(super) fn back(store: &Workspace, sheet: Sheet, file: &str) -> (ImportOutcome, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(file);
    write_table(&path, &[sheet]).expect("written");
    let table = read_register(&path).expect("a register");
    let outcome = store.import_register(&table, false).expect("imported");
    let codes = table.problems.iter().map(|problem| problem.code.to_owned());
    let codes = codes
        .chain(
            outcome
                .problems
                .iter()
                .map(|problem| problem.code.to_owned()),
        )
        .collect();
    (outcome, codes)
}

fn column(sheet: &Sheet, heading: &str) -> usize {
    let at = sheet.columns.iter().position(|own| own.heading == heading);
    at.expect("a column")
}

fn row_of(sheet: &Sheet, name: &str) -> usize {
    row_of_heading(sheet, "姓名", name)
}

fn row_of_heading(sheet: &Sheet, heading: &str, name: &str) -> usize {
    let at = column(sheet, heading);
    let row = sheet
        .rows
        .iter()
        .position(|row| row[at] == Cell::from(name));
    row.expect("a row")
}

fn set(sheet: &mut Sheet, row: usize, heading: &str, text: &str) {
    let at = column(sheet, heading);
    sheet.rows[row][at] = Cell::from(text);
}

#[test]
fn a_copied_row_is_a_new_row_and_overwrites_nobody() {
    let store = office();
    let mut sheet = exported(&store);
    let copy = sheet.rows[row_of(&sheet, "王建")].clone();
    sheet.rows.push(copy);
    let last = sheet.rows.len() - 1;
    for (heading, text) in [("室", "503"), ("姓名", "新来"), ("电话", "13800000503")] {
        set(&mut sheet, last, heading, text);
    }
    let (outcome, told) = back(&store, sheet, "e.csv");
    assert_eq!((outcome.imported, outcome.unchanged, told.len()), (1, 4, 0));
    assert_eq!(
        people(&store, "3-1-501"),
        [("王建".to_owned(), PersonKind::Owner)]
    );
    assert_eq!(
        people(&store, "3-1-503"),
        [("新来".to_owned(), PersonKind::Owner)]
    );
}

#[test]
fn a_column_taken_out_of_an_export_takes_nothing_out_of_the_register() {
    for gone in ["姓名", "身份", "电话", "建筑面积", "备注", "小区"] {
        let store = office();
        import(&store, "幢,单元,室,姓名,备注\n3,1,501,王建,老住户\n");
        let before = store.digest().expect("a digest");
        let mut sheet = exported(&store);
        let at = column(&sheet, gone);
        sheet.columns.remove(at);
        for row in &mut sheet.rows {
            row.remove(at);
        }
        let (outcome, told) = back(&store, sheet, "e.xlsx");
        assert_eq!((outcome.imported, outcome.unchanged), (0, 4), "{gone}");
        assert_eq!(told, Vec::<String>::new(), "{gone}");
        assert_eq!(store.digest().expect("a digest"), before, "{gone}");
    }
}

#[test]
fn a_column_of_an_export_may_be_called_otherwise() {
    for (was, now) in [
        ("姓名", "业主姓名"),
        ("姓名", "户主"),
        ("电话", "联系电话"),
        ("建筑面积", "面积（㎡）"),
        ("备注", "说明"),
        ("室", "房号"),
        ("幢", "楼栋"),
        ("单元", "单元号"),
        ("身份", "类型"),
    ] {
        let store = office();
        let before = store.digest().expect("a digest");
        let mut sheet = exported(&store);
        let at = column(&sheet, was);
        sheet.columns[at].heading = now.to_owned();
        let row = row_of_heading(&sheet, if was == "姓名" { now } else { "姓名" }, "李秀");
        let phone = if was == "电话" { now } else { "电话" };
        let (outcome, told) = back(&store, sheet.clone(), "e.xlsx");
        assert_eq!((outcome.imported, outcome.unchanged), (0, 4), "{now}");
        assert_eq!(told, Vec::<String>::new(), "{now}");
        assert_eq!(store.digest().expect("a digest"), before, "{now}");
        set(&mut sheet, row, phone, "13900000009");
        let (outcome, told) = back(&store, sheet, "e.xlsx");
        assert_eq!((outcome.imported, told.len()), (1, 0), "{now}");
        let view = store.household("3-1-502").expect("a household");
        let held = view.people[0]
            .fields
            .iter()
            .find(|field| field.name == "phone");
        let held = held.and_then(|field| field.values[0].value.as_deref());
        assert_eq!(held, Some("13900000009"), "{now}");
    }
}

#[test]
fn a_row_moved_to_another_door_and_a_changed_kind_are_told() {
    let store = office();
    let mut sheet = exported(&store);
    let row = row_of(&sheet, "王建");
    set(&mut sheet, row, "室", "505");
    let (outcome, told) = back(&store, sheet, "e.xlsx");
    assert_eq!(told, ["row_moved"]);
    assert_eq!(outcome.imported, 0);
    assert_eq!(
        people(&store, "3-1-501"),
        [("王建".to_owned(), PersonKind::Owner)]
    );

    let mut sheet = exported(&store);
    let row = row_of(&sheet, "王建");
    set(&mut sheet, row, "身份", "租客");
    let (outcome, told) = back(&store, sheet, "e.xlsx");
    assert_eq!(told, ["kind_changed"]);
    assert_eq!(outcome.conflicts.len(), 1);
    let plain = import(
        &store,
        &format!("{HEADER}3,1,501,王建,租客,13800000501,89.12\n"),
    );
    assert_eq!(plain.problems[0].code, "kind_changed");
}

#[test]
fn an_export_of_one_community_is_told_in_another() {
    let store = office();
    let other = founded(9, "听涛社区");
    import(&other, &format!("{HEADER}3,1,501,别人,业主,,80\n"));
    let (outcome, told) = back(&other, exported(&store), "e.xlsx");
    assert_eq!(told, ["export_foreign"]);
    assert_eq!((outcome.imported, outcome.unchanged), (0, 0));
    assert_eq!(
        people(&other, "3-1-501"),
        [("别人".to_owned(), PersonKind::Owner)]
    );
}

/// Texts as offices and spreadsheet programs make trouble with them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("=HYPERLINK(\"x\")".to_owned()),
        Just("=\"007\"".to_owned()),
        Just("'引用".to_owned()),
        Just("-5, \"好\"\n第二行".to_owned()),
        Just("合计".to_owned()),
        Just("同上".to_owned()),
        Just("NULL".to_owned()),
        Just("3.30E+17".to_owned()),
        Just("甲；乙".to_owned()),
        Just("2003-2-11".to_owned()),
        Just("#REF!".to_owned()),
        Just("张三（李四）".to_owned()),
        Just("业主".to_owned()),
        "[一-十a-z0-9；、 ]{0,12}",
    ]
}

fn heading() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("宽带".to_owned()),
        Just("标签".to_owned()),
        Just("面积".to_owned()),
        Just("室".to_owned()),
        Just("户号".to_owned()),
        Just("电话".to_owned()),
        Just("姓名".to_owned()),
        "[甲乙丙丁]{1,3}",
    ]
}

/// A store whose register holds values that no plain file could bring.
fn strange(values: &[(usize, String, String)]) -> Phone {
    let store = founded(1, "月亮湾社区");
    let rows = "幢,单元,室,姓名,身份,电话,面积\n3,1,501,王建,业主,13800000501,89.12\n3,1,501,王小建,业主之子,,\n\
        3,1,502,李秀,业主,0572-5123456,90.5\n3,1,-101,陈明,保姆,,\n1-3,1,201-1,赵丽,租客,13800000511,77\n3,1,车库12,,,,12.7\n";
    let mut table = read_register_bytes("名册.csv", rows.as_bytes()).expect("a register");
    for (household, heading, text) in values {
        let at = household % table.households.len();
        let row = &mut table.households[at];
        if heading == "标签" {
            row.note = Some(text.clone()).filter(|text| !text.trim().is_empty());
        } else if let (true, false, Some(person)) = (
            heading == "姓名",
            text.trim().is_empty(),
            row.people.first_mut(),
        ) {
            person.name = Some(text.trim().to_owned());
        } else if !text.trim().is_empty() {
            row.custom.insert(heading.clone(), text.trim().to_owned());
        }
    }
    store.import_register(&table, false).expect("imported");
    store
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn export_then_import_is_the_identity(
        values in proptest::collection::vec((0_usize..6, heading(), text()), 0..12)
    ) {
        let store = strange(&values);
        let before = store.digest().expect("a digest");
        for file in ["e.xlsx", "e.csv"] {
            let (outcome, told) = back(&store, exported(&store), file);
            prop_assert_eq!(told, Vec::<String>::new(), "{}", file);
            prop_assert_eq!((outcome.imported, outcome.unchanged), (0, 5), "{}", file);
        }
        prop_assert_eq!(store.digest().expect("a digest"), before);
    }

    /// Columns moved, rows sorted and deleted, numbers as text, a telephone and a note edited, a new row: exactly these
    /// arrive, and what a phone wrote meanwhile stays.
    #[test]
    fn exactly_the_edits_of_an_export_arrive(
        seed in any::<u64>(),
        deleted in 0_usize..6,
        edited in 0_usize..6,
        note in "[一-十]{1,6}",
    ) {
        let store = strange(&[(0, "宽带".to_owned(), "电信".to_owned())]);
        let mut sheet = exported(&store);
        // Something arrives after the export.
        import(&store, "幢,单元,室,姓名,电话\n3,1,502,李秀,13900000000\n");
        let rows = sheet.rows.len();
        let edited = edited % rows;
        let door = |sheet: &Sheet, row: usize| {
            let cell = |heading| match &sheet.rows[row][column(sheet, heading)] {
                Cell::Text(text) => text.clone(),
                other => format!("{other:?}"),
            };
            format!("{}-{}-{}", cell("幢"), cell("单元"), cell("室"))
        };
        let at = door(&sheet, edited);
        set(&mut sheet, edited, "备注", &note);
        if deleted % rows != edited {
            sheet.rows.remove(deleted % rows);
        }
        let mut order = seed;
        sheet.rows.sort_by_key(|row| {
            order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(row.len() as u64);
            order >> 33
        });
        let moved = (seed % 5) as usize;
        let heading = sheet.columns.remove(moved);
        sheet.columns.push(heading);
        for row in &mut sheet.rows {
            let cell = row.remove(moved);
            row.push(cell);
        }
        let mut new: Vec<Cell> = sheet.columns.iter().map(|_| Cell::from("")).collect();
        for (heading, text) in [("幢", "3"), ("单元", "1"), ("室", "901"), ("姓名", "新来")] {
            new[column(&sheet, heading)] = Cell::from(text);
        }
        sheet.rows.push(new);
        let (outcome, told) = back(&store, sheet, "e.xlsx");
        prop_assert_eq!(told, Vec::<String>::new());
        prop_assert_eq!(outcome.imported, 2);
        prop_assert_eq!(people(&store, "3-1-901"), [("新来".to_owned(), PersonKind::Resident)]);
        let view = store.household(&at).expect("a household");
        let notes = view.fields.iter().find(|field| field.name == "note").expect("a note");
        prop_assert_eq!(notes.values.len(), 1);
        prop_assert_eq!(notes.values[0].value.as_deref(), Some(note.as_str()));
        let view = store.household("3-1-502").expect("a household");
        let phone = view.people[0].fields.iter().find(|field| field.name == "phone");
        let phone = phone.and_then(|field| field.values[0].value.as_deref());
        prop_assert_eq!(phone, Some("13900000000"));
    }
}
