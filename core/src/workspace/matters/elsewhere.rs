//! 还要另行填报的: what of a matter is still to be typed into another system, in that system's order. Its number there, noted by
//! whoever typed it or found in that system's exported list, is what ends it.

use super::find;
use super::packs::takes;
use super::said::Sayer;
use super::view::{line_values, said, state_said};
use super::views::{ElsewhereRow, ElsewhereState, ElsewhereSystem};
use crate::domain::{Code, Timestamp};
use crate::intake::{file_of, packs_of};
use crate::projection::external_id;
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::roster::{Level, Roster};
use crate::rules::flows::pack::{Content, Elsewhere, Field, Type};
use crate::rules::flows::{self, Flow, Pack};
use crate::rules::pages::Language;
use crate::store::Connection;
use crate::workspace::{Error, Page, Said, Workspace, paging};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A system with the pack that names it.
type Target = (Arc<Pack>, Elsewhere);

/// The systems of a name, or all.
fn targets(roster: &Roster, system: Option<&str>) -> Vec<Target> {
    let packs = packs_of(roster);
    let mut found = Vec::new();
    for pack in packs {
        for one in &pack.elsewhere {
            if system.is_none_or(|system| one.system == system) {
                found.push((Arc::clone(&pack), one.clone()));
            }
        }
    }
    found
}

/// A system's name for people: what the titles have in common that packs give it, one for each flow that is typed there
/// (`the city's platform: hazards`); one that no pack names is called as it is.
pub(crate) fn system_said(roster: &Roster, system: &str) -> Said {
    let titles = targets(roster, Some(system))
        .into_iter()
        .map(|(_, one)| said(&one.title, &one.system));
    let shared = titles
        .reduce(|all, one| Said::new(in_common(&all.zh, &one.zh), in_common(&all.en, &one.en)));
    shared
        .filter(|shared| !shared.zh.is_empty() && !shared.en.is_empty())
        .unwrap_or_else(|| Said::typed(system))
}

/// The beginning that two texts share, without what ties it to what follows.
fn in_common(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let same: String = same.map(|(letter, _)| letter).collect();
    if same == one || same == other {
        return same;
    }
    // Within a word nothing is shared that anybody would say: only up to a sign.
    let is_sign = |c: char| matches!(c, '：' | ':' | '，' | ',' | '·' | '（' | '(' | '-' | '—');
    let end = same.rfind(is_sign).unwrap_or(0);
    same[..end].trim_end().to_owned()
}

/// Whether a pack is taken anywhere: by the whole community, or by a compound.
fn is_taken(roster: &Roster, packs: &[Arc<Pack>], pack: &Pack) -> bool {
    let compounds = roster
        .places()
        .filter(|place| place.level == Level::Compound);
    let mut places = std::iter::once(roster.whole()).chain(compounds.map(|place| place.id));
    places.any(|place| takes(roster, packs, pack, place))
}

/// The target of a matter: of the pack that it goes by, else of the one that came last, where its place goes by that.
fn target<'a>(
    roster: &Roster,
    packs: &[Arc<Pack>],
    targets: &'a [Target],
    listed: &Listed,
) -> Option<&'a Elsewhere> {
    let fits = |(pack, one): &&Target| {
        one.flow == listed.row.flow && takes(roster, packs, pack, listed.scope)
    };
    targets.iter().rev().find(fits).map(|(_, one)| one)
}

impl Workspace {
    /// The other systems that the packs of this community name, each with its flow and columns; those of a pack that is off
    /// everywhere are left out.
    ///
    /// # Errors
    /// [`Error::Store`]; `not_enrolled`.
    pub fn elsewhere_systems(&self) -> Result<Vec<ElsewhereSystem>, Error> {
        let roster = self.roster()?;
        let view = |(pack, one): Target| ElsewhereSystem {
            title: said(&one.title, &one.system),
            pack: pack.name.clone(),
            system: one.system,
            flow: one.flow,
            number: one.number,
            headings: one
                .columns
                .into_iter()
                .map(|column| column.heading)
                .collect(),
        };
        let packs = packs_of(&roster);
        let named = targets(&roster, None).into_iter();
        let named = named.filter(|(pack, _)| is_taken(&roster, &packs, pack));
        Ok(named.map(view).collect())
    }

    /// The matters that belong into another system, newest first, with what is to be typed there in its order; without
    /// `all` only those that have no number of it yet, or several.
    ///
    /// # Errors
    /// `field_unknown` (no pack names such a system), `cursor_invalid`; [`Error::Store`].
    pub fn to_type(
        &self,
        system: &str,
        all: bool,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<ElsewhereRow>, Error> {
        let now = self.clock.now();
        self.view(|connection, roster| {
            let (packs, targets) = (packs_of(roster), targets(roster, Some(system)));
            if targets.is_empty() {
                return Err(Error::field("system", Code::FieldUnknown));
            }
            let mut flows: Vec<&str> = targets.iter().map(|(_, one)| one.flow.as_str()).collect();
            flows.sort_unstable();
            flows.dedup();
            paging::filtered(
                limit,
                after,
                |before, most| page(connection, &flows, before, most),
                |listed| listed.row.position,
                |listed| {
                    let Some(target) = target(roster, &packs, &targets, &listed) else {
                        return Ok(None);
                    };
                    let (state, numbers) = numbers(connection, &listed, system)?;
                    if state == ElsewhereState::Typed && !all {
                        return Ok(None);
                    }
                    let cells = cells(connection, roster, now, target, &listed)?;
                    Ok(Some(ElsewhereRow {
                        matter: listed.doc,
                        flow: listed.row.flow,
                        scope: roster.scope_name(listed.scope),
                        title: listed.row.title,
                        at: listed.row.at,
                        state,
                        numbers,
                        cells,
                    }))
                },
            )
        })
    }
}

/// Matters of any of these flows, newest first.
fn page(
    connection: &Connection,
    flows: &[&str],
    before: Position,
    most: u32,
) -> Result<Vec<Listed>, Error> {
    let mut found = Vec::new();
    for flow in flows {
        let filter = Filter {
            flow: Some((*flow).to_owned()),
            ..Filter::default()
        };
        found.extend(matter::page(connection, &filter, before, most)?);
    }
    found.sort_by_key(|listed| std::cmp::Reverse(listed.row.position));
    found.truncate(most as usize);
    Ok(found)
}

/// How a matter stands with a system: the numbers that it has there.
fn numbers(
    connection: &Connection,
    listed: &Listed,
    system: &str,
) -> Result<(ElsewhereState, Vec<String>), Error> {
    let Some(found) = find::find(connection, listed.doc)? else {
        return Ok((ElsewhereState::Open, Vec::new()));
    };
    let live = external_id::of_thing(connection, found.doc, None)?;
    let of_system = live.into_iter().filter(|one| one.system == system);
    // Of one whose words are gone it is still known that there was one.
    let mut numbers: Vec<String> = of_system
        .map(|one| one.value.unwrap_or_else(|| "?".to_owned()))
        .filter(|number| !number.is_empty())
        .collect();
    numbers.sort();
    numbers.dedup();
    let state = match numbers.len() {
        0 => ElsewhereState::Open,
        1 => ElsewhereState::Typed,
        _ => ElsewhereState::Several,
    };
    Ok((state, numbers))
}

fn field<'a>(flow: &'a Flow, name: &str) -> Option<&'a Field> {
    let main = flow.steps.iter().filter(|step| step.to.is_some());
    main.flat_map(|step| &step.fields)
        .find(|field| field.name == name && field.kind != Type::Rows)
}

/// What is to be typed, by heading, in that system's order.
fn cells(
    connection: &Connection,
    roster: &Roster,
    now: Timestamp,
    target: &Elsewhere,
    listed: &Listed,
) -> Result<Vec<(String, String)>, Error> {
    let (found, gathered) = find::load(connection, roster, listed.doc)?;
    let file = file_of(roster, &gathered, &BTreeMap::new(), found.scope, now);
    let answer = file.as_ref().map(flows::fold);
    let values = line_values(file.as_ref(), answer.as_ref());
    let flow = gathered.flow.as_ref().map(|(_, flow)| &**flow);
    let sayer = Sayer {
        connection,
        roster,
        language: Language::Zh,
    };
    let mut cells = Vec::new();
    for column in &target.columns {
        let text = match &column.content {
            Content::Id => crate::workspace::member_ref::short(&listed.doc.to_string()),
            Content::Place => sayer.place(listed.scope),
            Content::Day => listed.row.at.day(),
            Content::By => sayer.member(&listed.row.member.to_string()),
            Content::State => match (&listed.row.state, flow) {
                (Some(state), Some(flow)) => state_said(flow, state).zh,
                (Some(state), None) => state.clone(),
                (None, _) => String::new(),
            },
            Content::Field(name) => {
                let known = flow.and_then(|flow| field(flow, name));
                match known.zip(values.get(name)) {
                    Some((field, value)) => sayer.value(field, value)?,
                    None => String::new(),
                }
            }
        };
        cells.push((column.heading.clone(), text));
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::in_common;

    #[test]
    fn titles_share_what_stands_before_a_sign() {
        for (one, other, shared) in [
            (
                "the city's platform: hazards",
                "the city's platform: incidents",
                "the city's platform",
            ),
            ("综合应用：隐患", "综合应用：事件", "综合应用"),
            ("综合应用", "综合应用：事件", "综合应用"),
            ("综合应用", "综合应用", "综合应用"),
            ("platform", "platter", ""),
            ("甲", "乙", ""),
        ] {
            assert_eq!(in_common(one, other), shared);
            assert_eq!(in_common(other, one), shared);
        }
    }
}
