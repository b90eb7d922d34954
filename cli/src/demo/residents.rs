//! The invented residents of 月亮湾: names from common surnames, telephone numbers that nobody has.

const BUILDINGS: u32 = 6;
const STAIRWELLS: u32 = 2;
const FLOORS: u32 = 11;
const DOORS_A_FLOOR: u32 = 2;
/// Pairs of people in a household and number of such households; 264 households, 682 people, of whom 677
/// stand in sound rows.
const SIZES: [(usize, usize); 6] = [(0, 6), (1, 41), (2, 80), (3, 79), (4, 46), (5, 12)];

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建国梅春燕志文斌婷慧宇浩欣怡晨曦";

/// A small generator of random numbers: the same on every machine and in every version.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    pub(super) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn letter(&mut self, of: &str) -> char {
        of.chars()
            .nth(self.below(of.chars().count()))
            .unwrap_or('王')
    }
}

/// Hands out names, none twice, and numbers that nobody has.
#[derive(Default)]
pub(super) struct People {
    names: std::collections::BTreeSet<String>,
    phones: u32,
}

impl People {
    pub(super) fn name(&mut self, dice: &mut Dice) -> String {
        loop {
            let mut name = dice.letter(SURNAMES).to_string();
            name.push(dice.letter(GIVEN));
            if !dice.one_in(4) {
                name.push(dice.letter(GIVEN));
            }
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    /// The last four digits of an invented number.
    pub(super) fn number(&mut self) -> u32 {
        self.phones += 1;
        self.phones
    }

    /// A telephone in one of the ways people write them.
    fn phone(&mut self, dice: &mut Dice) -> Phone {
        let number = self.number();
        let mobile = format!("1380000{number:04}");
        match dice.below(9) {
            0 => Phone::Number(13_800_000_000.0 + f64::from(number)),
            1 => Phone::Text(format!("138 0000 {number:04}")),
            2 => Phone::Text(format!("138-0000-{number:04}")),
            3 => Phone::Text(format!("+86 {mobile}")),
            4 => Phone::Text(format!("0572-555{number:04}")),
            5 => Phone::Text(format!("{mobile}/555{number:04}")),
            6 => Phone::Text(full_width(&mobile)),
            7 => Phone::Nothing,
            _ => Phone::Text(mobile),
        }
    }
}

pub(super) enum Phone {
    Nothing,
    Text(String),
    Number(f64),
}

pub(super) struct Person {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) phone: Phone,
}

pub(super) struct Household {
    pub(super) building: u32,
    pub(super) stairwell: u32,
    pub(super) room: u32,
    /// Hundredths of a square metre.
    pub(super) area: Option<u32>,
    pub(super) people: Vec<Person>,
}

pub(super) fn households(dice: &mut Dice, people: &mut People) -> Vec<Household> {
    let mut sizes: Vec<usize> = SIZES
        .iter()
        .flat_map(|(size, count)| std::iter::repeat_n(*size, *count))
        .collect();
    for at in (1..sizes.len()).rev() {
        sizes.swap(at, dice.below(at + 1));
    }
    let mut sizes = sizes.into_iter();
    let mut out = Vec::new();
    for building in 1..=BUILDINGS {
        for stairwell in 1..=STAIRWELLS {
            for floor in 1..=FLOORS {
                for door in 1..=DOORS_A_FLOOR {
                    let rented = dice.one_in(6);
                    let people = (0..sizes.next().unwrap_or(1))
                        .map(|position| Person {
                            name: people.name(dice),
                            kind: match (position, rented) {
                                (0, _) => "业主",
                                (_, true) => "租客",
                                _ => "家属",
                            },
                            phone: people.phone(dice),
                        })
                        .collect();
                    let area = 8_800 + 10 * u32::try_from(dice.below(460)).unwrap_or(0);
                    out.push(Household {
                        building,
                        stairwell,
                        room: floor * 100 + door,
                        area: (!dice.one_in(12)).then_some(area),
                        people,
                    });
                }
            }
        }
    }
    out
}

pub(super) fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}
