//! Photos.

use super::{Refusal, Request, Response, Service};
use linli_core::sync::Auth;
use std::path::{Path, PathBuf};

/// Paths of photos.
pub const PATH: &str = "/v1/files/";

/// The folder of photos.
pub struct Files {
    _dir: PathBuf,
    _quota: u64,
}

impl Files {
    pub(super) fn open(data: &Path, quota: u64) -> std::io::Result<Self> {
        Ok(Self {
            _dir: data.join(crate::folder::FILES),
            _quota: quota,
        })
    }
}

impl Service {
    pub(super) fn file(
        &self,
        _auth: &Auth,
        _method: &str,
        _request: Request<'_>,
    ) -> Result<Response, Refusal> {
        Err(Refusal::FileUnknown)
    }
}
