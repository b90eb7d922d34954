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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MemberId;
    use crate::env::{Random, SystemClock, SystemRandom};
    use crate::records::DeviceKeys;
    use crate::replica::{FileError, Replica, ReplicaOptions, Reply};
    use crate::roster::{EntryDraft, Op, Root, RootKey, Roster};
    use crate::store::DatabaseKey;
    use crate::sync::{HubKey, Nonce, Room, SYNC_PATH};
    use std::sync::Arc;

    #[test]
    fn a_signature_is_asked_about_once_and_whose_it_is_wherever_a_request_is_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let random: &dyn Random = &SystemRandom;
        let hub = Arc::new(HubKey::generate(random));
        let replica = Replica::open(ReplicaOptions {
            dir: folder.path().to_path_buf(),
            key: DatabaseKey::new([7; 32]),
            hub: Arc::clone(&hub),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            room: Room::new(1 << 20),
        })
        .expect("a replica");
        let (root, registrar) = (RootKey::generate(random), DeviceKeys::generate(random));
        let worker = DeviceKeys::generate(random);
        let public = Root {
            threshold: 1,
            keys: vec![root.public()],
        };
        let genesis =
            EntryDraft::genesis("月亮湾", public, registrar.public(), random).sign_root(&[&root]);
        let roster = Roster::new(genesis.clone()).expect("a roster");
        let member = MemberId::from_bytes([5; 16]);
        let ops = vec![
            Op::AddMember { member },
            Op::AddDevice {
                member,
                keys: worker.public(),
            },
        ];
        let names = [((member, None), "王阿姨".to_owned())].into();
        let entry = roster.draft(ops, &names, random).expect("a sound entry");
        let entries = vec![genesis, entry.sign(&registrar)];
        let community = replica.claim(entries, &registrar.public());
        let community = community.expect("founded");
        let signed = Signed {
            method: "POST",
            path: SYNC_PATH,
            hub: hub.pin(),
            body: b"",
        };
        let by = |keys: &DeviceKeys| Auth::sign(community, keys, Nonce([0; 16]), &signed);
        let proven = |auth, keys: &DeviceKeys| Asked { auth, signed }.proven_by(keys.public());

        let stranger = DeviceKeys::generate(random);
        let (theirs, ours) = (by(&stranger), by(&worker));
        assert_eq!(
            proven(&ours, &stranger).err(),
            Some(HubError::Signature),
            "keys of another device"
        );
        let mut forged = ours.clone();
        forged.signature[40] ^= 1;
        assert_eq!(proven(&forged, &worker).err(), Some(HubError::Signature));
        let known = proven(&ours, &worker).expect("its own signature");
        let reply = replica.sync(&known);
        assert!(matches!(reply, Ok(Reply::Challenge(_))), "{reply:?}");
        let unknown = proven(&theirs, &stranger).expect("its own signature");
        assert_eq!(replica.sync(&unknown).err(), Some(HubError::DeviceUnknown));
        let file = replica.file_caller(&unknown);
        assert_eq!(file.err(), Some(FileError::Hub(HubError::DeviceUnknown)));
        // The device is its signing key's: another exchange key beside it is nobody's.
        let mut other = worker.public();
        other.exchange = stranger.public().exchange;
        let mixed = Asked {
            auth: &ours,
            signed,
        };
        let mixed = mixed.proven_by(other).expect("its own signature");
        assert_eq!(replica.sync(&mixed).err(), Some(HubError::DeviceUnknown));
    }
}
