//! Times at which the hub first saw the ballots of a tally.

use crate::domain::entry::encode;
use crate::domain::{ChainId, DocId, DocKind, RecordId, Timestamp};
use crate::projection::tally;
use crate::records::{Header, Parts};
use crate::roster::Roster;
use crate::store::{Connection, StoreError, witness};
use crate::sync::{HubPin, Witness};
use crate::workspace::{Error, Workspace};
use std::collections::BTreeSet;

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
    /// [`Error::Store`].
    pub fn witnesses(&self, tally: DocId) -> Result<Vec<WitnessView>, Error> {
        self.view(|connection, _| {
            let mut out = Vec::new();
            for ballot in tally::ballots(connection, tally)? {
                let statements = witness::of_chain(connection, ballot.chain)?;
                let at = statements
                    .iter()
                    .filter_map(|raw| postcard::from_bytes::<Witness>(raw).ok())
                    .filter(|statement| statement.through >= ballot.seq)
                    .map(|statement| statement.at)
                    .min();
                out.extend(at.map(|at| WitnessView {
                    ballot: ballot.id,
                    at,
                }));
            }
            Ok(out)
        })
    }
}

/// The statements about chains whose ballots are among these records.
pub(in crate::workspace) fn of_ballots(
    connection: &Connection,
    records: &[Parts],
) -> Result<Vec<Witness>, StoreError> {
    let chains: BTreeSet<ChainId> = records
        .iter()
        .filter_map(|parts| Header::from_bytes(&parts.header))
        .filter(|header| header.kind.0 == DocKind::Ballots.code())
        .map(|header| header.chain)
        .collect();
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
