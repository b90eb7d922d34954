//! Random registers written out in twenty layouts and read back: whatever the layout, the same doors, people and areas.

use super::*;
use crate::domain::vocabulary::PersonKind;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::collections::{BTreeMap, BTreeSet};

/// A household as it is, whatever file says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    building: u32,
    stairwell: u32,
    floor: u32,
    number: u32,
    area: Option<u32>,
    /// Name, kind, telephone.
    people: Vec<(String, PersonKind, Option<String>)>,
}

impl Home {
    fn room(&self) -> String {
        format!("{}{:02}", self.floor, self.number)
    }
}

fn homes() -> impl Strategy<Value = Vec<Home>> {
    let person = (
        0_u32..400,
        prop_oneof![Just(PersonKind::Owner), Just(PersonKind::Tenant)],
        proptest::option::of(0_u32..99_999),
    );
    let home = (
        1_u32..5,
        1_u32..4,
        1_u32..12,
        1_u32..4,
        proptest::option::of(20_u32..300),
        proptest::collection::vec(person, 1..3),
    );
    proptest::collection::vec(home, 6..20).prop_map(|homes| {
        let mut seen = BTreeSet::new();
        let mut out: Vec<Home> = homes
            .into_iter()
            .filter(|home| seen.insert((home.0, home.1, home.2, home.3)))
            .map(|(building, stairwell, floor, number, area, people)| Home {
                building,
                stairwell,
                floor,
                number,
                area,
                people: named(people),
            })
            .collect();
        out.sort();
        out
    })
}

fn named(people: Vec<(u32, PersonKind, Option<u32>)>) -> Vec<(String, PersonKind, Option<String>)> {
    const FAMILY: [&str; 20] = [
        "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "欧阳", "卫", "蒋", "沈", "韩",
        "杨", "朱", "秦", "尤", "许",
    ];
    const GIVEN: [&str; 20] = [
        "一", "小满", "立夏", "谷雨", "伟", "芳", "建国", "秀英", "明", "丽", "强", "磊", "洋",
        "艳", "勇", "娟", "涛", "超", "霞", "平",
    ];
    let mut seen = BTreeSet::new();
    people
        .into_iter()
        .map(|(name, kind, phone)| {
            let name = format!(
                "{}{}",
                FAMILY[name as usize / 20],
                GIVEN[name as usize % 20]
            );
            (name, kind, phone.map(|phone| format!("138000{phone:05}")))
        })
        .filter(|(name, ..)| seen.insert(name.clone()))
        .collect()
}

/// The ways to write: each number is one layout.
const LAYOUTS: usize = 20;

/// Cells of a sheet by layout; numbers as numbers where the layout says so.
struct Table {
    name: String,
    rows: Vec<Vec<String>>,
}

fn door_cells(home: &Home, layout: usize) -> Vec<(&'static str, String)> {
    let (building, stairwell, room) = (home.building, home.stairwell, home.room());
    match layout % 10 {
        0 => vec![
            ("幢", building.to_string()),
            ("单元", stairwell.to_string()),
            ("室", room),
        ],
        1 => vec![
            ("楼栋", format!("{building}幢")),
            ("单元号", format!("{stairwell}单元")),
            ("房号", format!("{room}室")),
        ],
        2 => vec![("门牌号", format!("{building}-{stairwell}-{room}"))],
        3 => vec![("房屋地址", format!("{building}幢{stairwell}单元{room}室"))],
        4 => vec![
            ("门牌号", "88号".to_owned()),
            ("楼号", format!("{building}号楼")),
            ("单元", stairwell.to_string()),
            ("室号", room),
        ],
        5 => vec![
            ("幢", building.to_string()),
            ("单元", stairwell.to_string()),
            ("楼层", home.floor.to_string()),
            ("房号", format!("{:02}", home.number)),
        ],
        6 => vec![
            ("楼幢", building.to_string()),
            ("室号", format!("{stairwell}-{room}")),
        ],
        7 => vec![
            ("户籍地址", "外省某市12号3号楼602室".to_owned()),
            ("栋号", format!("{building}栋")),
            ("单元/楼道", stairwell.to_string()),
            ("房号/铺位号", room),
        ],
        8 => vec![(
            "门牌",
            format!(
                "{building}幢{stairwell}单元{}层{:02}室",
                home.floor, home.number
            ),
        )],
        _ => vec![
            ("小区", "月亮湾".to_owned()),
            ("幢", format!("月亮湾{building}幢")),
            ("单元", format!("{stairwell}单元")),
            ("室", room),
        ],
    }
}

fn people_cells(
    (name, kind, phone): &(String, PersonKind, Option<String>),
    layout: usize,
) -> Vec<(&'static str, String)> {
    let phone = phone.clone().unwrap_or_default();
    let kind = match (kind, layout % 3) {
        (PersonKind::Owner, 0) => "业主",
        (PersonKind::Owner, 1) => "户主",
        (PersonKind::Owner, _) => "业主（自住）",
        (_, 0) => "租客",
        (_, 1) => "租户",
        (_, _) => "承租人",
    };
    let headings = [
        ("姓名", "身份", "电话"),
        ("住户姓名", "类型", "联系电话"),
        ("姓名（必填）", "业主/租客", "手机号码"),
        ("户代表", "居住情况", "联系方式"),
    ];
    let (of_name, of_kind, of_phone) = headings[layout % 4];
    vec![
        (of_name, name.clone()),
        (of_kind, kind.to_owned()),
        (of_phone, phone),
    ]
}

fn tables(homes: &[Home], layout: usize) -> Vec<Table> {
    let mut by_sheet: BTreeMap<u32, Vec<Vec<(&'static str, String)>>> = BTreeMap::new();
    for home in homes {
        let sheet = if layout % 7 == 3 { home.building } else { 0 };
        for (nth, person) in home.people.iter().enumerate() {
            let mut cells = vec![("序号", String::new())];
            cells.extend(door_cells(home, layout));
            cells.extend(people_cells(person, layout));
            let area = home.area.map(|area| area.to_string()).unwrap_or_default();
            // A household's area stands in its first row, or in each.
            let area = if nth > 0 && layout.is_multiple_of(2) {
                String::new()
            } else {
                area
            };
            cells.push((["建筑面积", "面积（㎡）", "房屋总面积"][layout % 3], area));
            cells.push(("公摊面积", "3.5".to_owned()));
            if layout >= LAYOUTS / 2 {
                cells[1..].reverse();
            }
            by_sheet.entry(sheet).or_default().push(cells);
        }
    }
    by_sheet
        .into_iter()
        .map(|(sheet, rows)| {
            let mut out = Vec::new();
            if layout % 4 == 1 {
                out.push(vec!["2026年度月亮湾小区住户信息登记表".to_owned()]);
                out.push(vec!["填表日期：2026年3月".to_owned()]);
            }
            out.push(
                rows[0]
                    .iter()
                    .map(|(heading, _)| (*heading).to_owned())
                    .collect(),
            );
            let last = rows.len();
            for (nth, row) in rows.into_iter().enumerate() {
                let cells = row.into_iter().map(|(heading, text)| match heading {
                    "序号" => (nth + 1).to_string(),
                    _ => text,
                });
                out.push(cells.collect());
            }
            if layout % 5 == 2 {
                out.push(vec!["合计".to_owned(), String::new(), format!("{last}户")]);
            }
            Table {
                name: if sheet == 0 {
                    "名册".to_owned()
                } else {
                    format!("{sheet}幢")
                },
                rows: out,
            }
        })
        .collect()
}

fn written(homes: &[Home], layout: usize) -> (String, Vec<u8>) {
    let tables = tables(homes, layout);
    if layout % 6 == 5 && tables.len() == 1 {
        let lines: Vec<String> = tables[0].rows.iter().map(|row| row.join(",")).collect();
        return ("名册.csv".to_owned(), lines.join("\r\n").into_bytes());
    }
    let mut book = Workbook::new();
    for table in tables {
        let page = book.add_worksheet();
        page.set_name(&table.name).expect("a name");
        for (at, row) in (0..).zip(&table.rows) {
            for (column, text) in (0..).zip(row) {
                let number: Option<f64> = text.parse().ok();
                let put = match number {
                    _ if text.is_empty() => continue,
                    Some(number) if layout % 3 == 1 && !text.starts_with('0') => {
                        page.write_number(at, column, number)
                    }
                    _ => page.write_string(at, column, text),
                };
                put.expect("a cell");
            }
        }
    }
    (
        "名册.xlsx".to_owned(),
        book.save_to_buffer().expect("a workbook"),
    )
}

fn read_back(table: &RegisterTable) -> Vec<Home> {
    let mut homes: Vec<Home> = table
        .households
        .iter()
        .map(|row| {
            let number: u32 = row.room.parse().expect("a room");
            Home {
                building: row.building.parse().expect("a building"),
                stairwell: row
                    .stairwell
                    .as_deref()
                    .unwrap_or("0")
                    .parse()
                    .expect("a stairwell"),
                floor: number / 100,
                number: number % 100,
                area: row
                    .area_cm2
                    .map(|cm2| u32::try_from(cm2 / 10_000).expect("an area")),
                people: row
                    .people
                    .iter()
                    .map(|person| {
                        let name = person.name.clone().unwrap_or_default();
                        (name, person.kind, person.phones.first().cloned())
                    })
                    .collect(),
            }
        })
        .collect();
    homes.sort();
    homes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_random_register_reads_back_from_every_layout(homes in homes()) {
        for layout in 0..LAYOUTS {
            let (name, bytes) = written(&homes, layout);
            let table = read_register_bytes(&name, &bytes).expect("a register");
            prop_assert_eq!(told(&table), [], "layout {}", layout);
            prop_assert_eq!(read_back(&table), homes.clone(), "layout {}", layout);
        }
    }
}
