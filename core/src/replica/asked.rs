//! A request before anything of it is believed, and after its signature was checked.

use super::HubError;
use crate::records::{PublicKeys, Verifier};
use crate::sync::{Auth, Signed};

/// A request as it came.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The asking device and its signature.
    pub auth: &'a Auth,
    /// The request that was signed.
    pub signed: Signed<'a>,
}

/// A request that was signed with these keys: [`Asked::proven_by`] alone makes one. Whether they are the keys of the device as
/// the roster has it, is asked of the roster wherever one is taken.
#[derive(Debug, Clone)]
pub struct Proven<'a> {
    asked: Asked<'a>,
    keys: PublicKeys,
    verifier: Verifier,
}

impl<'a> Asked<'a> {
    /// Checks the signature: once for a request, whoever takes it afterwards.
    ///
    /// # Errors
    /// [`HubError::Signature`]: other keys signed it, or keys of another device than it names.
    pub fn proven_by(self, keys: PublicKeys) -> Result<Proven<'a>, HubError> {
        let verifier = self.auth.verified_by(&keys, &self.signed);
        Ok(Proven {
            verifier: verifier.ok_or(HubError::Signature)?,
            asked: self,
            keys,
        })
    }
}

impl<'a> Proven<'a> {
    /// The asking device and its signature.
    #[must_use]
    pub const fn auth(&self) -> &'a Auth {
        self.asked.auth
    }

    pub(super) const fn signed(&self) -> &Signed<'a> {
        &self.asked.signed
    }

    /// The keys that signed it.
    pub(super) const fn keys(&self) -> PublicKeys {
        self.keys
    }

    pub(super) const fn verifier(&self) -> &Verifier {
        &self.verifier
    }
}
