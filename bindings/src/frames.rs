//! Animated QR: bytes as numbered frames of text, and the sink that puts them together again. No open store is needed.

use crate::codes::ErrorCode;
use crate::error::LinliError;
use linli_core::sync::{FrameRefused, FrameSink as CoreSink, FramesProgress};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The progress of a transfer by frames.
#[uniffi::remote(Record)]
pub struct FramesProgress {
    /// Frames that are here.
    pub have: u32,
    /// Frames in all.
    pub of: u32,
}

fn refused(refused: FrameRefused) -> LinliError {
    match refused {
        FrameRefused::Size => LinliError::of_code(ErrorCode::FieldRange, Some("size")),
        FrameRefused::TooMuch => LinliError::of_code(ErrorCode::BundleTooLarge, Some("bytes")),
        FrameRefused::Malformed | FrameRefused::Foreign | FrameRefused::Damaged => {
            LinliError::of_code(ErrorCode::BundleDamaged, Some("frame"))
        }
    }
}

/// Cuts bytes into frames for animated QR, whose payloads hold at most `size` bytes each (16 to 2,000). Upper-case letters,
/// digits, `-` and `/` alone, which a QR code holds most densely. Fails with `field_range` (`size`) or, of more than 4,000 frames,
/// `bundle_too_large`.
#[uniffi::export]
pub fn frames(bytes: Vec<u8>, size: u32) -> Result<Vec<String>, LinliError> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    linli_core::sync::frames(&bytes, size).map_err(refused)
}

/// Takes frames in, in any order and any number of times. What it holds can be kept as frames, so that a transfer goes on after
/// a kill.
#[derive(Debug, uniffi::Object)]
pub struct FrameSink(Mutex<CoreSink>);

impl FrameSink {
    fn lock(&self) -> MutexGuard<'_, CoreSink> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl FrameSink {
    /// A sink that holds nothing yet.
    #[uniffi::constructor]
    pub fn empty() -> Result<Arc<Self>, LinliError> {
        Ok(Arc::new(Self(Mutex::default())))
    }

    /// Takes a frame; one that is here already changes nothing. Fails with `bundle_damaged` for a text that is no frame, or one of
    /// another transfer; what is here stays.
    pub fn take(&self, frame: String) -> Result<FramesProgress, LinliError> {
        self.lock().take(&frame).map_err(refused)
    }

    /// The progress so far.
    pub fn progress(&self) -> Result<FramesProgress, LinliError> {
        Ok(self.lock().progress())
    }

    /// The frames that are here.
    pub fn frames(&self) -> Result<Vec<String>, LinliError> {
        Ok(self.lock().frames())
    }

    /// The bytes, once all frames are here; absent before. Fails with `bundle_damaged` if they are not those that were sent.
    pub fn bytes(&self) -> Result<Option<Vec<u8>>, LinliError> {
        self.lock().bytes().map_err(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_in_any_order_and_go_on_after_a_kill() {
        let bytes: Vec<u8> = (0..100).collect();
        let shown = frames(bytes.clone(), 16).expect("frames");
        let sink = FrameSink::empty().expect("a sink");
        for frame in shown.iter().rev().take(3) {
            sink.take(frame.clone()).expect("a frame");
        }
        assert_eq!(sink.bytes().expect("so far sound"), None);
        let after = FrameSink::empty().expect("a sink");
        for frame in sink.frames().expect("frames").into_iter().chain(shown) {
            after.take(frame).expect("a frame");
        }
        assert_eq!(after.bytes().expect("whole"), Some(bytes));
        let wrong = after.take("LF/X".to_owned()).expect_err("no frame");
        assert_eq!(wrong.code(), "bundle_damaged");
        let size = frames(vec![1], 3).expect_err("too small");
        assert_eq!(size.code(), "field_range");
    }
}
