//! The many ways in which offices write registers, each with its right reading (`tests/field/cases.json`).

use super::*;
use crate::domain::vocabulary::PersonKind;
use crate::spreadsheet::area_text;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value as Json;

const CASES: &str = include_str!("../../../../tests/field/cases.json");

fn cases() -> Vec<Json> {
    serde_json::from_str(CASES).expect("cases")
}

fn xlsx(case: &Json) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in case["sheets"].as_array().expect("sheets") {
        let page = book.add_worksheet();
        page.set_name(sheet["name"].as_str().expect("a name"))
            .expect("a name");
        if sheet["hidden"] == true {
            page.set_hidden(true);
        }
        for merge in sheet["merges"].as_array().into_iter().flatten() {
            let bounds: Vec<u64> = merge
                .as_array()
                .expect("bounds")
                .iter()
                .map(|bound| bound.as_u64().expect("a bound"))
                .collect();
            let [top, left, bottom, right] = bounds[..] else {
                panic!("four bounds");
            };
            let (row, column) = (|at: u64| at as u32, |at: u64| at as u16);
            let plain = Format::new();
            page.merge_range(
                row(top),
                column(left),
                row(bottom),
                column(right),
                "",
                &plain,
            )
            .expect("a region");
        }
        let rows = sheet["rows"].as_array().expect("rows");
        for (at, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(row.as_array().expect("a row")) {
                let put = match cell {
                    Json::String(text) if text.is_empty() => continue,
                    Json::String(text) => page.write_string(at, column, text),
                    Json::Object(date_) => page.write_number_with_format(
                        at,
                        column,
                        date_["date"].as_f64().expect("a date"),
                        &date,
                    ),
                    number => page.write_number(at, column, number.as_f64().expect("a number")),
                };
                put.expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn csv_of(case: &Json) -> Vec<u8> {
    let rows = case["sheets"][0]["rows"].as_array().expect("rows");
    let field = |cell: &Json| match cell {
        Json::String(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        other => other.to_string(),
    };
    let line = |row: &Json| {
        let cells = row.as_array().expect("a row").iter().map(field);
        cells.collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    lines.join("\r\n").into_bytes()
}

fn texts(of: &Json) -> Vec<String> {
    let text = |item: &Json| item.as_str().expect("a text").to_owned();
    of.as_array().expect("a list").iter().map(text).collect()
}

fn check(case: &Json, name: &str, bytes: &[u8]) {
    let what = format!("{} {}, {name}", case["kind"], case["name"]);
    let right = &case["right"];
    let read = read_register_bytes(name, bytes);
    if let Some(code) = right["refused"].as_str() {
        assert_eq!(read.expect_err(&what).code, code, "{what}");
        return;
    }
    let table = read.unwrap_or_else(|fault| panic!("{what}: {fault:?}"));
    let doors: Vec<String> = table
        .households
        .iter()
        .map(|h| {
            let stairwell = h.stairwell.as_deref().unwrap_or_default();
            format!("{}|{stairwell}|{}", h.building, h.room)
        })
        .collect();
    assert_eq!(
        doors,
        texts(&right["doors"]),
        "{what}: {:?}",
        table.problems
    );
    let told: Vec<(u64, &str)> = table
        .problems
        .iter()
        .map(|p| (u64::from(p.row), p.code))
        .collect();
    let none = Vec::new();
    let wanted: Vec<(u64, &str)> = right["told"]
        .as_array()
        .unwrap_or(&none)
        .iter()
        .map(|one| {
            (
                one[0].as_u64().expect("a row"),
                one[1].as_str().expect("a code"),
            )
        })
        .collect();
    assert_eq!(told, wanted, "{what}");
    for problem in &table.problems {
        assert!(!problem.zh.is_empty() && !problem.en.is_empty());
    }
    let people = || table.households.iter().flat_map(|h| &h.people);
    let named = |kind: Option<PersonKind>| -> Vec<String> {
        people()
            .filter(|person| kind.is_none_or(|kind| person.kind == kind))
            .filter_map(|person| person.name.clone())
            .collect()
    };
    for (field, kind) in [
        ("people", None),
        ("owners", Some(PersonKind::Owner)),
        ("tenants", Some(PersonKind::Tenant)),
    ] {
        if right[field].is_array() {
            assert_eq!(named(kind), texts(&right[field]), "{what}");
        }
    }
    if let Some(phones) = right["phones"].as_object() {
        for (name, phone) in phones {
            let person = people().find(|person| person.name.as_deref() == Some(name));
            let found = person.map(|person| person.phones.join(" "));
            assert_eq!(found.as_deref(), phone.as_str(), "{what}");
        }
    }
    if let Some(areas) = right["areas"].as_object() {
        for (room, area) in areas {
            let household = table.households.iter().find(|h| h.room == *room);
            let found = household.and_then(|h| h.area_cm2).map(area_text);
            assert_eq!(found.as_deref(), area.as_str(), "{what}");
        }
    }
    if right["kept"].is_array() {
        for text in texts(&right["kept"]) {
            let kept = table
                .households
                .iter()
                .any(|h| h.custom.values().any(|own| own.contains(&text)));
            assert!(kept, "{what}: {text} {:?}", table.households);
        }
    }
    if right["compounds"].is_array() {
        let mut compounds: Vec<String> = table
            .households
            .iter()
            .filter_map(|h| h.compound.clone())
            .collect();
        compounds.dedup();
        assert_eq!(compounds, texts(&right["compounds"]), "{what}");
    }
    // A reading keeps its reasons.
    assert!(
        table
            .readings
            .iter()
            .all(|r| !r.zh.is_empty() && !r.en.is_empty())
    );
}

#[test]
fn every_habit_of_offices_is_read_or_told() {
    for case in cases() {
        if let Some(text) = case["text"].as_str() {
            check(&case, "名册.csv", text.as_bytes());
            continue;
        }
        if let Some(page) = case["page"].as_str() {
            check(&case, "名册.xls", page.as_bytes());
            continue;
        }
        check(&case, "名册.xlsx", &xlsx(&case));
        if case["csv"] == true {
            check(&case, "名册.csv", &csv_of(&case));
        }
    }
}

#[test]
fn an_office_names_the_columns_where_the_headings_mislead() {
    let lines = "甲,乙,房号\n3,501,88号\n3,502,88号\n4,101,88号\n";
    let text = format!("说明\n{lines}");
    let read = |options: &ReadOptions| read_register_bytes_as("a.csv", text.as_bytes(), options);
    assert!(read(&ReadOptions::default()).is_err());
    let header = "楼栋,房号,室\n3,501,88\n3,502,88\n4,101,88\n5,101,88\n";
    let columns = "door=B".parse().expect("columns");
    let options = ReadOptions {
        columns,
        ..ReadOptions::default()
    };
    let table = read_register_bytes_as("a.csv", header.as_bytes(), &options).expect("a register");
    assert_eq!(doors(&table), ["3-501", "3-502", "4-101", "5-101"]);
    let reading = &table.readings[0];
    assert_eq!(reading.columns["door"], "B");
    assert!(reading.zh.contains("按指定"), "{}", reading.zh);
    // The same heading is read so again.
    let remembered = ReadOptions {
        remembered: [(reading.heading.clone(), options.columns.clone())].into(),
        ..ReadOptions::default()
    };
    let again =
        read_register_bytes_as("b.csv", header.as_bytes(), &remembered).expect("a register");
    assert_eq!(doors(&again), doors(&table));
    for wrong in ["door", "door=", "door=1", "roof=A", "door=A,building=A"] {
        assert!(
            wrong.parse::<crate::spreadsheet::Columns>().is_err(),
            "{wrong}"
        );
    }
}
