//! Limits on callers, decided before any signature is checked.

use linli_core::domain::{CommunityId, DeviceId, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The limits on a device and on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitOptions {
    /// Requests of a device that may come at once.
    pub burst: u32,
    /// And how many more each minute.
    pub per_minute: u32,
    /// Bytes of bodies of a device that may come at once.
    pub burst_bytes: u64,
    /// And how many more each minute.
    pub bytes_per_minute: u64,
    /// Bytes of photos kept for a device.
    pub file_bytes_per_device: u64,
}

impl Default for LimitOptions {
    fn default() -> Self {
        Self {
            // A first sync of a large community takes some hundred pages; a day of photos as many parts.
            burst: 1_200,
            per_minute: 240,
            burst_bytes: 256 << 20,
            bytes_per_minute: 32 << 20,
            file_bytes_per_device: 8 << 30,
        }
    }
}

/// A device's use, as two buckets that fill up again with time.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    at: i64,
    /// Thousandths of requests left.
    requests: u64,
    bytes: u64,
}

/// Devices that are remembered at once; a full bucket is the same as none.
const MOST_BUCKETS: usize = 100_000;

/// Counts what devices ask.
#[derive(Debug)]
pub struct Limits {
    options: LimitOptions,
    buckets: Mutex<BTreeMap<(CommunityId, DeviceId), Bucket>>,
}

impl Limits {
    /// With these options.
    #[must_use]
    pub const fn new(options: LimitOptions) -> Self {
        Self {
            options,
            buckets: Mutex::new(BTreeMap::new()),
        }
    }

    /// Whether a device, as it calls itself, may ask now; if not, in how many seconds.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn admit(
        &self,
        community: CommunityId,
        device: DeviceId,
        bytes: usize,
        now: Timestamp,
    ) -> Result<(), u32> {
        let options = &self.options;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_BUCKETS {
            self.forget_full(&mut buckets, now);
        }
        let bucket = buckets.entry((community, device)).or_insert(Bucket {
            at: now.0,
            requests: u64::from(options.burst) * 1_000,
            bytes: options.burst_bytes,
        });
        self.fill(bucket, now);
        let bytes = bytes as u64;
        if bucket.requests < 1_000 {
            return Err(wait(
                1_000 - bucket.requests,
                u64::from(options.per_minute) * 1_000,
            ));
        }
        if bucket.bytes < bytes.min(options.burst_bytes) {
            return Err(wait(bytes - bucket.bytes, options.bytes_per_minute));
        }
        bucket.requests -= 1_000;
        bucket.bytes -= bytes.min(bucket.bytes);
        Ok(())
    }

    fn fill(&self, bucket: &mut Bucket, now: Timestamp) {
        // A clock that was put back fills nothing.
        let passed = (now.0 - bucket.at).max(0).cast_unsigned();
        bucket.at = now.0;
        let more = |per_minute: u64| (u128::from(per_minute) * u128::from(passed) / 60_000) as u64;
        let options = &self.options;
        bucket.requests = (bucket.requests + more(u64::from(options.per_minute) * 1_000))
            .min(u64::from(options.burst) * 1_000);
        bucket.bytes = (bucket.bytes + more(options.bytes_per_minute)).min(options.burst_bytes);
    }

    fn forget_full(&self, buckets: &mut BTreeMap<(CommunityId, DeviceId), Bucket>, now: Timestamp) {
        buckets.retain(|_, bucket| {
            self.fill(bucket, now);
            bucket.requests < u64::from(self.options.burst) * 1_000
        });
        // Somebody is inventing devices: those that he invents are worth nothing.
        if buckets.len() >= MOST_BUCKETS {
            buckets.clear();
        }
    }
}

fn wait(missing: u64, per_minute: u64) -> u32 {
    let seconds = (missing * 60).div_ceil(per_minute.max(1));
    u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_asks_too_much_waits_and_the_others_do_not() {
        let limits = Limits::new(LimitOptions {
            burst: 2,
            per_minute: 60,
            burst_bytes: 100,
            bytes_per_minute: 60,
            ..LimitOptions::default()
        });
        let community = CommunityId::from_bytes([1; 16]);
        let ask = |device: u8, bytes, at| {
            limits.admit(
                community,
                DeviceId::from_bytes([device; 16]),
                bytes,
                Timestamp(at),
            )
        };
        assert_eq!(ask(1, 0, 0), Ok(()));
        assert_eq!(ask(1, 0, 0), Ok(()));
        assert_eq!(ask(1, 0, 0), Err(1));
        assert_eq!(ask(2, 0, 0), Ok(()));
        assert_eq!(ask(1, 0, 1_000), Ok(()), "one a second comes back");
        assert_eq!(ask(3, 90, 0), Ok(()));
        assert_eq!(ask(3, 20, 0), Err(10));
        assert_eq!(ask(3, 20, 10_000), Ok(()));
        assert_eq!(ask(1, 0, -50_000), Err(1), "a clock put back gives nothing");
    }
}
