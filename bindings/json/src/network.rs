//! The way to a hub. One connection is kept from sync to sync, until what is under way is called off.

use linli_core::env::SystemRandom;
use linli_core::http::{HttpOptions, HttpTransport, ProxyMalformed};
use linli_core::workspace::{SyncControl, SyncProgress};
use std::sync::{Arc, Mutex, PoisonError};

/// HTTPS to the community's hub.
#[derive(Debug)]
pub struct Network {
    options: HttpOptions,
    current: Mutex<Arc<HttpTransport>>,
}

impl Network {
    /// With these options. Waiting draws its chance from the system, never from a seeded session's source.
    ///
    /// # Errors
    /// [`ProxyMalformed`].
    pub fn new(options: HttpOptions) -> Result<Self, ProxyMalformed> {
        let first = start(&options)?;
        Ok(Self {
            options,
            current: Mutex::new(Arc::new(first)),
        })
    }

    /// Calls off every exchange under way, from any thread; it ends with `sync_cancelled`. The next one is not concerned.
    pub fn cancel(&self) {
        let Ok(fresh) = start(&self.options) else {
            // These options have made one before.
            return;
        };
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *current, Arc::new(fresh));
        drop(current);
        old.cancel();
    }

    /// Calls off what is under way and everything that comes.
    pub fn end(&self) {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.cancel();
    }

    /// For one exchange.
    pub(crate) fn exchange(&self) -> Exchange {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        Exchange(Arc::clone(&current))
    }
}

fn start(options: &HttpOptions) -> Result<HttpTransport, ProxyMalformed> {
    HttpTransport::new(options.clone(), Arc::new(SystemRandom))
}

/// One exchange: what carries it, and what knows whether it was called off. Nobody watches its progress.
pub(crate) struct Exchange(Arc<HttpTransport>);

impl Exchange {
    pub(crate) fn transport(&self) -> &HttpTransport {
        &self.0
    }
}

impl SyncControl for Exchange {
    fn progress(&self, _: SyncProgress) {}

    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_way_is_called_off_and_what_follows_is_not() {
        let network = Network::new(HttpOptions::default()).expect("no proxy");
        let (first, second) = (network.exchange(), network.exchange());
        network.cancel();
        assert!(first.is_cancelled() && second.is_cancelled());
        assert!(!network.exchange().is_cancelled());
        network.end();
        assert!(network.exchange().is_cancelled());
    }
}
