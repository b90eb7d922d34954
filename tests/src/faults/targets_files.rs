//! Targets of the fuzzer that offices' files feed: a register in every format that is read, damaged outside and inside.

use super::fed::{Fed, spreadsheet};
use super::targets::{Form, Target};
use linli_core::spreadsheet::read_register_bytes;

/// Rows of a register as offices write them, in full width and with units.
fn rows() -> Vec<[String; 6]> {
    let head = ["幢", "单元", "室", "姓名", "电话", "建筑面积"].map(str::to_owned);
    let row = |n: u32| {
        [
            "３".to_owned(),
            "1".to_owned(),
            format!("{n}01"),
            format!("住户{n}"),
            "+86 138-0000-0001".to_owned(),
            "89.12㎡".to_owned(),
        ]
    };
    [head].into_iter().chain((1..6).map(row)).collect()
}

fn csv() -> String {
    let lines: Vec<String> = rows().iter().map(|row| row.join(",")).collect();
    format!("月亮湾住户登记表,,,,,\n{}\n", lines.join("\n"))
}

fn page() -> String {
    let cells =
        |row: &[String; 6]| format!("<tr><td colspan=1>{}</td></tr>", row.join("</td><td>"));
    let lines: String = rows().iter().map(cells).collect();
    format!(
        "<html><head><meta charset=utf-8><style>td{{color:red}}</style></head><body><h3>月亮湾&nbsp;&#51;幢</h3>\
         <table><caption>登记</caption>{lines}<tr style='display:none'><td rowspan=2>&amp;</td></tr></table></body></html>"
    )
}

fn xml() -> String {
    let cell = |text: &String| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let line = |row: &[String; 6]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<Row ss:Height=\"20\">{cells}</Row>")
    };
    let lines: String = rows().iter().map(line).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"3幢\"><Table>{lines}\
         <Row ss:Index=\"9\"><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\"><Data ss:Type=\"Number\">1</Data></Cell></Row>\
         </Table></Worksheet></Workbook>"
    )
}

/// Adds them.
pub(super) fn add(fed: &Fed, targets: &mut Vec<Target>) {
    let xlsx = spreadsheet(fed);
    let xls = include_bytes!("../../../core/src/spreadsheet/tests/data/register.xls").to_vec();
    let ods = include_bytes!("../../../core/src/spreadsheet/tests/data/register.ods").to_vec();
    let wide =
        |order: fn(u16) -> [u8; 2]| csv().encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat();
    let utf16 = vec![marked, wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    let text = |text: String| vec![text.into_bytes()];
    let mut file = |target, name: &'static str, form, seeds, every| {
        targets.push(Target {
            name: target,
            form,
            seeds,
            run: Box::new(move |bytes| {
                let _ = read_register_bytes(name, bytes);
            }),
            every,
        });
    };
    file("register_csv", "a.csv", Form::Bytes, text(csv()), 1);
    file("register_utf16", "a.csv", Form::Bytes, utf16, 1);
    file("register_page", "a.xls", Form::Text, text(page()), 2);
    file("register_page_bytes", "a.xls", Form::Bytes, text(page()), 2);
    file("register_xml", "a.xls", Form::Text, text(xml()), 2);
    file("register_xml_bytes", "a.xml", Form::Bytes, text(xml()), 2);
    file("register_xls", "a.xls", Form::Bytes, vec![xls], 4);
    file(
        "register_xlsx",
        "a.xlsx",
        Form::Bytes,
        vec![xlsx.clone()],
        10,
    );
    file("register_xlsx_inside", "a.xlsx", Form::Zip, vec![xlsx], 10);
    file("register_ods", "a.ods", Form::Bytes, vec![ods.clone()], 10);
    file("register_ods_inside", "a.ods", Form::Zip, vec![ods], 10);
}
