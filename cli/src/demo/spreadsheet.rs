//! The register that the field day begins with: 264 households of 月亮湾 as offices really send them, with everything
//! that is merely untidy and nine things that a clerk must look at. All people and numbers are invented.

use super::residents::{Dice, Household, People, Phone, full_width, households};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// The register of a seed, as the bytes of an .xlsx.
///
/// # Errors
/// When the workbook cannot be built.
pub(crate) fn demo_register(seed: u64) -> Result<Vec<u8>, XlsxError> {
    let mut dice = Dice(seed);
    let mut people = People::default();
    let households = households(&mut dice, &mut people);
    let mut book = Workbook::new();
    // A fixed date: the same seed gives the same bytes.
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    first_buildings(book.add_worksheet(), &households, &mut dice, &mut people)?;
    fourth_building(book.add_worksheet(), &households, &mut people)?;
    fifth_building(book.add_worksheet(), &households, &mut people)?;
    sixth_building(book.add_worksheet(), &households, &mut people)?;
    book.save_to_buffer()
}

fn area_text(area: u32) -> String {
    format!("{}.{:02}", area / 100, area % 100)
}

fn title() -> Format {
    Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center)
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00E2_EFDA))
}

fn write_header(page: &mut Worksheet, row: u32, headings: &[&str]) -> Result<(), XlsxError> {
    for (column, words) in (0..).zip(headings) {
        page.write_string_with_format(row, column, *words, &heading())?;
        page.set_column_width(column, 12)?;
    }
    page.set_column_width(0, 8)?;
    Ok(())
}

fn write_phone(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    phone: &Phone,
) -> Result<(), XlsxError> {
    match phone {
        Phone::Nothing => {}
        Phone::Text(text) => {
            page.write_string(row, column, text)?;
        }
        Phone::Number(number) => {
            page.write_number(row, column, *number)?;
        }
    }
    Ok(())
}

/// Buildings 1 to 3 on one sheet: titles, merged doors, a door written twice, a total.
fn first_buildings(
    page: &mut Worksheet,
    households: &[Household],
    dice: &mut Dice,
    people: &mut People,
) -> Result<(), XlsxError> {
    page.set_name("1至3幢")?;
    let headings = [
        "序号",
        "小区",
        "幢",
        "单元",
        "室",
        "户主",
        "身份",
        "联系电话",
        "建筑面积（㎡）",
        "宽带",
        "备注",
    ];
    page.merge_range(0, 0, 1, 10, "月亮湾小区住户信息登记表", &title())?;
    page.merge_range(
        2,
        0,
        2,
        10,
        "填报单位：月亮湾社区居民委员会（内容均为虚构）",
        &Format::new(),
    )?;
    write_header(page, 3, &headings)?;
    let centred = Format::new().set_align(FormatAlign::VerticalCenter);
    let mut row = 4_u32;
    let mut number = 0;
    for (position, household) in households.iter().filter(|h| h.building <= 3).enumerate() {
        let last = row + u32::try_from(household.people.len().saturating_sub(1)).unwrap_or(0);
        number += 1;
        let cells = [
            number.to_string(),
            "月亮湾".to_owned(),
            format!("{}幢", household.building),
            if household.building == 2 {
                full_width(&household.stairwell.to_string())
            } else {
                format!("{}单元", household.stairwell)
            },
            if dice.one_in(5) {
                full_width(&household.room.to_string())
            } else {
                format!("{}室", household.room)
            },
        ];
        for (column, text) in (0..).zip(&cells) {
            merged(page, row, last, column, text, &centred)?;
        }
        if let Some(area) = household.area {
            let text = if dice.one_in(4) {
                format!("{}㎡", area_text(area))
            } else {
                area_text(area)
            };
            merged(page, row, last, 8, &text, &centred)?;
        }
        for (at, person) in (row..).zip(&household.people) {
            page.write_string(at, 5, spaced(&person.name, dice))?;
            page.write_string(at, 6, person.kind)?;
            write_phone(page, at, 7, &person.phone)?;
        }
        if dice.one_in(3) {
            page.write_string(row, 9, ["电信", "移动", "联通"][dice.below(3)])?;
        }
        if dice.one_in(20) {
            page.write_string(row, 10, "独居老人，需关注")?;
        }
        row = last + 1;
        if position % 44 == 43 {
            // Between buildings an empty row, as offices leave them.
            row += 1;
        }
    }
    // 1: a door that stands further up already, with another name.
    for (column, text) in (1..).zip(["月亮湾", "2幢", "1单元", "301室"]) {
        page.write_string(row, column, text)?;
    }
    page.write_string(row, 5, people.name(dice))?;
    page.write_string(row, 6, "业主")?;
    // 2: somebody without a door.
    page.write_string(row + 1, 5, people.name(dice))?;
    page.write_string(row + 1, 7, format!("1380000{:04}", people.number()))?;
    // 3: a door that nobody can read.
    for (column, text) in (1..).zip(["月亮湾", "3幢", "1单元", "东边顶楼"]) {
        page.write_string(row + 2, column, text)?;
    }
    page.write_string(row + 2, 5, people.name(dice))?;
    page.merge_range(row + 3, 0, row + 3, 4, "合计", &heading())?;
    page.write_string(row + 3, 5, "132户")?;
    page.set_freeze_panes(4, 0)?;
    Ok(())
}

fn merged(
    page: &mut Worksheet,
    first: u32,
    last: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if first == last {
        page.write_string_with_format(first, column, text, format)?;
    } else {
        page.merge_range(first, column, last, column, text, format)?;
    }
    Ok(())
}

/// Names of two characters are often spread over the width of three.
fn spaced(name: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = name.chars().collect();
    match letters[..] {
        [a, b] if dice.one_in(2) => format!("{a}　{b}"),
        _ => name.to_owned(),
    }
}

/// The rest of a building, one row per person, with the door in every row.
struct Plain<'a> {
    name: &'a str,
    title: &'a str,
    headings: &'a [&'a str],
    door: fn(&Household) -> Vec<String>,
}

impl Plain<'_> {
    /// Writes the rows and says where the next one goes, and the row of the first household with two people or more.
    fn write(
        &self,
        page: &mut Worksheet,
        building: u32,
        households: &[Household],
    ) -> Result<(u32, Vec<u32>), XlsxError> {
        page.set_name(self.name)?;
        let width = u16::try_from(self.headings.len()).unwrap_or(1);
        page.merge_range(0, 0, 0, width - 1, self.title, &title())?;
        write_header(page, 1, self.headings)?;
        let mut row = 2_u32;
        let mut second = Vec::new();
        for household in households.iter().filter(|h| h.building == building) {
            let door = (self.door)(household);
            let person_column = u16::try_from(door.len()).unwrap_or(0);
            for position in 0..household.people.len().max(1) {
                for (column, text) in (0..).zip(&door) {
                    page.write_string(row, column, text)?;
                }
                if let Some(person) = household.people.get(position) {
                    page.write_string(row, person_column, &person.name)?;
                    page.write_string(row, person_column + 1, person.kind)?;
                    write_phone(page, row, person_column + 2, &person.phone)?;
                }
                if position == 0
                    && let Some(area) = household.area
                {
                    page.write_number(row, person_column + 3, f64::from(area) / 100.0)?;
                }
                if position == 1 {
                    second.push(row);
                }
                row += 1;
            }
        }
        Ok((row, second))
    }
}

/// Building 4: one combined door number, written out.
fn fourth_building(
    page: &mut Worksheet,
    households: &[Household],
    people: &mut People,
) -> Result<(), XlsxError> {
    let plain = Plain {
        name: "4幢",
        title: "4幢住户名单",
        headings: &["门牌号", "姓名", "类型", "手机号码", "面积"],
        door: |h| vec![format!("{}幢{}单元{}室", h.building, h.stairwell, h.room)],
    };
    let (row, second) = plain.write(page, 4, households)?;
    // 4 and 5: numbers that are none, each on a second person's row.
    for (at, phone) in second.iter().zip(["1380000", "138000012345"]) {
        page.write_string(*at, 3, phone)?;
    }
    // The first row once more: merely tidied.
    if let Some(first) = households.iter().find(|h| h.building == 4) {
        page.write_string(row + 1, 0, (plain.door)(first).concat())?;
        if let Some(person) = first.people.first() {
            page.write_string(row + 1, 1, &person.name)?;
        }
    }
    // 6: a telephone without a door.
    page.write_string(row + 2, 3, format!("1380000{:04}", people.number()))?;
    page.write_string(row + 3, 0, "总计")?;
    page.write_number(row + 3, 4, 4_321.5)?;
    Ok(())
}

/// Building 5: full-width door numbers.
fn fifth_building(
    page: &mut Worksheet,
    households: &[Household],
    _people: &mut People,
) -> Result<(), XlsxError> {
    let plain = Plain {
        name: "5幢",
        title: "５幢住户名单",
        headings: &["房号", "业主姓名", "居住情况", "电话", "面积（平方米）"],
        door: |h| {
            vec![full_width(&format!(
                "{}-{}-{}",
                h.building, h.stairwell, h.room
            ))]
        },
    };
    let (_, second) = plain.write(page, 5, households)?;
    // 7, 8 and 9: areas that cannot be, each on a second person's row.
    for (at, area) in second.iter().zip(["约九十", "-89.5", "8950"]) {
        page.write_string(*at, 4, area)?;
    }
    Ok(())
}

/// Building 6: the building stands only in the sheet's name.
fn sixth_building(
    page: &mut Worksheet,
    households: &[Household],
    _people: &mut People,
) -> Result<(), XlsxError> {
    let plain = Plain {
        name: "6幢",
        title: "6幢住户名单",
        headings: &["楼道", "户号", "姓名", "业主/租客", "联系方式", "面积(㎡)"],
        door: |h| vec![h.stairwell.to_string(), h.room.to_string()],
    };
    let (row, _) = plain.write(page, 6, households)?;
    page.write_string(row, 0, "制表人：月亮湾社区")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_core::spreadsheet::read_register_bytes;
    use std::collections::BTreeSet;

    #[test]
    fn the_register_of_any_seed_has_its_households_people_and_nine_problems() {
        for seed in [0, 1, 2, 42, u64::MAX] {
            let bytes = demo_register(seed).expect("a workbook");
            let table = read_register_bytes("register.xlsx", &bytes).expect("a register");
            let codes: Vec<&str> = table.problems.iter().map(|p| p.code).collect();
            assert_eq!(
                codes,
                [
                    "door_repeated",
                    "door_missing",
                    "door_unreadable",
                    "phone_invalid",
                    "phone_invalid",
                    "door_missing",
                    "area_not_a_number",
                    "area_negative",
                    "area_out_of_range",
                ],
                "seed {seed}: {:?}",
                table.problems
            );
            let counts = table.counts;
            assert_eq!(
                (
                    counts.compounds,
                    counts.buildings,
                    counts.stairwells,
                    counts.households
                ),
                (1, 6, 12, 264)
            );
            // The five people of unsound second rows are not counted.
            assert_eq!(counts.people, 677, "seed {seed}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
        let of = |seed| demo_register(seed).expect("a workbook");
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }

    #[test]
    fn every_number_is_clearly_invented() {
        let bytes = demo_register(1).expect("a workbook");
        let table = read_register_bytes("register.xlsx", &bytes).expect("a register");
        let phones: BTreeSet<&String> = table
            .households
            .iter()
            .flat_map(|h| &h.people)
            .flat_map(|p| &p.phones)
            .collect();
        assert!(phones.len() > 300);
        assert!(phones.iter().all(|phone| phone.starts_with("1380000")
            || phone.starts_with("0572-555")
            || phone.starts_with("555")));
    }
}
