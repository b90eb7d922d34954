//! All that a store shows, as one text: two stores that show the same give equal texts.

use linli_core::workspace::{Error, MatterFilter, Workspace};
use std::fmt::Write;

/// Reads every list. Local cursors are left out.
pub(super) fn of(store: &Workspace) -> Result<String, Error> {
    let mut out = String::new();
    let mut add = |name: &str, text: String| {
        // Writing into a text cannot fail.
        let _ = writeln!(out, "{name}: {text}");
    };
    let mut visits = store.list_visits(None, 500, None)?.items;
    visits.sort_by_key(|visit| visit.visit);
    // A stamp is later than it was first here in one store and not in another: that says nothing of the records.
    visits.iter_mut().for_each(|visit| visit.ahead = false);
    add("visits", format!("{visits:?}"));
    for visit in &visits {
        let mut history = store.visit_history(visit.visit)?;
        history.sort_by_key(|version| version.record);
        add("history", format!("{history:?}"));
    }
    let mut topics = store.list_topics(500, None)?.items;
    topics.iter_mut().for_each(|topic| topic.ahead = false);
    topics.sort_by_key(|topic| topic.topic);
    add("topics", format!("{topics:?}"));
    let mut agendas = store.list_agendas(500, None)?.items;
    agendas.iter_mut().for_each(|agenda| agenda.ahead = false);
    agendas.sort_by_key(|agenda| agenda.agenda);
    add("agendas", format!("{agendas:?}"));
    let mut rounds = store.list_rounds(500, None)?.items;
    rounds.iter_mut().for_each(|round| round.ahead = false);
    rounds.sort_by_key(|round| round.round);
    add("rounds", format!("{rounds:?}"));
    let mut hazards = store.list_hazards(500, None)?.items;
    hazards.iter_mut().for_each(|hazard| hazard.ahead = false);
    hazards.sort_by_key(|hazard| hazard.hazard);
    add("hazards", format!("{hazards:?}"));
    let mut matters = store.matters(&MatterFilter::default(), 500, None)?.items;
    // Whose turn it is hangs on who looks, and what is due of a step that is dated ahead on when it was first here.
    for matter in &mut matters {
        (matter.mine, matter.due) = (false, None);
    }
    matters.sort_by_key(|matter| matter.matter);
    add("matters", format!("{matters:?}"));
    let mut tallies = store.list_tallies()?;
    tallies.sort_by_key(|tally| tally.tally);
    for tally in &tallies {
        let view = store.tally(tally.tally)?;
        add("tally", format!("{} {:?}", view.input, view.answer));
    }
    add(
        "conflicts",
        format!("{:?}", store.conflicts(500, None)?.items),
    );
    let mut contested = store.list_contested()?;
    contested.sort_by_key(|one| one.record);
    add("contested", format!("{contested:?}"));
    add("digest", format!("{:?}", store.digest()?));
    Ok(out)
}
