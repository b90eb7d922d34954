//! 业主: whose the units of a roll are. Units of one person make one voter; those that may be one person's are told, for only
//! whoever opens the vote can say so: a name is no person (rules 5.3; docs/spec/counting.md 6.1).

use super::motion::{Motion, motion};
use super::taken::Taken;
use super::tally_file::{Filed, file};
use crate::domain::entry::tally::RollLine;
use crate::domain::entry::term;
use crate::domain::vocabulary::PersonKind;
use crate::domain::{DocId, HouseholdId, PersonId};
use crate::projection::{home, register};
use crate::store::{Connection, StoreError};
use crate::workspace::{Error, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// Fields of a person whose equal values, beside an equal name, suggest that two are one.
const TELLING: [&str; 6] = [
    "phone",
    "身份证号码",
    "身份证号",
    "身份证",
    "公民身份号码",
    "证件号码",
];

/// The owners of a unit.
pub(super) fn owners_of(
    connection: &Connection,
    household: HouseholdId,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let people = home::people(connection, Some(household))?;
    let owners = people
        .into_iter()
        .filter(|one| one.kind == PersonKind::Owner);
    Ok(owners.map(|one| one.person).collect())
}

/// What a person shares with himself wherever else he is listed: his name beside a telephone number or an identity number.
fn signs(connection: &Connection, person: PersonId) -> Result<Vec<(String, String)>, StoreError> {
    let values = register::of_subject(connection, person.as_bytes())?;
    let text = |field: &str| {
        let key = term::key_of(field);
        let mut texts = values.iter().filter(|live| live.key == key);
        let text = texts.find_map(|live| live.value.clone());
        text.filter(|text| !text.is_empty())
    };
    let Some(name) = text("name") else {
        return Ok(Vec::new());
    };
    let telling = TELLING.iter().filter_map(|field| text(field));
    Ok(telling.map(|value| (name.clone(), value)).collect())
}

/// Lines of a roll, by their places, whose owners bear one name and one number: perhaps one owner's.
fn alike(connection: &Connection, roll: &[RollLine]) -> Result<Vec<Vec<usize>>, StoreError> {
    let mut lines: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    for (at, line) in roll.iter().enumerate().filter(|(_, line)| line.entitled) {
        for unit in line.all_units() {
            for person in owners_of(connection, unit.household)? {
                for sign in signs(connection, person)? {
                    lines.entry(sign).or_default().insert(at);
                }
            }
        }
    }
    let several: BTreeSet<BTreeSet<usize>> = lines
        .into_values()
        .filter(|lines| lines.len() > 1)
        .collect();
    Ok(several
        .into_iter()
        .map(|lines| lines.into_iter().collect())
        .collect())
}

impl Workspace {
    /// Voters of a tally by area whose owners bear one name and one telephone or identity number, as its file names them: if they
    /// are one owner, the vote is to be opened with them as one (`owners`), for each owner is one head (民法典 278).
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn perhaps_one_owner(&self, tally: DocId) -> Result<Vec<Vec<String>>, Error> {
        self.view(|connection, roster| {
            let motion: Motion = motion(connection, tally)?;
            let roll = &motion.opening.roll;
            // Areas stand on the roll where the rule counts them, and nowhere else.
            if roll.iter().all(|line| line.area_cm2.is_none()) {
                return Ok(Vec::new());
            }
            let taken = Taken::read(connection, &motion)?;
            let Filed { names, .. } = file(connection, roster, &motion, &taken)?;
            let named = |at: usize| names.get(&roll.get(at)?.voter).cloned();
            let mut groups: Vec<Vec<String>> = alike(connection, roll)?
                .into_iter()
                .map(|lines| lines.into_iter().filter_map(named).collect())
                .collect();
            // By what is read, not by ids.
            groups.iter_mut().for_each(|group| group.sort());
            groups.sort();
            Ok(groups)
        })
    }
}
