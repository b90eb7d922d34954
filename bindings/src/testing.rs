//! A clock and a seed for an embedder's own tests: a day can be played again, and its records are the same to the byte.
//! Whoever knows the seed knows every key, so no optimised build takes the feature `testing`. Without it the interface is the same,
//! so that one façade fits every build, and opening fails with `testing_missing`.

#[cfg(all(feature = "testing", not(debug_assertions)))]
compile_error!(
    "the feature `testing` makes keys that anybody can compute: it is for development builds alone; build without it"
);

use crate::codes::ErrorCode;
use crate::error::LinliError;
use crate::foreign::{KeySource, LogSink};
use crate::workspace::{OpenOptions, Workspace};
use linli_core::domain::Timestamp;
use linli_core::env::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// 200 years: farther is a mistake, and far from what a timestamp cannot hold.
const FARTHEST_SECONDS: i64 = 200 * 366 * 86_400;

/// A clock that stands still until it is moved. Several stores may share one.
#[derive(Debug, uniffi::Object)]
pub struct TestClock(AtomicI64);

#[uniffi::export]
impl TestClock {
    /// A clock that stands at a moment.
    #[uniffi::constructor]
    pub fn at(now: Timestamp) -> Result<Arc<Self>, LinliError> {
        Ok(Arc::new(Self(AtomicI64::new(now.0))))
    }

    /// The moment that it shows.
    pub fn now(&self) -> Result<Timestamp, LinliError> {
        Ok(Clock::now(self))
    }

    /// Moves it, back too; gives the moment that it shows then. `field_range` if that is more than 200 years at once.
    pub fn advance(&self, seconds: i64) -> Result<Timestamp, LinliError> {
        if seconds.unsigned_abs() > FARTHEST_SECONDS.unsigned_abs() {
            return Err(LinliError::of_code(ErrorCode::FieldRange, Some("seconds")));
        }
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
        Ok(Clock::now(self))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[uniffi::export]
impl Workspace {
    /// The same as `open`, with a clock of one's own and randomness that follows from a seed, the name of the folder, and how
    /// often the store was opened with it: the system's where one is not given.
    /// Only in development builds: others fail with `testing_missing`.
    #[uniffi::constructor(default(clock = None, seed = None, log = None))]
    pub async fn open_testing(
        options: OpenOptions,
        key: Arc<dyn KeySource>,
        clock: Option<Arc<TestClock>>,
        seed: Option<u64>,
        log: Option<Arc<dyn LogSink>>,
    ) -> Result<Arc<Self>, LinliError> {
        let open = move || there::open(&options, key.as_ref(), clock, seed);
        Self::start(open, log).await
    }
}

#[cfg(feature = "testing")]
mod there {
    use super::TestClock;
    use crate::error::LinliError;
    use crate::foreign::KeySource;
    use crate::workspace::{OpenOptions, key_of};
    use linli_core::env::{Clock, Random, SystemClock, SystemRandom};
    use linli_core::store::Ballast;
    use linli_core::workspace::{OpenOptions as CoreOptions, Workspace};
    use linli_json::seed::SeededRandom;
    use std::sync::Arc;

    pub(super) fn open(
        options: &OpenOptions,
        key: &dyn KeySource,
        clock: Option<Arc<TestClock>>,
        seed: Option<u64>,
    ) -> Result<Workspace, LinliError> {
        let clock: Arc<dyn Clock> = match clock {
            Some(clock) => clock,
            None => Arc::new(SystemClock),
        };
        Ok(Workspace::open(CoreOptions {
            key: key_of(key)?,
            random: random(options, seed)?,
            dir: options.folder.clone(),
            ballast: Ballast::bytes(options.ballast_bytes),
            clock,
        })?)
    }

    fn random(options: &OpenOptions, seed: Option<u64>) -> Result<Arc<dyn Random>, LinliError> {
        let Some(seed) = seed else {
            return Ok(Arc::new(SystemRandom));
        };
        let seeded = SeededRandom::for_store(&options.folder, seed);
        let seeded = seeded.map_err(|failure| LinliError::Input {
            code: failure.code.to_owned(),
            field: Some("folder".to_owned()),
            zh: failure.zh,
            en: failure.en,
        })?;
        Ok(Arc::new(seeded))
    }
}

#[cfg(not(feature = "testing"))]
mod there {
    use super::TestClock;
    use crate::codes::ErrorCode;
    use crate::error::LinliError;
    use crate::foreign::KeySource;
    use crate::workspace::OpenOptions;
    use linli_core::workspace::Workspace;
    use std::sync::Arc;

    pub(super) fn open(
        _: &OpenOptions,
        _: &dyn KeySource,
        _: Option<Arc<TestClock>>,
        _: Option<u64>,
    ) -> Result<Workspace, LinliError> {
        Err(LinliError::of_code(ErrorCode::TestingMissing, None))
    }
}
