//! The field day under way: four stores, their hub, one clock, one pair of dice, one story; and what was planned for which minute.

use super::cast::Who;
use super::chance::Chance;
use super::clock::{DayClock, Minute};
use super::hub::Network;
use super::story::Story;
use crate::output::Lang;
use crate::store;
use linli_core::domain::MemberId;
use linli_core::store::Ballast;
use linli_core::workspace::Workspace;
use linli_json::failure::Failure;
use linli_json::seed::SeededRandom;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Result of a step of the day.
pub(super) type Done<T = ()> = Result<T, Box<Failure>>;

/// The day.
pub(super) struct Day {
    /// The folder that everything is written to.
    pub(super) out: PathBuf,
    /// The seed.
    pub(super) seed: u64,
    /// The one clock.
    pub(super) clock: Arc<DayClock>,
    /// The dice.
    pub(super) chance: Chance,
    /// The story.
    pub(super) story: Story,
    /// Notes that the story has quoted: not twice.
    pub(super) told: BTreeSet<&'static str>,
    /// The hub, and the way to it.
    pub(super) network: Network,
    stores: Vec<Workspace>,
    /// Phones that nobody works with any more.
    put_away: Vec<Workspace>,
}

/// The store of a name, made if it is not there.
fn open(out: &Path, seed: u64, name: &str, clock: &Arc<DayClock>) -> Done<Workspace> {
    let random = SeededRandom::new(seed, &[b"field day", name.as_bytes()]);
    let opening = store::Opening {
        key: None,
        make: true,
        ballast: Ballast::NONE,
    };
    let dir = out.join(super::STORES).join(name);
    store::open(&dir, &opening, clock.clone(), Arc::new(random))
}

impl Day {
    /// Opens four empty stores, and starts an empty hub.
    pub(super) fn begin(out: &Path, seed: u64, story: Story) -> Done<Self> {
        let clock = Arc::new(DayClock::new(Minute::at(7, 40)));
        let stores = Who::ALL
            .iter()
            .map(|who| open(out, seed, who.store(), &clock))
            .collect::<Done<Vec<_>>>()?;
        let network = Network::start(&out.join(super::HUB), seed, &clock)?;
        Ok(Self {
            out: out.to_path_buf(),
            seed,
            clock,
            chance: Chance::new(seed),
            story,
            told: BTreeSet::new(),
            network,
            stores,
            put_away: Vec::new(),
        })
    }

    /// A new phone, empty.
    pub(super) fn new_phone(&self, name: &str) -> Done<Workspace> {
        open(&self.out, self.seed, name, &self.clock)
    }

    /// Somebody works with another phone from now on; the one of before lies in a drawer.
    pub(super) fn replace(&mut self, who: Who, phone: Workspace) {
        let old = std::mem::replace(&mut self.stores[who as usize], phone);
        self.put_away.push(old);
    }

    /// Somebody's store.
    pub(super) fn of(&self, who: Who) -> &Workspace {
        &self.stores[who as usize]
    }

    /// The language of the story.
    pub(super) const fn lang(&self) -> Lang {
        self.story.lang
    }

    /// The member that a store works for.
    pub(super) fn member(&self, who: Who) -> Done<MemberId> {
        let member = self.of(who).identity()?.member;
        member.ok_or_else(|| super::broken("a store of the day belongs to nobody"))
    }

    /// The person behind a member id.
    pub(super) fn who_is(&self, member: MemberId) -> Option<Who> {
        Who::ALL
            .into_iter()
            .find(|who| self.member(*who).is_ok_and(|id| id == member))
    }

    /// The name that neighbours have for a member.
    pub(super) fn called(&self, member: MemberId) -> &'static str {
        self.who_is(member)
            .map_or("?", |who| who.called().told(self.lang()))
    }

    /// Something happens now.
    pub(super) fn moment(&mut self, text: &str) {
        let time = self.clock.time().to_string();
        self.story.moment(&time, text);
    }

    /// Closes the stores, the hub and the story.
    pub(super) fn end(mut self) -> Done {
        for workspace in self.stores.iter().chain(&self.put_away) {
            workspace.shutdown()?;
        }
        self.story
            .end()
            .map_err(|error| linli_json::codes::at_file(&error, true, "stdout"))
    }
}

type Deed = Box<dyn FnOnce(&mut Day) -> Done>;

/// Steps by the minute. Those of one minute happen in the order in which they were planned.
#[derive(Default)]
pub(super) struct Plan(Vec<(Minute, Deed)>);

impl Plan {
    /// Something is to happen at a minute.
    pub(super) fn at(&mut self, minute: Minute, deed: impl FnOnce(&mut Day) -> Done + 'static) {
        self.0.push((minute, Box::new(deed)));
    }

    /// Lets it all happen.
    pub(super) fn run(mut self, day: &mut Day) -> Done {
        self.0.sort_by_key(|(minute, _)| *minute);
        for (minute, deed) in self.0 {
            day.clock.go_to(minute);
            deed(day)?;
            day.clock.tick(3);
        }
        Ok(())
    }
}
