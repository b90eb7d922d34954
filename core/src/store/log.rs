//! The write-ahead log before SQLite reads it. SQLite ends a log at the first frame whose checksum is wrong and says
//! nothing: what was acknowledged after it would be as if it had never been written, and the device would go on with its
//! chain from there, as a forger does. So damage in the middle of a log is found here, and told from the torn end that a
//! power cut leaves.
//!
//! Checksums tell them apart: each frame's continues that of the frame before, and a transaction begins only when the
//! one before it is on the disk. So a commit that another frame continues was acknowledged, whatever became of it since.
//! A torn transaction's commit is continued by nothing; nor are those of earlier attempts that failed, or were torn
//! themselves, whose remains may lie behind it.

use super::StoreError;
use super::open::{DATABASE_FILE, LOG_FILE};
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Page size of SQLCipher and SQLite unless they are told otherwise, and we do not.
const PAGE: usize = 4096;

fn word(bytes: &[u8], at: usize, big: bool) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at..at + 4]);
    if big {
        u32::from_be_bytes(word)
    } else {
        u32::from_le_bytes(word)
    }
}

/// SQLite's running checksum over whole pairs of words.
fn checksum(bytes: &[u8], big: bool, mut sum: (u32, u32)) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        sum.0 = sum.0.wrapping_add(word(pair, 0, big)).wrapping_add(sum.1);
        sum.1 = sum.1.wrapping_add(word(pair, 4, big)).wrapping_add(sum.0);
    }
    sum
}

/// Fills the buffer; false at the end of the file, a last part that is too short included.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> Result<bool, StoreError> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// One frame's part of the chain.
#[derive(Clone, Copy)]
struct Link {
    /// The checksum that it holds, and the one that follows from the frame before.
    stored: (u32, u32),
    reckoned: (u32, u32),
    commits: bool,
}

/// Refuses the log of a database in which a frame is damaged that was acknowledged. What is sound in it is on the disk afterwards: a process
/// that was killed may have left more in the system's cache, and what we show must not vanish again, nor may what we
/// write stand on it.
pub(super) fn check(dir: &Path) -> Result<(), StoreError> {
    // Some systems sync only what may be written.
    let file = match File::options()
        .read(true)
        .write(true)
        .open(dir.join(LOG_FILE))
    {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(());
    }
    file.sync_all()?;
    let database = fs::metadata(dir.join(DATABASE_FILE))?.len();
    read(&mut BufReader::new(file), (database + length) / PAGE as u64)
}

/// Takes what follows the first `frames` off a log: a transaction whose commit was written and then refused, because it
/// could not be synced. Whoever reads the log anew would find it whole.
pub(super) fn cut(dir: &Path, frames: u64) -> Result<(), StoreError> {
    let file = match File::options().write(true).open(dir.join(LOG_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let length = HEADER as u64 + frames * (FRAME_HEADER + PAGE) as u64;
    if file.metadata()?.len() > length {
        file.set_len(length)?;
        file.sync_all()?;
    }
    Ok(())
}

/// `most` pages are in database and log together: no commit can speak of more.
fn read(file: &mut impl Read, most: u64) -> Result<(), StoreError> {
    let mut header = [0; HEADER];
    if !fill(file, &mut header)? {
        return Ok(());
    }
    let big = header[3] & 1 == 1;
    let stored = (word(&header, 24, true), word(&header, 28, true));
    let mut last = Link {
        stored,
        reckoned: checksum(&header[..24], big, (0, 0)),
        commits: false,
    };
    let mut sound = last.reckoned == stored && word(&header, 8, true) as usize == PAGE;
    let mut salts = sound.then(|| [word(&header, 16, true), word(&header, 20, true)]);
    let mut frame = vec![0; FRAME_HEADER + PAGE];
    while fill(file, &mut frame)? {
        let own = [word(&frame, 8, true), word(&frame, 12, true)];
        // Under a damaged header the first frame says which log this is.
        let ours = *salts.get_or_insert(own) == own;
        let stored = (word(&frame, 16, true), word(&frame, 20, true));
        let follows = |sum| {
            let sum = checksum(&frame[..8], big, sum);
            checksum(&frame[FRAME_HEADER..], big, sum)
        };
        let reckoned = follows(last.stored);
        // The frame before may be whole but for its own checksum.
        let continues = ours && (reckoned == stored || follows(last.reckoned) == stored);
        if !sound && last.commits && continues {
            return Err(StoreError::Damaged);
        }
        sound &= ours && reckoned == stored;
        last = Link {
            stored,
            reckoned,
            // A file that grew without its data may hold anything here.
            commits: (1..=most).contains(&word(&frame, 4, true).into()),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log as SQLite writes it, page by page.
    struct Log {
        bytes: Vec<u8>,
        sum: (u32, u32),
    }

    fn pair(bytes: &mut Vec<u8>, sum: (u32, u32)) {
        bytes.extend(sum.0.to_be_bytes());
        bytes.extend(sum.1.to_be_bytes());
    }

    impl Log {
        fn new() -> Self {
            let mut bytes = 0x377f_0682_u32.to_be_bytes().to_vec();
            for field in [3_007_000, PAGE as u32, 0, 11, 22] {
                bytes.extend(u32::to_be_bytes(field));
            }
            let sum = checksum(&bytes, false, (0, 0));
            pair(&mut bytes, sum);
            Self { bytes, sum }
        }

        /// A transaction of so many pages, all of them filled with one byte.
        fn commit(mut self, pages: u8, fill: u8) -> Self {
            for page in 1..=pages {
                let last = if page == pages { 9 } else { 0 };
                let mut frame = u32::from(page).to_be_bytes().to_vec();
                frame.extend(u32::to_be_bytes(last));
                let content = vec![fill; PAGE];
                self.sum = checksum(&content, false, checksum(&frame, false, self.sum));
                for salt in [11_u32, 22] {
                    frame.extend(salt.to_be_bytes());
                }
                pair(&mut frame, self.sum);
                self.bytes.extend(frame);
                self.bytes.extend(content);
            }
            self
        }

        /// The remains of an earlier attempt stay where the new log is shorter.
        fn over(self, old: &Self) -> Vec<u8> {
            let mut bytes = self.bytes;
            bytes.extend(&old.bytes[bytes.len().min(old.bytes.len())..]);
            bytes
        }
    }

    fn damaged(bytes: &[u8]) -> bool {
        read(&mut &bytes[..], 30).is_err()
    }

    const FRAME: usize = FRAME_HEADER + PAGE;

    fn flipped(mut bytes: Vec<u8>, at: usize) -> Vec<u8> {
        bytes[at] ^= 4;
        bytes
    }

    #[test]
    fn a_sound_log_and_one_that_ends_anywhere_pass() {
        let log = Log::new().commit(3, 1).commit(4, 2).commit(2, 3).bytes;
        for end in (0..log.len()).step_by(97).chain([log.len()]) {
            assert!(!damaged(&log[..end]), "{end}");
        }
    }

    #[test]
    fn damage_before_what_was_acknowledged_later_is_found_wherever_it_is() {
        let log = Log::new().commit(3, 1).commit(4, 2).commit(2, 3).bytes;
        // Every field of every frame's header, and a place in each page, up to the last transaction but one.
        for frame in 0..7 {
            let start = HEADER + frame * FRAME;
            for at in (3..FRAME_HEADER).step_by(4).chain([FRAME_HEADER + 700]) {
                let found = damaged(&flipped(log.clone(), start + at));
                assert!(found, "frame {frame} at {at}");
            }
        }
        for at in [0, 17, 25] {
            assert!(damaged(&flipped(log.clone(), at)), "header at {at}");
        }
    }

    #[test]
    fn a_torn_last_transaction_passes_whatever_the_rest_of_it_looks_like() {
        let whole = Log::new().commit(3, 1).commit(5, 2).bytes;
        for torn in 3..8 {
            let mut bytes = whole.clone();
            let start = HEADER + torn * FRAME;
            // A file that grew without its data holds anything: here what looks like a commit.
            for until in [8, 16, 24, 600] {
                bytes[start..start + until].fill(0xa7);
                assert!(!damaged(&bytes), "frame {torn} until {until}");
            }
        }
    }

    #[test]
    fn remains_of_attempts_that_failed_pass() {
        let first = Log::new().commit(3, 1);
        let attempts = [(9, 2), (6, 3), (4, 4)];
        let mut log = first.bytes;
        for (pages, fill) in attempts {
            let attempt = Log::new().commit(3, 1).commit(pages, fill);
            log = attempt.over(&Log {
                bytes: log,
                sum: (0, 0),
            });
        }
        let last = Log::new().commit(3, 1).commit(2, 5).over(&Log {
            bytes: log,
            sum: (0, 0),
        });
        assert_eq!(last.len(), HEADER + 12 * FRAME);
        assert!(!damaged(&last));
        assert!(damaged(&flipped(last, HEADER + FRAME_HEADER + 9)));
    }
}
