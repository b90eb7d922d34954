//! Meaning of each column: by its heading first, and where several headings would do, or a heading says more than its cells
//! hold, by its cells. Every choice leaves its reason. Knows one sheet, no household.

use super::column_cells::Cells;
use super::door_texts::{section, sheet_place};
use super::grid::Sheet;
use super::heading::{DoorWord, Role, role};
use super::layout::{Layout, PersonColumns, is_of_other_units};
use super::marker::{MARKER_HEADING, RowMarker};
use super::reading::{Field, Reason, Why};
use super::row_values::own_name;
use crate::domain::vocabulary::PersonKind;
use crate::domain::{Flag, QuietHours};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that the office itself names: they override the headings.
pub(super) type Asked = BTreeMap<Field, u32>;

/// Headings of an export, letter by letter; every other column of an export is the office's own.
pub(super) const EXPORTED: [Exported; 10] = [
    Exported::new("小区", "Compound", Role::Compound),
    Exported::new("幢", "Building", Role::Building),
    Exported::new("单元", "Stairwell", Role::Stairwell),
    Exported::new("室", "Room", Role::Door(DoorWord::Room)),
    Exported::new("姓名", "Name", Role::Name(None)),
    Exported::new("身份", "Relation", Role::Kind),
    Exported::new("电话", "Telephone", Role::Phone(None)),
    Exported::new("建筑面积", "Floor area", Role::Area(6)),
    Exported::new("备注", "Note", Role::Note),
    Exported::new(MARKER_HEADING, MARKER_HEADING, Role::Marker),
];

/// A heading of an export in both languages, and what its column means.
#[derive(Clone, Copy)]
pub(super) struct Exported {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) role: Role,
}

impl Exported {
    const fn new(zh: &'static str, en: &'static str, role: Role) -> Self {
        Self { zh, en, role }
    }

    fn is(&self, heading: &str) -> bool {
        [self.zh, self.en].contains(&heading)
    }
}

/// A field of the register that the program itself knows, with its heading in an export.
pub(super) struct KnownField {
    pub(super) field: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

/// The fields that an export calls by words: their names are no words for people.
pub(super) const KNOWN_FIELDS: [KnownField; 3] = [
    KnownField {
        field: Flag::FIELD,
        zh: "标记",
        en: "Flags",
    },
    KnownField {
        field: QuietHours::FIELD,
        zh: "安静时段",
        en: "Quiet hours",
    },
    KnownField {
        field: "usage",
        zh: "用途",
        en: "Use",
    },
];

/// Before the heading of an office's own column in an export, where that heading is one of the export's own.
pub(super) const OWN: &str = "自定义:";
/// The same in an English export.
pub(super) const OWN_EN: &str = "own:";

/// Does a heading begin as those that an export marks?
pub(super) fn is_marked(heading: &str) -> bool {
    [OWN, OWN_EN].iter().any(|mark| heading.starts_with(mark))
}

/// The field that a heading of an export means: one that the program knows, or the office's own without its mark. `fields` are
/// those that its marker names.
pub(super) fn field_of<'a>(
    heading: &'a str,
    fields: &BTreeSet<String>,
    labels: &BTreeMap<u32, String>,
) -> &'a str {
    let bears = |text: &dyn Fn(&str) -> bool| labels.values().any(|label| text(label));
    // An export of before there were words for these fields: such a heading was the office's own, and bore no mark.
    let is_own = |known: &KnownField| {
        fields.contains(heading)
            && !bears(&|label| is_marked(label) && own_name(label) == heading)
            && (!fields.contains(known.field) || bears(&|label| label == known.field))
    };
    KNOWN_FIELDS
        .iter()
        .find(|known| [known.zh, known.en].contains(&heading) && !is_own(known))
        .map_or_else(|| own_name(heading), |known| known.field)
}

impl Layout {
    /// Decides what each column means.
    pub(super) fn give_meaning(&mut self, sheet: &Sheet, asked: &Asked) {
        let labels = self.labels.clone();
        let is_export = labels.values().any(|label| role(label) == Role::Marker);
        let fields = if is_export {
            own_fields(sheet, &labels)
        } else {
            BTreeSet::new()
        };
        let mut roles: BTreeMap<u32, Role> = if is_export {
            exported(&labels, &fields)
        } else {
            labels
                .iter()
                .map(|(column, label)| (*column, role(label)))
                .collect()
        };
        for (field, column) in asked {
            for other in roles.values_mut().filter(|role| field.is_of(role)) {
                *other = Role::Custom;
            }
            roles.insert(*column, field.role());
            self.reasons.push(Reason::new(*field, *column, Why::Asked));
        }
        let names_owner = roles
            .values()
            .any(|role| *role == Role::Name(Some(PersonKind::Owner)));
        let cells = Cells {
            sheet,
            first: self.header_end.saturating_add(1),
        };
        let mut doors: Vec<(DoorWord, u32)> = Vec::new();
        let mut areas: Vec<(u8, u32)> = Vec::new();
        let mut phones: Vec<(u32, Option<PersonKind>)> = Vec::new();
        let mut perhaps: Vec<(Role, u32)> = Vec::new();
        for (&column, &role) in &roles {
            let once = |slot: &mut Option<u32>| {
                let free = slot.is_none();
                slot.get_or_insert(column);
                free
            };
            let taken = match role {
                Role::Marker => once(&mut self.marker),
                Role::Index => {
                    let heading = labels.get(&column).map_or("", String::as_str);
                    cells.count_up(column, heading) && self.ignored.insert(column)
                }
                Role::Compound => once(&mut self.compound),
                Role::Zone => once(&mut self.zone),
                Role::Building => once(&mut self.building),
                Role::Stairwell => once(&mut self.stairwell),
                Role::Floor => once(&mut self.floor),
                // 类型 may be the person's or the unit's.
                Role::Kind if cells.are_usages(column) => {
                    self.usage.get_or_insert(column);
                    false
                }
                Role::Kind => once(&mut self.kind),
                Role::Usage => {
                    self.usage.get_or_insert(column);
                    // The register has no field of its own for it: kept as the office's.
                    false
                }
                Role::PerhapsZone | Role::Storeys => {
                    perhaps.push((role, column));
                    true
                }
                Role::Door(word) => {
                    doors.push((word, column));
                    true
                }
                Role::Note => {
                    self.notes.push(column);
                    true
                }
                Role::Name(_) | Role::HeadOfHousehold if cells.are_ticks(column) => {
                    self.reasons
                        .push(Reason::new(Field::Name, column, Why::Ticks));
                    false
                }
                Role::Name(kind) => {
                    self.person(column, kind);
                    true
                }
                Role::HeadOfHousehold => {
                    let kind = if names_owner {
                        PersonKind::Resident
                    } else {
                        PersonKind::Owner
                    };
                    self.people.push(PersonColumns {
                        name: Some(column),
                        kind,
                        is_general: !names_owner,
                        is_said: false,
                        phones: Vec::new(),
                    });
                    true
                }
                Role::Phone(_) if !is_export && cells.are_no_phones(column) => {
                    self.reasons
                        .push(Reason::new(Field::Phone, column, Why::NoPhones));
                    false
                }
                Role::Phone(kind) => {
                    phones.push((column, kind));
                    true
                }
                Role::Area(rank) => {
                    areas.push((rank, column));
                    true
                }
                Role::Custom => false,
            };
            if !taken {
                let label = labels.get(&column).map_or("", String::as_str);
                let named = if is_export {
                    field_of(label, &fields, &labels)
                } else {
                    own_name(label)
                };
                self.keep(column, named);
            }
        }
        if self.usage.is_none() && !is_export {
            let own = self.custom.keys().copied();
            self.usage = own.into_iter().find(|column| cells.are_usages(*column));
        }
        self.choose_door(sheet, &cells, doors, asked);
        let says_place = sheet_place(&sheet.name).is_some()
            || self.titles.iter().any(|title| section(title).is_some());
        if self.building.is_none() && self.compound.is_none() && !says_place && !is_export {
            self.building = cells
                .unnamed(&labels)
                .into_iter()
                .find(|column| cells.are_buildings(*column));
            if let Some(column) = self.building {
                self.ignored.remove(&column);
                self.reasons
                    .push(Reason::new(Field::Building, column, Why::Buildings));
            }
        }
        for (role, column) in perhaps {
            self.choose_perhaps(&cells, role, column);
        }
        self.choose_area(sheet, &cells, areas, asked.contains_key(&Field::Area));
        self.give_phones(&phones);
    }

    fn person(&mut self, name: u32, kind: Option<PersonKind>) {
        self.people.push(PersonColumns {
            name: Some(name),
            kind: kind.unwrap_or(PersonKind::Resident),
            is_general: kind.is_none(),
            is_said: kind.is_some(),
            phones: Vec::new(),
        });
    }

    /// A telephone goes to the person its heading names, else to the name on its left. Where it stands behind several names
    /// that have none, whose it is cannot be told, and it is kept.
    fn give_phones(&mut self, phones: &[(u32, Option<PersonKind>)]) {
        if self.people.is_empty() && !phones.is_empty() {
            self.people.push(PersonColumns {
                name: None,
                kind: PersonKind::Resident,
                is_general: true,
                is_said: false,
                phones: Vec::new(),
            });
        }
        for &(column, kind) in phones {
            let on_the_left = self
                .people
                .iter()
                .rposition(|person| person.name.is_none_or(|name| name < column));
            let index = self
                .whose_phone(column, kind)
                .or(on_the_left)
                .unwrap_or_default();
            let without = |person: &PersonColumns| person.phones.is_empty();
            let is_unclear = |person: &PersonColumns| {
                // 联系人 and 联系电话 belong together.
                let named = person.name.map_or(0, |name| self.alike(name, column));
                without(person) && named == 0
            };
            let passed_over = self.people.iter().take(index).any(without);
            let is_others = kind.is_none()
                && (self.is_behind_others(index, column)
                    || self.may_stand_before(index, column, phones));
            if is_others
                || kind.is_none() && passed_over && self.people.get(index).is_some_and(is_unclear)
            {
                self.reasons
                    .push(Reason::new(Field::Phone, column, Why::WhosePhone));
                let label = self.labels.get(&column).cloned().unwrap_or_default();
                self.keep(column, &label);
            } else if let Some(person) = self.people.get_mut(index) {
                person.phones.push(column);
            }
        }
    }

    /// Does somebody who is no resident (子女姓名, 紧急联系人) stand between a person's name and a telephone?
    fn is_behind_others(&self, person: usize, phone: u32) -> bool {
        let name = self.people.get(person).and_then(|person| person.name);
        self.custom.iter().any(|(column, label)| {
            let is_between = *column < phone && name.is_none_or(|name| name < *column);
            is_between && OTHERS.iter().any(|end| label.ends_with(end))
        })
    }

    /// Where the name on the left has a telephone whose heading says so in front of it (承租人电话, 承租人, 电话, 业主), a
    /// telephone may be that of a name further right.
    fn may_stand_before(
        &self,
        person: usize,
        phone: u32,
        phones: &[(u32, Option<PersonKind>)],
    ) -> bool {
        let name = self.people.get(person).and_then(|person| person.name);
        let is_in_front = phones.iter().any(|&(column, kind)| {
            kind.is_some()
                && self.whose_phone(column, kind) == Some(person)
                && name.is_some_and(|name| column < name)
        });
        let is_lacking = |other: &PersonColumns| {
            other.phones.is_empty() && other.name.is_some_and(|name| phone < name)
        };
        is_in_front && self.people.iter().any(is_lacking)
    }

    /// The person whom a telephone's heading names: of several of that kind the one whose heading begins alike (房东 and
    /// 房东手机 beside 业主姓名 and 业主电话), the nearest on the left if they all do.
    fn whose_phone(&self, column: u32, kind: Option<PersonKind>) -> Option<usize> {
        self.people
            .iter()
            .enumerate()
            .filter(|(_, person)| kind == Some(person.kind) && !person.is_general)
            .max_by_key(|(nth, person)| {
                let on_the_left = person.name.is_some_and(|name| name < column);
                let near = if on_the_left {
                    *nth as i64
                } else {
                    -1 - *nth as i64
                };
                (person.name.map_or(0, |name| self.alike(name, column)), near)
            })
            .map(|(nth, _)| nth)
    }

    /// Characters with which both headings begin.
    fn alike(&self, a: u32, b: u32) -> usize {
        let label = |column: u32| self.labels.get(&column).map_or("", String::as_str);
        let pairs = label(a).chars().zip(label(b).chars());
        pairs.take_while(|(a, b)| a == b).count()
    }

    /// Of several columns that may hold the door the one that does; the others are kept.
    fn choose_door(
        &mut self,
        sheet: &Sheet,
        cells: &Cells<'_>,
        doors: Vec<(DoorWord, u32)>,
        asked: &Asked,
    ) {
        let beside = self.building.is_some()
            || sheet_place(&sheet.name).is_some()
            || self.titles.iter().any(|title| section(title).is_some());
        let mut ranked: Vec<(bool, bool, DoorWord, Reverse<bool>, u32)> = doors
            .iter()
            .map(|&(word, column)| {
                let seen = cells.doors(column);
                // 房屋名称 beside the building holds rooms where each of its cells is a room's number.
                let is_room = word != DoorWord::Address || seen.numbers == seen.filled;
                let reads = if beside && is_room {
                    seen.rooms
                } else {
                    seen.wholes
                };
                // One door on each building may well have one number everywhere; a street's number has no building.
                let is_one = seen.is_one() && !(beside && word == DoorWord::Room);
                // 门号 beside 室号: the one that holds rooms of three digits is the room.
                let is_long = beside && seen.long * 2 > seen.filled;
                let unreadable = reads * 2 < seen.filled;
                (unreadable, is_one, word, Reverse(is_long), column)
            })
            .collect();
        ranked.sort();
        let chosen = asked.get(&Field::Door).copied().or_else(|| {
            let (unreadable, _, word, _, column) = *ranked.first()?;
            // An address that names no door of this kind anywhere is none.
            (!(word == DoorWord::Address && unreadable && (beside || self.stairwell.is_some())))
                .then_some(column)
        });
        self.room = chosen;
        self.needs_building = doors
            .iter()
            .any(|(word, column)| *word == DoorWord::Within && Some(*column) == chosen);
        let is_whole = |word: DoorWord| !matches!(word, DoorWord::Room | DoorWord::Within);
        let of_chosen = doors.iter().find(|(_, column)| Some(*column) == chosen);
        let is_whole = of_chosen.is_some_and(|(word, _)| is_whole(*word)) && !beside;
        for (unreadable, one, word, _, column) in ranked {
            if Some(column) == chosen {
                continue;
            }
            let why = match (unreadable, one) {
                (true, _) => Why::NotDoors,
                (false, true) => Why::AllAlike,
                (false, false) => Why::OtherDoor,
            };
            let label = self.labels.get(&column).cloned().unwrap_or_default();
            if is_whole && word == DoorWord::Room {
                self.room_beside = Some(column);
            }
            let is_gate = label.contains('门') && word == DoorWord::Room && cells.are_short(column);
            if is_gate && self.building.is_some() && self.stairwell.is_none() {
                self.stairwell = Some(column);
                continue;
            }
            self.reasons.push(Reason::new(Field::Door, column, why));
            if word != DoorWord::Room && word != DoorWord::Account {
                self.addresses.push(column);
            }
            self.keep(column, &label);
        }
    }

    /// 层数 is the floor where it differs between rows; 区域 is part of the address where it tells doors apart.
    fn choose_perhaps(&mut self, cells: &Cells<'_>, role: Role, column: u32) {
        let parts: Vec<u32> = [
            self.compound,
            self.zone,
            self.building,
            self.stairwell,
            self.room,
        ]
        .into_iter()
        .flatten()
        .collect();
        let free = match role {
            Role::Storeys => self.floor.is_none() && cells.varies(column),
            _ => self.zone.is_none() && cells.tells_apart(&parts, column),
        };
        if free && role == Role::Storeys {
            self.floor = Some(column);
            self.reasons
                .push(Reason::new(Field::Floor, column, Why::Varies));
        } else if free {
            self.zone = Some(column);
            self.reasons
                .push(Reason::new(Field::Zone, column, Why::TellsApart));
        } else {
            let label = self.labels.get(&column).cloned().unwrap_or_default();
            self.keep(column, &label);
        }
    }

    /// The registered or whole area, by its heading's rank; never one of a parking space.
    fn choose_area(
        &mut self,
        sheet: &Sheet,
        cells: &Cells<'_>,
        mut areas: Vec<(u8, u32)>,
        is_asked: bool,
    ) {
        areas.sort_by_key(|(rank, column)| (Reverse(*rank), *column));
        let parking = self.custom.values().any(|name| {
            ["车位", "车库", "储藏"]
                .iter()
                .any(|word| name.contains(word))
        });
        let of_others = !is_asked
            && !self.is_export()
            && (is_of_other_units(sheet, &self.titles)
                || parking
                    && self.usage.is_none()
                    && areas.iter().all(|(_, column)| cells.are_small(*column)));
        let best = areas.first().map(|(rank, _)| *rank);
        for &(rank, column) in &areas {
            let label = self.labels.get(&column).cloned().unwrap_or_default();
            if of_others {
                self.reasons
                    .push(Reason::new(Field::Area, column, Why::OtherUnits));
                self.keep(column, &label);
            } else {
                self.areas.push((rank, column));
                if Some(rank) != best {
                    self.reasons
                        .push(Reason::new(Field::Area, column, Why::LesserArea));
                    self.keep(column, &label);
                }
            }
        }
    }
}

/// Ends of headings of somebody who is no resident.
const OTHERS: [&str; 14] = [
    "姓名",
    "名字",
    "人",
    "楼道长",
    "楼长",
    "单元长",
    "楼栋长",
    "网格员",
    "网格长",
    "医生",
    "志愿者",
    "干部",
    "民警",
    "管家",
];

/// Is it one of the export's own headings?
pub(super) fn is_exported(heading: &str) -> bool {
    let is_known = |known: &KnownField| [known.zh, known.en].contains(&heading);
    EXPORTED.iter().any(|own| own.is(heading)) || KNOWN_FIELDS.iter().any(is_known)
}

/// The columns of an export: by its own headings, letter by letter, or, where one of these is missing, by the one heading that
/// means the same and that the export did not have (`own`): an office called 电话 联系电话.
fn exported(labels: &BTreeMap<u32, String>, own: &BTreeSet<String>) -> BTreeMap<u32, Role> {
    let mut left: Vec<Exported> = EXPORTED.to_vec();
    let mut roles: BTreeMap<u32, Role> = labels
        .iter()
        .map(|(column, label)| {
            let at = left.iter().position(|exported| exported.is(label));
            let role = at.map_or(Role::Custom, |at| left.remove(at).role);
            (*column, role)
        })
        .collect();
    for missing in left.iter().map(|exported| exported.role) {
        let mut meant = labels.iter().filter(|(column, label)| {
            let is_free = roles.get(column) == Some(&Role::Custom);
            is_free
                && !own.contains(field_of(label, own, labels))
                && is_renamed(missing, role(label))
        });
        if let (Some((column, _)), None) = (meant.next(), meant.next()) {
            roles.insert(*column, missing);
        }
    }
    roles
}

/// Does a heading mean what an export's own heading meant?
fn is_renamed(own: Role, now: Role) -> bool {
    match own {
        Role::Name(_) => matches!(now, Role::Name(_) | Role::HeadOfHousehold),
        Role::Phone(_) => matches!(now, Role::Phone(_)),
        Role::Area(_) => matches!(now, Role::Area(_)),
        Role::Door(_) => now == Role::Door(DoorWord::Room),
        own => now == own,
    }
}

/// The office's own fields of an export, as its first marker has them.
fn own_fields(sheet: &Sheet, labels: &BTreeMap<u32, String>) -> BTreeSet<String> {
    let marker = labels.iter().find(|(_, label)| role(label) == Role::Marker);
    let Some((column, _)) = marker else {
        return BTreeSet::new();
    };
    let mut cells = sheet.rows.values().filter_map(|row| row.get(column));
    cells
        .find_map(|cell| RowMarker::parse(&cell.text()))
        .map(|marker| marker.base.into_keys().collect())
        .unwrap_or_default()
}
