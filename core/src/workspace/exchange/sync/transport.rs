//! Whoever carries bytes to a hub, and whoever watches.

use crate::domain::Code;
use crate::sync::HubPin;
use crate::workspace::Error;

/// A request to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `POST`, `GET` or `PUT`.
    pub method: &'static str,
    /// After the hub's address, with its query.
    pub path: String,
    /// Name and value of the one header that matters.
    pub auth: (&'static str, String),
    /// The body.
    pub body: Vec<u8>,
}

/// A response that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP's number.
    pub status: u16,
    /// Seconds of `Retry-After`, if it said so.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: Vec<u8>,
}

/// The reason why a request got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No network, no such host, the connection was refused or cut.
    #[error("offline")]
    Offline,
    /// Nothing came for too long.
    #[error("timeout")]
    Timeout,
    /// The other side is not the pinned hub.
    #[error("another key than the hub's")]
    Pin,
    /// Whoever started it called it off.
    #[error("cancelled")]
    Cancelled,
    /// The answer is longer than any answer may be, or no HTTP.
    #[error("malformed answer")]
    Malformed,
}

/// Carries bytes to a hub. The library's own speaks HTTPS with a pinned key; an app may bring its own.
pub trait Transport: Send + Sync {
    /// Sends a request to the hub at `address` and waits for the answer. Whoever answers must be the hub of this pin,
    /// as far as the transport can tell: the answer's signature is checked in any case.
    ///
    /// # Errors
    /// [`TransportError`]: nothing is known of what the hub did.
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError>;

    /// Waits before a request that failed is sent again; false if it should not be. `attempt` counts from 0 since the
    /// last success, `retry_after` is what the hub asked for, in seconds. By default nothing is sent again.
    fn pause(&self, attempt: u32, retry_after: Option<u32>) -> bool {
        let _ = (attempt, retry_after);
        false
    }

    /// Whether a request may be sent from another thread while the answer before it is written: then a long sync takes as
    /// long as the longer of the two. By default not. There is never more than one request under way.
    fn reads_ahead(&self) -> bool {
        false
    }
}

/// Progress of a sync. Photos are counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncProgress {
    /// Records the hub has acknowledged.
    pub sent: u64,
    /// Records that came.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answers' bodies.
    pub bytes_down: u64,
}

/// Watches a sync, and may call it off between two requests.
pub trait SyncControl: Send + Sync {
    /// Called after each answer.
    fn progress(&self, progress: SyncProgress);
    /// Whether to stop.
    fn is_cancelled(&self) -> bool;
}

/// Nobody watches, and nobody calls it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unwatched;

impl SyncControl for Unwatched {
    fn progress(&self, _: SyncProgress) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// The error that a failed transport means.
pub(in crate::workspace) fn transport_failed(error: TransportError) -> Error {
    Error::state(match error {
        TransportError::Offline => Code::HubUnreachable,
        TransportError::Timeout => Code::HubTimeout,
        TransportError::Pin => Code::HubNotTrusted,
        TransportError::Cancelled => Code::SyncCancelled,
        TransportError::Malformed => Code::HubRefused,
    })
}

/// The error of a refusing answer. Its body is not signed: it may be believed as far as anybody on the way could have
/// refused as well.
pub(in crate::workspace) fn refusal(status: u16, body: &[u8]) -> Error {
    let says = |code: &str| {
        let text = String::from_utf8_lossy(&body[..body.len().min(512)]);
        text.contains(&format!("\"{code}\""))
    };
    Error::state(match status {
        401 | 403 if says("device_unknown") => Code::HubDeviceUnknown,
        429 | 503 => Code::HubBusy,
        _ => Code::HubRefused,
    })
}
