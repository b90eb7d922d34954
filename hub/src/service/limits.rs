//! Limits on callers. A device is charged for what it has signed, and for nothing that somebody else sends in its name;
//! whoever has signed nothing that holds is known by his network address alone, and charged there.

use crate::shares::Origin;
use linli_core::domain::{CommunityId, DeviceId, Timestamp};
use linli_core::records::sha256_tagged;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The limits on a device, on an address and on the whole.
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
    /// Bytes of photos kept for a device, unfinished ones too.
    pub file_bytes_per_device: u64,
    /// Requests of an address that may fail at once: not signed, by nobody known, or without a sound token.
    pub failures: u32,
    /// And how many more each minute.
    pub failures_per_minute: u32,
    /// Bytes of memory for all that is being unpacked at once.
    pub unpacking_bytes: usize,
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
            // Phones that wait for their admission fail a few times each, and a carrier may put many behind one address.
            failures: 1_200,
            failures_per_minute: 240,
            unpacking_bytes: 48 << 20,
        }
    }
}

/// Requests of a device that are answered at once: an honest phone sends one after the other, and repeats one that was cut.
const UNDER_WAY: u32 = 4;
/// Requests that one request costs that was signed and could not be read: no honest phone sends one.
const MALFORMED: u64 = 60;

/// Failures of an address that make nobody wary.
const A_FEW: u32 = 20;

/// What is left of one allowance that fills up again with time.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at: i64,
    /// Thousandths.
    left: u64,
}

impl Allowance {
    fn fill(&mut self, most: u64, per_minute: u64, now: Timestamp) {
        // A clock that was put back fills nothing.
        let passed = (now.0 - self.at).max(0).cast_unsigned();
        self.at = now.0;
        let more = u128::from(per_minute) * u128::from(passed) / 60;
        self.left = u64::try_from(u128::from(self.left) + more)
            .unwrap_or(u64::MAX)
            .min(most * 1_000);
    }
}

/// A device's use.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    requests: Allowance,
    bytes: Allowance,
    /// The address that it last came from.
    from: Option<Origin>,
    /// Requests that are being answered.
    under_way: u32,
}

/// Addresses share so many buckets, by a hash that nobody outside can work out: whoever invents addresses fills none that
/// he could name.
const ADDRESSES: usize = 1 << 14;
/// Devices that are remembered before full buckets are forgotten, which are the same as none.
const MOST_BUCKETS: usize = 100_000;

/// A request of a device that is being answered, until it is dropped.
#[derive(Debug)]
pub struct UnderWay<'a> {
    limits: &'a Limits,
    device: (CommunityId, DeviceId),
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some(bucket) = lock(&self.limits.devices).get_mut(&self.device) {
            bucket.under_way -= 1;
        }
    }
}

/// Counts what devices ask and what addresses get wrong.
#[derive(Debug)]
pub struct Limits {
    options: LimitOptions,
    devices: Mutex<BTreeMap<(CommunityId, DeviceId), Bucket>>,
    addresses: Mutex<Vec<Allowance>>,
    salt: [u8; 16],
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Limits {
    /// With these options, and random bytes.
    #[must_use]
    pub fn new(options: LimitOptions, salt: [u8; 16]) -> Self {
        let full = Allowance {
            at: i64::MAX,
            left: u64::from(options.failures) * 1_000,
        };
        Self {
            options,
            devices: Mutex::new(BTreeMap::new()),
            addresses: Mutex::new(vec![full; ADDRESSES]),
            salt,
        }
    }

    /// The address's allowance of failures, filled up to now.
    fn address<'a>(
        &self,
        addresses: &'a mut [Allowance],
        from: Origin,
        now: Timestamp,
    ) -> &'a mut Allowance {
        let hash = sha256_tagged("linli/hub-address/1", &[&self.salt, from.bytes()]);
        let at = usize::from(u16::from_be_bytes([hash[0], hash[1]])) % ADDRESSES;
        let allowance = &mut addresses[at];
        if allowance.at == i64::MAX {
            allowance.at = now.0;
        }
        allowance.fill(
            u64::from(self.options.failures),
            u64::from(self.options.failures_per_minute),
            now,
        );
        allowance
    }

    /// Whether what comes from an address is looked at now; if not, in how many seconds. A device that has signed from
    /// there is, whatever others there get wrong.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn may_try(
        &self,
        from: Option<Origin>,
        device: Option<(CommunityId, DeviceId)>,
        now: Timestamp,
    ) -> Result<(), u32> {
        let Some(from) = from else {
            return Ok(());
        };
        let left = self.address(&mut lock(&self.addresses), from, now).left;
        if left >= 1_000 {
            return Ok(());
        }
        let devices = lock(&self.devices);
        let known = device.and_then(|device| devices.get(&device));
        if known.is_some_and(|bucket| bucket.from == Some(from)) {
            return Ok(());
        }
        Err(wait(1_000 - left, self.options.failures_per_minute.into()))
    }

    /// Whether more has failed from an address lately than a few phones that wait for their admission would account for.
    pub fn is_wary(&self, from: Origin, now: Timestamp) -> bool {
        let left = self.address(&mut lock(&self.addresses), from, now).left;
        left < u64::from(self.options.failures.saturating_sub(A_FEW)) * 1_000
    }

    /// Charges an address for a request that holds nothing.
    pub fn failed(&self, from: Option<Origin>, now: Timestamp) {
        if let Some(from) = from {
            let mut addresses = lock(&self.addresses);
            let allowance = self.address(&mut addresses, from, now);
            allowance.left = allowance.left.saturating_sub(1_000);
        }
    }

    /// Whether a device, which has signed its request, may ask now; if not, in how many seconds.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn admit(
        &self,
        device: (CommunityId, DeviceId),
        from: Option<Origin>,
        bytes: usize,
        now: Timestamp,
    ) -> Result<UnderWay<'_>, u32> {
        let options = &self.options;
        let mut devices = lock(&self.devices);
        if devices.len() >= MOST_BUCKETS {
            self.forget_full(&mut devices, now);
        }
        let full = |most: u64| Allowance {
            at: now.0,
            left: most.saturating_mul(1_000),
        };
        let bucket = devices.entry(device).or_insert(Bucket {
            requests: full(options.burst.into()),
            bytes: full(options.burst_bytes),
            from,
            under_way: 0,
        });
        self.fill(bucket, now);
        bucket.from = from;
        if bucket.under_way >= UNDER_WAY {
            return Err(1);
        }
        let bytes = (bytes as u64).min(options.burst_bytes) * 1_000;
        if bucket.requests.left < 1_000 {
            let missing = 1_000 - bucket.requests.left;
            return Err(wait(missing, options.per_minute.into()));
        }
        if bucket.bytes.left < bytes {
            return Err(wait(bytes - bucket.bytes.left, options.bytes_per_minute));
        }
        bucket.requests.left -= 1_000;
        bucket.bytes.left -= bytes;
        bucket.under_way += 1;
        Ok(UnderWay {
            limits: self,
            device,
        })
    }

    /// Charges a device for a request that it signed and nobody can read.
    pub fn malformed(&self, device: (CommunityId, DeviceId)) {
        if let Some(bucket) = lock(&self.devices).get_mut(&device) {
            bucket.requests.left = bucket.requests.left.saturating_sub(MALFORMED * 1_000);
        }
    }

    fn fill(&self, bucket: &mut Bucket, now: Timestamp) {
        let options = &self.options;
        bucket
            .requests
            .fill(options.burst.into(), options.per_minute.into(), now);
        bucket
            .bytes
            .fill(options.burst_bytes, options.bytes_per_minute, now);
    }

    /// Only enrolled devices have buckets: there are no more than these.
    fn forget_full(&self, devices: &mut BTreeMap<(CommunityId, DeviceId), Bucket>, now: Timestamp) {
        devices.retain(|_, bucket| {
            self.fill(bucket, now);
            bucket.under_way > 0 || bucket.requests.left < u64::from(self.options.burst) * 1_000
        });
    }
}

/// Seconds until thousandths that are missing have come.
fn wait(missing: u64, per_minute: u64) -> u32 {
    let seconds = missing
        .saturating_mul(60)
        .div_ceil(per_minute.max(1) * 1_000);
    u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> (CommunityId, DeviceId) {
        (
            CommunityId::from_bytes([1; 16]),
            DeviceId::from_bytes([n; 16]),
        )
    }

    fn limits() -> Limits {
        let options = LimitOptions {
            burst: 2,
            per_minute: 60,
            burst_bytes: 100,
            bytes_per_minute: 60,
            failures: 3,
            failures_per_minute: 60,
            ..LimitOptions::default()
        };
        Limits::new(options, [7; 16])
    }

    #[test]
    fn a_device_that_asks_too_much_waits_and_the_others_do_not() {
        let limits = limits();
        let ask = |of: u8, bytes, at| {
            let admitted = limits.admit(device(of), None, bytes, Timestamp(at));
            admitted.map(drop)
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

    #[test]
    fn a_device_has_few_requests_under_way() {
        let limits = Limits::new(LimitOptions::default(), [7; 16]);
        let ask = |of: u8| limits.admit(device(of), None, 0, Timestamp(0));
        let mut under_way: Vec<_> = (0..UNDER_WAY).map(|_| ask(1).expect("admitted")).collect();
        assert_eq!(ask(1).err(), Some(1));
        assert!(ask(2).is_ok(), "another");
        under_way.pop();
        assert!(ask(1).is_ok());
    }

    #[test]
    fn whoever_fails_is_known_by_his_address_and_a_device_that_has_signed_there_goes_on() {
        let limits = limits();
        let origin = |n: u8| Some(Origin::of([10, 0, 0, n].into()));
        let now = Timestamp(0);
        let tries = |from, who| limits.may_try(from, who, now);
        assert!(limits.admit(device(1), origin(1), 0, now).is_ok());
        for _ in 0..3 {
            assert_eq!(tries(origin(1), Some(device(9))), Ok(()));
            limits.failed(origin(1), now);
        }
        assert_eq!(tries(origin(1), Some(device(9))), Err(1));
        assert_eq!(tries(origin(1), None), Err(1));
        assert_eq!(
            tries(origin(1), Some(device(1))),
            Ok(()),
            "it is known there"
        );
        assert_eq!(tries(origin(2), Some(device(9))), Ok(()), "another address");
        let later = Timestamp(1_000);
        assert_eq!(limits.may_try(origin(1), None, later), Ok(()));
    }

    #[test]
    fn some_failures_make_wary_and_time_makes_good() {
        let limits = Limits::new(LimitOptions::default(), [7; 16]);
        let origin = |n: u8| Origin::of([10, 0, 0, n].into());
        for _ in 0..A_FEW {
            limits.failed(Some(origin(1)), Timestamp(0));
        }
        assert!(!limits.is_wary(origin(1), Timestamp(0)), "phones at a door");
        limits.failed(Some(origin(1)), Timestamp(0));
        assert!(limits.is_wary(origin(1), Timestamp(0)));
        assert!(!limits.is_wary(origin(2), Timestamp(0)), "another address");
        assert!(!limits.is_wary(origin(1), Timestamp(60_000)));
    }

    #[test]
    fn invented_addresses_take_no_memory_and_empty_nobodys_bucket() {
        let limits = limits();
        let now = Timestamp(0);
        let own = Some(Origin::of([192, 168, 0, 1].into()));
        limits.failed(own, now);
        for n in 0..20_000_u32 {
            limits.failed(Some(Origin::of(n.to_be_bytes().into())), now);
        }
        assert_eq!(lock(&limits.addresses).len(), ADDRESSES);
        assert!(
            lock(&limits.devices).is_empty(),
            "nobody has signed anything"
        );
    }
}
