//! A wire between the phones and their hub that can be cut after any byte: TCP on the loopback address, passed on as it
//! is. What goes through is TLS; the wire can read none of it.

use std::io::{Read as _, Result, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// No cut is to come.
const NEVER: u64 = u64::MAX;
/// What is passed on at once.
const PIECE: usize = 4096;

/// The wire. Dropping it ends every connection through it.
pub(super) struct Wire {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    closing: AtomicBool,
    /// Bytes towards the hub that still pass before the cut.
    left: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Wire {
    /// A wire to where a hub listens.
    pub(super) fn to(hub: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            left: AtomicU64::new(NEVER),
            ..State::default()
        });
        let shared = Arc::clone(&state);
        let accepting = thread::spawn(move || {
            for near in listener.incoming() {
                if shared.closing.load(Ordering::SeqCst) {
                    return;
                }
                // A hub that is gone is a connection that is refused: the phone sees it closed.
                if let Ok(near) = near {
                    let _ = shared.connect(near, hub);
                }
            }
        });
        Ok(Self {
            address,
            state,
            accepting: Some(accepting),
        })
    }

    /// The phones' end.
    pub(super) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Cuts the next connection once so many bytes have gone towards the hub. The one after it stands again.
    pub(super) fn cut_after(&self, bytes: u64) {
        self.state.left.store(bytes, Ordering::SeqCst);
    }
}

impl State {
    fn connect(self: &Arc<Self>, near: TcpStream, hub: SocketAddr) -> Result<()> {
        let far = TcpStream::connect(hub)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.extend([near.try_clone()?, far.try_clone()?]);
        drop(open);
        let (from_near, to_far) = (near.try_clone()?, far.try_clone()?);
        let state = Arc::clone(self);
        thread::spawn(move || state.carry_up(from_near, to_far));
        thread::spawn(move || carry_down(far, near));
        Ok(())
    }

    fn carry_up(&self, mut near: TcpStream, mut far: TcpStream) {
        let mut piece = [0; PIECE];
        while let Ok(read @ 1..) = near.read(&mut piece) {
            let left = self.left.load(Ordering::SeqCst);
            let pass = usize::try_from(left).map_or(read, |left| read.min(left));
            if far.write_all(&piece[..pass]).is_err() {
                break;
            }
            if left == NEVER {
                continue;
            }
            self.left.store(left - pass as u64, Ordering::SeqCst);
            if pass as u64 == left {
                self.left.store(NEVER, Ordering::SeqCst);
                let _ = near.shutdown(Shutdown::Both);
                break;
            }
        }
        let _ = far.shutdown(Shutdown::Both);
    }
}

fn carry_down(mut far: TcpStream, mut near: TcpStream) {
    let mut piece = [0; PIECE];
    while let Ok(read @ 1..) = far.read(&mut piece) {
        if near.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = near.shutdown(Shutdown::Both);
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.state.closing.store(true, Ordering::SeqCst);
        let open = std::mem::take(
            &mut *self
                .state
                .open
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for end in open {
            let _ = end.shutdown(Shutdown::Both);
        }
        // Whoever waits for the next connection gets one, and sees that it is over.
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_lets_so_many_bytes_through_and_the_next_connection_stands() {
        let hub = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let wire = Wire::to(hub.local_addr().expect("an address")).expect("a wire");
        wire.cut_after(3);
        for (sent, arrives) in [(b"12345".as_slice(), b"123".as_slice()), (b"45", b"45")] {
            let mut phone = TcpStream::connect(wire.address).expect("connected");
            let (mut far, _) = hub.accept().expect("arrives");
            phone.write_all(sent).expect("sent");
            phone.shutdown(Shutdown::Write).expect("said all");
            let mut read = Vec::new();
            far.read_to_end(&mut read).expect("read");
            assert_eq!(read, arrives);
        }
    }
}
