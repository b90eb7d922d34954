//! Room kept for the day on which there is none: a file that holds nothing. When the disk is full it is given back, so that
//! work can be saved, sent and put in order until somebody tidies up; when there is room again, it is made again.
//!
//! A save never waits for it and opening never makes it: it grows when the store goes to sleep. It never takes the last
//! room, nor is it worth an error to anybody.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// The file's name in the store's folder. Whoever needs the room may remove it.
pub const BALLAST_FILE: &str = "ballast";

/// The file grows by such a part of the whole, as long as another such part is left to others; and the last one is not for
/// work. Of a phone's it is 5 MB: the log is emptied when it holds 4.
const PARTS: u64 = 4;
const BLOCK: usize = 64 * 1024;

/// The room that a store keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ballast(u64);

impl Ballast {
    /// None: for a desk, whose disk is large and whose user sees when it is full.
    pub const NONE: Self = Self(0);
    /// For a phone: 20 MB, hundreds of visits with long notes.
    pub const PHONE: Self = Self(20 * 1024 * 1024);

    /// So many bytes.
    #[must_use]
    pub const fn bytes(bytes: u64) -> Self {
        Self(bytes)
    }
}

/// The purpose for which room is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Work: it may use up all but the last part.
    Work,
    /// Opening, or emptying the log: the last part is there for these, or what was saved could not even be read.
    Order,
}

/// Gives room back. False if there is none to give.
pub(super) fn release(dir: &Path, need: Need) -> bool {
    let path = dir.join(BALLAST_FILE);
    let Ok(have) = fs::metadata(&path).map(|meta| meta.len()) else {
        return false;
    };
    // However it came to its size: the last of these steps gives nothing.
    let rest = match need {
        Need::Work if have >= PARTS => have / PARTS,
        Need::Work | Need::Order => 0,
    };
    have > rest && shorten(&path, rest).is_ok()
}

fn shorten(path: &Path, length: u64) -> io::Result<()> {
    File::options().write(true).open(path)?.set_len(length)
}

/// Grows towards its size as far as there is room.
pub(super) fn keep(dir: &Path, ballast: Ballast) {
    // Without it everything works as before, until the disk is full.
    let _ = grow(&dir.join(BALLAST_FILE), ballast.0);
}

fn grow(path: &Path, want: u64) -> io::Result<()> {
    let have = fs::metadata(path).map_or(0, |meta| meta.len());
    if have >= want {
        return Ok(());
    }
    let part = (want / PARTS).max(1);
    let mut file = File::options().append(true).create(true).open(path)?;
    let mut kept = have;
    while kept < want {
        let step = part.min(want - kept);
        // More than is kept: so that much stays free for others, and what does not fit is seen before it is taken. Nothing
        // of it reaches the disk before it is cut off again.
        let fits = fill(&mut file, kept, step + part);
        kept += if fits.is_ok() { step } else { 0 };
        file.set_len(kept)?;
        fits?;
    }
    Ok(())
}

/// Appends what no file system can fold up: what it does not store, it could not give back.
fn fill(file: &mut File, seed: u64, length: u64) -> io::Result<()> {
    let mut state = seed | 1;
    let mut block = vec![0; BLOCK];
    let mut left = length;
    while left > 0 {
        for word in block.chunks_exact_mut(8) {
            // xorshift64
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        let now = usize::try_from(left).map_or(BLOCK, |left| left.min(BLOCK));
        file.write_all(&block[..now])?;
        left -= now as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(dir: &Path) -> u64 {
        fs::metadata(dir.join(BALLAST_FILE)).map_or(0, |meta| meta.len())
    }

    #[test]
    fn it_is_kept_given_back_in_two_steps_and_kept_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let ballast = Ballast::bytes(1_000_003);
        keep(dir.path(), ballast);
        assert_eq!(size(dir.path()), 1_000_003);
        assert!(release(dir.path(), Need::Work));
        assert_eq!(size(dir.path()), 250_000);
        keep(dir.path(), ballast);
        assert_eq!(size(dir.path()), 1_000_003);
        assert!(release(dir.path(), Need::Order));
        assert_eq!(size(dir.path()), 0);
        assert!(!release(dir.path(), Need::Order), "there is no more");
    }

    #[test]
    fn none_makes_no_file_and_leaves_another_ones_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        keep(dir.path(), Ballast::NONE);
        assert!(!dir.path().join(BALLAST_FILE).exists());
        assert!(!release(dir.path(), Need::Work));
        keep(dir.path(), Ballast::bytes(7));
        keep(dir.path(), Ballast::NONE);
        assert_eq!(size(dir.path()), 7);
    }

    #[test]
    fn what_it_holds_cannot_be_folded_up() {
        let dir = tempfile::tempdir().expect("a folder");
        keep(dir.path(), Ballast::bytes(200_000));
        let bytes = fs::read(dir.path().join(BALLAST_FILE)).expect("its bytes");
        let mut words: Vec<&[u8]> = bytes.chunks_exact(8).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert!(words.len() * 100 > all * 99);
    }
}
