//! Bytes as frames of text for animated QR: numbered, taken in any order and any number of times, and whole only when their hash
//! says so. Upper-case letters, digits, `-` and `/` alone, which a QR code holds most densely.
//!
//! `LF/<id>/<n>/<of>/<payload>`: the id is the first 5 bytes of the SHA-256 of all bytes, numbers are decimal from 1, id and payload
//! base 32.

use crate::roster::text::BASE32;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Fewest and most bytes of a frame's payload.
const SIZES: std::ops::RangeInclusive<usize> = 16..=2_000;
/// Most frames of a transfer: nobody shows more.
const MOST: usize = 4_000;
const SIGN: &str = "LF";

/// The reason why a frame, or bytes to be cut into frames, were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameRefused {
    /// A payload of so many bytes makes no frame.
    #[error("frame size out of range")]
    Size,
    /// Nothing to show, or more than frames are good for.
    #[error("too many bytes for frames")]
    TooMuch,
    /// A text that is no frame, or contradicts the others.
    #[error("no frame")]
    Malformed,
    /// A frame of another transfer.
    #[error("frame of another transfer")]
    Foreign,
    /// All are there, and they are not what was sent.
    #[error("frames do not fit together")]
    Damaged,
}

fn id_of(bytes: &[u8]) -> [u8; 5] {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let mut id = [0; 5];
    id.copy_from_slice(&hash[..5]);
    id
}

/// Cuts bytes into frames whose payloads hold at most `size` bytes each.
///
/// # Errors
/// [`FrameRefused::Size`] outside 16 to 2,000 bytes, [`FrameRefused::TooMuch`] for no bytes, or more than 4,000 frames.
pub fn frames(bytes: &[u8], size: usize) -> Result<Vec<String>, FrameRefused> {
    if !SIZES.contains(&size) {
        return Err(FrameRefused::Size);
    }
    let of = bytes.len().div_ceil(size);
    if of == 0 || of > MOST {
        return Err(FrameRefused::TooMuch);
    }
    let id = BASE32.encode(&id_of(bytes));
    Ok(bytes
        .chunks(size)
        .enumerate()
        .map(|(n, part)| format!("{SIGN}/{id}/{}/{of}/{}", n + 1, BASE32.encode(part)))
        .collect())
}

/// How far a transfer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FramesProgress {
    /// Frames that are here.
    pub have: u32,
    /// Frames in all.
    pub of: u32,
}

/// Takes frames in. What it holds is given back by [`Self::frames`], so that a transfer goes on after a kill.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameSink {
    id: [u8; 5],
    of: usize,
    parts: BTreeMap<usize, Vec<u8>>,
}

impl FrameSink {
    /// Takes a frame; one that is here already changes nothing.
    ///
    /// # Errors
    /// [`FrameRefused::Malformed`], [`FrameRefused::Foreign`]; what is here stays.
    pub fn take(&mut self, frame: &str) -> Result<FramesProgress, FrameRefused> {
        let parts: Vec<&str> = frame.trim().splitn(6, '/').collect();
        let &[SIGN, id, n, of, payload] = parts.as_slice() else {
            return Err(FrameRefused::Malformed);
        };
        let bad = || FrameRefused::Malformed;
        let id: [u8; 5] = BASE32
            .decode(id)
            .ok()
            .and_then(|id| id.try_into().ok())
            .ok_or_else(bad)?;
        let number = |text: &str| {
            let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<usize>().ok()).flatten()
        };
        let (n, of) = (number(n).ok_or_else(bad)?, number(of).ok_or_else(bad)?);
        if !(1..=MOST).contains(&of) || !(1..=of).contains(&n) {
            return Err(bad());
        }
        if payload.len() > 2 * SIZES.end() {
            return Err(bad());
        }
        let payload = BASE32.decode(payload).map_err(|_| bad())?;
        if payload.is_empty() || payload.len() > *SIZES.end() {
            return Err(bad());
        }
        if self.parts.is_empty() {
            (self.id, self.of) = (id, of);
        } else if self.id != id {
            return Err(FrameRefused::Foreign);
        }
        let contradicts = self.parts.get(&n).is_some_and(|known| *known != payload);
        if self.of != of || contradicts {
            return Err(bad());
        }
        self.parts.insert(n, payload);
        Ok(self.progress())
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> FramesProgress {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        FramesProgress {
            have: count(self.parts.len()),
            of: count(self.of),
        }
    }

    /// The frames that are here, as they came.
    #[must_use]
    pub fn frames(&self) -> Vec<String> {
        let id = BASE32.encode(&self.id);
        let one = |(n, part): (&usize, &Vec<u8>)| {
            format!("{SIGN}/{id}/{n}/{}/{}", self.of, BASE32.encode(part))
        };
        self.parts.iter().map(one).collect()
    }

    /// The bytes, once all frames are here; `None` before.
    ///
    /// # Errors
    /// [`FrameRefused::Damaged`] if they are not those that were sent.
    pub fn bytes(&self) -> Result<Option<Vec<u8>>, FrameRefused> {
        if self.of == 0 || self.parts.len() < self.of {
            return Ok(None);
        }
        let all: Vec<u8> = self.parts.values().flatten().copied().collect();
        if id_of(&all) == self.id {
            Ok(Some(all))
        } else {
            Err(FrameRefused::Damaged)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_frame_of_this_transfer_is_refused_and_changes_nothing() {
        let all = frames(b"0123456789abcdef0123456789abcdef!", 16).expect("frames");
        assert_eq!(all.len(), 3);
        let mut sink = FrameSink::default();
        for wrong in [
            "",
            "LF",
            "LF/AA/1/1/AA",
            "XX/00000000/1/1/00",
            "LF/00000000/2/1/00",
            "LF/00000000/0/1/00",
        ] {
            assert_eq!(sink.take(wrong), Err(FrameRefused::Malformed), "{wrong}");
        }
        sink.take(&all[2]).expect("the last one first");
        let other = frames(b"something else", 16).expect("frames");
        assert_eq!(sink.take(&other[0]), Err(FrameRefused::Foreign));
        let longer = all[0].replace("/3/", "/4/");
        assert_eq!(sink.take(&longer), Err(FrameRefused::Malformed));
        assert_eq!(sink.progress(), FramesProgress { have: 1, of: 3 });
        assert_eq!(sink.bytes(), Ok(None));
        assert_eq!(frames(b"", 16), Err(FrameRefused::TooMuch));
        assert_eq!(frames(b"x", 15), Err(FrameRefused::Size));
        assert_eq!(frames(&[0; 70_000], 16), Err(FrameRefused::TooMuch));
    }

    #[test]
    fn a_forged_part_is_told_when_all_are_there() {
        let all = frames(&[7; 40], 20).expect("frames");
        let id = all[0].split('/').nth(1).expect("an id");
        let mut sink = FrameSink::default();
        sink.take(&all[0]).expect("a frame");
        sink.take(&format!("LF/{id}/2/2/{}", BASE32.encode(&[8; 20])))
            .expect("it looks like one");
        assert_eq!(sink.bytes(), Err(FrameRefused::Damaged));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn frames_in_any_order_and_any_number_give_the_bytes_again_also_after_a_kill(
            bytes in proptest::collection::vec(any::<u8>(), 1..2_000),
            size in 16_usize..200,
            order in proptest::collection::vec(any::<u16>(), 0..300),
        ) {
            let all = frames(&bytes, size).expect("frames");
            let mut sink = FrameSink::default();
            for pick in order {
                sink.take(&all[usize::from(pick) % all.len()]).expect("a frame");
            }
            // Killed: the next one begins with what was kept.
            let mut again = FrameSink::default();
            for frame in sink.frames() {
                again.take(&frame).expect("a frame");
            }
            for frame in all.iter().rev() {
                prop_assert!(frame.len() < 60 + size * 2);
                again.take(frame).expect("a frame");
            }
            prop_assert_eq!(again.bytes(), Ok(Some(bytes)));
        }
    }
}
