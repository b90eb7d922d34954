//! A sealed answer: it may travel by any messenger, and only the device that asked can open it. It is made of pages, each
//! packed by itself, so that neither who makes it nor who takes it holds more than a page.
//!
//! `magic ‖ receiver's device id (16) ‖ ephemeral X25519 key (32) ‖ sealed parts of (length (4, little end first) ‖ packed
//! [`Page`]) …`, in parts of 64 KiB as [`super::Sealing`] writes them: whatever is cut, swapped or repeated is noticed.

use super::batch::{Batch, Carried, weight};
use super::bounded;
use super::compress;
use super::mark::OfficeMark;
use super::message::BODY_BYTES;
use super::stream::{Opening, Sealing};
use super::witness::Witness;
use crate::domain::{CommunityId, DeviceId};
use crate::env::Random;
use crate::records::{DeviceKeys, Parts, PublicKeys, caps, sealing_key};
use crate::roster::{OfficerRequest, RawEntry};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

const MAGIC: &[u8; 15] = b"linli/bundle/2\0";
const HEAD: usize = MAGIC.len() + 16 + 32;
/// HKDF's info.
const FOR_BUNDLES: &[u8] = b"linli/bundle/2";
/// Bytes of a page before it is packed, unless one record alone is larger.
const PAGE: usize = 512 * 1024;

/// The content of an answer, or of one page of it. Nothing in it is believed: every entry and record carries its own
/// signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The community.
    pub community: CommunityId,
    /// The device that made it: under its name records of unknown devices are kept.
    pub from: DeviceId,
    /// Roster entries, parents first.
    pub roster: Vec<RawEntry>,
    /// Requests of officers that the registrar has not followed yet.
    pub requests: Vec<OfficerRequest>,
    /// Records, each chain in order.
    pub records: Vec<Parts>,
    /// A hub's witness statements on ballots that are among them.
    pub witnesses: Vec<Witness>,
    /// The mark of the office's backup, if the asker knows less.
    pub mark: Option<OfficeMark>,
}

/// A page as it travels: records are packed.
#[derive(Serialize, Deserialize)]
struct Page {
    community: CommunityId,
    from: DeviceId,
    roster: Vec<RawEntry>,
    requests: Vec<OfficerRequest>,
    records: Batch,
    witnesses: Vec<Witness>,
    mark: Option<OfficeMark>,
}

impl Page {
    fn of(answer: Answer) -> Self {
        let carried = answer
            .records
            .into_iter()
            .map(|parts| Carried { parts, seq: 0 });
        Self {
            community: answer.community,
            from: answer.from,
            roster: answer.roster,
            requests: answer.requests,
            records: Batch::pack(answer.community, carried),
            witnesses: answer.witnesses,
            mark: answer.mark,
        }
    }

    fn answer(self) -> Option<Answer> {
        let carried = self.records.unpack(self.community).ok()?;
        Some(Answer {
            community: self.community,
            from: self.from,
            roster: self.roster,
            requests: self.requests,
            records: carried.into_iter().map(|carried| carried.parts).collect(),
            witnesses: self.witnesses,
            mark: self.mark,
        })
    }
}

impl Answer {
    /// One without anything in it.
    #[must_use]
    pub const fn empty(community: CommunityId, from: DeviceId) -> Self {
        Self {
            community,
            from,
            roster: Vec::new(),
            requests: Vec::new(),
            records: Vec::new(),
            witnesses: Vec::new(),
            mark: None,
        }
    }

    /// Its bytes as a single page, before they are compressed and sealed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&Page::of(self.clone())).unwrap_or_default()
    }
}

/// The reason why a bundle is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefused {
    /// Longer than the cap.
    #[error("too large")]
    TooLarge,
    /// No bundle, or damaged.
    #[error("damaged")]
    Damaged,
    /// Sealed to another device.
    #[error("not for this device")]
    NotForUs,
}

/// A bundle that is being made, page by page.
pub struct BundleWriter {
    sealing: Sealing<Vec<u8>>,
    page: Answer,
    /// Bytes of `page`, about.
    held: usize,
    unpacked: usize,
    pages: usize,
}

impl BundleWriter {
    /// For the device that asked.
    ///
    /// # Errors
    /// [`BundleRefused::Damaged`] if the receiver's key cannot be used.
    pub fn new(
        community: CommunityId,
        from: DeviceId,
        receiver: &PublicKeys,
        random: &dyn Random,
    ) -> Result<Self, BundleRefused> {
        let ephemeral = DeviceKeys::generate(random);
        let public = ephemeral.public().exchange;
        let shared = ephemeral
            .agree(&receiver.exchange)
            .ok_or(BundleRefused::Damaged)?;
        let key = sealing_key(&shared, &public, &receiver.exchange, FOR_BUNDLES);
        let key = key.ok_or(BundleRefused::Damaged)?;
        let head = [MAGIC.as_slice(), receiver.device().as_bytes(), &public].concat();
        Ok(Self {
            sealing: Sealing::new(&key, head),
            page: Answer::empty(community, from),
            held: 0,
            unpacked: 0,
            pages: 0,
        })
    }

    /// Adds to the page, after a new one was begun if this one is full.
    fn add(&mut self, bytes: usize, to: impl FnOnce(&mut Answer)) -> Result<(), BundleRefused> {
        if self.held > 0 && self.held + bytes > PAGE {
            self.turn()?;
        }
        self.held += bytes;
        to(&mut self.page);
        Ok(())
    }

    /// A roster entry; all of them before the first record.
    ///
    /// # Errors
    /// [`BundleRefused::TooLarge`].
    pub fn entry(&mut self, raw: RawEntry) -> Result<(), BundleRefused> {
        let bytes = raw.bytes.len() + raw.names.as_ref().map_or(0, Vec::len) + 128;
        self.add(bytes, |page| page.roster.push(raw))
    }

    /// A request of an officer.
    ///
    /// # Errors
    /// [`BundleRefused::TooLarge`].
    pub fn request(&mut self, request: OfficerRequest) -> Result<(), BundleRefused> {
        let bytes = request.bytes.len() + request.names.as_ref().map_or(0, Vec::len) + 512;
        self.add(bytes, |page| page.requests.push(request))
    }

    /// A record.
    ///
    /// # Errors
    /// [`BundleRefused::TooLarge`].
    pub fn record(&mut self, parts: Parts) -> Result<(), BundleRefused> {
        self.add(weight(&parts), |page| page.records.push(parts))
    }

    /// A statement of a hub; after the records that it is about.
    ///
    /// # Errors
    /// [`BundleRefused::TooLarge`].
    pub fn witness(&mut self, witness: Witness) -> Result<(), BundleRefused> {
        self.add(256, |page| page.witnesses.push(witness))
    }

    /// Writes the page and begins the next.
    fn turn(&mut self) -> Result<(), BundleRefused> {
        let empty = Answer::empty(self.page.community, self.page.from);
        let page = std::mem::replace(&mut self.page, empty);
        self.held = 0;
        let bytes = postcard::to_allocvec(&Page::of(page)).unwrap_or_default();
        self.write(&bytes)
    }

    /// Writes a page's bytes.
    fn write(&mut self, bytes: &[u8]) -> Result<(), BundleRefused> {
        self.unpacked += bytes.len();
        let packed = Zeroizing::new(compress::pack(bytes));
        let length = u32::try_from(packed.len()).map_err(|_| BundleRefused::TooLarge)?;
        if self.unpacked > caps::BUNDLE {
            return Err(BundleRefused::TooLarge);
        }
        self.pages += 1;
        let written = self.sealing.write_all(&length.to_le_bytes());
        written
            .and_then(|()| self.sealing.write_all(&packed))
            .map_err(|_| BundleRefused::TooLarge)
    }

    /// The bundle, with the office's mark on its last page.
    ///
    /// # Errors
    /// [`BundleRefused::TooLarge`].
    pub fn finish(mut self, mark: Option<OfficeMark>) -> Result<Vec<u8>, BundleRefused> {
        self.page.mark = mark;
        if self.held > 0 || self.pages == 0 || self.page.mark.is_some() {
            self.turn()?;
        }
        self.sealed()
    }

    fn sealed(self) -> Result<Vec<u8>, BundleRefused> {
        let out = self.sealing.finish().map_err(|_| BundleRefused::TooLarge)?;
        if out.len() > caps::BUNDLE {
            return Err(BundleRefused::TooLarge);
        }
        Ok(out)
    }
}

/// Seals an answer to the device that asked.
///
/// # Errors
/// [`BundleRefused::Damaged`] if the receiver's key cannot be used, [`BundleRefused::TooLarge`].
pub fn seal(
    answer: &Answer,
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Result<Vec<u8>, BundleRefused> {
    let answer = answer.clone();
    let mut writer = BundleWriter::new(answer.community, answer.from, receiver, random)?;
    for raw in answer.roster {
        writer.entry(raw)?;
    }
    for request in answer.requests {
        writer.request(request)?;
    }
    for parts in answer.records {
        writer.record(parts)?;
    }
    for witness in answer.witnesses {
        writer.witness(witness)?;
    }
    writer.finish(answer.mark)
}

/// Seals what [`Answer::to_bytes`] gives; who tests receivers seals what it never would.
///
/// # Errors
/// As [`seal`].
pub fn seal_bytes(
    packed: &[u8],
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Result<Vec<u8>, BundleRefused> {
    let nobody = (CommunityId::from_bytes([0; 16]), receiver.device());
    let mut writer = BundleWriter::new(nobody.0, nobody.1, receiver, random)?;
    writer.write(packed)?;
    writer.sealed()
}

/// The pages of a bundle, each unpacked when it is asked for.
pub struct Pages<'a> {
    opening: Opening<&'a [u8]>,
    of: Option<(CommunityId, DeviceId)>,
    unpacked: usize,
}

impl<'a> Pages<'a> {
    /// The pages of a bundle that is sealed to these keys. The whole of it is authenticated before the first page is given.
    ///
    /// # Errors
    /// [`BundleRefused`].
    pub fn open(bytes: &'a [u8], keys: &DeviceKeys) -> Result<Self, BundleRefused> {
        if bytes.len() > caps::BUNDLE {
            return Err(BundleRefused::TooLarge);
        }
        if bytes.len() < HEAD || !bytes.starts_with(MAGIC) {
            return Err(BundleRefused::Damaged);
        }
        let (head, sealed) = bytes.split_at(HEAD);
        if head[MAGIC.len()..MAGIC.len() + 16] != *keys.device().as_bytes() {
            return Err(BundleRefused::NotForUs);
        }
        let ephemeral =
            <[u8; 32]>::try_from(&head[MAGIC.len() + 16..]).map_err(|_| BundleRefused::Damaged)?;
        let shared = keys.agree(&ephemeral).ok_or(BundleRefused::Damaged)?;
        let key = sealing_key(&shared, &ephemeral, &keys.public().exchange, FOR_BUNDLES);
        let key = key.ok_or(BundleRefused::Damaged)?;
        let whole = io::copy(&mut Opening::new(&key, sealed), &mut io::sink());
        if whole.map_err(|_| BundleRefused::Damaged)? == 0 {
            return Err(BundleRefused::Damaged);
        }
        Ok(Self {
            opening: Opening::new(&key, sealed),
            of: None,
            unpacked: 0,
        })
    }

    /// The next page's packed bytes; `None` at the end.
    fn packed(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, BundleRefused> {
        let damaged = |_: io::Error| BundleRefused::Damaged;
        let mut length = [0; 4];
        if self.opening.read(&mut length[..1]).map_err(damaged)? == 0 {
            return Ok(None);
        }
        self.opening.read_exact(&mut length[1..]).map_err(damaged)?;
        let length = u64::from(u32::from_le_bytes(length));
        // The mark of a packed page goes with it.
        if length > BODY_BYTES as u64 + 1 {
            return Err(BundleRefused::Damaged);
        }
        let mut packed = Zeroizing::new(Vec::new());
        (&mut self.opening)
            .take(length)
            .read_to_end(&mut packed)
            .map_err(damaged)?;
        if packed.len() as u64 == length {
            Ok(Some(packed))
        } else {
            Err(BundleRefused::Damaged)
        }
    }

    /// The next page; `None` at the end.
    ///
    /// # Errors
    /// [`BundleRefused::Damaged`]: it is no page, or one of another bundle; [`BundleRefused::TooLarge`]: all pages
    /// together unpack to more than the cap.
    pub fn turn(&mut self) -> Result<Option<Answer>, BundleRefused> {
        let Some(packed) = self.packed()? else {
            return Ok(None);
        };
        let plain = compress::unpack(&packed, BODY_BYTES).ok_or(BundleRefused::Damaged)?;
        let plain = Zeroizing::new(plain);
        drop(packed);
        self.unpacked += plain.len();
        if self.unpacked > caps::BUNDLE {
            return Err(BundleRefused::TooLarge);
        }
        let page: Option<Page> = bounded::decode(&plain);
        drop(plain);
        let page = page.and_then(Page::answer).ok_or(BundleRefused::Damaged)?;
        let of = (page.community, page.from);
        if *self.of.get_or_insert(of) != of {
            return Err(BundleRefused::Damaged);
        }
        Ok(Some(page))
    }
}

/// Opens a bundle that is sealed to these keys, all of it at once: for those who look into bundles, not for a phone.
///
/// # Errors
/// [`BundleRefused`].
pub fn open(bytes: &[u8], keys: &DeviceKeys) -> Result<Answer, BundleRefused> {
    let mut pages = Pages::open(bytes, keys)?;
    let mut whole = pages.turn()?.ok_or(BundleRefused::Damaged)?;
    while let Some(page) = pages.turn()? {
        whole.roster.extend(page.roster);
        whole.requests.extend(page.requests);
        whole.records.extend(page.records);
        whole.witnesses.extend(page.witnesses);
        whole.mark = whole.mark.or(page.mark);
    }
    Ok(whole)
}
