//! 另行填报清单: the list that the other system exports says which matters it has, and under which number.

use super::views::{ElsewhereImport, ElsewhereRow, ElsewhereState, ElsewhereUnmatched};
use crate::domain::Code;
use crate::rules::flows::pack::Content;
use crate::spreadsheet::ListRow;
use crate::workspace::paging::PAGE;
use crate::workspace::{Error, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// The headings by which [`Self::import_typed`] reads a system's exported list: that of its number first.
    ///
    /// # Errors
    /// `field_unknown` (no pack names such a system); [`Error::Store`].
    pub fn typed_headings(&self, system: &str) -> Result<(String, Vec<String>), Error> {
        let systems = self.elsewhere_systems()?;
        let mut of_name = systems.into_iter().filter(|one| one.system == system);
        let first = of_name
            .next()
            .ok_or(Error::field("system", Code::FieldUnknown))?;
        let mut headings = first.headings;
        for one in of_name {
            for heading in one.headings {
                if !headings.contains(&heading) {
                    headings.push(heading);
                }
            }
        }
        Ok((first.number, headings))
    }

    /// Notes the numbers that a system's exported list gives: a row is a matter's that is still to be typed if it names its id,
    /// or else if what both say under the same headings is equal and no other matter says the same. Rows whose number is
    /// known are passed over; what fits nothing, or several, is told and left to a person.
    ///
    /// # Errors
    /// `field_unknown` (no pack names such a system), `not_allowed`; [`Error::Store`].
    pub fn import_typed(&self, system: &str, rows: &[ListRow]) -> Result<ElsewhereImport, Error> {
        let (key, _) = self.typed_headings(system)?;
        let waiting = self.all_to_type(system)?;
        let known: BTreeSet<&str> = waiting
            .iter()
            .flat_map(|row| &row.numbers)
            .map(String::as_str)
            .collect();
        let mut open: BTreeMap<_, &ElsewhereRow> = waiting
            .iter()
            .filter(|row| row.state == ElsewhereState::Open)
            .map(|row| (row.matter, row))
            .collect();
        let ids = self.id_headings(system)?;
        let mut told = ElsewhereImport::default();
        let mut numbers = BTreeSet::new();
        for row in rows {
            let Some(number) = row.cells.get(&key) else {
                continue;
            };
            if known.contains(number.as_str()) || !numbers.insert(number) {
                told.known += 1;
                continue;
            }
            let fits: Vec<_> = open.values().filter(|one| is_of(one, row, &ids)).collect();
            match fits.as_slice() {
                [one] => {
                    let matter = one.matter;
                    self.set_external_id(&matter.to_string(), system, number)?;
                    open.remove(&matter);
                    told.closed.push(matter);
                }
                several => told.unmatched.push(ElsewhereUnmatched {
                    row: row.row,
                    number: number.clone(),
                    fits: several.len() as u64,
                }),
            }
        }
        told.open = open.len() as u64;
        Ok(told)
    }

    fn all_to_type(&self, system: &str) -> Result<Vec<ElsewhereRow>, Error> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = self.to_type(system, true, PAGE, after.as_deref())?;
            rows.extend(page.items);
            after = page.next;
            if after.is_none() {
                return Ok(rows);
            }
        }
    }

    /// The headings under which a system's list repeats our ids.
    fn id_headings(&self, system: &str) -> Result<BTreeSet<String>, Error> {
        let packs = self.packs()?;
        let of_system = packs
            .iter()
            .flat_map(|view| &view.pack.elsewhere)
            .filter(|one| one.system == system);
        let columns = of_system.flat_map(|one| &one.columns);
        let ids = columns.filter(|column| column.content == Content::Id);
        Ok(ids.map(|column| column.heading.clone()).collect())
    }
}

/// Whether a row of the list is about a matter.
fn is_of(one: &ElsewhereRow, row: &ListRow, ids: &BTreeSet<String>) -> bool {
    let both = |is_id: bool| {
        one.cells.iter().filter_map(move |(heading, ours)| {
            let theirs = row.cells.get(heading)?;
            (ids.contains(heading) == is_id && !ours.is_empty()).then_some((ours, theirs))
        })
    };
    if both(true).next().is_some() {
        return both(true).all(|(ours, theirs)| ours == theirs);
    }
    both(false).next().is_some() && both(false).all(|(ours, theirs)| ours == theirs)
}
