//! Workloads that take minutes to make are made once and kept between runs.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Raised whenever what is built changes; a new schema makes everything anew by itself.
const EDITION: u32 = 4;
const SCHEMA: [&str; 2] = [
    include_str!("../../../core/src/store/migrations/0001_initial.sql"),
    include_str!("../../../core/src/store/migrations/0002_roster_verified.sql"),
];
/// Left in a folder that is whole.
const WHOLE: &str = "whole";

/// Something on disk.
#[derive(Debug, Clone)]
pub struct Built {
    /// Its folder.
    pub dir: PathBuf,
    /// Whether this run has made it.
    pub fresh: bool,
}

/// The workload kept under a name in `data`, or what `build` makes in a scratch folder now, giving the folder to keep.
pub(super) fn kept(data: &Path, name: &str, build: impl FnOnce(&Path) -> PathBuf) -> Built {
    let mut hash = Sha256::new();
    hash.update(SCHEMA.concat());
    hash.update(EDITION.to_be_bytes());
    let key: [u8; 32] = hash.finalize().into();
    let dir = data.join(format!(
        "{name}-{:02x}{:02x}{:02x}{:02x}",
        key[0], key[1], key[2], key[3]
    ));
    if dir.join(WHOLE).exists() {
        return Built { dir, fresh: false };
    }
    eprintln!("bench: building {name} (once)");
    let scratch = tempfile::tempdir_in(fast()).expect("a scratch folder");
    let from = build(scratch.path());
    let _ = std::fs::remove_dir_all(&dir);
    copy_dir(&from, &dir);
    std::fs::write(dir.join(WHOLE), b"").expect("the folder can be written");
    Built { dir, fresh: true }
}

/// A folder in memory, where the machine has one: making things is not what is measured.
fn fast() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() {
        shared
    } else {
        std::env::temp_dir()
    }
}

/// Copies a folder with all in it, without locks.
pub(super) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is made");
    for entry in std::fs::read_dir(from).expect("the folder is read") {
        let entry = entry.expect("the folder is read");
        let name = entry.file_name();
        if entry.file_type().expect("its type").is_dir() {
            copy_dir(&entry.path(), &to.join(name));
        } else if name != "lock" && name != WHOLE {
            std::fs::copy(entry.path(), to.join(name)).expect("the file is copied");
        }
    }
}
