//! The write-ahead log before SQLite reads it. SQLite ends a log at the first frame whose checksum is wrong and says
//! nothing: what was acknowledged after it would be as if it had never been written, and the device would go on with its
//! chain from there, as a forger does. So damage in the middle of a log is found here, and told from the torn end that a
//! power cut leaves: of a transaction under way at most one commit is in the log, and none after it.

use super::StoreError;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// What SQLCipher and SQLite use unless they are told otherwise, and we do not.
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

/// Refuses a log in which a frame is damaged and more than the last transaction comes after it.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut header = [0; HEADER];
    if !fill(&mut file, &mut header)? {
        return Ok(());
    }
    let big = header[3] & 1 == 1;
    let mut sum = checksum(&header[..24], big, (0, 0));
    let mut sound = sum == (word(&header, 24, true), word(&header, 28, true))
        && word(&header, 8, true) as usize == PAGE;
    let mut salts = sound.then(|| [word(&header, 16, true), word(&header, 20, true)]);
    let mut commits_after = 0;
    let mut frame = vec![0; FRAME_HEADER + PAGE];
    while fill(&mut file, &mut frame)? {
        let own = [word(&frame, 8, true), word(&frame, 12, true)];
        // Under a damaged header the first frame says which log this is.
        let ours = *salts.get_or_insert(own) == own;
        if sound {
            sum = checksum(&frame[..8], big, sum);
            sum = checksum(&frame[FRAME_HEADER..], big, sum);
            sound = ours && sum == (word(&frame, 16, true), word(&frame, 20, true));
        }
        if !sound && ours && word(&frame, 4, true) != 0 {
            commits_after += 1;
        }
    }
    if commits_after > 1 {
        Err(StoreError::Damaged)
    } else {
        Ok(())
    }
}
