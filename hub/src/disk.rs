//! Room on the disk that a hub's folder lies on.

use std::path::Path;

/// Bytes of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disk {
    /// That may still be written.
    pub free: u64,
    /// In all.
    pub size: u64,
}

/// A disk with less than this is nearly full, however large it is.
const LITTLE: u64 = 1 << 30;

impl Disk {
    /// The disk that a folder lies on; `None` where the system does not tell.
    #[cfg(unix)]
    #[must_use]
    pub fn of(folder: &Path) -> Option<Self> {
        let told = rustix::fs::statvfs(folder).ok()?;
        Some(Self {
            free: told.f_bavail.saturating_mul(told.f_frsize),
            size: told.f_blocks.saturating_mul(told.f_frsize),
        })
    }

    /// The disk that a folder lies on; `None` where the system does not tell.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(_: &Path) -> Option<Self> {
        None
    }

    /// Whether its operator should do something: less than a tenth is free, or less than 1 GiB.
    #[must_use]
    pub const fn is_nearly_full(&self) -> bool {
        self.free < self.size / 10 || self.free < LITTLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_nearly_full_by_its_share_or_by_what_is_left() {
        let of = |free, size| Disk { free, size }.is_nearly_full();
        assert!(of(9 << 30, 100 << 30), "less than a tenth");
        assert!(!of(11 << 30, 100 << 30));
        assert!(of(900 << 20, 2 << 30), "less than 1 GiB");
    }

    #[cfg(unix)]
    #[test]
    fn the_system_tells_of_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::of(folder.path()).expect("told");
        assert!(disk.size > 0 && disk.free <= disk.size);
    }
}
