//! 打印: a matter on paper, by the templates of its pack and those that come with this version.
//!
//! Owns which pages there are and what a template is given (docs/pages.md); the sheet is `rules::pages`.

mod place;
mod values;

use super::said::Sayer;
use super::views::MatterView;
use super::{find, view};
use crate::domain::{Code, DocId, PlaceId};
use crate::intake::packs_of;
use crate::projection::home;
use crate::roster::{GrantScope, Roster};
use crate::rules::flows::pack::Page;
use crate::rules::flows::{Flow, Pack, packs};
use crate::rules::pages::{self, Language};
use crate::store::Connection;
use crate::workspace::community::people::stairwells_within;
use crate::workspace::doors::address;
use crate::workspace::{Error, Said, Workspace};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// The pack whose pages print every matter of their classes.
const COMMON: &str = "pages";

/// A page that a matter can be printed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageView {
    /// Its name.
    pub page: String,
    /// Its title.
    pub title: Said,
}

impl Workspace {
    /// The pages that a matter can be printed on: those of its pack, then the common ones.
    ///
    /// # Errors
    /// `record_unknown`, `flow_unknown` (this store lacks the pack); [`Error::Store`].
    pub fn pages(&self, matter: DocId) -> Result<Vec<PageView>, Error> {
        let view = self.matter(matter)?;
        let (pack, flow) = flow_of(&*self.roster()?, &view)?;
        let views = pages_of(&pack, &flow).into_iter().map(|page| PageView {
            title: view::said(&page.title, &page.name),
            page: page.name,
        });
        Ok(views.collect())
    }

    /// A matter on a page: one HTML file for A4 paper that needs nothing else. It holds what this store may read; words that
    /// were erased are marked.
    ///
    /// # Errors
    /// `record_unknown`, `flow_unknown` (this store lacks the pack), `word_unknown` (no such page), `pack_unsound` (its
    /// template cannot be printed); [`Error::Store`].
    pub fn page(&self, matter: DocId, page: &str, language: Language) -> Result<String, Error> {
        let view = self.matter(matter)?;
        let now = self.clock.now();
        self.view(|connection, roster| {
            let (pack, flow) = flow_of(roster, &view)?;
            let page = pages_of(&pack, &flow)
                .into_iter()
                .find(|one| one.name == page)
                .ok_or(Error::field("page", Code::WordUnknown))?;
            let sayer = Sayer {
                connection,
                roster,
                language,
            };
            let found = find::find(connection, matter)?
                .ok_or(Error::field("matter", Code::RecordUnknown))?;
            let mut given = values::of(&sayer, &pack, &flow, &view, found.scope, now)?;
            if page.has_doors {
                given["doors"] = doors(connection, roster, found.scope)?;
            }
            let title = view::said(&page.title, &page.name);
            given["page"] = json!(language.pick(&title.zh, &title.en));
            let unsound = || Error::field("page", Code::PackUnsound);
            let body = pages::body(&page.template, &given, language).map_err(|_| unsound())?;
            Ok(pages::sheet(
                language.pick(&title.zh, &title.en),
                &body,
                language,
            ))
        })
    }
}

/// The pack and the flow of a matter, under the edition with which it was opened.
pub(in crate::workspace) fn flow_of(
    roster: &Roster,
    view: &MatterView,
) -> Result<(Arc<Pack>, Flow), Error> {
    let found = packs_of(roster).into_iter().find_map(|pack| {
        let is_its = pack.name == view.pack && pack.edition == view.edition;
        let flow = pack.flow(&view.flow).filter(|_| is_its)?.clone();
        Some((pack, flow))
    });
    found.ok_or(Error::field("matter", Code::FlowUnknown))
}

/// The pages of a flow: its pack's own go before common ones of the same name.
fn pages_of(pack: &Pack, flow: &Flow) -> Vec<Page> {
    let class = flow.class.as_deref().unwrap_or_default();
    let prints = |page: &&Page| page.prints(&flow.name, class);
    let mut found: Vec<Page> = pack.pages.iter().filter(prints).cloned().collect();
    if let Some(common) = packs::find(COMMON) {
        let of_pack: Vec<String> = found.iter().map(|page| page.name.clone()).collect();
        let others = common.pages.iter().filter(prints);
        found.extend(others.filter(|page| !of_pack.contains(&page.name)).cloned());
    }
    found
}

/// The doors of a place by stairwell, floor and room.
fn doors(connection: &Connection, roster: &Roster, scope: PlaceId) -> Result<Json, Error> {
    let mut listed = Vec::new();
    for stairwell in stairwells_within(roster, &[GrantScope::Place(scope)]) {
        for door in home::of_stairwell(connection, stairwell)? {
            listed.push(address::door_text(roster, stairwell, &door.room));
        }
    }
    Ok(json!(listed))
}
