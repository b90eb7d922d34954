//! 语音便签: what was said at a door, instead of typing. A sealed file like a photo's, with its length, of a visit alone; its words
//! are the visit's words, and are erased with them.

use super::vault::Vault;
use super::{SealedPicture, of_photo, seal_file};
use crate::domain::entry::PhotoEntry;
use crate::domain::{Code, DocKind, RecordId};
use crate::projection::photo::PhotoRow;
use crate::workspace::office::external_ids::{Thing, find};
use crate::workspace::{Error, Workspace};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of a voice note.
const MOST_BYTES: u64 = 1 << 20;
/// Milliseconds of a voice note.
const MOST_MS: u32 = 5 * 60 * 1000;
/// What media types of voice notes begin with.
const AUDIO: &str = "audio/";
/// Bytes from which a file's kind is known.
const MAGIC: usize = 12;

/// A voice note to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceDraft {
    /// The id of the visit at which it was said.
    pub visit: String,
    /// OGG, M4A, AMR, 3GP or WAV of at most 1 MiB; it is copied.
    pub file: PathBuf,
    /// Milliseconds, from 1 to 300,000.
    pub length_ms: u32,
}

/// The media type of what begins with these bytes; none of what is no voice note's file.
fn media_type(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'#', b'!', b'A', b'M', b'R', ..] => Some("audio/amr"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'3', b'g', ..] => Some("audio/3gpp"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("audio/mp4"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => Some("audio/wav"),
        _ => None,
    }
}

/// The media type of a file.
fn read_type(path: &Path) -> std::io::Result<Option<&'static str>> {
    let mut head = Vec::with_capacity(MAGIC);
    File::open(path)?
        .take(MAGIC as u64)
        .read_to_end(&mut head)?;
    Ok(media_type(&head))
}

/// Whether a media type is that of a voice note.
pub(super) fn is_voice(media_type: &str) -> bool {
    media_type.starts_with(AUDIO)
}

/// The length of a row that is a voice note as [`Workspace::attach_voice`] writes them; whatever else its author wrote has none.
pub(super) fn length(row: &PhotoRow) -> Option<u32> {
    let is_its = row.media_type.as_deref().is_some_and(is_voice) && row.thumbnail.is_none();
    let is_small = row.file.is_some_and(|file| file.size <= MOST_BYTES);
    let length = row.length.and_then(|ms| u32::try_from(ms).ok());
    length.filter(|ms| is_its && is_small && (1..=MOST_MS).contains(ms))
}

/// Refuses what a forged record calls a voice note, once its file is open.
pub(super) fn check_opened(row: &PhotoRow, file: &Path) -> Result<(), Error> {
    let Some(said) = row.media_type.as_deref().filter(|said| is_voice(said)) else {
        return Ok(());
    };
    let is = read_type(file).map_err(|error| Error::Store(error.into()))?;
    if length(row).is_some() && is == Some(said) {
        return Ok(());
    }
    let _ = std::fs::remove_file(file);
    Err(Error::field("photo", Code::VoiceUnfit))
}

impl Workspace {
    /// Keeps what was said at a visit: sealed on this phone at once, handed in with the next [`Workspace::sync_photos`], listed by
    /// [`Workspace::photos`] with its length. Gives its record.
    ///
    /// # Errors
    /// `record_unknown` (`visit`), `voice_unfit` (`visit`: of no visit; `file`: no OGG, M4A, AMR, 3GP or WAV, or over 1 MiB),
    /// `field_range` (`length_ms`), `photo_unreadable` (`file`), `not_allowed`; [`Error::Store`].
    pub fn attach_voice(&self, draft: &VoiceDraft) -> Result<RecordId, Error> {
        if !(1..=MOST_MS).contains(&draft.length_ms) {
            return Err(Error::field("length_ms", Code::FieldRange));
        }
        let unreadable = |_| Error::field("file", Code::PhotoUnreadable);
        let meta = std::fs::metadata(&draft.file).map_err(unreadable)?;
        let media_type = read_type(&draft.file).map_err(unreadable)?;
        let Some(media_type) = media_type.filter(|_| meta.len() <= MOST_BYTES) else {
            return Err(Error::field("file", Code::VoiceUnfit));
        };
        let vault = Vault::within(self.store.dir());
        let sound = SealedPicture {
            file: seal_file(self, &vault, &draft.file, MOST_BYTES, "file")?,
            thumbnail: None,
            media_type: media_type.to_owned(),
            caption: String::new(),
            length_ms: Some(draft.length_ms),
        };
        let kept = self.command(|command| {
            let tx = command.intake.tx;
            let thing = find(tx, command.roster(), &draft.visit).map_err(|error| match error {
                Error::Field { code, .. } => Error::field("visit", code),
                other => other,
            })?;
            let unfit = || Error::field("visit", Code::VoiceUnfit);
            let Thing::Document {
                doc,
                id,
                kind: DocKind::Visits,
                scope,
                of,
            } = thing
            else {
                return Err(unfit());
            };
            let at = command.now();
            let entry = of_photo(tx, DocKind::Visits, doc, of, PhotoEntry::Taken { of, at })?;
            let words = sound.kept(command)?;
            command.write_into(scope, id, &entry.ok_or_else(unfit)?, words)
        });
        if kept.is_err() {
            self.discard(&sound);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn a_files_kind_is_told_by_its_first_bytes_alone() {
        for (head, expected) in [
            (&b"OggS\0\x02rest"[..], Some("audio/ogg")),
            (b"#!AMR\n", Some("audio/amr")),
            (b"#!AMR-WB\n", Some("audio/amr")),
            (b"\0\0\0\x1cftyp3gp4", Some("audio/3gpp")),
            (b"\0\0\0\x1cftypM4A ", Some("audio/mp4")),
            (b"RIFF\x24\0\0\0WAVE", Some("audio/wav")),
            (b"RIFF\x24\0\0\0AVI ", None),
            (b"\xff\xd8\xff\xe0JFIF", None),
            (b"Ogg", None),
            (b"", None),
        ] {
            assert_eq!(media_type(head), expected, "{head:?}");
        }
    }
}
