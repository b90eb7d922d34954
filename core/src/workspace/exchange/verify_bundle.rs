//! Verifying a bundle without taking it in: every hash and signature of what it holds.

use crate::domain::Code;
use crate::intake::known_keys;
use crate::records::Record;
use crate::sync;
use crate::workspace::{Error, VerifyFailure, VerifyReport, Workspace};
use std::collections::BTreeMap;

impl Workspace {
    /// Checks every record of a bundle that is sealed to this device, against the roster as this store knows it. Nothing
    /// is stored; a record of a device that the roster does not know fails with `device_unknown`.
    ///
    /// # Errors
    /// `bundle_damaged`, `bundle_not_for_us`, `bundle_too_large`, `bundle_wrong_community`, `not_enrolled`;
    /// [`Error::Store`].
    pub fn verify_bundle(&self, bundle: &[u8]) -> Result<VerifyReport, Error> {
        let roster = self.roster()?;
        let answer = sync::open(bundle, &self.lock().keys).map_err(|error| {
            Error::refused(
                "file",
                crate::workspace::exchange::bundles::bundle_code(error),
            )
        })?;
        if answer.community != roster.community() {
            return Err(Error::refused("file", Code::BundleWrongCommunity));
        }
        let mut keys = BTreeMap::new();
        let mut failures = Vec::new();
        let records = answer.records.len() as u64;
        for parts in answer.records {
            let opened = match Record::open(parts) {
                Ok(opened) => opened,
                Err(refused) => {
                    failures.push(VerifyFailure {
                        record: None,
                        code: refused.code(),
                    });
                    continue;
                }
            };
            let device = opened.header().device;
            let known = *keys
                .entry(device)
                .or_insert_with(|| known_keys(&roster, device));
            let code = match known {
                _ if opened.header().community != roster.community() => {
                    Some("bundle_wrong_community")
                }
                None => Some("device_unknown"),
                Some(keys) => opened.verify(&keys).err().map(|refused| refused.code()),
            };
            failures.extend(code.map(|code| VerifyFailure {
                record: Some(opened.id()),
                code,
            }));
        }
        Ok(VerifyReport { records, failures })
    }
}
