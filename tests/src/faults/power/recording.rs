//! Recording by the preloaded library: changes of the disk in the order in which they happened, and between them what
//! was answered on standard output. The format is that of `preload/disk.c`.

use std::path::Path;

/// One line of the recording. Paths are relative to the watched folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    Created { path: String, ino: u64 },
    Written { ino: u64, at: usize, data: Vec<u8> },
    Cut { ino: u64, len: usize },
    Synced { ino: u64 },
    Unlinked { path: String },
    Renamed { from: String, to: String },
    Linked { from: String, to: String },
    FolderMade { path: String, ino: u64 },
    FolderRemoved { path: String },
    Answered { text: Vec<u8> },
}

/// Takes bytes from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(len)?;
        self.0 = tail;
        Some(head)
    }

    fn small(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.try_into().ok()?;
        Some(u32::from_ne_bytes(bytes))
    }

    fn large(&mut self) -> Option<u64> {
        let bytes = self.take(8)?.try_into().ok()?;
        Some(u64::from_ne_bytes(bytes))
    }
}

/// Reads a recording. A last record that was cut with its process is left out.
pub(super) fn parse(log: &[u8], root: &Path) -> Vec<Event> {
    let mut bytes = Bytes(log);
    let mut events = Vec::new();
    while let Some(event) = event(&mut bytes, root) {
        events.push(event);
    }
    events
}

fn event(bytes: &mut Bytes<'_>, root: &Path) -> Option<Event> {
    let (op, path_len) = (bytes.small()?, bytes.small()?);
    let (ino, at, data_len) = (bytes.large()?, bytes.large()?, bytes.large()?);
    let path = relative(bytes.take(path_len as usize)?, root);
    let data = bytes.take(usize::try_from(data_len).ok()?)?;
    let at = usize::try_from(at).ok()?;
    Some(match op {
        1 => Event::Created { path, ino },
        2 => Event::Written {
            ino,
            at,
            data: data.to_vec(),
        },
        3 => Event::Cut { ino, len: at },
        4 => Event::Synced { ino },
        5 => Event::Unlinked { path },
        6 => Event::Renamed {
            from: path,
            to: relative(data, root),
        },
        7 => Event::Linked {
            from: path,
            to: relative(data, root),
        },
        8 => Event::FolderMade { path, ino },
        9 => Event::FolderRemoved { path },
        10 => Event::Answered {
            text: data.to_vec(),
        },
        _ => return None,
    })
}

fn relative(path: &[u8], root: &Path) -> String {
    let path = String::from_utf8_lossy(path).into_owned();
    let below = Path::new(&path).strip_prefix(root);
    below.map_or(path.clone(), |below| below.display().to_string())
}
