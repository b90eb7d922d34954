//! Photos: sealed by the phone that took them, named by the hash of their bytes, handed in and out in parts.
//!
//! `PUT /v1/files/HASH?record=ID&size=N&at=M` takes the bytes from `at` on and answers how many are here, durably;
//! without a body it only answers. `GET /v1/files/HASH?at=M` gives the next bytes. Repeating either changes nothing.

use super::{Refusal, Request, Response, Service};
use crate::blobs::Appended;
use linli_core::domain::id::from_hex;
use linli_core::replica::{FileError, Proven};
use linli_core::sync::{Auth, Challenge, sign_answer};
use linli_core::workspace::FileAnswer;

/// Paths of photos.
pub const PATH: &str = linli_core::workspace::FILES_PATH;
/// Bytes of a part, both ways.
const PART: usize = 256 * 1024;
/// Photos that a device may have begun and not finished.
const MOST_UNFINISHED: usize = 16;

/// The file and the query of a path.
struct Wanted {
    hash: [u8; 32],
    query: Vec<(String, String)>,
}

impl Wanted {
    fn parse(path: &str) -> Option<Self> {
        let (name, query) = path.strip_prefix(PATH)?.split_once('?')?;
        let hash = from_hex(name)?.try_into().ok()?;
        let query = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Some(Self { hash, query })
    }

    fn value<T: std::str::FromStr>(&self, name: &str) -> Result<T, Refusal> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or(Refusal::Malformed)
    }
}

fn refused(error: FileError) -> Refusal {
    match error {
        FileError::Unknown | FileError::Challenge(_) => Refusal::FileUnknown,
        FileError::Hub(error) => error.into(),
    }
}

fn failed(error: &std::io::Error) -> Refusal {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Refusal::DiskFull,
        std::io::ErrorKind::NotFound => Refusal::FileUnknown,
        kind => {
            tracing::error!(?kind, "files");
            Refusal::Internal
        }
    }
}

impl Service {
    pub(super) fn file(
        &self,
        asked: &Proven<'_>,
        method: &str,
        request: Request<'_>,
    ) -> Result<Response, Refusal> {
        if request.body.len() > PART {
            return Err(Refusal::TooLarge);
        }
        let wanted = Wanted::parse(request.path).ok_or(Refusal::Malformed)?;
        let auth = asked.auth();
        match self.storage.file_caller(auth.community, asked) {
            Ok(()) => {}
            Err(FileError::Challenge(nonce)) => {
                return Ok(Response {
                    status: 401,
                    ..Response::binary(Challenge { nonce }.sign(&self.key, &auth.signature))
                });
            }
            Err(error) => return Err(refused(error)),
        }
        match method {
            "PUT" => self.put_file(auth, &wanted, request.body),
            "GET" => self.get_file(auth, &wanted),
            _ => Err(Refusal::Method),
        }
    }

    fn put_file(&self, auth: &Auth, wanted: &Wanted, body: &[u8]) -> Result<Response, Refusal> {
        let (record, size, at) = (
            wanted.value("record")?,
            wanted.value::<u64>("size")?,
            wanted.value::<u64>("at")?,
        );
        let ticket = self
            .storage
            .file_ticket(auth.community, auth.device, record, wanted.hash)
            .map_err(refused)?;
        if size == 0 || size > ticket.most {
            return Err(Refusal::TooLarge);
        }
        let lies = |error: std::io::Error| failed(&error);
        if ticket.known && self.blobs.has(auth.community, wanted.hash).map_err(lies)? {
            return Ok(self.file_answer(auth, size, true, ticket.safe));
        }
        let own = (auth.community, auth.device);
        let others = self.blobs.unfinished(own).map_err(lies)?;
        let others = others.iter().filter(|(hash, _)| *hash != wanted.hash);
        let unfinished: u64 = others.clone().map(|(_, bytes)| bytes).sum();
        let used = ticket.used.saturating_add(unfinished).saturating_add(size);
        if used > self.file_bytes_per_device || others.count() >= MOST_UNFINISHED {
            return Err(Refusal::FileQuota);
        }
        let appended = self
            .blobs
            .append(own, wanted.hash, (at, size), body)
            .map_err(lies)?;
        match appended {
            Appended::Part(have) => Ok(self.file_answer(auth, have, false, false)),
            Appended::Damaged => Ok(self.file_answer(auth, 0, false, false)),
            Appended::Whole => {
                self.storage
                    .file_done(auth.community, auth.device, (record, wanted.hash), size)
                    .map_err(refused)?;
                Ok(self.file_answer(auth, size, true, false))
            }
        }
    }

    fn file_answer(&self, auth: &Auth, have: u64, complete: bool, safe: bool) -> Response {
        let answer = FileAnswer {
            have,
            complete,
            safe,
        };
        let body = postcard::to_allocvec(&answer).unwrap_or_default();
        Response::binary(sign_answer(&self.key, &auth.signature, &body))
    }

    fn get_file(&self, auth: &Auth, wanted: &Wanted) -> Result<Response, Refusal> {
        self.storage
            .file_for(auth.community, auth.device, wanted.hash)
            .map_err(refused)?;
        let at = wanted.value("at")?;
        let part = self
            .blobs
            .read(auth.community, wanted.hash, at, PART)
            .map_err(|error| failed(&error))?;
        Ok(Response::binary(part))
    }

    /// Removes photos whose words were erased, and parts that nobody has continued for a week. Call it now and then.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn sweep_files(&self) -> Result<(), Refusal> {
        for community in self.storage.communities()? {
            for hash in self.storage.files_erased(community)? {
                self.blobs
                    .remove(community, hash)
                    .map_err(|error| failed(&error))?;
            }
        }
        self.blobs.sweep_parts().map_err(|error| failed(&error))
    }
}
