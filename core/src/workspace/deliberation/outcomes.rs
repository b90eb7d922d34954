//! 表决现况: what the closed tallies come to is counted once when something of them came or went, and kept for lists.

use super::motion::Motion;
use super::tallies::load;
use super::tally_count::outcome_of;
use super::voted_again;
use crate::domain::DocId;
use crate::projection::outcome::{self, OutcomeRow, Said};
use crate::roster::Roster;
use crate::rules::flows;
use crate::store::{Connection, Store};
use crate::workspace::Error;

/// The last closed re-vote of a tally, the re-vote of that one, and so on; none where it was not voted on again.
pub(in crate::workspace) fn last_vote(
    connection: &Connection,
    tally: DocId,
) -> Result<Option<DocId>, Error> {
    let mut last = None;
    for _ in 0..flows::RE_VOTES {
        match voted_again(connection, last.unwrap_or(tally))? {
            Some(again) => last = Some(again),
            None => break,
        }
    }
    Ok(last)
}

/// Counts every tally whose outcome is marked as to be counted anew, or waits for what is not here; false if nothing came of it. A
/// transaction of its own: what is marked stays marked until this is done, and lists say nothing of it meanwhile.
pub(in crate::workspace) fn settle_outcomes(store: &Store, roster: &Roster) -> Result<bool, Error> {
    if store.read(outcome::stale)?.is_empty() {
        return Ok(false);
    }
    store.write(|tx| {
        let mut counted = false;
        for tally in outcome::stale(tx)? {
            // One that cannot be counted stays marked, and holds up no other.
            if let Ok(row) = row_of(tx, roster, tally) {
                counted |= outcome::set(tx, tally, row.as_ref())?;
            }
        }
        Ok::<_, Error>(counted)
    })
}

fn row_of(
    connection: &Connection,
    roster: &Roster,
    tally: DocId,
) -> Result<Option<OutcomeRow>, Error> {
    let Some(motion) = load(connection, tally)? else {
        return Ok(None);
    };
    let last = match last_vote(connection, tally)? {
        Some(last) => load(connection, last)?,
        None => None,
    };
    let mut parts = motion.parts();
    let (own, mut waits) = said(connection, roster, &motion)?;
    let last = match &last {
        Some(last) => {
            let (said, too) = said(connection, roster, last)?;
            parts.extend(last.parts());
            waits |= too;
            Some(said)
        }
        None => None,
    };
    Ok(Some(OutcomeRow {
        own,
        last,
        parts: parts.into_iter().collect(),
        waits,
    }))
}

/// What a motion comes to, and whether something that its closing covers is not here.
fn said(connection: &Connection, roster: &Roster, motion: &Motion) -> Result<(Said, bool), Error> {
    let (outcome, waits) = outcome_of(connection, roster, motion)?;
    let said = Said {
        rule: motion.opening.rule.clone(),
        outcome: outcome.name().to_owned(),
    };
    Ok((said, waits))
}
