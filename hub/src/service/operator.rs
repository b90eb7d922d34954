//! Commands of the operator to a hub that is serving: signed with the hub's own key, which only he can read.

use super::{Refusal, Request, Response, Service};
use crate::backup;
use crate::blobs::{Counted, Usage};
use crate::disk::Disk;
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::domain::{CommunityId, DeviceId, Timestamp};
use linli_core::replica::DeviceUsage;
use linli_core::sync::{HubKey, hub_signed};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The path.
pub const PATH: &str = "/v1/operator";
/// A command is good for so long.
const FRESH_MS: i64 = 60_000;

/// A command of the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "op")]
pub enum Command {
    /// A new token for an office.
    Token,
    /// Numbers.
    Status,
    /// Every signature and chain.
    Verify,
    /// A backup into this file.
    Backup {
        /// The file that is written.
        to: PathBuf,
        /// A folder for copies of the photos that have none yet.
        photos_to: Option<PathBuf>,
    },
}

#[derive(Serialize, Deserialize)]
struct Signed {
    at: i64,
    command: Command,
}

fn message(body: &[u8]) -> Vec<u8> {
    [b"linli/operator/1\0".as_slice(), body].concat()
}

/// Signs a command: what to send as the `linli-auth` header, and the body.
#[must_use]
pub fn sign(key: &HubKey, command: Command, now: Timestamp) -> (String, Vec<u8>) {
    let body = serde_json::to_vec(&Signed { at: now.0, command }).unwrap_or_default();
    (to_hex(&key.sign(&message(&body))), body)
}

/// The outcome of a command: whether the answer is yes, and the answer.
pub type Outcome = (bool, Value);

/// Devices that a status names.
const MOST_NAMED: usize = 20;

/// The devices of which most is kept, by id: the operator asks the office whose they are.
fn largest(
    kept: &BTreeMap<DeviceId, DeviceUsage>,
    unfinished: &BTreeMap<DeviceId, Counted>,
) -> Vec<Value> {
    let ids: BTreeSet<&DeviceId> = kept.keys().chain(unfinished.keys()).collect();
    let mut all: Vec<(u64, Value)> = ids
        .into_iter()
        .map(|id| {
            let of = kept.get(id).copied().unwrap_or_default();
            let begun = unfinished.get(id).copied().unwrap_or_default();
            let value = json!({
                "device": id.to_string(),
                "records": of.records,
                "bytes": of.bytes,
                "photos": of.photos,
                "photo_bytes": of.photo_bytes,
                "unfinished_photos": begun.photos,
                "unfinished_photo_bytes": begun.bytes,
            });
            (of.bytes + of.photo_bytes + begun.bytes, value)
        })
        .collect();
    all.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    all.truncate(MOST_NAMED);
    all.into_iter().map(|(_, value)| value).collect()
}

impl Service {
    /// Does what the operator asks.
    ///
    /// # Errors
    /// [`Refusal`], with a log line that says more.
    pub fn operate(&self, command: &Command) -> Result<Outcome, Refusal> {
        match command {
            Command::Token => {
                let token = self.issue_token().map_err(|error| {
                    tracing::error!(%error, "token");
                    Refusal::Internal
                })?;
                Ok((
                    true,
                    json!({ "token": token, "pin": self.pin().to_string() }),
                ))
            }
            Command::Status => Ok((true, self.status()?)),
            Command::Verify => self.verify(),
            Command::Backup { to, photos_to } => {
                let made = backup::write(self, to, photos_to.as_deref()).map_err(|error| {
                    tracing::error!(%error, "backup");
                    Refusal::Internal
                })?;
                Ok((true, made.json()))
            }
        }
    }

    fn status(&self) -> Result<Value, Refusal> {
        let (mut communities, mut bytes) = (Vec::new(), 0);
        for community in self.storage.communities()? {
            let status = self.storage.status(community)?;
            let photos = self.usage(community)?;
            bytes += status.bytes + photos.whole.bytes;
            let unfinished = photos.unfinished.values();
            let unfinished: u64 = unfinished.map(|counted| counted.bytes).sum();
            communities.push(json!({
                "bytes": status.bytes,
                "photos": photos.whole.photos,
                "photo_bytes": photos.whole.bytes,
                "unfinished_photo_bytes": unfinished,
                "largest_devices": largest(&status.by_device, &photos.unfinished),
                "community": community.to_string(),
                "records": status.records,
                "pending": status.unsettled[0],
                "contested": status.unsettled[1],
                "invalid": status.unsettled[2],
                "unauthorised": status.unsettled[3],
                "devices": status.devices,
                "newest": status.newest,
                "safe": status.safe.map(|safe| safe.seq),
                "recovering": status.recovering,
            }));
        }
        let disk = self.disk();
        let warnings: Vec<Value> = disk
            .filter(Disk::is_nearly_full)
            .map(|_| {
                json!({
                    "code": "disk_nearly_full",
                    "zh": "服务器磁盘快满了，请腾出空间或换更大的磁盘。",
                    "en": "The hub's disk is nearly full; make room or use a larger one.",
                })
            })
            .into_iter()
            .collect();
        Ok(json!({
            "pin": self.pin().to_string(),
            "communities": communities,
            "bytes": bytes,
            "disk": disk.map(|disk| json!({ "free": disk.free, "size": disk.size })),
            "warnings": warnings,
        }))
    }

    fn usage(&self, community: CommunityId) -> Result<Usage, Refusal> {
        self.blobs.usage(community).map_err(|error| {
            tracing::error!(kind = ?error.kind(), "photos");
            Refusal::Internal
        })
    }

    /// The disk that the folder lies on, where the system tells.
    #[must_use]
    pub fn disk(&self) -> Option<Disk> {
        Disk::of(self.folder.dir())
    }

    fn verify(&self) -> Result<Outcome, Refusal> {
        let (mut records, mut failures) = (0, Vec::new());
        for community in self.storage.communities()? {
            let report = self.storage.verify(community)?;
            records += report.records;
            failures.extend(report.failures.into_iter().map(|failure| {
                json!({
                    "community": community.to_string(),
                    "record": failure.record.map(|id| id.to_string()),
                    "code": failure.code,
                })
            }));
        }
        let good = failures.is_empty();
        Ok((good, json!({ "records": records, "failures": failures })))
    }

    pub(super) fn operator(&self, request: Request<'_>) -> Result<Response, Refusal> {
        let signature = request
            .auth
            .and_then(from_hex)
            .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
            .ok_or(Refusal::Auth)?;
        let good = hub_signed(
            self.pin(),
            &self.key.public(),
            &message(request.body),
            &signature,
        );
        if !good {
            return Err(Refusal::Signature);
        }
        let signed: Signed =
            serde_json::from_slice(request.body).map_err(|_| Refusal::Malformed)?;
        if (self.clock.now().0 - signed.at).abs() > FRESH_MS {
            return Err(Refusal::Auth);
        }
        let (good, answer) = self.operate(&signed.command)?;
        Ok(Response {
            status: if good { 200 } else { 422 },
            retry_after: None,
            content_type: "application/json",
            body: answer.to_string().into_bytes(),
        })
    }
}
