//! 规则包 as a store knows them: those of this version and the community's own, and which of them a place goes by.

use super::find;
use super::steps::lies_at;
use super::view::why_not;
use super::views::{FlowView, PackChosen, PackView};
use crate::domain::entry::term;
use crate::domain::{Code, PlaceId};
use crate::intake::packs_of;
use crate::roster::{
    GrantScope, OWN_PACK_BYTES, OWN_PACK_TEXT_BYTES, Op, PackChoice, PackParts, PackUse, Roster,
    packed,
};
use crate::rules::authority::Operation;
use crate::rules::flows::pack::{Duty, StepKind, Watch};
use crate::rules::flows::{Flow, Pack, check, packs};
use crate::workspace::community::people::{scope_name, scope_said};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::doors::address;
use crate::workspace::{Error, Said, ScopeName, Workspace};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The flows of a name, newest first: of the pack that came last, the community's own before those of this version.
fn flows(roster: &Roster, name: &str) -> impl Iterator<Item = (Arc<Pack>, Flow)> {
    let (pack_name, flow_name) = match name.split_once('/') {
        Some((pack, flow)) => (Some(pack.to_owned()), flow.to_owned()),
        None => (None, name.to_owned()),
    };
    packs_of(roster).into_iter().rev().filter_map(move |pack| {
        let flow = pack.flow(&flow_name).cloned()?;
        let is_it = pack_name.as_ref().is_none_or(|name| pack.name == *name);
        is_it.then_some((pack, flow))
    })
}

/// The newest flow of a name.
pub(super) fn flow(roster: &Roster, name: &str) -> Result<(Arc<Pack>, Flow), Error> {
    let found = flows(roster, name).next();
    found.ok_or(Error::field("flow", Code::FlowUnknown))
}

/// The newest flow of a name that a place goes by. Whoever receives the opening asks the same (`admission::stands_in`).
pub(super) fn offered(
    roster: &Roster,
    name: &str,
    scope: PlaceId,
) -> Result<(Arc<Pack>, Flow), Error> {
    let newest = flow(roster, name)?;
    let here = |(pack, flow): &(Arc<Pack>, Flow)| is_offered(roster, pack, flow, scope);
    if here(&newest) {
        return Ok(newest);
    }
    let found = flows(roster, name).find(here);
    found.ok_or(Error::field("flow", Code::FlowOff))
}

/// The first flow that a place goes by with an opening that `opens` says, as `pack/flow`, and that step's name: of the pack that
/// came last, the community's own before those of this version.
pub(in crate::workspace) fn offered_to(
    roster: &Roster,
    scope: PlaceId,
    opens: impl Fn(&Flow, &StepKind) -> bool,
) -> Result<(String, String), Error> {
    let mut is_known = false;
    for pack in packs_of(roster).into_iter().rev() {
        for flow in &pack.flows {
            let mut openings = flow.steps.iter().filter(|step| step.from.is_opening());
            let Some(step) = openings.find(|step| opens(flow, step)) else {
                continue;
            };
            if !lies_at(roster, flow, scope) {
                continue;
            }
            if is_offered(roster, &pack, flow, scope) {
                return Ok((format!("{}/{}", pack.name, flow.name), step.name.clone()));
            }
            is_known = true;
        }
    }
    let code = if is_known {
        Code::FlowOff
    } else {
        Code::FlowUnknown
    };
    Err(Error::field("flow", code))
}

/// Whether a place goes by a flow of a pack.
fn is_offered(roster: &Roster, pack: &Pack, flow: &Flow, scope: PlaceId) -> bool {
    let [of, edition, flow] = [&pack.name, &pack.edition, &flow.name].map(|one| term::key_of(one));
    roster.offers(&of, &edition, &flow, scope, roster.tip().index)
}

/// Whether a place goes by a pack in this edition: by the one that it chose, else by the one that came last.
pub(super) fn takes(roster: &Roster, packs: &[Arc<Pack>], pack: &Pack, place: PlaceId) -> bool {
    let mut of_name = packs.iter().filter(|one| one.name == pack.name);
    let newest = of_name.next_back();
    let is_newest = newest.is_some_and(|last| last.edition == pack.edition);
    match roster
        .pack_choice(&pack.name, place)
        .map(|choice| &choice.uses)
    {
        None => is_newest,
        Some(PackUse::Off) => false,
        Some(PackUse::On(parts)) => {
            let chosen = parts.edition.as_ref();
            chosen.map_or(is_newest, |edition| *edition == pack.edition)
        }
    }
}

/// The packs that a place goes by, in their order.
pub(super) fn gone_by(roster: &Roster, place: PlaceId) -> Vec<Arc<Pack>> {
    let packs = packs_of(roster);
    let taken = packs
        .iter()
        .filter(|pack| takes(roster, &packs, pack, place));
    taken.cloned().collect()
}

/// What the packs that a place goes by watch at its doors.
pub(crate) fn watches(roster: &Roster, place: PlaceId) -> Vec<Watch> {
    let packs = gone_by(roster, place);
    packs.iter().flat_map(|pack| pack.watches.clone()).collect()
}

/// Whether a place owes a duty of a pack: it goes by the pack in this edition, and has switched off neither the duty nor the
/// flow that fulfils it.
pub(super) fn owes(
    roster: &Roster,
    packs: &[Arc<Pack>],
    pack: &Pack,
    duty: &Duty,
    place: PlaceId,
) -> bool {
    let parts = match roster.pack_choice(&pack.name, place) {
        Some(PackChoice {
            uses: PackUse::On(parts),
            ..
        }) => Some(parts),
        _ => None,
    };
    takes(roster, packs, pack, place)
        && parts.is_none_or(|parts| {
            !parts.without_duties.contains(&duty.name) && !parts.without_flows.contains(&duty.flow)
        })
}

impl Workspace {
    /// The packs that this store knows.
    ///
    /// # Errors
    /// [`Error::Store`]; `not_enrolled`.
    pub fn packs(&self) -> Result<Vec<PackView>, Error> {
        let roster = self.roster()?;
        let choices = |name: &str| {
            let of = roster.pack_choices().filter(|choice| choice.pack == name);
            let chosen = of.map(|choice| PackChosen {
                scope: roster.scope_name(choice.at),
                at: scope_name(&roster, GrantScope::Place(choice.at)),
                place_said: scope_said(&roster, GrantScope::Place(choice.at)),
                uses: choice.uses.clone(),
            });
            chosen.collect()
        };
        let why_not = self.why_not_choose(&roster)?;
        let views = |pack: Arc<Pack>, own| PackView {
            why_not: why_not.clone(),
            choices: choices(&pack.name),
            pack,
            own,
        };
        let of_version = packs::all()
            .iter()
            .map(|pack| views(Arc::clone(pack), false));
        let own = roster.own_packs().map(|pack| views(Arc::clone(pack), true));
        Ok(of_version.chain(own).collect())
    }

    /// Why this device may not choose for the community; none where it may. The roster takes its entries from the registrar alone.
    fn why_not_choose(&self, roster: &Roster) -> Result<Option<Said>, Error> {
        let operation = Operation::Grant.name();
        let device = self.shown.device();
        if !find::may(roster, device, operation, roster.whole()) {
            return Ok(Some(why_not(operation)));
        }
        let is_registrar = self.identity()?.registrar;
        Ok((!is_registrar).then(|| {
            Said::new(
                "在登记名册的那台电脑上办理",
                "to be done on the registrar's computer",
            )
        }))
    }

    /// One flow with its forms and words: by its name, or `pack/flow`.
    ///
    /// # Errors
    /// `flow_unknown`.
    pub fn flow(&self, name: &str) -> Result<FlowView, Error> {
        let (pack, flow) = flow(&*self.roster()?, name)?;
        Ok(FlowView { pack, flow })
    }

    /// Chooses how the community, or one of its compounds, goes by a pack: not at all, or in an edition, without some of its
    /// flows and duties, under some readings. Matters that are open go on. Gives the roster entry.
    ///
    /// # Errors
    /// `field_unknown` (no such pack, edition, flow, duty, switch or word of one), `rule_unknown`, `reading_unknown`, `place_unknown`,
    /// `roster_refused` (a place that chooses nothing), `not_allowed`; [`Error::Store`].
    pub fn choose_pack(
        &self,
        scope: Option<&ScopeName>,
        pack: &str,
        uses: PackUse,
    ) -> Result<u32, Error> {
        self.roster_command(|command, appended| {
            let roster = command.roster();
            let at = match scope {
                Some(scope) => address::place(roster, scope, "scope")?,
                None => roster.whole(),
            };
            command.check(Operation::Grant, at)?;
            let known = packs_of(roster);
            let editions: Vec<&Pack> = known
                .iter()
                .map(|one| &**one)
                .filter(|one| one.name == pack)
                .collect();
            if editions.is_empty() {
                return Err(Error::field("pack", Code::FieldUnknown));
            }
            if let PackUse::On(parts) = &uses {
                must_be_there(&editions, parts)?;
            }
            let op = Op::ChoosePack(PackChoice {
                at,
                pack: pack.to_owned(),
                uses,
            });
            append_ops(appended, command, vec![op], BTreeMap::new())
        })
    }

    /// Takes up a pack of the community's own; it travels in the roster. Gives its name and edition.
    ///
    /// # Errors
    /// `pack_unsound` (`linli pack check` says where), `field_too_long`, `roster_refused` (held already, one too many),
    /// `not_allowed`; [`Error::Store`].
    pub fn adopt_pack(&self, text: &[u8]) -> Result<(String, String), Error> {
        let unsound = || Error::field("file", Code::PackUnsound);
        let pack = packs::read(text).map_err(|_| unsound())?;
        if !check::check(&pack).is_empty() || packs::all().iter().any(|held| held.name == pack.name)
        {
            return Err(unsound());
        }
        let packed = packed(text);
        // The roster would hold one that unpacks to more, and nobody could read it.
        if text.len() > OWN_PACK_TEXT_BYTES || packed.len() > OWN_PACK_BYTES {
            return Err(Error::field("file", Code::FieldTooLong));
        }
        self.roster_command(|command, appended| {
            command.check(Operation::Grant, command.roster().whole())?;
            let op = Op::AdoptPack { packed };
            append_ops(appended, command, vec![op], BTreeMap::new())?;
            Ok(())
        })?;
        Ok((pack.name, pack.edition))
    }
}

/// Refuses a choice that names what no edition of the pack has.
fn must_be_there(editions: &[&Pack], parts: &PackParts) -> Result<(), Error> {
    let unknown = |field| Err(Error::field(field, Code::FieldUnknown));
    let is_edition = |edition: &String| editions.iter().any(|pack| pack.edition == *edition);
    if !parts.edition.iter().all(is_edition) {
        return unknown("edition");
    }
    let is_flow = |name: &String| editions.iter().any(|pack| pack.flow(name).is_some());
    if !parts.without_flows.iter().all(is_flow) {
        return unknown("without_flows");
    }
    let duties = || editions.iter().flat_map(|pack| &pack.duties);
    let is_duty = |name: &String| duties().any(|duty| duty.name == *name);
    if !parts.without_duties.iter().all(is_duty) {
        return unknown("without_duties");
    }
    for (rule, names) in &parts.readings {
        let mut packs = editions.iter().filter_map(|pack| pack.rules.as_ref());
        let rule = packs.find_map(|pack| pack.rule(rule));
        let rule = rule.ok_or(Error::field("readings", Code::RuleUnknown))?;
        let names: Vec<String> = names.iter().cloned().collect();
        if !rule.takes(&names) {
            return Err(Error::field("readings", Code::ReadingUnknown));
        }
    }
    for (switch, word) in &parts.switches {
        let mut switches = editions.iter().flat_map(|pack| &pack.switches);
        if !switches.any(|one| one.name == *switch && one.word(word).is_some()) {
            return unknown("switches");
        }
    }
    Ok(())
}
