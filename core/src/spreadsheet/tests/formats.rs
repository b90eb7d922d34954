//! One cell reads the same from every format: times of day, lengths of time, dates; and what is hidden is read and said.

use super::hostile::{compound, ods, padded, record};
use super::*;
use rust_xlsxwriter::{Format, Workbook};

/// The columns besides the door and the name, and how a program shows their cells.
const OWN: [(&str, &str, f64); 5] = [
    ("上门时间", "h:mm", 8.5 / 24.0),
    ("时长", "[h]:mm", 36.5 / 24.0),
    ("登记", "yyyy-mm-dd", 45_413.0),
    ("时刻", "m/d hh:mm", 45_413.354_166_666_666),
    ("比例", "0%", 0.5),
];
const READ: [&str; 5] = ["08:30", "36:30", "2024-05-01", "2024-05-01 08:30", "0.5"];

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, text) in [(0, "门牌号"), (1, "姓名")] {
        page.write_string(0, column, text).expect("a cell");
    }
    page.write_string(1, 0, "3-1-501").expect("a cell");
    page.write_string(1, 1, "赵一").expect("a cell");
    for (column, (heading, format, number)) in (2..).zip(OWN) {
        let format = Format::new().set_num_format(format);
        page.write_string(0, column, heading).expect("a cell");
        page.write_number_with_format(1, column, number, &format)
            .expect("a cell");
    }
    page.set_row_hidden(1).expect("a row");
    page.set_column_hidden(0).expect("a column");
    book.save_to_buffer().expect("a workbook")
}

fn xls() -> Vec<u8> {
    let label = |row: u16, column: u16, text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(text.encode_utf16().count()).expect("short");
        let place = [row, column, 0, length].map(u16::to_le_bytes).concat();
        record(0x0204, &[place, vec![1], wide].concat())
    };
    let mut globals = record(0x0809, &[0, 6, 5, 0]);
    // The first format is none; each column has one of its own.
    globals.extend(record(0x00E0, &[0; 20]));
    for (id, (_, format, _)) in (164_u16..).zip(OWN) {
        let length = u16::try_from(format.len()).expect("short");
        let head = [id, length].map(u16::to_le_bytes).concat();
        globals.extend(record(
            0x041E,
            &[head, vec![0], format.as_bytes().to_vec()].concat(),
        ));
        let mut cell_format = [0; 20];
        cell_format[2..4].copy_from_slice(&id.to_le_bytes());
        globals.extend(record(0x00E0, &cell_format));
    }
    let start = u32::try_from(globals.len() + 4 + 9 + 4).expect("a place");
    globals.extend(record(
        0x0085,
        &[start.to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'a']].concat(),
    ));
    globals.extend(record(0x000A, &[]));
    let mut cells = record(0x0809, &[0, 6, 16, 0]);
    cells.extend(record(0x007D, &[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]));
    let mut row = [0; 16];
    row[0] = 1;
    row[12] = 0x20;
    cells.extend(record(0x0208, &row));
    for (column, (heading, text)) in (0..).zip([("门牌号", "3-1-501"), ("姓名", "赵一")]) {
        cells.extend(label(0, column, heading));
        cells.extend(label(1, column, text));
    }
    for (nth, (heading, _, number)) in (0_u16..).zip(OWN) {
        cells.extend(label(0, nth + 2, heading));
        let place = [1, nth + 2, nth + 1].map(u16::to_le_bytes).concat();
        cells.extend(record(
            0x0203,
            &[place, number.to_le_bytes().to_vec()].concat(),
        ));
    }
    cells.extend(record(0x000A, &[]));
    compound(&[("Workbook", padded([globals, cells].concat()))])
}

fn ods_of() -> Vec<u8> {
    let text = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let held = |kind: &str, value: &str| {
        format!(
            r#"<table:table-cell office:value-type="{kind}" {value}><text:p>anything</text:p></table:table-cell>"#
        )
    };
    let headings: String = ["门牌号", "姓名"].into_iter().map(text).collect();
    let own: String = OWN.iter().map(|(heading, ..)| text(heading)).collect();
    let values = [
        held("time", r#"office:time-value="PT08H30M00S""#),
        held("time", r#"office:time-value="PT36H30M00S""#),
        held("date", r#"office:date-value="2024-05-01""#),
        held("date", r#"office:date-value="2024-05-01T08:30:00""#),
        held("percentage", r#"office:value="0.5""#),
    ]
    .concat();
    ods(&format!(
        r#"<table:table-column table:visibility="collapse"/><table:table-row>{headings}{own}</table:table-row><table:table-row table:visibility="filter">{}{}{values}</table:table-row>"#,
        text("3-1-501"),
        text("赵一")
    ))
}

#[test]
fn times_and_dates_read_alike_from_every_format_and_what_is_hidden_is_said() {
    for (name, bytes) in [("a.xlsx", xlsx()), ("a.xls", xls()), ("a.ods", ods_of())] {
        let table = read_register_bytes(name, &bytes).expect(name);
        assert_eq!(told(&table), [], "{name}");
        assert_eq!(doors(&table), ["3-1-501"], "{name}");
        let custom = &table.households[0].custom;
        let read: Vec<&str> = OWN
            .iter()
            .map(|(heading, ..)| custom[*heading].as_str())
            .collect();
        assert_eq!(read, READ, "{name}");
        let why = &table.readings[0];
        assert!(why.zh.contains("有 1 行是隐藏的"), "{name}: {}", why.zh);
        assert!(why.zh.contains("A 列是隐藏的"), "{name}: {}", why.zh);
        assert!(
            why.en.contains("are read too: 1,") && why.en.contains("hidden column A"),
            "{}",
            why.en
        );
    }
}

#[test]
fn a_line_within_a_cell_of_an_ods_parts_two_people() {
    let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
    let text = |text: &str| cell(&format!("<text:p>{text}</text:p>"));
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let rows = [
        row(text("门牌号") + &text("姓名")),
        row(text("3-1-501") + &text("赵一<text:line-break/>孙三")),
        row(text("3-1-502")
            + r#"<table:table-cell office:value-type="string" office:string-value="钱二"/>"#),
    ];
    let table = read_register_bytes("a.ods", &ods(&rows.concat())).expect("read");
    assert_eq!(names(&table), [vec!["赵一", "孙三"], vec!["钱二"]]);
}

#[test]
fn a_page_says_its_hidden_rows_and_needs_no_end_of_its_caption() {
    let page = "<p>住户登记表</p><table><caption>月亮湾<tr><td>门牌号<td>姓名\
        <tr><td>3-1-501<td>赵一<tr style='mso-x:y; DISPLAY: none'><td>3-1-502<td>钱二</table><p>制表：社区</p>";
    let table = read_register_bytes("a.xls", page.as_bytes()).expect("a page");
    assert_eq!(told(&table), []);
    assert_eq!(doors(&table), ["3-1-501", "3-1-502"]);
    assert!(table.readings[0].zh.contains("有 1 行是隐藏的"));
}
