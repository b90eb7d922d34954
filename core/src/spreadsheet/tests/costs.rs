//! What reading costs, by counts rather than by a clock: the memory at its peak, and everything that is taken on the way, of each
//! reader, on damaged files, on lists of every length, and on what repeats in its format.

use super::hostile::{compound, ods, padded, record, sheet_of, text_cell, xlsx};
use super::*;
use crate::records::testing::Dice;
use allocation_counter::{AllocationInfo, measure};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most memory that a small file takes at its peak, in bytes.
const SMALL_PEAK: u64 = 8 << 20;
/// Most memory at its peak for a byte of a file: cells of one letter in trees of rows.
const PEAK_FOR_A_BYTE: u64 = 250;
/// Four times as much costs so many times as much; what is quadratic costs sixteen times.
const FOURFOLD: u64 = 5;
/// What a file costs whatever is in it, in bytes and in pieces.
const GROUND: (u64, u64) = (512 << 10, 2_000);

/// Something that reads a file's bytes.
type Reader<'a> = &'a dyn Fn(&str, &[u8]);

fn read(name: &str, bytes: &[u8]) {
    // Whatever comes of it.
    drop(read_register_bytes(name, bytes));
}

fn spent(reader: Reader<'_>, name: &str, bytes: &[u8]) -> AllocationInfo {
    measure(|| reader(name, bytes))
}

/// A format: the name of its files, and a list of so many households in it.
struct Format {
    kind: &'static str,
    name: &'static str,
    of: fn(usize) -> Vec<u8>,
}

fn rows(households: usize) -> impl Iterator<Item = [String; 4]> {
    let head = ["幢", "室", "姓名", "备注"].map(str::to_owned);
    let row = |n: usize| {
        let room = (100 + n % 9_000).to_string();
        [
            (n / 9_000 + 1).to_string(),
            room,
            "赵一".to_owned(),
            "好".to_owned(),
        ]
    };
    [head].into_iter().chain((0..households).map(row))
}

fn csv_of(households: usize) -> Vec<u8> {
    let lines: Vec<String> = rows(households).map(|row| row.join(",")).collect();
    lines.join("\n").into_bytes()
}

fn wide_of(households: usize) -> Vec<u8> {
    let text = String::from_utf8(csv_of(households)).expect("a text") + "\n";
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn page_of(households: usize) -> Vec<u8> {
    let lines: String = rows(households)
        .map(|row| format!("<tr><td>{}</td></tr>", row.join("</td><td class='x'>")))
        .collect();
    format!("<html><table>{lines}</table></html>").into_bytes()
}

fn xml_of(households: usize) -> Vec<u8> {
    let lines: String = rows(households)
        .map(|row| {
            let cells =
                row.map(|text| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>"));
            format!("<Row>{}</Row>", cells.concat())
        })
        .collect();
    book(&lines).into_bytes()
}

/// A book in XML with these rows.
fn book(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"a\">\
         <Worksheet ss:Name=\"a\"><Table>{rows}</Table></Worksheet></Workbook>"
    )
}

fn xlsx_of(households: usize) -> Vec<u8> {
    let lines: String = (1..)
        .zip(rows(households))
        .map(|(at, row)| {
            let cells: String = ["A", "B", "C", "D"]
                .into_iter()
                .zip(row)
                .map(|(column, text)| text_cell(&format!("{column}{at}"), &text))
                .collect();
            format!("<row r=\"{at}\">{cells}</row>")
        })
        .collect();
    xlsx(&sheet_of(&lines), "<sst/>")
}

fn ods_of(households: usize) -> Vec<u8> {
    let lines: String = rows(households)
        .map(|row| {
            let cells = row.map(|text| {
                format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
            });
            format!("<table:table-row>{}</table:table-row>", cells.concat())
        })
        .collect();
    ods(&lines)
}

/// BIFF8: labels, as old programs write them.
fn xls_of(households: usize) -> Vec<u8> {
    let globals = record(0x0809, &[0, 6, 5, 0]);
    let bound_length = 4 + 8 + 1;
    let start = u32::try_from(globals.len() + bound_length + 4).expect("a place");
    let name = [start.to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'a']].concat();
    let mut stream = [globals, record(0x0085, &name), record(0x000A, &[])].concat();
    stream.extend(record(0x0809, &[0, 6, 0x10, 0]));
    for (at, row) in (0_u16..).zip(rows(households)) {
        for (column, text) in (0_u16..).zip(row) {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = u16::try_from(units.len() / 2).expect("short");
            let head = [at, column, 0, length].map(u16::to_le_bytes).concat();
            stream.extend(record(0x0204, &[head, vec![1], units].concat()));
        }
    }
    compound(&[("Workbook", padded(stream))])
}

const FORMATS: [Format; 7] = [
    Format {
        kind: "csv",
        name: "a.csv",
        of: csv_of,
    },
    Format {
        kind: "utf16",
        name: "a.csv",
        of: wide_of,
    },
    Format {
        kind: "page",
        name: "a.xls",
        of: page_of,
    },
    Format {
        kind: "xml",
        name: "a.xls",
        of: xml_of,
    },
    Format {
        kind: "xls",
        name: "a.xls",
        of: xls_of,
    },
    Format {
        kind: "xlsx",
        name: "a.xlsx",
        of: xlsx_of,
    },
    Format {
        kind: "ods",
        name: "a.ods",
        of: ods_of,
    },
];

/// Does four times as much cost more than four times as much, but for the ground?
fn is_more_than_linear(
    reader: Reader<'_>,
    name: &str,
    once: &[u8],
    fourfold: &[u8],
) -> Option<String> {
    let (small, large) = (spent(reader, name, once), spent(reader, name, fourfold));
    let beyond = |small: u64, large: u64, ground: u64| large > FOURFOLD * small + ground;
    (beyond(small.bytes_total, large.bytes_total, GROUND.0)
        || beyond(small.count_total, large.count_total, GROUND.1))
    .then(|| format!("{small:?} {large:?}"))
}

fn peak_of(length: usize) -> u64 {
    SMALL_PEAK + PEAK_FOR_A_BYTE * u64::try_from(length).expect("a length")
}

/// One to four places of a file changed, dropped, doubled or cut.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    const TELLING: [u8; 16] = *b"\0\x01\xff\x7f\x80\"'<>&;,/= \n";
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let until = (at + 1 + dice.below(24)).min(bytes.len());
        match dice.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = TELLING[dice.below(TELLING.len())],
            2 => drop(bytes.drain(at..until)),
            3 => {
                let piece = bytes[at..until].repeat(1 + dice.below(200));
                bytes.splice(at..at, piece).for_each(drop);
            }
            4 => bytes.truncate(at),
            _ => bytes.splice(at..at, [0xff; 4]).for_each(drop),
        }
    }
    bytes
}

/// Feeds damaged files; what went wrong with which.
fn fuzzed(reader: Reader<'_>, format: &Format, seeds: std::ops::Range<u64>) -> Vec<String> {
    let sound = (format.of)(24);
    let mut wrong = Vec::new();
    for seed in seeds {
        let input = damaged(&sound, &mut Dice::new(seed));
        let mut survived = true;
        let spent = measure(|| {
            let run = || reader(format.name, &input);
            survived = catch_unwind(AssertUnwindSafe(run)).is_ok();
        });
        if !survived {
            wrong.push(format!("{} {seed} panicked", format.kind));
        } else if spent.bytes_max > peak_of(input.len()) {
            wrong.push(format!(
                "{} {seed} took {} bytes",
                format.kind, spent.bytes_max
            ));
        }
    }
    wrong
}

#[test]
fn a_list_in_every_format_is_read_at_all() {
    for format in &FORMATS {
        let table = read_register_bytes(format.name, &(format.of)(24));
        let table = table.unwrap_or_else(|fault| panic!("{}: {fault}", format.kind));
        assert_eq!(table.households.len(), 24, "{}", format.kind);
    }
}

#[test]
fn damaged_files_of_every_format_take_little_memory_and_no_reader_panics() {
    let runs = std::env::var("LINLI_READER_SEEDS").ok();
    let runs = runs.and_then(|runs| runs.parse().ok()).unwrap_or(120);
    for format in &FORMATS {
        assert_eq!(fuzzed(&read, format, 0..runs), Vec::<String>::new());
    }
}

#[test]
fn four_times_the_households_cost_four_times_as_much() {
    for format in &FORMATS {
        let (once, fourfold) = ((format.of)(150), (format.of)(600));
        let beyond = is_more_than_linear(&read, format.name, &once, &fourfold);
        assert_eq!(beyond, None, "{}", format.kind);
    }
}

/// What a format may repeat: never more than in proportion.
#[test]
fn what_repeats_in_a_text_costs_in_proportion() {
    let page = |inside: &str| format!("<html><table><tr><td>室<td>姓名{inside}</table></html>");
    for piece in [
        "<td>x",
        "<tr><td>x",
        "<td a='",
        "<td a=\"b\" c d e",
        "<td a1=1 ",
        "&amp",
        "&#x",
        "<!--",
        "<!-- -->",
        "<script>",
        "</script>",
        "<div>",
        "<p>x",
        "<br>",
        "<table>",
        "</table>",
        "<caption>",
        "<xml>",
        "<![if x]>",
        "<td rowspan=2>x",
        "<td colspan=3>x",
        "</",
        "<",
        "'",
        "x ",
    ] {
        let text = |times: usize| page(&piece.repeat(times)).into_bytes();
        let beyond = is_more_than_linear(&read, "a.xls", &text(800), &text(3_200));
        assert_eq!(beyond, None, "page {piece}");
    }
    for piece in [
        "<Row/>",
        "<Row><Cell/></Row>",
        "<Cell>",
        "<Data>",
        "<a>",
        "</a>",
        "&amp;",
        "&x;",
        "<!-- -->",
        "<![CDATA[x]]>",
        "<?x?>",
        "<Row ss:Hidden=\"1\"/>",
        "<Row><Cell ss:MergeDown=\"2\"><Data>x</Data></Cell></Row>",
        "<Column ss:Hidden=\"1\"/>",
        "x",
    ] {
        let text = |times: usize| book(&piece.repeat(times)).into_bytes();
        let beyond = is_more_than_linear(&read, "a.xls", &text(800), &text(3_200));
        assert_eq!(beyond, None, "xml {piece}");
    }
    for piece in [
        "3,101,赵一,\n",
        "\"",
        "\"\"",
        "\"x\n",
        ",",
        "\n",
        ";,\n",
        "，",
        "\t|",
        "x\r",
        "'",
        "=\"1\"",
        "3,101,\"赵一\n,好\",\n",
    ] {
        let text = |times: usize| format!("幢,室,姓名,备注\n{}", piece.repeat(times));
        let bytes = |times: usize| text(times).into_bytes();
        let beyond = is_more_than_linear(&read, "a.csv", &bytes(900), &bytes(3_600));
        assert_eq!(beyond, None, "csv {piece}");
        let wide = |times: usize| {
            text(times)
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<u8>>()
        };
        let beyond = is_more_than_linear(&read, "a.csv", &wide(900), &wide(3_600));
        assert_eq!(beyond, None, "utf16 {piece}");
    }
}

/// Planted bugs behind every reader: each is seen.
#[test]
fn a_reader_that_copies_believes_or_panics_is_seen_in_every_format() {
    // Copies the whole list once for each of its households.
    let copying = |name: &str, bytes: &[u8]| {
        let households = read_register_bytes(name, bytes).map_or(0, |table| table.households.len());
        for _ in 0..households {
            drop(std::hint::black_box(Vec::<u8>::with_capacity(
                households * 400,
            )));
        }
    };
    // Believes a length that the file says.
    let believing = |name: &str, bytes: &[u8]| {
        read(name, bytes);
        let said = bytes.iter().filter(|byte| **byte == 0xff).count();
        drop(std::hint::black_box(Vec::<u8>::with_capacity(
            said.min(8) << 24,
        )));
    };
    // Takes it for given that a file is as long as the sound one.
    let trusting = |name: &str, bytes: &[u8]| {
        read(name, bytes);
        assert!(bytes.len() > 100, "a file is longer");
    };
    for format in &FORMATS {
        let (once, fourfold) = ((format.of)(150), (format.of)(600));
        let beyond = is_more_than_linear(&copying, format.name, &once, &fourfold);
        assert!(beyond.is_some(), "{}", format.kind);
        assert_ne!(
            fuzzed(&believing, format, 0..60),
            Vec::<String>::new(),
            "{}",
            format.kind
        );
        assert_ne!(
            fuzzed(&trusting, format, 0..400),
            Vec::<String>::new(),
            "{}",
            format.kind
        );
    }
}
