//! Requests and answers as bytes: what the HTTP server, the simulator and the tests all drive.

mod claim;
pub mod files;
mod limits;
pub mod operator;
mod sync;

pub use limits::{LimitOptions, Limits};

use crate::blobs::{Blobs, FolderBlobs};
use crate::folder::{Folder, FolderError};
use crate::shares::Origin;
use crate::storage::{SqliteStorage, Storage};
use linli_core::env::{Clock, Random};
use linli_core::replica::{Asked, HubError, Proven};
use linli_core::store::StoreError;
use linli_core::sync::{Auth, HubKey, HubPin, Room, Signed};
use serde_json::json;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A request as it came.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT`.
    pub method: &'a str,
    /// With its query.
    pub path: &'a str,
    /// The value of the `linli-auth` header.
    pub auth: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
    /// The network address that it came from; none within one machine.
    pub from: Option<IpAddr>,
}

impl Request<'_> {
    fn origin(&self) -> Option<Origin> {
        self.from.map(Origin::of)
    }

    fn signed(&self, hub: HubPin) -> Signed<'_> {
        Signed {
            method: self.method,
            path: self.path,
            hub,
            body: self.body,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP's number.
    pub status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// Of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    fn binary(body: Vec<u8>) -> Self {
        Self {
            status: 200,
            retry_after: None,
            content_type: "application/octet-stream",
            body,
        }
    }

    fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            retry_after: None,
            content_type: "text/plain; charset=utf-8",
            body: body.as_bytes().to_vec(),
        }
    }

    /// A refusal, with its code and what it means in both languages.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        let (status, retry_after, code, zh, en) = refusal.parts();
        Self {
            status,
            retry_after,
            content_type: "application/json",
            body: json!({ "error": { "code": code, "zh": zh, "en": en } })
                .to_string()
                .into_bytes(),
        }
    }
}

/// The reason why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No such path.
    Path,
    /// Another method.
    Method,
    /// The header is missing or malformed.
    Auth,
    /// The community or device is not known here.
    DeviceUnknown,
    /// The signature does not hold.
    Signature,
    /// The body is no request of this protocol.
    Malformed,
    /// Longer than any request may be.
    TooLarge,
    /// This device asks too much: seconds to wait.
    TooMany(u32),
    /// The hub has its hands full: seconds to wait.
    Busy(u32),
    /// No such token, or one that is too old.
    Token,
    /// The token was used by another community.
    Claimed,
    /// The claimed community's registrar is somebody else.
    NotRegistrar,
    /// No such photo, or none that this device may see.
    FileUnknown,
    /// The photo's bytes are not what its name says.
    FileDamaged,
    /// A photo's part does not continue what is here: ask how much is.
    FileOffset,
    /// This device's photos use up what is kept for it.
    FileQuota,
    /// The disk is full.
    DiskFull,
    /// The store failed.
    Internal,
}

impl Refusal {
    const fn parts(self) -> (u16, Option<u32>, &'static str, &'static str, &'static str) {
        match self {
            Self::Path => (404, None, "path_unknown", "没有这个地址。", "No such path."),
            Self::Method => (
                405,
                None,
                "method",
                "方法不对。",
                "Another method is needed.",
            ),
            Self::Auth => (
                401,
                None,
                "auth_missing",
                "请求没有签名。",
                "The request is not signed.",
            ),
            Self::DeviceUnknown => (
                403,
                None,
                "device_unknown",
                "服务器不认识这台设备。",
                "The hub does not know this device.",
            ),
            Self::Signature => (
                403,
                None,
                "signature",
                "请求的签名无效。",
                "The request's signature does not hold.",
            ),
            Self::Malformed => (
                400,
                None,
                "malformed",
                "请求无法识别。",
                "The request cannot be read.",
            ),
            Self::TooLarge => (
                413,
                None,
                "too_large",
                "请求太大。",
                "The request is too large.",
            ),
            Self::TooMany(seconds) => (
                429,
                Some(seconds),
                "too_many",
                "请求太频繁，请稍后再试。",
                "Too many requests; wait a moment.",
            ),
            Self::Busy(seconds) => (
                503,
                Some(seconds),
                "busy",
                "服务器正忙，请稍后再试。",
                "The hub is busy; try again later.",
            ),
            Self::Token => (
                403,
                None,
                "hub_token",
                "领用码不对或已过期。",
                "The token is wrong or too old.",
            ),
            Self::Claimed => (
                409,
                None,
                "hub_claimed",
                "领用码已被另一个社区使用。",
                "The token was used by another community.",
            ),
            Self::NotRegistrar => (
                403,
                None,
                "not_registrar",
                "只有社区的登记设备可以领用服务器。",
                "Only a community's registrar may claim a hub.",
            ),
            Self::FileUnknown => (
                404,
                None,
                "file_unknown",
                "没有这张照片，或无权查看。",
                "No such photo, or none that this device may see.",
            ),
            Self::FileDamaged => (
                422,
                None,
                "file_damaged",
                "照片传输有误，请重传。",
                "The photo was damaged on its way; send it again.",
            ),
            Self::FileOffset => (
                409,
                None,
                "file_offset",
                "照片续传位置不对。",
                "The photo's part does not continue what is here.",
            ),
            Self::FileQuota => (
                507,
                None,
                "file_quota",
                "这台设备的照片已占满配额。",
                "This device's photos use up its quota.",
            ),
            Self::DiskFull => (
                503,
                Some(300),
                "disk_full",
                "服务器存储空间已满，请联系管理员。",
                "The hub's disk is full; tell its operator.",
            ),
            Self::Internal => (
                500,
                None,
                "internal",
                "服务器出错，没有保存。",
                "The hub failed; nothing was saved.",
            ),
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.parts().2
    }
}

impl From<HubError> for Refusal {
    fn from(error: HubError) -> Self {
        match error {
            HubError::DeviceUnknown => Self::DeviceUnknown,
            HubError::Signature => Self::Signature,
            HubError::Malformed => Self::Malformed,
            HubError::NotRegistrar => Self::NotRegistrar,
            HubError::Busy => Self::Busy(2),
            HubError::Store(StoreError::DiskFull) => Self::DiskFull,
            HubError::Store(StoreError::InUse) => Self::Busy(1),
            HubError::Store(error) => {
                tracing::error!(code = error.code(), "store");
                Self::Internal
            }
        }
    }
}

/// A hub that serves, whatever carries its bytes.
pub struct Service {
    folder: Folder,
    key: Arc<HubKey>,
    storage: Arc<dyn Storage>,
    /// Held while a claim is carried out.
    claiming: Mutex<()>,
    blobs: Box<dyn Blobs>,
    file_bytes_per_device: u64,
    limits: Limits,
    /// Memory for what is being unpacked.
    room: Arc<Room>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

/// The things that opening a service takes besides its folder.
pub struct ServiceOptions {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub random: Arc<dyn Random>,
    /// The limits.
    pub limits: LimitOptions,
}

impl Service {
    /// Opens the hub in a folder.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(dir: &Path, options: ServiceOptions) -> Result<Self, FolderError> {
        let folder = Folder::open(dir)?;
        let key = Arc::new(HubKey::from_secret(&folder.key().secret()));
        let secret = folder.secrets().store;
        let room = Room::new(options.limits.unpacking_bytes);
        let salt = options.random.bytes();
        let storage = SqliteStorage::new(
            dir,
            Arc::new(move || linli_core::store::DatabaseKey::new(*secret)),
            Arc::clone(&key),
            Arc::clone(&options.clock),
            Arc::clone(&options.random),
            Arc::clone(&room),
        );
        Ok(Self {
            room,
            blobs: Box::new(FolderBlobs::new(dir)),
            file_bytes_per_device: options.limits.file_bytes_per_device,
            folder,
            key,
            storage: Arc::new(storage),
            claiming: Mutex::new(()),
            limits: Limits::new(options.limits, salt),
            clock: options.clock,
            random: options.random,
        })
    }

    /// The hub's pin.
    #[must_use]
    pub fn pin(&self) -> HubPin {
        self.key.pin()
    }

    /// The hub's key, for its certificate.
    #[must_use]
    pub fn key(&self) -> &HubKey {
        &self.key
    }

    /// Random bytes.
    #[must_use]
    pub fn random(&self) -> &dyn Random {
        self.random.as_ref()
    }

    /// Its data folder.
    #[must_use]
    pub const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Its photos.
    #[must_use]
    pub fn blobs(&self) -> &dyn Blobs {
        self.blobs.as_ref()
    }

    /// Its communities.
    #[must_use]
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// A new token for an office.
    ///
    /// # Errors
    /// The disk.
    pub fn issue_token(&self) -> Result<String, FolderError> {
        self.folder
            .issue_token(self.random.as_ref(), self.clock.now())
    }

    /// Finishes what is under way.
    ///
    /// # Errors
    /// The disk; everything acknowledged is durable in any case.
    pub fn shutdown(&self) -> Result<(), HubError> {
        self.storage.shutdown()
    }

    /// Answers a request. Blocks for as long as the disk takes.
    #[must_use]
    pub fn handle(&self, request: Request<'_>) -> Response {
        self.answer(request).unwrap_or_else(Response::refused)
    }

    fn answer(&self, request: Request<'_>) -> Result<Response, Refusal> {
        let path = request.path.split('?').next().unwrap_or_default();
        match (request.method, path) {
            ("GET", "/healthz") => Ok(Response::text(200, "ok\n")),
            ("GET", "/readyz") => match self.storage.communities() {
                Ok(_) => Ok(Response::text(200, "ready\n")),
                Err(error) => Err(error.into()),
            },
            ("POST", linli_core::sync::SYNC_PATH) => {
                self.by_device(&request, |asked| self.sync(asked, request))
            }
            ("POST", linli_core::workspace::CLAIM_PATH) => {
                self.by_stranger(&request, |auth| self.claim(auth, request))
            }
            ("POST", operator::PATH) => {
                let now = self.clock.now();
                let (from, nobody) = (request.origin(), None);
                self.limits
                    .may_try(from, nobody, now)
                    .map_err(Refusal::TooMany)?;
                self.charged(from, self.operator(request))
            }
            (method, path) if path.starts_with(files::PATH) => {
                self.by_device(&request, |asked| self.file(asked, method, request))
            }
            (_, "/healthz" | "/readyz" | linli_core::sync::SYNC_PATH) => Err(Refusal::Method),
            _ => Err(Refusal::Path),
        }
    }

    /// Whether so much from an address has failed that it is hardly listened to.
    #[must_use]
    pub fn is_tired_of(&self, from: Origin) -> bool {
        let tried = self.limits.may_try(Some(from), None, self.clock.now());
        tried.is_err()
    }

    /// Whether an answer to an address should not be hurried: it says that something was wrong, and whoever gets it again and
    /// again would otherwise come again at once.
    #[must_use]
    pub fn takes_its_time(&self, from: Origin, status: u16) -> bool {
        match status {
            // What no honest phone asks, and whoever did not wait.
            400 | 429 => true,
            403 | 413 | 503 => self.limits.is_wary(from, self.clock.now()),
            _ => false,
        }
    }

    /// Charges an address for a connection or a body that came to nothing.
    pub fn wasted(&self, from: Origin) {
        self.limits.failed(Some(from), self.clock.now());
    }

    /// Who says that he asks, unless too much from his address has failed.
    fn caller(&self, request: &Request<'_>) -> Result<Auth, Refusal> {
        let auth = request.auth.and_then(Auth::from_text);
        let device = auth.as_ref().map(|auth| (auth.community, auth.device));
        self.limits
            .may_try(request.origin(), device, self.clock.now())
            .map_err(Refusal::TooMany)?;
        auth.ok_or(Refusal::Auth)
    }

    /// Charges the address for what holds nothing.
    fn charged<T>(&self, from: Option<Origin>, result: Result<T, Refusal>) -> Result<T, Refusal> {
        if let Err(Refusal::Auth | Refusal::Signature | Refusal::DeviceUnknown | Refusal::Token) =
            result
        {
            self.limits.failed(from, self.clock.now());
        }
        result
    }

    /// A request that a device of some community has signed. Until that is known, nothing is charged to the device and
    /// nothing of the body is read.
    fn by_device(
        &self,
        request: &Request<'_>,
        answer: impl FnOnce(&Proven<'_>) -> Result<Response, Refusal>,
    ) -> Result<Response, Refusal> {
        let from = request.origin();
        let auth = self.charged(from, self.caller(request))?;
        let proven = || {
            let keys = self.storage.keys_of(auth.community, auth.device)?;
            let signed = request.signed(self.pin());
            let asked = Asked {
                auth: &auth,
                signed,
            };
            Ok(asked.proven_by(keys)?)
        };
        let asked = self.charged(from, proven())?;
        let device = (auth.community, auth.device);
        let bytes = request.body.len();
        let _under_way = self
            .limits
            .admit(device, from, bytes, self.clock.now())
            .map_err(Refusal::TooMany)?;
        let result = answer(&asked);
        if matches!(result, Err(Refusal::Malformed)) {
            self.limits.malformed(device);
        }
        result
    }

    /// A request of somebody whom this hub does not know yet.
    fn by_stranger(
        &self,
        request: &Request<'_>,
        answer: impl FnOnce(&Auth) -> Result<Response, Refusal>,
    ) -> Result<Response, Refusal> {
        let result = self.caller(request).and_then(|auth| answer(&auth));
        self.charged(request.origin(), result)
    }
}
