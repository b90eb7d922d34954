//! 规则包 as a store knows them: those of this version and the community's own.

use super::views::{FlowView, PackView};
use crate::domain::Code;
use crate::intake::packs_of;
use crate::roster::{OWN_PACK_BYTES, Op, Roster, packed};
use crate::rules::authority::Operation;
use crate::rules::flows::{Flow, Pack, check, packs};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The newest flow of a name: of the pack that came last, the community's own after those of this version.
pub(super) fn flow(roster: &Roster, name: &str) -> Result<(Arc<Pack>, Flow), Error> {
    let (pack_name, flow_name) = match name.split_once('/') {
        Some((pack, flow)) => (Some(pack), flow),
        None => (None, name),
    };
    let found = packs_of(roster).into_iter().rev().find_map(|pack| {
        let flow = pack.flow(flow_name).cloned()?;
        pack_name
            .is_none_or(|name| pack.name == name)
            .then_some((pack, flow))
    });
    found.ok_or(Error::field("flow", Code::FlowUnknown))
}

impl Workspace {
    /// The packs that this store knows.
    ///
    /// # Errors
    /// [`Error::Store`]; `not_enrolled`.
    pub fn packs(&self) -> Result<Vec<PackView>, Error> {
        let roster = self.roster()?;
        let views = |pack: Arc<Pack>, own| PackView { pack, own };
        let of_version = packs::all()
            .iter()
            .map(|pack| views(Arc::clone(pack), false));
        let own = roster.own_packs().map(|pack| views(Arc::clone(pack), true));
        Ok(of_version.chain(own).collect())
    }

    /// One flow with its forms and words: by its name, or `pack/flow`.
    ///
    /// # Errors
    /// `flow_unknown`.
    pub fn flow(&self, name: &str) -> Result<FlowView, Error> {
        let (pack, flow) = flow(&*self.roster()?, name)?;
        Ok(FlowView { pack, flow })
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
        if packed.len() > OWN_PACK_BYTES {
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
