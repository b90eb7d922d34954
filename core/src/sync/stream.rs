//! Files sealed in parts: photos and backups. Each part is authenticated by itself, so that nothing of a file is believed
//! before it was checked and no file needs to fit into memory; a cut, swapped or repeated part is noticed.
//!
//! A key seals one file, once. Part `n` has the nonce `0⁷ ‖ n (4 bytes) ‖ last?`.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// Bytes of a part before it is sealed.
const PART: usize = 64 * 1024;
const TAG: usize = 16;

/// The length of a file of `plain` bytes once it is sealed.
#[must_use]
pub const fn sealed_len(plain: u64) -> u64 {
    let parts = if plain == 0 {
        1
    } else {
        plain.div_ceil(PART as u64)
    };
    plain + parts * TAG as u64
}

fn nonce(number: u32, last: bool) -> Nonce {
    let mut nonce = Nonce::default();
    nonce[7..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "sealed file is damaged or cut")
}

/// Seals what is written to it. Without [`Sealing::finish`] the file is a cut one, and does not open.
pub struct Sealing<W: Write> {
    cipher: ChaCha20Poly1305,
    inner: W,
    part: Zeroizing<Vec<u8>>,
    number: u32,
}

impl<W: Write> Sealing<W> {
    /// Seals into `inner`.
    pub fn new(key: &[u8; 32], inner: W) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new(&Key::from(*key)),
            inner,
            part: Zeroizing::new(Vec::with_capacity(PART)),
            number: 0,
        }
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&nonce(self.number, last), self.part.as_slice())
            .map_err(|_| damaged())?;
        self.inner.write_all(&sealed)?;
        self.part.clear();
        self.number = self.number.checked_add(1).ok_or_else(damaged)?;
        Ok(())
    }

    /// Writes the last part.
    ///
    /// # Errors
    /// The disk.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.inner)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.part.len() == PART {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PART - self.part.len());
        self.part.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Opens a sealed file while it is read. The end is only reached if it was really the last part.
pub struct Opening<R: Read> {
    cipher: ChaCha20Poly1305,
    inner: R,
    number: u32,
    part: Zeroizing<Vec<u8>>,
    at: usize,
    /// The first byte of the next part, read to see whether there is one.
    ahead: Option<u8>,
    started: bool,
    done: bool,
}

impl<R: Read> Opening<R> {
    /// Opens what `inner` gives.
    pub fn new(key: &[u8; 32], inner: R) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new(&Key::from(*key)),
            inner,
            number: 0,
            part: Zeroizing::new(Vec::new()),
            at: 0,
            ahead: None,
            started: false,
            done: false,
        }
    }

    fn next(&mut self) -> io::Result<()> {
        let mut sealed: Vec<u8> = self.ahead.take().into_iter().collect();
        let wanted = (PART + TAG - sealed.len()) as u64;
        (&mut self.inner).take(wanted).read_to_end(&mut sealed)?;
        let mut byte = [0];
        let more = sealed.len() == PART + TAG && self.inner.read(&mut byte)? == 1;
        self.ahead = more.then_some(byte[0]);
        let plain = self
            .cipher
            .decrypt(&nonce(self.number, !more), sealed.as_slice())
            .map_err(|_| damaged())?;
        self.part = Zeroizing::new(plain);
        self.at = 0;
        self.number = self.number.checked_add(1).ok_or_else(damaged)?;
        self.started = true;
        self.done = !more;
        Ok(())
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while self.at == self.part.len() {
            if self.started && self.done {
                return Ok(0);
            }
            self.next()?;
        }
        let taken = out.len().min(self.part.len() - self.at);
        out[..taken].copy_from_slice(&self.part[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(plain: &[u8]) -> Vec<u8> {
        let mut sealing = Sealing::new(&[7; 32], Vec::new());
        sealing.write_all(plain).expect("written");
        sealing.finish().expect("sealed")
    }

    fn open(sealed: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opening::new(&[7; 32], sealed).read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn every_length_comes_back_and_no_cut_or_swap_does() {
        for length in [0, 1, PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 17] {
            let plain: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let sealed = seal(&plain);
            assert_eq!(sealed.len() as u64, sealed_len(length as u64));
            assert_eq!(open(&sealed).expect("opened"), plain);
            for cut in [1, TAG, PART + TAG] {
                if cut < sealed.len() {
                    assert!(
                        open(&sealed[..sealed.len() - cut]).is_err(),
                        "{length} {cut}"
                    );
                }
            }
        }
        let sealed = seal(&vec![1; 3 * PART]);
        let (a, rest) = sealed.split_at(PART + TAG);
        let (b, c) = rest.split_at(PART + TAG);
        assert!(open(&[b, a, c].concat()).is_err(), "swapped");
        assert!(open(&[a, a, b, c].concat()).is_err(), "repeated");
        assert!(open(&[a, c].concat()).is_err(), "left out");
        assert!(
            open(&[&sealed[..], &sealed[..]].concat()).is_err(),
            "more than its end"
        );
        assert!(open(&[]).is_err());
    }
}
