//! Code that an app hands in. All of it is called on threads of the library, never while a lock is held, and may fail: a
//! failure is an error of the call, never a crash.

use linli_core::domain::{DocId, PlaceId};
use linli_core::workspace::{
    Change as CoreChange, ChangeSet as CoreChanges, SyncProgress, TransportError,
};
use std::sync::Arc;

/// The failure of an app's own code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum CallbackError {
    /// It failed; the reason is the app's business.
    #[error("the app's own code failed")]
    Failed { reason: String },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for CallbackError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed {
            reason: error.reason,
        }
    }
}

/// Gives the database's key, unwrapped by the platform's key store: 32 random bytes, the same for ever.
#[uniffi::export(with_foreign)]
pub trait KeySource: Send + Sync {
    /// The key. Called once, while the store is opened.
    fn key(&self) -> Result<Vec<u8>, CallbackError>;
}

/// Keeps a database's key, wrapped by the platform's key store.
#[uniffi::export(with_foreign)]
pub trait KeyKeeper: Send + Sync {
    /// Keeps 32 bytes, durably, before it returns.
    fn keep(&self, key: Vec<u8>) -> Result<(), CallbackError>;
}

/// The level of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// Something was refused or failed.
    Warn,
    /// The library or the app's own code is at fault.
    Error,
}

/// Takes lines of the log: names of operations and codes, never a resident's data.
#[uniffi::export(with_foreign)]
pub trait LogSink: Send + Sync {
    /// One line.
    fn log(&self, level: LogLevel, line: String) -> Result<(), CallbackError>;
}

/// One thing that changed: read again what shows it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Change {
    /// Households or persons.
    Register,
    /// Visits.
    Visits,
    /// Topics.
    Topics,
    /// Agendas.
    Agendas,
    /// A tally: its opening, a ballot or a return.
    Tally {
        /// Which one.
        tally: DocId,
    },
    /// Inspection rounds and their log.
    Rounds,
    /// Hazards.
    Hazards,
    /// Matters.
    Matters,
    /// Contested work, and decisions about it.
    Contested,
    /// Places, members, devices, grants.
    Roster,
    /// Photos that came, went, or are wanted.
    Photos,
    /// Drafts of what somebody is typing.
    Drafts,
    /// The relation to the hub: a sync began, came on or ended.
    Sync,
}

impl From<CoreChange> for Change {
    fn from(change: CoreChange) -> Self {
        match change {
            CoreChange::Register => Self::Register,
            CoreChange::Visits => Self::Visits,
            CoreChange::Topics => Self::Topics,
            CoreChange::Agendas => Self::Agendas,
            CoreChange::Tally(tally) => Self::Tally { tally },
            CoreChange::Rounds => Self::Rounds,
            CoreChange::Hazards => Self::Hazards,
            CoreChange::Matters => Self::Matters,
            CoreChange::Contested => Self::Contested,
            CoreChange::Roster => Self::Roster,
            CoreChange::Photos => Self::Photos,
            CoreChange::Drafts => Self::Drafts,
            CoreChange::Sync => Self::Sync,
        }
    }
}

/// Everything that changed together.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ChangeSet {
    /// The lists that changed.
    pub kinds: Vec<Change>,
    /// The scopes in which records came or went.
    pub places: Vec<PlaceId>,
    /// The ids of what changed, as screens take them: households, people, visits, documents; absent if they are more than 64.
    pub ids: Option<Vec<String>>,
}

/// Is told of changes after they are durable, in order, by one thread; what piles up comes together.
#[uniffi::export(with_foreign)]
pub trait ChangeListener: Send + Sync {
    /// These things changed.
    fn changed(&self, changes: ChangeSet) -> Result<(), CallbackError>;
}

/// A listener as the core knows it.
pub(crate) struct Listening(pub Arc<dyn ChangeListener>);

impl linli_core::workspace::ChangeListener for Listening {
    fn changed(&self, changes: &CoreChanges) {
        let ids = changes.ids().map(|ids| ids.into_iter().map(str::to_owned));
        // A listener that fails is told of the next change all the same.
        let _ = self.0.changed(ChangeSet {
            kinds: changes.iter().map(Change::from).collect(),
            places: changes.places().collect(),
            ids: ids.map(Iterator::collect),
        });
    }
}

/// Is told how far a sync has come.
#[uniffi::export(with_foreign)]
pub trait SyncListener: Send + Sync {
    /// After each answer of the hub.
    fn progressed(&self, progress: SyncProgress) -> Result<(), CallbackError>;
}

/// A request for an own network to send.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TransportRequest {
    /// The hub's address, as `https://host:port`.
    pub address: String,
    /// The hash of the hub's key, 64 hexadecimal digits. The answer's signature is checked in any case.
    pub pin: String,
    /// `POST`, `GET` or `PUT`.
    pub method: String,
    /// The path that follows the address.
    pub path: String,
    /// The one header that matters: its name.
    pub header_name: String,
    /// And its value.
    pub header_value: String,
    /// The body.
    pub body: Vec<u8>,
}

/// The answer that came back.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TransportResponse {
    /// HTTP's number.
    pub status: u16,
    /// Seconds of `Retry-After`, if it said so.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: Vec<u8>,
}

/// Carries requests to the hub in place of the library's own HTTPS: through a background session of the system, a company's
/// proxy, a cable. Blocks until the answer is there.
#[uniffi::export(with_foreign)]
pub trait Transport: Send + Sync {
    /// Sends one request.
    fn send(&self, request: TransportRequest) -> Result<TransportResponse, CallbackError>;
}

/// A transport of the app's as the core knows it.
pub(crate) struct Carrying(pub Arc<dyn Transport>);

impl linli_core::workspace::Transport for Carrying {
    fn send(
        &self,
        address: &str,
        pin: linli_core::sync::HubPin,
        request: &linli_core::workspace::HttpRequest,
    ) -> Result<linli_core::workspace::HttpResponse, TransportError> {
        let answer = self.0.send(TransportRequest {
            address: address.to_owned(),
            pin: pin.to_string(),
            method: request.method.to_owned(),
            path: request.path.clone(),
            header_name: request.auth.0.to_owned(),
            header_value: request.auth.1.clone(),
            body: request.body.clone(),
        });
        let answer = answer.map_err(|_| TransportError::Offline)?;
        Ok(linli_core::workspace::HttpResponse {
            status: answer.status,
            retry_after: answer.retry_after,
            body: answer.body,
        })
    }
}
