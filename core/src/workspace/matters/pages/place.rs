//! 走访登记表: a place on paper, door by door and floor by floor. No name stands on it: a sheet may be lost.

use super::super::said::Sayer;
use super::super::view::said;
use super::{COMMON, PageView, values};
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{Code, Flag, PlaceId};
use crate::projection::{contact, home};
use crate::roster::GrantScope;
use crate::rules::flows::pack::Page;
use crate::rules::flows::{Instant, packs};
use crate::rules::pages::{self, Language};
use crate::workspace::community::people::stairwells_within;
use crate::workspace::doors::address;
use crate::workspace::matters::packs::gone_by;
use crate::workspace::{Error, ScopeName, Workspace};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Marks that whoever goes there must know, and that say nothing of anybody's health or age.
const SHOWN: [Flag; 3] = [Flag::DoNotKnock, Flag::Dog, Flag::NotAlone];

/// The outcomes that are ticked on paper.
const TICKED: [VisitOutcome; 4] = [
    VisitOutcome::Home,
    VisitOutcome::NotHome,
    VisitOutcome::Refused,
    VisitOutcome::Vacant,
];

impl Workspace {
    /// The pages that a place can be printed on: those of the packs that it goes by, then the common ones.
    ///
    /// # Errors
    /// `place_unknown`; [`Error::Store`].
    pub fn place_pages(&self, scope: &ScopeName) -> Result<Vec<PageView>, Error> {
        let roster = self.roster()?;
        let place = address::place(&roster, scope, "scope")?;
        let view = |page: Page| PageView {
            title: said(&page.title, &page.name),
            page: page.name,
        };
        Ok(of_place(&roster, place).into_iter().map(view).collect())
    }

    /// A place on a page, as [`Self::page`] prints a matter.
    ///
    /// # Errors
    /// `place_unknown`, `word_unknown` (no such page), `pack_unsound` (its template cannot be printed); [`Error::Store`].
    pub fn place_page(
        &self,
        scope: &ScopeName,
        page: &str,
        language: Language,
    ) -> Result<String, Error> {
        let now = self.clock.now();
        self.view(|connection, roster| {
            let place = address::place(roster, scope, "scope")?;
            let page = of_place(roster, place)
                .into_iter()
                .find(|one| one.name == page)
                .ok_or(Error::field("page", Code::WordUnknown))?;
            let sayer = Sayer {
                connection,
                roster,
                language,
            };
            let title = said(&page.title, &page.name);
            let title = language.pick(&title.zh, &title.en);
            let (doors, stairwells) = floors(&sayer, place)?;
            let outcomes = TICKED.map(|outcome| language.pick(outcome.zh(), outcome.en()));
            let given = json!({
                "zh": language == Language::Zh,
                "community": roster.community_name(),
                "place": sayer.place(place),
                "printed": sayer.time(Instant(now.0)),
                "today": values::day_of(&sayer, now),
                "page": title,
                "doors": doors,
                "stairwells": stairwells,
                "outcomes": outcomes,
            });
            let unsound = |_| Error::field("page", Code::PackUnsound);
            let body = pages::body(&page.template, &given, language).map_err(unsound)?;
            Ok(pages::sheet(title, &body, language))
        })
    }
}

fn of_place(roster: &crate::roster::Roster, place: PlaceId) -> Vec<Page> {
    let own = gone_by(roster, place);
    let common = packs::find(COMMON);
    let mut found: Vec<Page> = Vec::new();
    for page in own.iter().chain(&common).flat_map(|pack| &pack.pages) {
        if page.of_place && found.iter().all(|known| known.name != page.name) {
            found.push(page.clone());
        }
    }
    found
}

/// The doors of a place: all of them, and by stairwell and floor.
fn floors(sayer: &Sayer<'_>, scope: PlaceId) -> Result<(Vec<String>, Vec<Json>), Error> {
    let (connection, roster) = (sayer.connection, sayer.roster);
    let within = stairwells_within(roster, &[GrantScope::Place(scope)]);
    let mut marks: BTreeMap<_, String> = BTreeMap::new();
    for said in contact::own_values(connection, &within, Flag::FIELD)? {
        let shown = Flag::list(&said.value).into_iter();
        let words = shown
            .filter(|flag| SHOWN.contains(flag))
            .map(|flag| sayer.language.pick(flag.zh(), flag.en()));
        let words: Vec<&str> = words.collect();
        marks.insert(said.household, words.join(sayer.language.pick("、", ", ")));
    }
    let (mut all, mut stairwells) = (Vec::new(), Vec::new());
    for stairwell in within {
        let mut floors: Vec<(Option<i32>, Vec<Json>)> = Vec::new();
        for door in home::of_stairwell(connection, stairwell)? {
            let text = address::door_text(roster, stairwell, &door.room);
            let row = json!({ "door": text, "mark": marks.get(&door.household) });
            all.push(text);
            match floors.last_mut() {
                Some((floor, doors)) if *floor == door.floor => doors.push(row),
                _ => floors.push((door.floor, vec![row])),
            }
        }
        let floors = floors
            .into_iter()
            .map(|(floor, doors)| json!({ "floor": floor, "doors": doors }));
        let floors: Vec<Json> = floors.collect();
        if !floors.is_empty() {
            stairwells.push(json!({ "place": sayer.place(stairwell), "floors": floors }));
        }
    }
    Ok((all, stairwells))
}
