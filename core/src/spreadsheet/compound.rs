//! OLE compound files (.xls, encrypted .xlsx): finds one stream of the root. Every chain of sectors is walked at most as
//! long as the file is, so that a chain that runs in a circle ends. Knows nothing of what the stream holds.

use super::fault::Reason;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;
/// Streams smaller than this live in the mini stream.
const MINI_CUTOFF: u64 = 4096;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The bytes of a workbook's main stream.
pub(super) fn workbook(file: &[u8]) -> Result<Vec<u8>, Reason> {
    let compound = Compound::open(file).ok_or(Reason::Damaged)?;
    let named = |name: &str| {
        compound
            .root_streams
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    if named("EncryptedPackage").is_some() || named("EncryptionInfo").is_some() {
        return Err(Reason::Encrypted);
    }
    let Some(entry) = named("Workbook").or_else(|| named("Book")) else {
        return Err(Reason::NotASpreadsheet);
    };
    compound.stream(entry).ok_or(Reason::Damaged)
}

struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    root_streams: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Self {
            file,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            root_streams: Vec::new(),
        };
        let most = file.len() / sector + 1;
        for id in compound.fat_sectors(most)? {
            compound.fat.extend(words(compound.sector_at(id)?));
        }
        let entries: Vec<Entry> = compound
            .chain(u32_at(file, 48)?, most * sector)?
            .chunks_exact(ENTRY)
            .filter_map(entry)
            .collect();
        let root = entries.first().filter(|entry| entry.kind == 5)?;
        let (start, size, child) = (root.start, root.size, root.child);
        let mini_fat_start = u32_at(file, 60)?;
        if mini_fat_start < FIRST_SPECIAL && size > 0 {
            compound.mini_fat = words(&compound.chain(mini_fat_start, most * sector)?).collect();
            compound.mini_stream = compound.chain(start, usize::try_from(size).ok()?)?;
        }
        compound.root_streams = siblings(entries, child);
        Some(compound)
    }

    /// The sectors that hold the allocation table.
    fn fat_sectors(&self, most: usize) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = words(self.file.get(76..512)?).collect();
        let mut next = u32_at(self.file, 68)?;
        while next < FIRST_SPECIAL {
            if ids.len() > most + 109 {
                return None;
            }
            ids.extend(words(self.sector_at(next)?));
            next = ids.pop()?;
        }
        ids.retain(|id| *id < FIRST_SPECIAL);
        (ids.len() <= most).then_some(ids)
    }

    fn sector_at(&self, id: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(id)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.file.len());
        self.file.get(start..end).filter(|part| !part.is_empty())
    }

    /// The bytes of a chain, at most `most`.
    fn chain(&self, start: u32, most: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut id = start;
        while id != END_OF_CHAIN && bytes.len() < most {
            if bytes.len() > self.file.len() {
                return None;
            }
            bytes.extend_from_slice(self.sector_at(id)?);
            id = *self.fat.get(usize::try_from(id).ok()?)?;
        }
        bytes.truncate(most);
        Some(bytes)
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        let size = usize::try_from(entry.size).ok()?;
        if size > self.file.len() {
            return None;
        }
        if entry.size >= MINI_CUTOFF {
            return self.chain(entry.start, size);
        }
        let mut bytes = Vec::new();
        let mut id = entry.start;
        while id != END_OF_CHAIN && bytes.len() < size {
            let at = usize::try_from(id).ok()?;
            let start = at.checked_mul(MINI_SECTOR)?;
            bytes.extend_from_slice(
                self.mini_stream
                    .get(start..start.checked_add(MINI_SECTOR)?)?,
            );
            id = *self.mini_fat.get(at)?;
        }
        bytes.truncate(size);
        Some(bytes)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64);
    let units: Vec<u16> = bytes
        .get(..length)?
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        left: u32_at(bytes, 68)?,
        right: u32_at(bytes, 72)?,
        child: u32_at(bytes, 76)?,
        start: u32_at(bytes, 116)?,
        size: u64::from(u32_at(bytes, 120)?),
    })
}

/// The entries of one storage: a tree of siblings. An embedded object has streams of the same names further down.
fn siblings(entries: Vec<Entry>, child: u32) -> Vec<Entry> {
    let mut slots: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let mut open = vec![child];
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        let slot = usize::try_from(id).ok().and_then(|id| slots.get_mut(id));
        if let Some(entry) = slot.and_then(Option::take) {
            open.extend([entry.right, entry.left]);
            if entry.kind == 2 {
                found.push(entry);
            }
        }
    }
    found
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

/// A little-endian number at a place, if the bytes reach that far.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

/// A little-endian number at a place, if the bytes reach that far.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}
