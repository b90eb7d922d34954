//! Hostile chunks for test programs: valid changes damaged and sealed again, so that only a parser can tell. Deterministic.

use super::columns::seal;
use super::leb::Reader;

/// A seeded source of numbers for tests (splitmix64); never for keys.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Always the same numbers for a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 if that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % (limit.max(1) as u64)).unwrap_or(0)
    }
}

/// The contents of a chunk, after magic, checksum, type and length; empty if there is no such header.
#[must_use]
pub fn contents(chunk: &[u8]) -> &[u8] {
    let mut reader = Reader::new(chunk);
    let header = reader.take(9).and_then(|_| reader.unsigned());
    match header {
        Ok(_) => reader.take(reader.len()).unwrap_or_default(),
        Err(_) => &[],
    }
}

/// A raw change around any contents, with the right length and checksum.
#[must_use]
pub fn reseal(contents: &[u8]) -> Vec<u8> {
    seal(contents)
}

/// Damages a chunk in one to three places, and seals it again.
#[must_use]
pub fn mutate(chunk: &[u8], dice: &mut Dice) -> Vec<u8> {
    const TELLING: [u8; 12] = [0, 1, 2, 3, 4, 0x3f, 0x40, 0x7e, 0x7f, 0x80, 0x81, 0xff];
    let mut bytes = contents(chunk).to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        let until = (at + 1 + dice.below(8)).min(bytes.len());
        match dice.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = TELLING[dice.below(TELLING.len())],
            2 if !bytes.is_empty() => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes.insert(at, TELLING[dice.below(TELLING.len())]),
            4 => drop(bytes.drain(at..until)),
            5 => {
                let copy = bytes[at..until].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => {
                let to = dice.below(bytes.len());
                if !bytes.is_empty() {
                    bytes.swap(at, to);
                }
            }
        }
    }
    seal(&bytes)
}
