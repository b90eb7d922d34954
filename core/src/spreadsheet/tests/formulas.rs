//! Formulas without their result: what a program writes that does not reckon, or that failed.

use super::hostile::{ods, sheet_of, text_cell, xlsx};
use super::*;

fn header() -> String {
    let cells: String = [("A1", "门牌号"), ("B1", "姓名"), ("C1", "面积")]
        .iter()
        .map(|(at, text)| text_cell(at, text))
        .collect();
    format!(r#"<row r="1">{cells}</row>"#)
}

#[test]
fn a_formula_without_a_result_is_told_at_its_cell() {
    let rows = format!(
        r#"{}<row r="2">{}{}<c r="C2"><f>80+9</f><v></v></c></row><row r="3">{}{}<c r="C3"><f>80+9</f><v>89</v></c></row><row r="4"><c r="A4"><f>Sheet2!A2</f><v/></c><c r="B4"><f>Sheet2!B2</f></c></row>"#,
        header(),
        text_cell("A2", "3-1-501"),
        text_cell("B2", "赵一"),
        text_cell("A3", "3-1-502"),
        text_cell("B3", "钱二"),
    );
    let table = read_register_bytes("a.xlsx", &xlsx(&sheet_of(&rows), "<sst/>")).expect("read");
    assert_eq!(doors(&table), ["3-1-502"]);
    let code = "formula_uncomputed";
    let wanted = [(2, "C", code), (4, "A", code), (4, "B", code)];
    assert_eq!(told(&table), wanted);
}

#[test]
fn a_result_that_is_an_empty_text_is_a_result_and_a_total_needs_none() {
    let rows = format!(
        r#"{}<row r="2">{}{}<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c></row><row r="3">{}<c r="C3"><f>SUM(C2:C2)</f><v></v></c></row>"#,
        header(),
        text_cell("A2", "3-1-501"),
        text_cell("B2", "赵一"),
        text_cell("A3", "合计"),
    );
    let table = read_register_bytes("a.xlsx", &xlsx(&sheet_of(&rows), "<sst/>")).expect("read");
    assert_eq!(doors(&table), ["3-1-501"]);
    assert_eq!(told(&table), []);
}

#[test]
fn a_formula_that_failed_is_told_whatever_the_file_is() {
    let table = csv(&[
        "门牌号,姓名,备注",
        "3-1-501,#REF!,",
        "3-1-502,#N/A,",
        "3-1-503,甲一,#DIV/0!",
    ]);
    let code = "formula_uncomputed";
    assert_eq!(doors(&table), ["3-1-502"]);
    assert_eq!(told(&table), [(2, "B", code), (4, "C", code)]);
    let cell = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let rows = format!(
        r#"<table:table-row>{}{}</table:table-row><table:table-row>{}<table:table-cell table:formula="of:=[.A1]"/></table:table-row>"#,
        cell("门牌号"),
        cell("姓名"),
        cell("3-1-501"),
    );
    let table = read_register_bytes("a.ods", &ods(&rows)).expect("read");
    assert_eq!(told(&table), [(2, "B", code)]);
}
