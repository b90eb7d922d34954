//! The cells of a column, as far as they say what it is: doors, telephones, running numbers, kinds of units. Knows one sheet.

use super::grid::{Sheet, Value};
use super::values;
use crate::domain::door::DoorNumber;
use crate::domain::label::{building_label, room_label};
use crate::domain::text::{tidy, without_spaces};
use std::collections::{BTreeMap, BTreeSet};

/// Words for kinds of units.
const USAGES: [&str; 22] = [
    "住宅",
    "车位",
    "车库",
    "商铺",
    "店铺",
    "店面",
    "储藏",
    "储物",
    "办公",
    "公寓",
    "别墅",
    "杂物间",
    "地下室",
    "商业",
    "储藏室",
    "储藏间",
    "储物间",
    "商业用房",
    "办公用房",
    "办公室",
    "柴间",
    "架空层",
];

/// Words that may stand before them.
const USAGE_PREFIXES: [&str; 12] = [
    "普通",
    "地下",
    "地上",
    "产权",
    "人防",
    "机械",
    "高层",
    "多层",
    "临街",
    "商品",
    "成套",
    "非成套",
];

/// Cells of a column that are looked at.
const SAMPLE: usize = 400;

/// Cells below the header.
pub(super) struct Cells<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) first: u32,
}

/// Doors seen in a column.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) filled: usize,
    pub(super) rooms: usize,
    pub(super) wholes: usize,
    /// Rooms written as a number alone: 501, 501室, 501A.
    pub(super) numbers: usize,
    /// Of these, those of three or four digits.
    pub(super) long: usize,
    distinct: BTreeSet<String>,
}

impl Seen {
    /// Do many rows say one and the same?
    pub(super) fn is_one(&self) -> bool {
        self.filled >= 4 && self.distinct.len() == 1
    }
}

fn is_number(text: &str) -> bool {
    let text = tidy(text);
    let text = text.trim().trim_end_matches(['室', '户', '房', '号']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &text[digits..];
    (2..=4).contains(&digits) && tail.len() < 2 && tail.bytes().all(|b| b.is_ascii_alphabetic())
}

impl Cells<'_> {
    fn of(&self, column: u32) -> impl Iterator<Item = &Value> {
        self.sheet
            .rows
            .range(self.first..)
            .filter_map(move |(_, row)| row.get(&column))
            .filter(|value| !values::is_nothing(&value.text()))
            .take(SAMPLE)
    }

    pub(super) fn doors(&self, column: u32) -> Seen {
        let mut seen = Seen::default();
        for value in self.of(column) {
            let text = value.text();
            seen.filled += 1;
            let whole = DoorNumber::parse(&text).is_ok();
            seen.wholes += usize::from(whole);
            seen.rooms += usize::from(whole || room_label(&text).is_some());
            seen.numbers += usize::from(is_number(&text));
            let digits = text.chars().filter(char::is_ascii_digit).count();
            seen.long += usize::from(is_number(&text) && digits > 2);
            seen.distinct.insert(text);
        }
        seen
    }

    /// Are all of its cells numbers of one or two digits, as stairwells have?
    pub(super) fn are_short(&self, column: u32) -> bool {
        self.of(column).all(|value| {
            let text = value.text();
            let text = text.trim();
            (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        })
    }

    /// Is it a running number? 序号 may leave some out; 编号 that does not count is a number that somebody gave.
    pub(super) fn count_up(&self, column: u32, heading: &str) -> bool {
        let mut known: Vec<i64> = Vec::new();
        for value in self.of(column) {
            match value.text().trim().parse() {
                Ok(number) => known.push(number),
                // A total's word may stand there.
                Err(_) if super::body::total(&[(column, value.text())]).is_some() => {}
                Err(_) => return false,
            }
        }
        if heading.contains('序') || heading.contains('#') {
            return known.iter().all(|number| (0..100_000).contains(number));
        }
        let counting = known
            .windows(2)
            .filter(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1 || pair[1] == 1)
            .count();
        counting * 10 >= known.len().saturating_sub(1) * 8
            && known.first().is_none_or(|number| *number < 1_000)
    }

    /// Are nearly all of its cells no telephone numbers?
    pub(super) fn are_no_phones(&self, column: u32) -> bool {
        let (mut filled, mut wrong) = (0, 0);
        for value in self
            .of(column)
            .filter(|value| !values::is_ditto(&value.text()))
        {
            filled += 1;
            wrong += usize::from(values::phones(value).is_none());
        }
        filled >= 3 && wrong * 10 >= filled * 8
    }

    /// Columns with cells but without a heading.
    pub(super) fn unnamed(&self, labels: &BTreeMap<u32, String>) -> Vec<u32> {
        let rows = self.sheet.rows.range(self.first..).take(SAMPLE);
        let columns: BTreeSet<u32> = rows.flat_map(|(_, row)| row.keys().copied()).collect();
        columns
            .into_iter()
            .filter(|column| !labels.contains_key(column))
            .collect()
    }

    /// Are all of its cells buildings, each with its word (3幢)? A line between sections that stands alone in its row is none.
    pub(super) fn are_buildings(&self, column: u32) -> bool {
        let rows = self.sheet.rows.range(self.first..).take(SAMPLE);
        let mut cells = rows
            .filter(|(_, row)| row.len() > 1)
            .filter_map(|(_, row)| row.get(&column))
            .peekable();
        let is_building = |value: &Value| {
            let text = without_spaces(&tidy(&value.text()));
            text.ends_with(['幢', '栋', '座', '#']) || text.ends_with("号楼")
        };
        cells.peek().is_some()
            && cells.all(|value| is_building(value) && building_label(&value.text()).is_some())
    }

    /// Are all of its cells ticks, or yes and no? Such a column names nobody.
    pub(super) fn are_ticks(&self, column: u32) -> bool {
        const TICKS: [&str; 20] = [
            "√", "✓", "✔", "☑", "是", "否", "有", "无", "y", "n", "yes", "no", "1", "0", "×", "x",
            "true", "false", "对", "●",
        ];
        let rows = self.sheet.rows.range(self.first..);
        let mut cells = rows
            .filter_map(|(_, row)| row.get(&column))
            .take(SAMPLE)
            .peekable();
        cells.peek().is_some()
            && cells
                .all(|value| TICKS.contains(&tidy(&value.text()).trim().to_lowercase().as_str()))
    }

    pub(super) fn varies(&self, column: u32) -> bool {
        let texts: BTreeSet<String> = self.of(column).map(Value::text).collect();
        texts.len() > 1
    }

    /// Are most of its cells words for kinds of units?
    pub(super) fn are_usages(&self, column: u32) -> bool {
        let (mut filled, mut usages) = (0, 0);
        for value in self.of(column) {
            let text = tidy(&value.text());
            filled += 1;
            // 有车位 is no kind of unit.
            usages += usize::from(USAGES.iter().any(|word| {
                text.trim()
                    .strip_suffix(word)
                    .is_some_and(|before| before.is_empty() || USAGE_PREFIXES.contains(&before))
            }));
        }
        filled > 0 && usages * 10 >= filled * 7
    }

    /// Are all areas those of parking spaces?
    pub(super) fn are_small(&self, column: u32) -> bool {
        self.of(column)
            .all(|value| match values::area(value, false) {
                Ok(Some(cm2)) => cm2 < 250_000,
                _ => true,
            })
    }

    /// Do rows that are alike in these columns differ in that one?
    pub(super) fn tells_apart(&self, alike: &[u32], column: u32) -> bool {
        let mut first: BTreeMap<Vec<String>, String> = BTreeMap::new();
        self.sheet
            .rows
            .range(self.first..)
            .filter(|(_, row)| row.contains_key(&column))
            .any(|(_, row)| {
                let text = |column: &u32| row.get(column).map(Value::text).unwrap_or_default();
                let key = alike.iter().map(text).collect();
                let own = text(&column);
                first.entry(key).or_insert_with(|| own.clone()) != &own
            })
    }
}
