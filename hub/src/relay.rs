//! A stretch of bad network between phones and a hub, on this machine: it passes bytes on, and cuts or slows a connection
//! where it is told to. Whatever lies inside TLS, it is cut between any two bytes. The demonstration, the tests and
//! `linli-hub practice` use it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The fate of one connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line {
    /// It is cut after so many bytes from the phone.
    pub up: Option<u64>,
    /// It is cut after so many bytes from the hub.
    pub down: Option<u64>,
    /// So many bytes at once, and so long between them, both ways.
    pub slow: Option<(usize, Duration)>,
    /// After so many bytes from the phone nothing more comes from it, and the connection stands.
    pub stalled: Option<u64>,
    /// The relay says for whom it speaks, as a proxy does that passes TLS through.
    pub on_behalf: Option<Ipv4Addr>,
}

type Lines = Box<dyn FnMut() -> Line + Send>;

struct Shared {
    target: SocketAddr,
    lines: Mutex<Lines>,
    over: AtomicBool,
    up: AtomicU64,
    down: AtomicU64,
    cuts: AtomicU64,
    /// Connections that stand, by number, with both their ends.
    open: Mutex<BTreeMap<u64, [TcpStream; 2]>>,
}

/// The relay. Dropping it ends it and every connection through it.
pub struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

fn own<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Relay {
    /// A good line to `target`, on a free port of the loopback address.
    ///
    /// # Errors
    /// The system gives no port.
    pub fn to(target: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            target,
            lines: Mutex::new(Box::new(Line::default)),
            over: AtomicBool::new(false),
            up: AtomicU64::new(0),
            down: AtomicU64::new(0),
            cuts: AtomicU64::new(0),
            open: Mutex::default(),
        });
        let accepting = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || accept(&listener, &shared))
        };
        Ok(Self {
            address,
            shared,
            accepting: Some(accepting),
        })
    }

    /// To the hub at a URL such as `https://127.0.0.1:4433`.
    ///
    /// # Errors
    /// It names no address; the system gives no port.
    pub fn to_url(url: &str) -> io::Result<Self> {
        Self::to(address_of(url).ok_or(io::ErrorKind::InvalidInput)?)
    }

    /// The address where phones find it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Says what happens to every connection from now on.
    pub fn lines(&self, lines: impl FnMut() -> Line + Send + 'static) {
        *own(&self.shared.lines) = Box::new(lines);
    }

    /// Bytes that went up and down so far.
    #[must_use]
    pub fn passed(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.shared.up), read(&self.shared.down))
    }

    /// The next connection is cut after so many bytes from the phone; those after it stand again.
    pub fn cut_next_after(&self, bytes: u64) {
        let mut next = Some(bytes);
        self.lines(move || Line {
            up: next.take(),
            ..Line::default()
        });
    }

    /// Cuts every connection that stands.
    pub fn cut_all(&self) {
        for stream in std::mem::take(&mut *own(&self.shared.open))
            .into_values()
            .flatten()
        {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Connections that were cut.
    #[must_use]
    pub fn cuts(&self) -> u64 {
        self.shared.cuts.load(Ordering::Relaxed)
    }
}

/// The address that a URL names.
#[must_use]
pub fn address_of(url: &str) -> Option<SocketAddr> {
    url.split_once("://")?.1.trim_end_matches('/').parse().ok()
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        // Wakes whoever waits for the next connection.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        self.cut_all();
    }
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Relay({})", self.address)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, phone) in (0_u64..).zip(listener.incoming()) {
        if shared.over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(phone) = phone else { continue };
        // No hub: the phone's connection ends at once, as if it were refused.
        let Ok(mut hub) = TcpStream::connect(shared.target) else {
            continue;
        };
        let line = own(&shared.lines)();
        if let Some(of) = line.on_behalf {
            // A hub that is gone hears nothing in any case.
            let _ = write!(hub, "PROXY TCP4 {of} 127.0.0.1 1 1\r\n");
        }
        let (Ok(phone_too), Ok(hub_too)) = (phone.try_clone(), hub.try_clone()) else {
            continue;
        };
        let _ = (phone.set_nodelay(true), hub.set_nodelay(true));
        if let (Ok(one), Ok(other)) = (phone.try_clone(), hub.try_clone()) {
            own(&shared.open).insert(number, [one, other]);
        }
        let up = Arc::clone(shared);
        std::thread::spawn(move || {
            let fate = Fate {
                left: line.up,
                stalled: line.stalled,
                slow: line.slow,
            };
            carry(phone, hub, fate, &up.up, &up);
            own(&up.open).remove(&number);
        });
        let down = Arc::clone(shared);
        std::thread::spawn(move || {
            let fate = Fate {
                left: line.down,
                stalled: None,
                slow: line.slow,
            };
            carry(hub_too, phone_too, fate, &down.down, &down);
            own(&down.open).remove(&number);
        });
    }
}

/// The fate of one direction of a connection.
struct Fate {
    left: Option<u64>,
    stalled: Option<u64>,
    slow: Option<(usize, Duration)>,
}

/// Passes bytes on until the line is cut or somebody hangs up; then both sides are.
fn carry(mut from: TcpStream, mut to: TcpStream, fate: Fate, count: &AtomicU64, shared: &Shared) {
    let Fate {
        mut left,
        mut stalled,
        slow,
    } = fate;
    let mut buffer = vec![0; slow.map_or(16 * 1024, |(bytes, _)| bytes.clamp(1, 16 * 1024))];
    loop {
        let most = left.map_or(buffer.len(), |left| buffer.len().min(left as usize));
        if most == 0 {
            shared.cuts.fetch_add(1, Ordering::Relaxed);
            break;
        }
        while stalled == Some(0) && !shared.over.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let most = stalled.map_or(most, |rest| most.min(rest.max(1) as usize));
        let read = match from.read(&mut buffer[..most]) {
            Ok(0) | Err(_) => break,
            Ok(read) => read,
        };
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
        count.fetch_add(read as u64, Ordering::Relaxed);
        left = left.map(|left| left - read as u64);
        stalled = stalled.map(|rest| rest.saturating_sub(read as u64));
        if let Some((_, wait)) = slow {
            std::thread::sleep(wait);
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
