//! Verifying a bundle without taking it in: every hash and signature of what it holds.

use super::bundles::bundle_code;
use crate::domain::{Code, DeviceId};
use crate::intake::known_keys;
use crate::records::{Parts, PublicKeys, Record};
use crate::roster::Roster;
use crate::sync::Pages;
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
        let refused = |error| Error::refused("file", bundle_code(error));
        let mut pages = Pages::open(bundle, &self.lock().keys).map_err(refused)?;
        let (mut keys, mut failures, mut records) = (BTreeMap::new(), Vec::new(), 0);
        while let Some(page) = pages.turn().map_err(refused)? {
            if page.community != roster.community() {
                return Err(Error::refused("file", Code::BundleWrongCommunity));
            }
            records += page.records.len() as u64;
            for parts in page.records {
                failures.extend(failure(&roster, &mut keys, parts));
            }
        }
        Ok(VerifyReport { records, failures })
    }
}

/// Why a record does not hold, if it does not.
fn failure(
    roster: &Roster,
    keys: &mut BTreeMap<DeviceId, Option<PublicKeys>>,
    parts: Parts,
) -> Option<VerifyFailure> {
    let opened = match Record::open(parts) {
        Ok(opened) => opened,
        Err(refused) => {
            return Some(VerifyFailure {
                record: None,
                code: refused.code(),
            });
        }
    };
    let device = opened.header().device;
    let known = *keys
        .entry(device)
        .or_insert_with(|| known_keys(roster, device));
    let code = match known {
        _ if opened.header().community != roster.community() => Some("bundle_wrong_community"),
        None => Some("device_unknown"),
        Some(keys) => opened.verify(&keys).err().map(|refused| refused.code()),
    };
    code.map(|code| VerifyFailure {
        record: Some(opened.id()),
        code,
    })
}
