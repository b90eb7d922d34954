//! Times at which the hub first saw the ballots of a tally.

use crate::domain::entry::encode;
use crate::domain::{ChainId, DocId, DocKind, RecordId, Timestamp};
use crate::projection::tally;
use crate::records::{Header, Parts, Prev};
use crate::roster::Roster;
use crate::store::{Connection, StoreError, chain, record, witness};
use crate::sync::{HubPin, Witness};
use crate::workspace::deliberation::motion::motion;
use crate::workspace::{Error, Workspace};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The hub's first sight of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WitnessView {
    /// The ballot.
    pub ballot: RecordId,
    /// Time by the hub's clock; the ballot was there by then.
    pub at: Timestamp,
}

impl Workspace {
    /// The ballots of a tally that the hub has witnessed, by id. What is missing was never handed in there, or its
    /// statement has not travelled here.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn witnesses(&self, tally: DocId) -> Result<Vec<WitnessView>, Error> {
        self.view(|connection, _| {
            let mut out = Vec::new();
            let mut chains: BTreeMap<ChainId, BTreeMap<RecordId, Timestamp>> = BTreeMap::new();
            let ballots = tally::ballots(connection, tally)?;
            // A store may have ballots before the opening that they belong to.
            if ballots.is_empty() {
                motion(connection, tally)?;
            }
            for ballot in ballots {
                let seen = match chains.entry(ballot.chain) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(first_seen(connection, ballot.chain)?),
                };
                out.extend(seen.get(&ballot.id).map(|at| WitnessView {
                    ballot: ballot.id,
                    at: *at,
                }));
            }
            Ok(out)
        })
    }
}

/// When the hub first saw each record of a chain: a statement vouches for the record that it names and for what that one
/// follows, as far as both are here, and for nothing else.
pub(in crate::workspace) fn first_seen(
    connection: &Connection,
    chain_id: ChainId,
) -> Result<BTreeMap<RecordId, Timestamp>, StoreError> {
    let mut seen = BTreeMap::new();
    let Some(row) = chain::owner(connection, chain_id)? else {
        return Ok(seen);
    };
    let records: BTreeMap<RecordId, Header> = record::of_chain(connection, row.num)?
        .into_iter()
        .filter(|record| record.state.is_linked())
        .map(|record| (record.id, record.header))
        .collect();
    let mut statements: Vec<Witness> = witness::of_chain(connection, chain_id)?
        .iter()
        .filter_map(|raw| postcard::from_bytes(raw).ok())
        .collect();
    // The earliest first: what it marks, no later one says earlier.
    statements.sort_by_key(|statement| statement.at);
    for statement in statements {
        let mut next = records
            .get(&statement.tip)
            .filter(|header| header.seq == statement.through)
            .map(|_| statement.tip);
        while let Some(id) = next {
            let Some(header) = records.get(&id).filter(|_| !seen.contains_key(&id)) else {
                break;
            };
            seen.insert(id, statement.at);
            next = match header.prev {
                Prev::After(before) => Some(before),
                Prev::Start(_) => None,
            };
        }
    }
    Ok(seen)
}

/// The chain of a record that is a ballot.
pub(in crate::workspace) fn ballots_of(parts: &Parts) -> Option<ChainId> {
    Header::from_bytes(&parts.header)
        .filter(|header| header.kind.0 == DocKind::Ballots.code())
        .map(|header| header.chain)
}

/// The statements about these chains.
pub(in crate::workspace) fn of_chains(
    connection: &Connection,
    chains: BTreeSet<ChainId>,
) -> Result<Vec<Witness>, StoreError> {
    let mut out = Vec::new();
    for chain in chains {
        let statements = witness::of_chain(connection, chain)?;
        out.extend(
            statements
                .iter()
                .filter_map(|raw| postcard::from_bytes::<Witness>(raw).ok()),
        );
    }
    Ok(out)
}

/// Keeps what the community's hubs have stated.
pub(in crate::workspace) fn keep(
    tx: &Connection,
    roster: &Roster,
    statements: &[Witness],
) -> Result<(), StoreError> {
    for statement in statements {
        // A hub's key may change; what the one before stated is no less true.
        let sound = |pin| statement.verifies(roster.community(), HubPin(pin));
        if roster.hub_pins().any(sound) {
            witness::put(tx, statement.chain, statement.through, &encode(statement))?;
        }
    }
    Ok(())
}
