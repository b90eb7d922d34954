//! Web pages and XML that cost more than they hold: answered within the same bounds as any other file ([`super::hostile`]).

use super::hostile::outcome;

#[test]
fn web_pages_and_xml_cannot_multiply_either() {
    let head = "<tr><td>门牌号<td>姓名";
    let spans = format!("<tr>{}", "<td rowspan=99999999 colspan=1000>x".repeat(20));
    let reaching = format!("<tr>{}", "<td rowspan=65534>".repeat(900));
    // Nothing stands in these: no cell is put, and each row goes by all of them.
    let far = format!("<tr>{}", "<td rowspan=65534 colspan=1000>".repeat(16));
    let blank = "<td rowspan=2 colspan=1000>";
    for (name, text) in [
        ("deep.xls", "<table><tr><td>".repeat(200_000)),
        (
            "divs.xls",
            format!("<table>{head}{}", "<tr><td><div>".repeat(200_000)),
        ),
        ("spans.xls", format!("<table>{head}{}", spans.repeat(2_000))),
        (
            "reach.xls",
            format!("<table>{head}{reaching}{}", "<tr><td>x".repeat(60_000)),
        ),
        (
            "reach_far.xls",
            format!("<table>{head}{far}{}", "<tr><td>".repeat(1_000_000)),
        ),
        (
            "reach_again.xls",
            format!("<table>{head}{}", format!("<tr>{blank}").repeat(700_000)),
        ),
        (
            "cells.xls",
            format!("<table>{head}{}", "<tr><td>".repeat(1_600_000)),
        ),
        (
            "wide.xls",
            format!("<table>{head}<tr>{}", "<td>x".repeat(20_000)),
        ),
        (
            "open.xls",
            format!("<table>{head}<tr><td a=\"{}", "<td>".repeat(300_000)),
        ),
        (
            "quotes.xls",
            format!("<table>{head}{}", "<td a=\"".repeat(300_000)),
        ),
        (
            "hidden.xls",
            format!("<table>{head}{}", "<script>".repeat(300_000)),
        ),
        (
            "signs.xls",
            format!("<table>{head}<tr><td>{}", "&<&#".repeat(1_000_000)),
        ),
        (
            "lines.xls",
            format!("<table>{head}</table>{}", "<p>x".repeat(400_000)),
        ),
    ] {
        outcome(name, text.as_bytes());
    }
    let xml = |inner: &str| {
        let spaces = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"a\"";
        format!("<?xml version=\"1.0\"?><Workbook {spaces}>{inner}</Workbook>")
    };
    let rows = |rows: &str| xml(&format!("<Worksheet><Table>{rows}</Table></Worksheet>"));
    let cell = "<Cell><Data ss:Type=\"String\">x</Data></Cell>";
    for (name, text, code) in [
        (
            "far.xls",
            rows("<Row ss:Index=\"4294967295\"><Cell/></Row>"),
            "too_many_cells",
        ),
        (
            "wide.xls",
            rows("<Row><Cell ss:Index=\"4294967295\"/></Row>"),
            "too_many_columns",
        ),
        (
            "across.xls",
            rows(&format!(
                "<Row><Cell ss:MergeAcross=\"4294967295\"/>{cell}</Row>"
            )),
            "too_many_columns",
        ),
        (
            "cells.xls",
            rows(&"<Row><Cell/></Row>".repeat(1_600_000)),
            "too_many_cells",
        ),
        (
            "sheets.xls",
            xml(&"<Worksheet/>".repeat(1_001)),
            "too_many_sheets",
        ),
        (
            "deep.xls",
            rows(&"<Row><Cell><Data><B>".repeat(200_000)),
            "file_damaged",
        ),
    ] {
        assert_eq!(outcome(name, text.as_bytes()), code, "{name}");
    }
}
