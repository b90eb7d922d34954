//! Exports that people and programs edit at random while phones go on writing: exactly the edits arrive, what was written
//! meanwhile stays, and where both changed a cell both values stand and the clash is listed.

use super::exports::exported;
use super::registers::{founded, import};
use linli_core::records::testing::Dice;
use linli_core::spreadsheet::{Cell, Sheet, read_register, read_register_bytes, write_table};
use linli_core::workspace::{ImportOutcome, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Seeds of a run in CI; `LINLI_EDIT_SEEDS` says how many others to play.
const SEEDS: u64 = 24;

/// Whose cell: a door, and the person there, or nobody for the household's own; and the field.
type Key = (String, Option<String>, &'static str);

/// What a heading of the export holds: the field, and whether it is the person's.
const FIELDS: [(&str, &str, bool); 4] = [
    ("电话", "phone", true),
    ("备注", "note", false),
    ("建筑面积", "area_cm2", false),
    ("宽带", "宽带", false),
];

/// People of the register: door, names.
fn register() -> Vec<(String, Vec<String>)> {
    let given = ["建", "秀", "明", "丽", "强", "芳", "伟", "敏"];
    (0..8_usize)
        .map(|n| {
            let people = if n % 3 == 0 { 2 } else { 1 };
            let name = |at: usize| {
                format!(
                    "{}{}{}",
                    ["王", "李"][at],
                    given[n],
                    given[(n + 3 + at) % 8]
                )
            };
            (
                format!("3-{}-{}01", n % 2 + 1, n + 1),
                (0..people).map(name).collect(),
            )
        })
        .collect()
}

fn value(field: &str, dice: &mut Dice) -> String {
    match field {
        "phone" => format!("138{:08}", dice.below(100_000_000)),
        "area_cm2" => format!("{}.{}", 60 + dice.below(90), 1 + dice.below(9)),
        _ => {
            [
                "独居",
                "有犬",
                "a,b;c",
                "“好”\"坏\"",
                "-5",
                "甲；乙",
                "电信",
                "2026年",
            ][dice.below(8)]
            .to_owned()
                + &dice.below(99).to_string()
        }
    }
}

/// How the store has what a cell shows.
fn stored(field: &str, text: &str) -> String {
    match text.split_once('.') {
        Some((metres, tenths)) if field == "area_cm2" => format!("{metres}{tenths}000"),
        _ => text.to_owned(),
    }
}

fn first_import(store: &Workspace, dice: &mut Dice) -> BTreeMap<Key, String> {
    let mut text = "幢,单元,室,姓名,身份,电话,备注,建筑面积,宽带\n".to_owned();
    let mut held = BTreeMap::new();
    for (door, people) in register() {
        let mut own = BTreeMap::new();
        for (_, field, _) in FIELDS.iter().filter(|(_, _, is_persons)| !is_persons) {
            if dice.below(3) > 0 {
                own.insert(*field, value(field, dice));
            }
        }
        for (at, name) in people.iter().enumerate() {
            let phone = if dice.below(4) > 0 {
                value("phone", dice)
            } else {
                String::new()
            };
            let of = |field: &str| {
                own.get(field)
                    .filter(|_| at == 0)
                    .cloned()
                    .unwrap_or_default()
                    .replace('"', "\"\"")
            };
            writeln!(
                text,
                "{},{name},业主,{phone},\"{}\",{},\"{}\"",
                door.replace('-', ","),
                of("note"),
                of("area_cm2"),
                of("宽带")
            )
            .expect("written");
            if !phone.is_empty() {
                held.insert((door.clone(), Some(name.clone()), "phone"), phone);
            }
        }
        held.extend(
            own.into_iter()
                .map(|(field, text)| ((door.clone(), None, field), stored(field, &text))),
        );
    }
    import(store, &text);
    held
}

/// All values of the store, by cell.
fn values(store: &Workspace) -> BTreeMap<Key, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (door, people) in register() {
        let view = store.household(&door).expect("a household");
        let texts = |fields: &[linli_core::workspace::FieldView], name: &str| -> BTreeSet<String> {
            let field = fields.iter().find(|field| field.name == name);
            let values = field.into_iter().flat_map(|field| &field.values);
            values.filter_map(|value| value.value.clone()).collect()
        };
        for (_, field, is_persons) in FIELDS {
            if is_persons {
                for name in &people {
                    let of = |person: &&linli_core::workspace::PersonView| {
                        texts(&person.fields, "name").contains(name)
                    };
                    let person = view.people.iter().find(of).expect("a person");
                    found.insert(
                        (door.clone(), Some(name.clone()), field),
                        texts(&person.fields, field),
                    );
                }
            } else {
                found.insert((door.clone(), None, field), texts(&view.fields, field));
            }
        }
    }
    for texts in found.values_mut() {
        texts.remove("");
    }
    found
}

fn at(sheet: &Sheet, heading: &str) -> usize {
    sheet
        .columns
        .iter()
        .position(|column| column.heading == heading)
        .expect("a column")
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    }
}

/// What phones write meanwhile: a plain list of single cells.
fn meanwhile(store: &Workspace, dice: &mut Dice) -> BTreeMap<Key, String> {
    let mut written = BTreeMap::new();
    for (door, people) in register() {
        for (heading, field, is_persons) in FIELDS {
            if dice.below(4) > 0 {
                continue;
            }
            let name = &people[dice.below(people.len())];
            let text = value(field, dice);
            let quoted = text.replace('"', "\"\"");
            import(
                store,
                &format!(
                    "幢,单元,室,姓名,{heading}\n{},{name},\"{quoted}\"\n",
                    door.replace('-', ",")
                ),
            );
            written.insert(
                (door.clone(), is_persons.then(|| name.clone()), field),
                stored(field, &text),
            );
        }
    }
    written
}

/// What somebody types into the file: at most one row of a household gets its own cells.
fn edit(sheet: &mut Sheet, dice: &mut Dice) -> BTreeMap<Key, String> {
    let mut written = BTreeMap::new();
    for row in 0..sheet.rows.len() {
        let of = |sheet: &Sheet, heading: &str| text(&sheet.rows[row][at(sheet, heading)]);
        let door = ["幢", "单元", "室"]
            .map(|heading| of(sheet, heading))
            .join("-");
        let name = of(sheet, "姓名");
        for (heading, field, is_persons) in FIELDS {
            let key = (door.clone(), is_persons.then(|| name.clone()), field);
            if dice.below(4) > 0 || written.contains_key(&key) {
                continue;
            }
            // Cleared, now and then.
            let new = if dice.below(5) == 0 {
                String::new()
            } else {
                value(field, dice)
            };
            let column = at(sheet, heading);
            if text(&sheet.rows[row][column]) == new {
                continue;
            }
            sheet.rows[row][column] = Cell::from(new.clone());
            written.insert(key, stored(field, &new));
        }
    }
    written
}

/// What programs and people do to a file besides.
fn arrange(sheet: &mut Sheet, dice: &mut Dice) -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let mut order: Vec<u64> = (0..sheet.rows.len()).map(|_| dice.roll()).collect();
    if dice.below(2) == 0 {
        sheet.rows.sort_by_key(|_| order.pop());
    }
    let mut gone = BTreeSet::new();
    for _ in 0..dice.below(3) {
        let row = sheet.rows.remove(dice.below(sheet.rows.len()));
        gone.insert(text(&row[at(sheet, "姓名")]));
    }
    let mut left_out = BTreeSet::new();
    if dice.below(4) == 0 {
        let (heading, field, _) = FIELDS[dice.below(FIELDS.len())];
        let column = at(sheet, heading);
        sheet.columns.remove(column);
        sheet
            .rows
            .iter_mut()
            .for_each(|row| drop(row.remove(column)));
        left_out.insert(field);
    }
    for _ in 0..dice.below(4) {
        let (from, to) = (
            dice.below(sheet.columns.len()),
            dice.below(sheet.columns.len()),
        );
        sheet.columns.swap(from, to);
        sheet.rows.iter_mut().for_each(|row| row.swap(from, to));
    }
    if dice.below(2) == 0 {
        // What looks like a number becomes one.
        for cell in sheet.rows.iter_mut().flatten() {
            if let Cell::Text(text) = cell
                && text.len() < 12
                && let Ok(number) = text.parse::<f64>()
            {
                *cell = Cell::Number(number);
            }
        }
    }
    (gone, left_out)
}

fn taken_in(store: &Workspace, sheet: Sheet, dice: &mut Dice) -> (ImportOutcome, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let is_text = dice.below(2) == 0;
    let path = folder.path().join(if is_text { "e.csv" } else { "e.xlsx" });
    write_table(&path, &[sheet]).expect("written");
    let table = if is_text {
        let text = std::fs::read_to_string(&path).expect("a text");
        let text = text.trim_start_matches('\u{feff}');
        let bytes = match dice.below(3) {
            0 => text.as_bytes().to_vec(),
            1 => text.replace("\r\n", "\n").into_bytes(),
            _ => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        };
        read_register_bytes("e.csv", &bytes).expect("a register")
    } else {
        read_register(&path).expect("a register")
    };
    let outcome = store.import_register(&table, false).expect("imported");
    let told = table.problems.iter().chain(&outcome.problems);
    let told = told
        .map(|problem| format!("{} {}", problem.row, problem.code))
        .collect();
    (outcome, told)
}

fn play(seed: u64) {
    let mut dice = Dice::new(seed);
    let store = founded(1, "月亮湾社区");
    let before = first_import(&store, &mut dice);
    let mut sheet = exported(&store);
    let since = meanwhile(&store, &mut dice);
    let mut edits = edit(&mut sheet, &mut dice);
    // A household's own cell was edited in one of its rows: what becomes of the others is not said if that one goes.
    let rows_of: BTreeMap<String, String> = register()
        .into_iter()
        .flat_map(|(door, people)| people.into_iter().map(move |name| (name, door.clone())))
        .collect();
    let (gone, left_out) = arrange(&mut sheet, &mut dice);
    let gone_doors: BTreeSet<&String> = gone.iter().filter_map(|name| rows_of.get(name)).collect();
    edits.retain(|(door, name, field), _| {
        !left_out.contains(field)
            && match name {
                Some(name) => !gone.contains(name),
                None => !gone_doors.contains(door),
            }
    });
    let (outcome, told) = taken_in(&store, sheet, &mut dice);
    assert_eq!(told, Vec::<String>::new(), "seed {seed}");
    let listed: BTreeSet<(String, String)> = outcome
        .conflicts
        .iter()
        .map(|c| (c.household.clone(), c.field.clone()))
        .collect();
    let mut clashes = BTreeSet::new();
    for (key, found) in values(&store) {
        let (door, name, field) = &key;
        if name.is_none() && gone_doors.contains(door) {
            continue;
        }
        let old = before.get(&key).cloned().unwrap_or_default();
        let right: BTreeSet<String> = match (edits.get(&key), since.get(&key)) {
            (None, None) => [old].into(),
            (Some(edit), None) => [edit.clone()].into(),
            (None, Some(since)) => [since.clone()].into(),
            (Some(edit), Some(since)) if edit == since || *edit == old => [since.clone()].into(),
            (Some(_), Some(since)) if *since == old => [edits[&key].clone()].into(),
            (Some(edit), Some(since)) => {
                clashes.insert((door.clone(), (*field).to_owned()));
                [edit.clone(), since.clone()].into()
            }
        };
        let right: BTreeSet<String> = right.into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(
            found,
            right,
            "seed {seed}: {key:?}, edited {:?}, since {:?}",
            edits.get(&key),
            since.get(&key)
        );
    }
    let listed: BTreeSet<_> = listed
        .into_iter()
        .filter(|(door, _)| !gone_doors.contains(door))
        .collect();
    let clashes: BTreeSet<_> = clashes
        .into_iter()
        .filter(|(door, _)| !gone_doors.contains(door))
        .collect();
    assert_eq!(listed, clashes, "seed {seed}");
}

#[test]
fn random_edits_of_an_export_arrive_beside_what_phones_wrote_meanwhile() {
    let more = std::env::var("LINLI_EDIT_SEEDS")
        .ok()
        .and_then(|seeds| seeds.parse().ok());
    let seeds = more.map_or(0..SEEDS, |more: u64| 1_000..1_000 + more);
    seeds.for_each(play);
}
