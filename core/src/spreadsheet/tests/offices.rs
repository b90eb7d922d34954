//! Registers as offices really send them.

use super::*;
use crate::domain::vocabulary::PersonKind;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

fn xlsx(fill: impl FnOnce(&mut Workbook)) -> RegisterTable {
    let mut book = Workbook::new();
    fill(&mut book);
    let bytes = book.save_to_buffer().expect("a workbook");
    read_register_bytes("名册.xlsx", &bytes).expect("a register")
}

fn write(page: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                page.write_string(row, column, *text).expect("a cell");
            }
        }
    }
}

#[test]
fn columns_come_in_any_order_under_any_usual_heading() {
    for header in [
        "栋号,单元,房号,业主姓名,手机号码,建筑面积（㎡）",
        "楼栋,单元号,门牌号,户主,联系电话,面积",
        "幢,楼道,户号,姓名,联系方式,面积(㎡)",
    ] {
        let table = csv(&[header, "3幢,1单元,501室,赵 一,138-0000-0001,89.12㎡"]);
        assert_eq!(doors(&table), ["3-1-501"], "{header}");
        assert_eq!(names(&table), [["赵一"]]);
        assert_eq!(table.households[0].area_cm2, Some(891_200));
        assert_eq!(table.households[0].people[0].phones, ["13800000001"]);
        assert_eq!(table.households[0].floor, Some(5));
        assert_eq!(told(&table), []);
    }
    let table = csv(&[
        "备注,联系电话,业主,室,单元,幢",
        "老人独居,13800000001,赵一,501,1,3",
    ]);
    assert_eq!(doors(&table), ["3-1-501"]);
    assert_eq!(table.households[0].note.as_deref(), Some("老人独居"));
}

#[test]
fn titles_and_merged_cells_stand_above_the_header() {
    let table = xlsx(|book| {
        let page = book.add_worksheet();
        page.merge_range(0, 0, 1, 5, "月亮湾小区住户信息登记表", &Format::new())
            .expect("merged");
        page.write_string(2, 0, "填报单位：居委会").expect("a cell");
        for (column, heading) in (0..).zip(["序号", "幢", "单元", "室", "业主姓名", "联系电话"])
        {
            page.write_string(4, column, heading).expect("a cell");
        }
        for (column, number) in (0..).zip([1.0, 3.0, 1.0, 501.0]) {
            page.write_number(5, column, number).expect("a cell");
        }
        page.write_string(5, 4, "赵一").expect("a cell");
        page.write_number(5, 5, 13_800_000_001.0).expect("a cell");
    });
    assert_eq!(doors(&table), ["3-1-501"]);
    assert_eq!(table.households[0].people[0].phones, ["13800000001"]);
    assert_eq!(table.households[0].at.row, 6);
    assert!(table.households[0].custom.is_empty());
}

#[test]
fn two_rows_of_header_keep_owner_and_tenant_apart() {
    let table = xlsx(|book| {
        let page = book.add_worksheet();
        let plain = Format::new();
        page.merge_range(0, 0, 0, 2, "房屋", &plain)
            .expect("merged");
        page.merge_range(0, 3, 0, 4, "业主", &plain)
            .expect("merged");
        page.merge_range(0, 5, 0, 6, "租客", &plain)
            .expect("merged");
        page.merge_range(0, 7, 1, 7, "面积", &plain)
            .expect("merged");
        write(
            page,
            &[
                &[],
                &["幢", "单元", "室", "姓名", "电话", "姓名", "电话"],
                &[
                    "3",
                    "1",
                    "501",
                    "赵一",
                    "13800000001",
                    "钱二",
                    "13800000002",
                    "89",
                ],
            ],
        );
    });
    let people = &table.households[0].people;
    assert_eq!(
        people
            .iter()
            .map(|p| (p.name.as_deref(), p.kind))
            .collect::<Vec<_>>(),
        [
            (Some("赵一"), PersonKind::Owner),
            (Some("钱二"), PersonKind::Tenant)
        ]
    );
    assert_eq!(people[1].phones, ["13800000002"]);
    assert_eq!(table.households[0].area_cm2, Some(890_000));
}

#[test]
fn a_title_right_above_the_header_is_no_part_of_it() {
    let table = xlsx(|book| {
        let page = book.add_worksheet().set_name("6幢").expect("a name");
        page.merge_range(0, 0, 0, 3, "6幢住户名单", &Format::new())
            .expect("merged");
        write(
            page,
            &[
                &[],
                &["楼道", "户号", "姓名", "联系方式"],
                &["1", "101", "赵一", "13800000001"],
            ],
        );
    });
    assert_eq!(doors(&table), ["6-1-101"]);
}

#[test]
fn each_building_may_have_its_own_sheet() {
    let table = xlsx(|book| {
        for building in ["1幢", "2幢"] {
            let page = book.add_worksheet().set_name(building).expect("a name");
            write(
                page,
                &[
                    &["单元", "室", "姓名"],
                    &["1", "101", "赵一"],
                    &["2", "101", "钱二"],
                ],
            );
        }
        let page = book.add_worksheet().set_name("说明").expect("a name");
        write(page, &[&["请如实填写"]]);
    });
    assert_eq!(doors(&table), ["1-1-101", "1-2-101", "2-1-101", "2-2-101"]);
    assert_eq!(
        (
            table.counts.buildings,
            table.counts.stairwells,
            table.counts.people
        ),
        (2, 4, 4)
    );
}

#[test]
fn combined_doors_and_section_rows_are_read() {
    let table = csv(&[
        "门牌号,姓名",
        "3幢1单元501室,赵一",
        "３－１－５０２,钱二",
        "3#1-503,孙三",
        "月亮湾/3-1-504,李四",
    ]);
    assert_eq!(
        doors(&table),
        [
            "月亮湾/3-1-501",
            "月亮湾/3-1-502",
            "月亮湾/3-1-503",
            "月亮湾/3-1-504"
        ]
    );
    assert_eq!(table.counts.compounds, 1);
    let table = csv(&["室,姓名", "3幢1单元", "501,赵一", "3幢2单元,", "501,钱二"]);
    assert_eq!(doors(&table), ["3-1-501", "3-2-501"]);
    assert_eq!(told(&table), []);
}

#[test]
fn a_stairwell_left_out_is_the_only_one_or_a_problem() {
    let table = csv(&[
        "幢,单元,室,姓名",
        "3,1,501,赵一",
        "3,,502,钱二",
        "4,,101,孙三",
    ]);
    assert_eq!(doors(&table), ["3-1-501", "3-1-502", "4-101"]);
    assert_eq!(table.counts.stairwells, 2);
    let table = csv(&[
        "幢,单元,室,姓名",
        "3,1,501,赵一",
        "3,2,501,钱二",
        "3,,502,孙三",
    ]);
    assert_eq!(told(&table), [(4, "C", "stairwell_missing")]);
}

#[test]
fn one_household_over_several_rows_has_its_door_in_merged_cells() {
    let table = xlsx(|book| {
        let page = book.add_worksheet();
        write(
            page,
            &[
                &["幢", "单元", "室", "姓名", "身份", "电话", "面积"],
                &["", "", "", "赵一", "业主", "13800000001"],
                &["", "", "", "钱二", "租客", "13800000002"],
                &["3", "1", "502", "孙三", "业主", ""],
                &["", "", "", "李四", "业主", ""],
            ],
        );
        let plain = Format::new();
        for (column, text) in [(0, "3"), (1, "1"), (2, "501"), (6, "89.1")] {
            page.merge_range(1, column, 2, column, text, &plain)
                .expect("merged");
        }
    });
    assert_eq!(doors(&table), ["3-1-501", "3-1-502"]);
    assert_eq!(names(&table), [vec!["赵一", "钱二"], vec!["孙三"]]);
    let kinds: Vec<PersonKind> = table.households[0].people.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [PersonKind::Owner, PersonKind::Tenant]);
    // Not merged: a row with a name but no door.
    assert_eq!(told(&table), [(5, "C", "door_missing")]);
    assert_eq!(table.counts.people, 3);
}

#[test]
fn a_building_written_once_for_its_block_holds_for_the_rows_below() {
    let table = csv(&[
        "幢,单元,室,姓名",
        "3,1,501,赵一",
        ",,502,钱二",
        ",2,501,孙三",
        ",,502,李四",
        "4,1,101,周五",
        ",,102,吴六",
    ]);
    assert_eq!(
        doors(&table),
        [
            "3-1-501", "3-1-502", "3-2-501", "3-2-502", "4-1-101", "4-1-102"
        ]
    );
    assert_eq!(told(&table), []);
}

#[test]
fn empty_repeated_and_total_rows_are_tidied_without_a_word() {
    let table = csv(&[
        "序号,幢,单元,室,姓名,面积",
        "1,3,1,501,赵一,89",
        "",
        ",,,,,",
        "2,3,1,502,钱二,90",
        "3,3,1,501,赵一,89",
        "序号,幢,单元,室,姓名,面积",
        "4,,,,,",
        "合计,,,,2户,179",
        ",小计：,,,,179",
        "制表人：张某,,,,,审核：李某",
    ]);
    assert_eq!(doors(&table), ["3-1-501", "3-1-502"]);
    assert_eq!(told(&table), []);
    assert_eq!(table.counts.people, 2);
}

#[test]
fn formulas_give_their_cached_value() {
    let table = xlsx(|book| {
        let page = book.add_worksheet();
        write(page, &[&["门牌号", "姓名", "面积"]]);
        page.write_formula(1, 0, Formula::new("=\"3-1-\"&501").set_result("3-1-501"))
            .expect("a cell");
        page.write_string(1, 1, "赵一").expect("a cell");
        page.write_formula(1, 2, Formula::new("=80+9.12").set_result("89.12"))
            .expect("a cell");
    });
    assert_eq!(doors(&table), ["3-1-501"]);
    assert_eq!(table.households[0].area_cm2, Some(891_200));
}

#[test]
fn columns_of_the_office_are_kept_for_the_household() {
    let table = csv(&[
        "幢,单元,室,姓名,宽带,党员",
        "3,1,501,赵一,电信,是",
        "3,1,501,钱二,电信,否",
    ]);
    let custom = &table.households[0].custom;
    assert_eq!(custom.get("宽带").map(String::as_str), Some("电信"));
    assert_eq!(custom.get("党员").map(String::as_str), Some("是；否"));
}

#[test]
fn each_problem_is_told_once_at_its_cell() {
    let table = csv(&[
        "小区,幢,单元,室,姓名,电话,面积",
        "月亮湾,3,1,501,赵一,13800000001,89",
        "月亮湾,,,,钱二,13800000002,",
        "月亮湾,3,1,门卫,孙三,,",
        "月亮湾,3,1,502,李四,1380000,约90",
        "月亮湾,3,1,503,周五,,-5",
        "月亮湾,3,1,504,吴六,,3000",
        "月亮湾,3,1,501,郑七,,89",
        "月亮湾,3,1,505,,,",
        "月亮湾,3,1,商铺2,王八,,3000",
    ]);
    assert_eq!(
        told(&table),
        [
            (3, "D", "door_missing"),
            (4, "D", "door_unreadable"),
            (5, "G", "area_not_a_number"),
            (5, "F", "phone_invalid"),
            (6, "G", "area_negative"),
            (7, "G", "area_out_of_range"),
            (8, "D", "door_repeated"),
        ]
    );
    assert_eq!(
        doors(&table),
        ["月亮湾/3-1-501", "月亮湾/3-1-505", "月亮湾/3-1-商铺2"]
    );
    assert_eq!(table.counts.people, 2);
    for problem in &table.problems {
        assert_eq!(problem.sheet, "名册.csv");
        for secret in ["赵", "钱", "孙", "李", "周", "吴", "郑", "1380000"] {
            assert!(
                !problem.zh.contains(secret) && !problem.en.contains(secret),
                "{problem:?}"
            );
        }
    }
}

#[test]
fn the_same_door_further_down_is_a_problem_only_with_another_name() {
    let table = csv(&[
        "幢,单元,室,姓名,电话",
        "3,1,501,赵一,13800000001",
        "3,1,501,钱二,",
        "3,1,502,孙三,",
        "3,1,501,赵一,13800000009",
        "3,1,501,李四,",
        "3,1,501,周五,",
    ]);
    assert_eq!(
        told(&table),
        [(6, "C", "door_repeated"), (7, "C", "door_repeated")]
    );
    assert_eq!(names(&table)[0], ["赵一", "钱二"]);
    assert_eq!(
        table.households[0].people[0].phones,
        ["13800000001", "13800000009"]
    );
}

#[test]
fn a_csv_in_gb18030_with_semicolons_reads_like_any_other() {
    let (bytes, ..) = encoding_rs::GB18030
        .encode("月亮湾住户表\n幢;单元;室;姓名;电话\n3;1;501;赵一;13800000001、0572-5123456\n");
    let table = read_register_bytes("a.csv", &bytes).expect("a register");
    assert_eq!(
        table.households[0].people[0].phones,
        ["13800000001", "0572-5123456"]
    );
    assert_eq!(table.households[0].at.sheet, "a.csv");
}

#[test]
fn an_xls_of_another_program_reads_like_its_xlsx() {
    let table =
        read_register_bytes("名册.xls", include_bytes!("data/register.xls")).expect("a register");
    assert_eq!(doors(&table), ["3-1-501", "3-1-502", "4-1-101"]);
    assert_eq!(
        names(&table),
        [vec!["赵一", "钱二"], vec!["孙三"], vec!["李四"]]
    );
    assert_eq!(table.households[0].people[0].phones, ["13800000001"]);
    assert_eq!(table.households[0].area_cm2, Some(891_200));
    assert_eq!(
        table.households[1]
            .custom
            .get("入住日期")
            .map(String::as_str),
        Some("2020-05-01")
    );
    assert_eq!(told(&table), [(6, "C", "door_missing")]);
}

#[test]
fn an_ods_of_another_program_reads_like_its_xlsx() {
    let table =
        read_register_bytes("名册.ods", include_bytes!("data/register.ods")).expect("a register");
    assert_eq!(doors(&table), ["3-1-501", "3-1-502"]);
    assert_eq!(names(&table), [vec!["赵一", "钱二"], vec!["孙三"]]);
    assert_eq!(table.households[1].area_cm2, Some(901_000));
    assert_eq!(told(&table), [(5, "C", "door_missing")]);
}
