//! Keys of a hub's backups, sealed to its office's device.

use crate::sync::{SEALED_KEY, open_key};
use crate::workspace::Workspace;
use zeroize::Zeroizing;

impl Workspace {
    /// Opens a key that was sealed to this device; `None` if it was not.
    #[must_use]
    pub fn open_sealed_key(&self, sealed: &[u8; SEALED_KEY]) -> Option<Zeroizing<[u8; 32]>> {
        open_key(sealed, &self.lock().keys)
    }
}
