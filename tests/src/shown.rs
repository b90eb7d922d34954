//! Everything that a person can see in a store, as lines that can be compared.

use linli_core::domain::{DocId, Timestamp};
use linli_core::workspace::{MatterFilter, MatterSummary, Workspace};

/// 2029-01-01 in milliseconds: after everything that a test lets run.
const FAR: i64 = 1_861_920_000_000;

/// Everything that a store shows, one line each, in an order that does not depend on local numbers.
#[must_use]
pub fn shown(store: &Workspace, agendas: &[DocId], tallies: &[DocId]) -> Vec<String> {
    // Not how many records: those of a device that only a lost branch knew are kept by who heard of it in time.
    let mut out = vec![format!("{:?}", store.digest().expect("a digest").scopes)];
    let mut add = |items: Vec<String>| out.extend(items);
    add(ordered(
        store.list_visits(None, 500, None).expect("visits").items,
    ));
    add(ordered(store.list_topics(500, None).expect("topics").items));
    add(ordered(
        store.list_hazards(500, None).expect("hazards").items,
    ));
    add(ordered(store.list_rounds(500, None).expect("rounds").items));
    add(ordered(
        store.conflicts(500, None).expect("conflicts").items,
    ));
    add(lines(store.list_contested().expect("contested")));
    add(ordered(store.list_tallies().expect("tallies")));
    add(lines(store.places().expect("places")));
    let matters = store
        .matters(&MatterFilter::default(), 500, None)
        .expect("matters");
    for one in matters.items {
        let view = store.matter(one.matter).expect("the matter");
        add(vec![
            // Whose turn it is hangs on who looks.
            format!("{:?}", MatterSummary { mine: false, ..one }),
            format!("{:?} {:?} {:?}", view.steps, view.answer, view.comments),
        ]);
    }
    let (from, to) = (Timestamp(0), Timestamp(FAR));
    add(ordered(store.obligations(from, to).expect("obligations")));
    for agenda in agendas {
        add(vec![format!(
            "{:?}",
            store.agenda(*agenda).expect("the agenda")
        )]);
    }
    for tally in tallies {
        let view = store.tally(*tally).expect("the tally");
        add(vec![view.input.to_string(), format!("{:?}", view.answer)]);
        add(lines(view.remarks));
        // When a return was first here differs from store to store, and no closing asks.
        add(vec![format!("{:?} {:?}", view.state, view.closings)]);
    }
    for word in ["议题", "旧家具", "138", "1-1-1", "议程"] {
        add(ordered(store.search(word, 500).expect("a search")));
    }
    for door in ["1-1-101", "1-1-102", "1-2-101", "2-1-101"] {
        // Of a door that a store does not know, that is what it shows.
        add(vec![format!("{:?}", store.household(door))]);
    }
    out
}

fn lines<T: std::fmt::Debug>(items: Vec<T>) -> Vec<String> {
    let mut out: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
    out.sort();
    out
}

/// One line each, in the order in which the store gives them: that is part of what must be the same.
fn ordered<T: std::fmt::Debug>(items: Vec<T>) -> Vec<String> {
    items.iter().map(|item| format!("{item:?}")).collect()
}
