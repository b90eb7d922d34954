//! What callers may hold of a hub at once, all of them together and each network address: no address can take what the
//! others need.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A network address as shares are counted: one of IPv4, or the network of IPv6 that one customer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin([u8; 8]);

impl Origin {
    /// Of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        let mut origin = [0; 8];
        match address.to_canonical() {
            // Beside every network of IPv6: those begin with other bytes than 0, 0, 0, 4.
            IpAddr::V4(v4) => {
                origin[3] = 4;
                origin[4..].copy_from_slice(&v4.octets());
            }
            IpAddr::V6(v6) => origin.copy_from_slice(&v6.octets()[..8]),
        }
        Self(origin)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// Something of which there is so much, and for each address so much.
#[derive(Debug)]
pub struct Pool {
    all: usize,
    each: usize,
    used: Mutex<Used>,
}

#[derive(Debug, Default)]
struct Used {
    all: usize,
    by: BTreeMap<Origin, usize>,
}

/// A part of a [`Pool`]; dropping it gives it back.
#[derive(Debug)]
pub struct Taken {
    pool: Arc<Pool>,
    origin: Origin,
    amount: usize,
}

impl Pool {
    /// Of so much, and for each address so much.
    #[must_use]
    pub fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self {
            all,
            each,
            used: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        // Nothing panics while it is held.
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So much of it an address holds.
    #[must_use]
    pub fn held(&self, origin: Origin) -> usize {
        self.lock().by.get(&origin).copied().unwrap_or_default()
    }

    /// So much for an address; `None` if it, or all together, have no more.
    #[must_use]
    pub fn take(self: &Arc<Self>, origin: Origin, amount: usize) -> Option<Taken> {
        let mut taken = Taken {
            pool: Arc::clone(self),
            origin,
            amount: 0,
        };
        taken.more(amount).then_some(taken)
    }
}

impl Taken {
    /// Takes more, if there is.
    pub fn more(&mut self, amount: usize) -> bool {
        let mut used = self.pool.lock();
        let own = used.by.get(&self.origin).copied().unwrap_or_default();
        if used.all.saturating_add(amount) > self.pool.all
            || own.saturating_add(amount) > self.pool.each
        {
            return false;
        }
        used.all += amount;
        used.by.insert(self.origin, own + amount);
        self.amount += amount;
        true
    }

    /// So much is held.
    #[must_use]
    pub const fn amount(&self) -> usize {
        self.amount
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut used = self.pool.lock();
        used.all -= self.amount;
        if let Some(own) = used.by.get_mut(&self.origin) {
            *own -= self.amount;
            // Nothing is remembered of an address that holds nothing.
            if *own == 0 {
                used.by.remove(&self.origin);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        Origin::of(text.parse().expect("an address"))
    }

    #[test]
    fn an_address_has_its_share_and_no_more_and_the_others_have_theirs() {
        let pool = Pool::new(10, 4);
        let (a, b, c) = (
            origin("10.0.0.1"),
            origin("10.0.0.2"),
            origin("2001:db8::1"),
        );
        let mut first = pool.take(a, 3).expect("a share");
        assert!(first.more(1));
        assert_eq!((pool.held(a), pool.held(b)), (4, 0));
        assert!(pool.take(a, 1).is_none(), "its own share is used up");
        let second = pool.take(b, 4).expect("another address");
        assert!(pool.take(c, 3).is_none(), "there is no more of it at all");
        drop(first);
        assert_eq!(pool.take(c, 3).map(|taken| taken.amount()), Some(3));
        drop(second);
        assert!(pool.lock().by.is_empty(), "nothing is remembered");
    }

    #[test]
    fn a_network_of_one_customer_is_one_address() {
        assert_eq!(origin("2001:db8:1:2::1"), origin("2001:db8:1:2:ffff::9"));
        assert_ne!(origin("2001:db8:1:2::1"), origin("2001:db8:1:3::1"));
        assert_eq!(origin("::ffff:10.0.0.1"), origin("10.0.0.1"));
        assert_ne!(origin("10.0.0.1"), origin("10.0.0.2"));
    }
}
