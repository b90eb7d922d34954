//! What a doubt costs (docs/drive.md, `import_register`): the row in which it stands, never half of it, and nothing of the rows
//! around it. A doubt about a column or a sheet costs what it is about.

use super::*;
use crate::spreadsheet::area_text;

/// Header, rows, told as row and code, doors with everybody at them.
type Case<'a> = (&'a str, &'a [&'a str], &'a [(u32, &'a str)], &'a [&'a str]);

const PLAIN: &str = "幢,单元,室,姓名,电话,面积,证号";
const SOUND: &str = "3,1,502,钱二,13800000002,90,330501199001011235";

fn kept(table: &RegisterTable) -> Vec<String> {
    let households = table.households.iter();
    let line = |h: &crate::spreadsheet::HouseholdRow| {
        let people: Vec<&str> = h.people.iter().filter_map(|p| p.name.as_deref()).collect();
        let area = h.area_cm2.map(area_text).unwrap_or_default();
        format!("{} {} {area}", h.door(), people.join("+"))
    };
    households.map(line).collect()
}

#[test]
fn a_doubt_costs_its_row_and_no_other() {
    // One doubtful cell each, above a sound row.
    for (code, row) in [
        ("door_missing", "3,1,,赵一,13800000001,89,"),
        ("door_unreadable", "3,1,门卫,赵一,13800000001,89,"),
        ("door_unreadable", "不详,1,501,赵一,13800000001,89,"),
        ("doors_several", "3,1,501、503,赵一,13800000001,89,"),
        ("door_is_date", "3,1,3月12日,赵一,13800000001,89,"),
        ("people_undecided", "3,1,501,安三 常四,13800000001,89,"),
        ("people_undecided", "3,1,501,张三（李四）,13800000001,89,"),
        // A number within the name is no name, whatever it is.
        ("people_undecided", "3,1,501,赵一13800000001,,89,"),
        (
            "people_undecided",
            "3,1,501,赵一 330501199001011234,13800000001,89,",
        ),
        ("people_undecided", "3,1,501,1234567,13800000001,89,"),
        ("ditto_alone", "3,1,501,同上,13800000001,89,"),
        ("phone_invalid", "3,1,501,赵一,1380000,89,"),
        (
            "phones_whose",
            "3,1,501,赵一、孙三、李四,13800000001/13800000003,89,",
        ),
        ("area_not_a_number", "3,1,501,赵一,13800000001,约89,"),
        ("area_negative", "3,1,501,赵一,13800000001,-89,"),
        ("area_out_of_range", "3,1,501,赵一,13800000001,8900,"),
        ("digits_lost", "3,1,501,赵一,13800000001,89,3.30E+17"),
        ("formula_uncomputed", "3,1,501,#REF!,13800000001,89,"),
    ] {
        let table = csv(&[PLAIN, row, SOUND]);
        let told: Vec<(u32, &str)> = table.problems.iter().map(|p| (p.row, p.code)).collect();
        assert_eq!(told, [(2, code)], "{row}");
        assert!(table.problems[0].column.is_some(), "{row}");
        assert_eq!(kept(&table), ["3-1-502 钱二 90"], "{row}");
        assert_eq!(
            (table.counts.households, table.counts.people),
            (1, 1),
            "{row}"
        );
    }
}

#[test]
fn a_doubt_between_rows_costs_the_later_one_and_what_it_is_about() {
    let cases: &[Case<'_>] = &[
        (
            PLAIN,
            // The other row of the household stands by itself.
            &["3,1,501,赵一,13800000001,89,", "3,1,501,孙三 李四,,,"],
            &[(3, "people_undecided")],
            &["3-1-501 赵一 89"],
        ),
        (
            PLAIN,
            &["3,1,501,赵一,,89,", SOUND, "3,1,501,孙三,,,"],
            &[(4, "door_repeated")],
            &["3-1-501 赵一 89", "3-1-502 钱二 90"],
        ),
        (
            PLAIN,
            // Which of the two areas is right nobody knows.
            &["3,1,501,赵一,,89,", "3,1,501,赵一,,98,"],
            &[(3, "area_differs")],
            &["3-1-501 赵一 "],
        ),
        (
            PLAIN,
            &["3,1,501,赵一,,89,", "3,2,501,孙三,,89,", "3,,601,李四,,89,"],
            &[(4, "stairwell_missing")],
            &["3-1-501 赵一 89", "3-2-501 孙三 89"],
        ),
        (
            "幢,室,姓名,用途",
            &["3,12,赵一,住宅", "3,12,孙三,商铺"],
            &[(3, "unit_kinds_differ")],
            &["3-12 赵一 "],
        ),
        (
            "幢,室,姓名,建筑面积,建筑面积（㎡）",
            &["3,501,赵一,89,98", "3,502,钱二,90,90"],
            &[(2, "area_columns_differ")],
            &["3-502 钱二 90"],
        ),
        (
            "幢,楼层,室,姓名",
            &["3,夹层,01,赵一", "3,5,02,钱二"],
            &[(2, "floor_unreadable")],
            &["3-502 钱二 "],
        ),
    ];
    for (header, rows, told, right) in cases {
        let lines: Vec<&str> = std::iter::once(*header)
            .chain(rows.iter().copied())
            .collect();
        let table = csv(&lines);
        let found: Vec<(u32, &str)> = table.problems.iter().map(|p| (p.row, p.code)).collect();
        assert_eq!(&found, told, "{rows:?}");
        assert_eq!(&kept(&table), right, "{rows:?}");
    }
}

#[test]
fn a_doubt_about_a_column_costs_no_row_where_its_cells_can_be_kept() {
    let table = csv(&[
        "幢,室,姓名,电话,编号",
        "3,501,赵一,甲-1,x1",
        "3,502,钱二,甲-2,x2",
        "3,503,孙三,甲-3,x3",
    ]);
    assert_eq!(told(&table), []);
    assert_eq!(kept(&table).len(), 3);
    assert_eq!(table.households[0].custom["电话"], "甲-1");
    assert!(table.readings[0].zh.contains("几乎都不是电话号码"));
}

#[test]
fn a_row_of_homes_below_the_header_is_no_second_line_of_it() {
    for lines in [
        &[
            "幢,单元,室,户主,电话,面积",
            "16幢,1单元,102室,,,101",
            "16幢,1单元,202室,莫一,,143",
            "16幢,1单元,302室,王二,,89.5",
        ][..],
        &[
            "幢,单元,室,建筑面积,备注",
            "16幢,1单元,102室,101㎡,",
            "16幢,1单元,202室,143㎡,",
            "16幢,1单元,302室,约好再量,",
        ],
        &[
            "楼栋号,房间,户主,承租人电话,面积",
            "16号楼,1单元102,,,101.58",
            "16号楼,1单元202,莫一,,143",
            "16号楼,1单元302,王二,,89",
        ],
    ] {
        let table = csv(lines);
        let rows = table.households.len() + table.problems.len();
        assert_eq!(rows, 3, "{lines:?}");
        assert_eq!(table.households[0].at.row, 2);
        assert!(table.households[0].area_cm2.is_some(), "{lines:?}");
    }
}

#[test]
fn homes_without_any_header_are_told() {
    let read = read_register_bytes(
        "名册.csv",
        "16幢,1单元,102室,赵一\n16幢,1单元,202室,钱二\n16幢,1单元,302室,孙三".as_bytes(),
    );
    assert_eq!(read.expect_err("no header").code, "no_header");
}

#[test]
fn a_telephone_in_front_of_its_name_is_not_given_to_the_name_before() {
    let table = csv(&[
        "幢,单元,室,承租人电话,承租人,电话,业主",
        "3,1,501,13800000001,赵一,13800000002,钱二",
        "3,1,502,,,13800000003,孙三",
    ]);
    let phones = |name: &str| {
        let mut people = table.households.iter().flat_map(|h| &h.people);
        let person = people.find(|p| p.name.as_deref() == Some(name));
        person.map(|p| p.phones.clone()).unwrap_or_default()
    };
    assert_eq!(phones("赵一"), ["13800000001"]);
    assert_eq!(table.households[1].people.len(), 1);
    assert_eq!(table.households[1].custom["电话"], "13800000003");
}

#[test]
fn the_built_area_has_a_short_name() {
    let table = csv(&["门牌号,户主,面积,建面(㎡)", "3-1-501,赵一,75.5,89.12"]);
    assert_eq!(table.households[0].area_cm2, Some(891_200));
}
