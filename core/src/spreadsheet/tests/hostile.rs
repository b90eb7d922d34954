//! Hostile spreadsheets (issue 3): refused within 1.5 GiB and 10 s, with a sentence a clerk understands, and no panic.

use super::*;
use crate::env::thread_time::ThreadTime;
use crate::spreadsheet::read_register;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(*name, packed).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

pub(super) fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ])
}

pub(super) fn sheet_of(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

pub(super) fn text_cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn good_rows() -> String {
    format!(
        r#"<row r="1">{}{}</row><row r="2">{}{}</row>"#,
        text_cell("A1", "门牌号"),
        text_cell("B1", "姓名"),
        text_cell("A2", "3-1-501"),
        text_cell("B2", "赵一"),
    )
}

pub(super) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

/// Reads it in time and says the code; `ok` if it reads.
pub(super) fn outcome(name: &str, bytes: &[u8]) -> &'static str {
    let start = ThreadTime::start();
    let result = read_register_bytes(name, bytes);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(10), "{name} took {took:?}");
    match result {
        Ok(_) => "ok",
        Err(fault) => {
            assert!(fault.zh.chars().count() > 5 && fault.en.len() > 10);
            assert_eq!(fault.at.file.as_deref(), Some(name));
            fault.code
        }
    }
}

#[test]
fn a_zip_bomb_is_refused_whether_it_says_its_size_or_lies() {
    let bomb = sheet_of(&"<row/>".repeat(30_000_000));
    let mut bytes = xlsx(&bomb, "<sst/>");
    assert_eq!(outcome("bomb.xlsx", &bytes), "file_unpacks_too_large");
    // The same, but every place that states the size says 100 bytes.
    let size = u32::try_from(bomb.len()).expect("a size").to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(["file_unpacks_too_large", "file_damaged"].contains(&outcome("lying.xlsx", &bytes)));
}

#[test]
fn a_package_of_very_many_parts_is_refused() {
    let names: Vec<String> = (0..6_000).map(|n| format!("xl/{n}.xml")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "<a/>")).collect();
    assert_eq!(
        outcome("parts.xlsx", &package(&parts)),
        "file_too_many_parts"
    );
}

#[test]
fn a_million_columns_are_refused_in_every_format() {
    let wide = format!("<row r=\"1\">{}</row>", "<c><v>1</v></c>".repeat(1_000_000));
    assert_eq!(
        outcome("wide.xlsx", &xlsx(&sheet_of(&wide), "<sst/>")),
        "too_many_columns"
    );
    let far = format!(
        "{}<row r=\"1048576\">{}</row>",
        good_rows(),
        text_cell("XFD1048576", "x")
    );
    assert_eq!(
        outcome("far.xlsx", &xlsx(&sheet_of(&far), "<sst/>")),
        "too_many_columns"
    );
    let beyond = format!("<row r=\"1\">{}</row>", text_cell("BDWGN1", "x"));
    assert_eq!(
        outcome("beyond.xlsx", &xlsx(&sheet_of(&beyond), "<sst/>")),
        "too_many_columns"
    );
    let dimension = "<worksheet><dimension ref=\"A1:BDWGN9\"/><sheetData/></worksheet>";
    assert_eq!(
        outcome("dimension.xlsx", &xlsx(dimension, "<sst/>")),
        "too_many_columns"
    );
    assert_eq!(
        outcome("wide.csv", "a,".repeat(1_000_000).as_bytes()),
        "too_many_columns"
    );
    for cell in [
        r#"<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>"#,
        r#"<table:table-cell table:number-columns-repeated="1000000"/>"#,
    ] {
        let row = format!("<table:table-row>{cell}</table:table-row>");
        assert_eq!(outcome("wide.ods", &ods(&row)), "too_many_columns");
    }
}

#[test]
fn a_register_that_claims_the_whole_sheet_still_reads() {
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{}<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row></sheetData></worksheet>",
        good_rows()
    );
    assert_eq!(outcome("whole.xlsx", &xlsx(&sheet, "<sst/>")), "ok");
}

#[test]
fn rows_repeated_without_end_cost_nothing() {
    let row = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell><text:p>门牌号</text:p></table:table-cell><table:table-cell><text:p>姓名</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(outcome("rows.ods", &ods(row)), "ok");
}

#[test]
fn deep_nesting_and_declared_entities_are_refused() {
    let deep = format!("{}{}", "<a>".repeat(1_000_000), "</a>".repeat(1_000_000));
    assert_eq!(
        outcome("deep.xlsx", &xlsx(&sheet_of(&deep), "<sst/>")),
        "file_nested_too_deep"
    );
    assert_eq!(outcome("deep.ods", &ods(&deep)), "file_nested_too_deep");
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
    for level in 1..10 {
        write!(
            laughs,
            "<!ENTITY lol{level} \"{}\">",
            format!("&lol{};", level - 1).repeat(10)
        )
        .expect("written");
    }
    write!(
        laughs,
        "]><worksheet><sheetData>{}</sheetData></worksheet>",
        text_cell("A1", "&lol9;")
    )
    .expect("written");
    assert_eq!(
        outcome("laughs.xlsx", &xlsx(&laughs, "<sst/>")),
        "file_declares_entities"
    );
}

#[test]
fn shared_texts_cannot_multiply_or_be_announced_without_measure() {
    let announced = r#"<sst uniqueCount="900000000000"><si><t>a</t></si></sst>"#;
    assert_eq!(
        outcome("announced.xlsx", &xlsx(&sheet_of(&good_rows()), announced)),
        "file_damaged"
    );
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let cells: String = (1..=2_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    assert_eq!(
        outcome("long.xlsx", &xlsx(&sheet_of(&cells), &long)),
        "too_much_text"
    );
}

#[test]
fn very_many_cells_are_refused_in_time() {
    let rows: String = (1..=110_000)
        .map(|row| format!("<row r=\"{row}\">{}</row>", "<c><v>1</v></c>".repeat(10)))
        .collect();
    assert_eq!(
        outcome("cells.xlsx", &xlsx(&sheet_of(&rows), "<sst/>")),
        "too_many_cells"
    );
    let styled: String = (1..=150_000)
        .map(|row| format!("<row r=\"{row}\">{}</row>", "<c s=\"1\"/>".repeat(9)))
        .collect();
    assert_eq!(
        outcome("styled.xlsx", &xlsx(&sheet_of(&styled), "<sst/>")),
        "no_header"
    );
    assert_eq!(
        outcome(
            "cells.csv",
            "1,2,3,4,5,6,7,8,9,0\n".repeat(110_000).as_bytes()
        ),
        "too_many_cells"
    );
}

#[test]
fn a_register_of_very_many_rows_is_refused_in_time() {
    let rows: String = (0..200_000)
        .map(|n| format!("{}-1-{},赵一,abc,xyz\n", n % 500 + 1, n / 500 + 100))
        .collect();
    let text = format!("门牌号,姓名,电话,面积\n{rows}");
    assert_eq!(outcome("rows.csv", text.as_bytes()), "too_many_cells");
}

#[test]
fn headers_cannot_multiply_into_lists() {
    let mut lines = vec![
        "幢,单元,室,姓名,电话".to_owned(),
        "3,1,101,甲一,".to_owned(),
    ];
    for nth in 0..5_000 {
        let other = ["幢,单元,室,电话,姓名", "幢,单元,室,姓名,电话,备注"];
        lines.push(other[nth % 2].to_owned());
        lines.push(format!("3,1,{},甲一,", 200 + nth));
    }
    let text = lines.join("\n");
    outcome("headers.csv", text.as_bytes());
    let table = read_register_bytes("headers.csv", text.as_bytes()).expect("a register");
    assert_eq!(table.readings.len(), 1);
}

#[test]
fn merged_regions_cannot_multiply() {
    let rows: String = (1..=2_000)
        .map(|row| {
            format!(
                "<row r=\"{row}\">{}</row>",
                text_cell(&format!("A{row}"), if row == 1 { "门牌号" } else { "x" })
                    + &text_cell(&format!("B{row}"), "姓名")
            )
        })
        .collect();
    let merges: String = (3..=60_000)
        .map(|_| "<mergeCell ref=\"A3:A1048576\"/>")
        .collect();
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    assert_eq!(
        outcome("merges.xlsx", &xlsx(&sheet, "<sst/>")),
        "too_many_cells"
    );
}

/// Regions without a value cost nothing to fill; nor may they be gone through once for every row.
#[test]
fn empty_merged_regions_over_areas_are_looked_at_once() {
    let rows: String = (1..=20_000)
        .map(|row| {
            let (door, area) = match row {
                1 => ("门牌号".to_owned(), "建筑面积".to_owned()),
                2 => ("3-1-102".to_owned(), String::new()),
                _ => (format!("3-1-{}", 100 + row), "80".to_owned()),
            };
            format!(
                "<row r=\"{row}\">{}{}</row>",
                text_cell(&format!("A{row}"), &door),
                text_cell(&format!("B{row}"), &area),
            )
        })
        .collect();
    let merges: String = (0..60_000)
        .map(|_| "<mergeCell ref=\"B2:B20000\"/>")
        .collect();
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    assert_eq!(outcome("areas.xlsx", &xlsx(&sheet, "<sst/>")), "ok");
}

#[test]
fn a_text_a_web_page_and_a_picture_named_like_spreadsheets_are_told_apart() {
    let table = "幢,单元,室\n3,1,501".as_bytes();
    for name in ["a.xlsx", "a.ods", "a.et"] {
        assert_eq!(outcome(name, table), "text_named_spreadsheet");
    }
    // A program opens a text named .xls; one that holds no register is told for what it is.
    assert_eq!(outcome("a.xls", table), "ok");
    let letter = "各位邻居：\n请配合登记。".as_bytes();
    assert_eq!(outcome("a.xls", letter), "text_named_spreadsheet");
    let page = |inner: &str| format!("<html><table>{inner}</table></html>").into_bytes();
    for (inner, code) in [
        ("<tr><td>3-1-501</td></tr>", "web_page_named_spreadsheet"),
        ("<tr><td>门牌号<td>姓名<tr><td>3-1-501<td>赵一", "ok"),
        (
            "<tr><td>姓名<td>电话<tr><td>赵一<td>13800000001",
            "no_door_column",
        ),
    ] {
        assert_eq!(outcome("a.xls", &page(inner)), code, "{inner}");
    }
    assert_eq!(
        outcome("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "not_a_spreadsheet"
    );
    assert_eq!(
        outcome("a.xlsx", &package(&[("word/document.xml", "<a/>")])),
        "not_a_spreadsheet"
    );
    assert_eq!(outcome("a.csv", b""), "file_empty");
    assert_eq!(
        outcome("a.csv", b"\x81\x20\xff\xfe\xfd"),
        "encoding_unknown"
    );
}

#[test]
fn a_register_without_header_or_door_says_what_is_missing() {
    assert_eq!(outcome("a.csv", "1,2,3\n4,5,6".as_bytes()), "no_header");
    assert_eq!(
        outcome("a.csv", "姓名,电话\n赵一,13800000001".as_bytes()),
        "no_door_column"
    );
    assert_eq!(
        outcome("a.xlsx", &xlsx(&sheet_of(""), "<sst/>")),
        "no_header"
    );
}

#[test]
fn a_register_with_a_password_says_so() {
    let mut file = compound(&[
        ("EncryptionInfo", vec![0; 5_000]),
        ("EncryptedPackage", vec![0; 5_000]),
    ]);
    assert_eq!(outcome("a.xlsx", &file), "file_encrypted");
    let book = [record(0x0809, &[0, 6, 5, 0]), record(0x002F, &[1, 0])].concat();
    file = compound(&[("Workbook", padded(book))]);
    assert_eq!(outcome("a.xls", &file), "file_encrypted");
    let manifest = r#"<manifest><file-entry><encryption-data/></file-entry></manifest>"#;
    assert_eq!(
        outcome(
            "a.ods",
            &package(&[("META-INF/manifest.xml", manifest), ("content.xml", "<a/>")])
        ),
        "file_encrypted"
    );
}

#[test]
fn compound_files_that_run_in_circles_or_claim_too_much_are_refused() {
    let book = padded(record(0x0809, &[0, 6, 5, 0]));
    let good = compound(&[("Workbook", book)]);
    assert_eq!(outcome("a.xls", &good), "no_header");
    for at in 0..512 {
        let mut bad = good.clone();
        bad[at] ^= 0xFF;
        outcome("a.xls", &bad);
    }
    // The directory's chain leads back to itself.
    let mut circle = good.clone();
    circle[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(outcome("circle.xls", &circle), "no_header");
    // A stream that says it has four gigabytes.
    let mut huge = good;
    huge[1024 + 128 + 120..1024 + 128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(outcome("huge.xls", &huge), "file_damaged");
}

#[test]
fn cells_far_apart_in_an_xls_cost_nothing() {
    let globals = record(0x0809, &[0, 6, 5, 0]);
    let number = |row: u16, column: u16| {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[place, 1.0_f64.to_le_bytes().to_vec()].concat())
    };
    let bound_length = 4 + 8 + 1;
    let start = u32::try_from(globals.len() + bound_length + 4).expect("a place");
    let bound = record(
        0x0085,
        &[start.to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'a']].concat(),
    );
    let cells = [
        number(0, 0),
        number(65_535, 255),
        record(0x0200, &[0xFF; 14]),
    ]
    .concat();
    let stream = [
        globals,
        bound,
        record(0x000A, &[]),
        record(0x0809, &[0, 6, 16, 0]),
        cells,
        record(0x000A, &[]),
    ]
    .concat();
    assert_eq!(
        outcome("far.xls", &compound(&[("Workbook", padded(stream))])),
        "no_header"
    );
}

#[test]
fn no_damaged_byte_of_a_good_file_makes_it_panic() {
    let good: [(&str, &[u8]); 2] = [
        ("a.xls", include_bytes!("data/register.xls")),
        ("a.ods", include_bytes!("data/register.ods")),
    ];
    let small = xlsx(&sheet_of(&good_rows()), "<sst/>");
    for (name, bytes) in good.into_iter().chain([("a.xlsx", small.as_slice())]) {
        for step in 0..300_usize {
            let mut bad = bytes.to_vec();
            let at = step * 7_919 % bad.len();
            bad[at] = bad[at].wrapping_add(u8::try_from(step % 255).unwrap_or(0) + 1);
            outcome(name, &bad);
            outcome(name, &bytes[..at]);
        }
    }
}

#[test]
fn what_is_not_there_or_is_a_folder_is_said_plainly() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = |path: &Path| read_register(path).expect_err("refused").code;
    assert_eq!(code(&folder.path().join("none.xlsx")), "file_not_found");
    assert_eq!(code(folder.path()), "file_not_a_file");
}

pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// Long enough not to live in the mini stream.
pub(super) fn padded(mut stream: Vec<u8>) -> Vec<u8> {
    stream.extend(record(0x000A, &[]));
    stream.resize(stream.len().max(5_000), 0);
    stream
}

/// A compound file: table in sector 0, directory in sector 1, streams behind.
pub(super) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut fat = vec![0xFFFF_FFFD, END];
    let mut directory = entry("Root Entry", 5, FREE, 1, END, 0);
    let mut body = Vec::new();
    for (number, (name, stream)) in (1..).zip(streams) {
        let start = u32::try_from(fat.len()).expect("short");
        let sectors = u32::try_from(stream.len().div_ceil(512)).expect("short");
        fat.extend((1..sectors).map(|n| start + n));
        fat.push(END);
        let right = if number < streams.len() {
            u32::try_from(number + 1).expect("short")
        } else {
            FREE
        };
        let length = u32::try_from(stream.len()).expect("short");
        directory.extend(entry(name, 2, right, FREE, start, length));
        body.extend_from_slice(stream);
        body.resize(body.len().next_multiple_of(512), 0);
    }
    directory.resize(512, 0);
    fat.resize(128, FREE);
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[26..34].copy_from_slice(&[3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    for (at, word) in [
        (44, 1),
        (48, 1),
        (56, 4096),
        (60, END),
        (64, 0),
        (68, END),
        (72, 0),
        (76, 0),
    ] {
        file[at..at + 4].copy_from_slice(&u32::to_le_bytes(word));
    }
    file[80..512].fill(0xFF);
    file.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    file.extend(directory);
    file.extend(body);
    file
}

fn entry(name: &str, kind: u8, right: u32, child: u32, start: u32, length: u32) -> Vec<u8> {
    let mut bytes = vec![0; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[..units.len()].copy_from_slice(&units);
    bytes[64..66].copy_from_slice(&u16::try_from(units.len() + 2).expect("short").to_le_bytes());
    bytes[66] = kind;
    for (at, word) in [
        (68, 0xFFFF_FFFF),
        (72, right),
        (76, child),
        (116, start),
        (120, length),
    ] {
        bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(word));
    }
    bytes
}
