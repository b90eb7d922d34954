//! Randomness that follows from a seed, so that a session can be run again byte by byte.
//!
//! A store must never draw the same bytes twice, or two records would get one id and two devices one key. So the stream
//! follows from the seed, the name of the store's folder and what the file `seed` in that folder holds; that file is
//! replaced, durably, before the first byte is drawn, by a hash of all three. A store opened a second time with one seed
//! therefore draws other bytes, two stores of one seed do too if their folders are named differently, and the same
//! steps in folders of the same names give the same bytes on any machine. Of two copies of one store, with one seed,
//! one must get another folder name; a copy without `install` draws other bytes anyway.

use crate::failure::Failure;
use crate::files;
use linli_core::domain::id::to_hex;
use linli_core::env::{Random, write_whole};
use linli_core::records::sha256_tagged;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Remembers how far a store's seeded streams have come.
const SEED_FILE: &str = "seed";
const MOST: usize = 4096;

/// A stream of SHA-256 blocks over a counter. For tests and demonstrations: whoever knows the seed knows every key.
pub struct SeededRandom {
    key: [u8; 32],
    block: AtomicU64,
}

impl SeededRandom {
    /// The stream of a seed and whatever tells one use from another.
    pub fn new(seed: u64, parts: &[&[u8]]) -> Self {
        let mut key = sha256_tagged("linli/seed/1", &[&seed.to_be_bytes()]);
        for part in parts {
            let part = sha256_tagged("linli/seed/part/1", &[part]);
            key = sha256_tagged("linli/seed/next/1", &[&key, &part]);
        }
        Self {
            key,
            block: AtomicU64::new(0),
        }
    }

    /// The next stream of a store's folder.
    ///
    /// # Errors
    /// What reading or writing in that folder came to.
    pub fn for_store(dir: &Path, seed: u64) -> Result<Self, Box<Failure>> {
        std::fs::create_dir_all(dir)
            .map_err(|error| crate::codes::at_file(&error, true, &dir.display().to_string()))?;
        let name = dir
            .canonicalize()
            .ok()
            .and_then(|dir| Some(dir.file_name()?.to_string_lossy().into_owned()))
            .unwrap_or_default();
        let read = |name: &str| match files::read_file(&dir.join(name), MOST) {
            Ok(content) => Ok(content),
            Err(failure) if failure.code == "file_not_found" => Ok(Vec::new()),
            Err(failure) => Err(failure),
        };
        let (reached, install) = (read(SEED_FILE)?, read("install")?);
        let stream = Self::new(seed, &[name.as_bytes(), &reached, &install]);
        let next = sha256_tagged("linli/seed/file/1", &[&stream.key]);
        let file = dir.join(SEED_FILE);
        write_whole(&file, to_hex(&next).as_bytes())
            .map_err(|error| crate::codes::at_file(&error, true, &file.display().to_string()))?;
        Ok(stream)
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(32) {
            let block = self.block.fetch_add(1, Ordering::SeqCst);
            let bytes = sha256_tagged("linli/seed/block/1", &[&self.key, &block.to_be_bytes()]);
            part.copy_from_slice(&bytes[..part.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(dir: &Path, seed: u64) -> [u8; 40] {
        let random: &dyn Random = &SeededRandom::for_store(dir, seed).expect("a stream");
        random.bytes()
    }

    #[test]
    fn a_store_never_draws_the_same_bytes_twice_and_two_stores_never_the_same() {
        let (one, other) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        let (office, phone) = (one.path().join("office"), one.path().join("phone"));
        let mut drawn = vec![
            draw(&office, 1),
            draw(&office, 1),
            draw(&phone, 1),
            draw(&office, 2),
        ];
        // The same steps elsewhere, under the same name.
        let again = other.path().join("office");
        assert_eq!([draw(&again, 1), draw(&again, 1)], [drawn[0], drawn[1]]);
        // A restored copy has no install nonce.
        std::fs::write(again.join("install"), "00").expect("written");
        drawn.push(draw(&again, 2));
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 5);
    }
}
