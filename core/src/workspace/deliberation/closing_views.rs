//! Closings as a person reads them.

use super::motion::Motion;
use super::taken::Taken;
use super::tally_closing::Judged;
use crate::domain::entry::closing::Handed;
use crate::domain::id::to_hex;
use crate::projection::tally;
use crate::store::{Connection, StoreError};
use crate::workspace::{ClosingView, ListedReturnView};

/// Every closing of a tally, by id.
pub(super) fn closing_views(
    connection: &Connection,
    motion: &Motion,
    taken: &Taken,
) -> Result<Vec<ClosingView>, StoreError> {
    if taken.closings.0.is_empty() {
        return Ok(Vec::new());
    }
    // As they came: the closing that stands has taken its part of them out.
    let returns = tally::returns(connection, motion.id)?;
    let mut views = Vec::with_capacity(taken.closings.0.len());
    for record in &taken.closings.0 {
        let closing = &record.closing;
        let judged = Judged::by(connection, motion, closing, &taken.ballots, &returns)?;
        let returns = judged.listed.iter().map(|listed| ListedReturnView {
            by: listed.by,
            spoken: match &listed.listed.handed {
                Handed::Spoken(text) => Some(text.clone()),
                Handed::Record { .. } => None,
            },
            at: listed.listed.at,
            how: listed.listed.how,
            in_time: listed.came_by(motion.opening.deadline),
            here: listed.ballots.len() as u32,
            missing: listed
                .missing
                .map(|missing| u32::try_from(missing).unwrap_or(u32::MAX)),
        });
        views.push(ClosingView {
            closing: record.id,
            by: record.by,
            at: closing.at,
            root: to_hex(&closing.root),
            superseded: record.superseded,
            relayed: record.relayed,
            agreement: judged.agreement,
            returns: returns.collect(),
        });
    }
    Ok(views)
}
