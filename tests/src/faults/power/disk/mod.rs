//! A disk with a memory of what it promised. Everything that happened since a file's last sync may be on it or not, in any
//! order, sector by sector; so may a folder's names since the folder's last sync. What was synced is there.
//!
//! A sector on the disk is always one that the system's cache held at some moment: two writes into one sector cannot
//! arrive in the other order, two sectors can. A file that grew without its data shows zeros or rubbish there.

#[cfg(test)]
mod tests;

use super::recording::Event;
use linli_core::records::testing::Dice;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

const SECTOR: usize = 512;

/// The disk that is left after a power cut: files by path, folders without content.
pub(super) type Image = BTreeMap<String, Option<Vec<u8>>>;

/// Fate of that which was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing of it is there.
    Dropped,
    /// All of it, as if the process alone had died.
    Kept,
    /// All up to some moment, and a part of what was written then.
    Ordered,
    /// Whole writes, each or not: later ones without earlier ones.
    Scattered,
    /// Sectors, each or not.
    Torn,
}

impl Fate {
    pub(super) const ALL: [Self; 5] = [
        Self::Dropped,
        Self::Kept,
        Self::Ordered,
        Self::Scattered,
        Self::Torn,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Kept => "kept",
            Self::Ordered => "cut_in_order",
            Self::Scattered => "reordered",
            Self::Torn => "torn",
        }
    }
}

#[derive(Debug)]
enum Change {
    Write { at: usize, data: Vec<u8> },
    Cut(usize),
}

#[derive(Debug)]
enum Naming {
    Put(String, usize),
    Drop(String),
    /// Within one folder: both or neither.
    Move(String, String, usize),
}

#[derive(Debug)]
enum Node {
    File {
        durable: Vec<u8>,
        pending: Vec<Change>,
    },
    Folder {
        durable: BTreeMap<String, usize>,
        live: BTreeMap<String, usize>,
        pending: Vec<Naming>,
    },
}

impl Node {
    const fn file(durable: Vec<u8>) -> Self {
        Self::File {
            durable,
            pending: Vec::new(),
        }
    }

    const fn folder() -> Self {
        Self::Folder {
            durable: BTreeMap::new(),
            live: BTreeMap::new(),
            pending: Vec::new(),
        }
    }
}

/// The disk. Node 0 is the watched folder.
#[derive(Debug)]
pub(super) struct Disk {
    nodes: Vec<Node>,
    by_ino: BTreeMap<u64, usize>,
}

impl Disk {
    /// A folder as it lies there, all of it durable.
    pub(super) fn of(root: &Path) -> io::Result<Self> {
        let mut disk = Self {
            nodes: Vec::new(),
            by_ino: BTreeMap::new(),
        };
        disk.read(root)?;
        Ok(disk)
    }

    fn read(&mut self, path: &Path) -> io::Result<usize> {
        let meta = fs::metadata(path)?;
        let node = self.nodes.len();
        self.by_ino.insert(inode(&meta), node);
        if !meta.is_dir() {
            self.nodes.push(Node::file(fs::read(path)?));
            return Ok(node);
        }
        self.nodes.push(Node::folder());
        let mut names = BTreeMap::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            names.insert(name, self.read(&entry.path())?);
        }
        self.nodes[node] = Node::Folder {
            durable: names.clone(),
            live: names,
            pending: Vec::new(),
        };
        Ok(node)
    }

    /// The folder that a path lies in, and its last name.
    fn place<'a>(&self, path: &'a str) -> Option<(usize, &'a str)> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut at = 0;
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            let Node::Folder { live, .. } = self.nodes.get(at)? else {
                return None;
            };
            at = *live.get(part)?;
        }
        Some((at, name))
    }

    fn find(&self, path: &str) -> Option<usize> {
        let (folder, name) = self.place(path)?;
        match self.nodes.get(folder)? {
            Node::Folder { live, .. } => live.get(name).copied(),
            Node::File { .. } => None,
        }
    }

    fn name(&mut self, path: &str, naming: impl FnOnce(&str) -> Naming) -> Option<()> {
        let (folder, name) = self.place(path)?;
        let Node::Folder { live, pending, .. } = self.nodes.get_mut(folder)? else {
            return None;
        };
        let naming = naming(name);
        rename(live, &naming);
        pending.push(naming);
        Some(())
    }

    fn add(&mut self, path: &str, ino: u64, node: Node) -> Option<()> {
        let number = self.nodes.len();
        self.nodes.push(node);
        // A number may have belonged to a file that is gone.
        self.by_ino.insert(ino, number);
        self.name(path, |name| Naming::Put(name.to_owned(), number))
    }

    /// Does what the recording says.
    ///
    /// # Errors
    /// If the recording names what this disk does not have: it has a hole.
    pub(super) fn apply(&mut self, event: &Event) -> Result<(), String> {
        let done = match event {
            Event::Created { path, ino } => self.add(path, *ino, Node::file(Vec::new())),
            Event::FolderMade { path, ino } => self.add(path, *ino, Node::folder()),
            Event::Written { ino, at, data } => self.change(
                *ino,
                Change::Write {
                    at: *at,
                    data: data.clone(),
                },
            ),
            Event::Cut { ino, len } => self.change(*ino, Change::Cut(*len)),
            Event::Synced { ino } => self.sync(*ino),
            Event::Unlinked { path } | Event::FolderRemoved { path } => {
                self.name(path, |name| Naming::Drop(name.to_owned()))
            }
            Event::Linked { from, to } => self
                .find(from)
                .and_then(|node| self.name(to, |name| Naming::Put(name.to_owned(), node))),
            Event::Renamed { from, to } => self.renamed(from, to),
            Event::Answered { .. } => Some(()),
        };
        done.ok_or_else(|| format!("the recording has a hole before {event:?}"))
    }

    fn renamed(&mut self, from: &str, to: &str) -> Option<()> {
        let node = self.find(from)?;
        let ((old, name), (new, _)) = (self.place(from)?, self.place(to)?);
        let name = name.to_owned();
        if old == new {
            return self.name(to, |to| Naming::Move(name, to.to_owned(), node));
        }
        self.name(from, |name| Naming::Drop(name.to_owned()))?;
        self.name(to, |name| Naming::Put(name.to_owned(), node))
    }

    fn change(&mut self, ino: u64, change: Change) -> Option<()> {
        match self.nodes.get_mut(*self.by_ino.get(&ino)?)? {
            Node::File { pending, .. } => pending.push(change),
            Node::Folder { .. } => return None,
        }
        Some(())
    }

    fn sync(&mut self, ino: u64) -> Option<()> {
        match self.nodes.get_mut(*self.by_ino.get(&ino)?)? {
            Node::File { durable, pending } => {
                for change in pending.drain(..) {
                    perform(durable, &change);
                }
            }
            Node::Folder {
                durable,
                live,
                pending,
            } => {
                durable.clone_from(live);
                pending.clear();
            }
        }
        Some(())
    }

    /// The disk that is left if the power fails now.
    pub(super) fn cut(&self, fate: Fate, dice: &mut Dice) -> Image {
        let mut image = Image::new();
        self.leave(0, "", fate, dice, &mut image);
        image
    }

    fn leave(&self, node: usize, path: &str, fate: Fate, dice: &mut Dice, image: &mut Image) {
        match &self.nodes[node] {
            Node::File { durable, pending } => {
                image.insert(path.to_owned(), Some(survive(durable, pending, fate, dice)));
            }
            Node::Folder {
                durable, pending, ..
            } => {
                if !path.is_empty() {
                    image.insert(path.to_owned(), None);
                }
                for (name, node) in names_left(durable, pending, fate, dice) {
                    let path = if path.is_empty() {
                        name
                    } else {
                        format!("{path}/{name}")
                    };
                    self.leave(node, &path, fate, dice, image);
                }
            }
        }
    }
}

#[cfg(unix)]
fn inode(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

fn rename(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Put(name, node) => {
            names.insert(name.clone(), *node);
        }
        Naming::Drop(name) => {
            names.remove(name);
        }
        Naming::Move(from, to, node) => {
            names.remove(from);
            names.insert(to.clone(), *node);
        }
    }
}

fn names_left(
    durable: &BTreeMap<String, usize>,
    pending: &[Naming],
    fate: Fate,
    dice: &mut Dice,
) -> BTreeMap<String, usize> {
    let mut names = durable.clone();
    let until = dice.below(pending.len() + 1);
    for (n, naming) in pending.iter().enumerate() {
        let kept = match fate {
            Fate::Dropped => false,
            Fate::Kept => true,
            Fate::Ordered => n < until,
            Fate::Scattered | Fate::Torn => dice.below(2) == 0,
        };
        if kept {
            rename(&mut names, naming);
        }
    }
    names
}

fn perform(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Cut(len) => content.resize(*len, 0),
        Change::Write { at, data } => {
            let end = at + data.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*at..end].copy_from_slice(data);
        }
    }
}

/// A file's content after a power cut.
fn survive(durable: &[u8], pending: &[Change], fate: Fate, dice: &mut Dice) -> Vec<u8> {
    let mut disk = durable.to_vec();
    if pending.is_empty() || fate == Fate::Dropped {
        return disk;
    }
    let mut cache = durable.to_vec();
    let rubbish = dice.below(4) == 0;
    let until = dice.below(pending.len() + 1);
    for (n, change) in pending.iter().enumerate() {
        perform(&mut cache, change);
        let kept = match fate {
            Fate::Dropped => false,
            Fate::Kept => true,
            Fate::Ordered => n < until,
            Fate::Scattered | Fate::Torn => dice.below(2) == 0,
        };
        let torn = fate == Fate::Torn || (fate == Fate::Ordered && n == until);
        match change {
            Change::Cut(len) if kept => grow(&mut disk, *len, rubbish, dice),
            Change::Write { at, data } if (kept || torn) && !data.is_empty() => {
                let end = at + data.len();
                if !torn || dice.below(2) == 0 {
                    let len = disk.len().max(end);
                    grow(&mut disk, len, rubbish, dice);
                }
                for sector in at / SECTOR..=(end - 1) / SECTOR {
                    if !torn || dice.below(2) == 0 {
                        write_back(&mut disk, &cache, sector, rubbish, dice);
                    }
                }
            }
            _ => {}
        }
    }
    disk
}

/// Changes the length; what is new was never written.
fn grow(disk: &mut Vec<u8>, len: usize, rubbish: bool, dice: &mut Dice) {
    let old = disk.len();
    disk.resize(len, 0);
    if rubbish && old < len {
        disk[old..].fill_with(|| dice.below(256) as u8);
    }
}

/// Writes a sector of the cache to the disk; behind the file's end it holds zeros.
fn write_back(disk: &mut Vec<u8>, cache: &[u8], sector: usize, rubbish: bool, dice: &mut Dice) {
    let (from, until) = (
        (sector * SECTOR).min(cache.len()),
        ((sector + 1) * SECTOR).min(cache.len()),
    );
    if disk.len() < until {
        grow(disk, until, rubbish, dice);
    }
    disk[from..until].copy_from_slice(&cache[from..until]);
    let end = ((sector + 1) * SECTOR).min(disk.len());
    if until < end {
        disk[until..end].fill(0);
    }
}

/// A folder as an image, without what SQLite makes anew after a crash whatever it holds.
pub(super) fn read_back(root: &Path) -> io::Result<Image> {
    fn read(folder: &Path, name: &str, image: &mut Image) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let path = if name.is_empty() {
                own
            } else {
                format!("{name}/{own}")
            };
            if entry.file_type()?.is_dir() {
                image.insert(path.clone(), None);
                read(&entry.path(), &path, image)?;
            } else if !path.ends_with("-shm") {
                image.insert(path, Some(fs::read(entry.path())?));
            }
        }
        Ok(())
    }
    let mut image = Image::new();
    read(root, "", &mut image)?;
    Ok(image)
}

/// Lays an image out as files, in an empty folder.
pub(super) fn lay_out(image: &Image, root: &Path) -> io::Result<()> {
    for (path, content) in image {
        match content {
            None => fs::create_dir_all(root.join(path))?,
            Some(bytes) => fs::write(root.join(path), bytes)?,
        }
    }
    Ok(())
}
