//! 照片: photos of a visit, a topic, an agenda, an inspection or a hazard. The record comes first and never waits for the
//! picture; the picture is sealed before it lies anywhere.

mod transfer;
mod vault;
mod voice;

pub use transfer::{FILES_PATH, FileAnswer, PhotoPolicy, PhotoReport};
pub use voice::VoiceDraft;

use crate::domain::Code;
use crate::domain::entry::{BodyWords, Entry, MatterEntry, PhotoEntry};
use crate::domain::id::to_hex;
use crate::domain::{DocKind, MemberId, RecordId, Timestamp};
use crate::projection::photo::{self, FileState, PhotoRow, Sealed};
use crate::records::caps;
use crate::store::{Connection, record};
use crate::workspace::author::{bounded, fields};
use crate::workspace::matters::operation_beside;
use crate::workspace::office::external_ids::{Thing, find};
use crate::workspace::{Change, ChangeSet, Command, Error, Workspace};
use std::io;
use std::path::{Path, PathBuf};
use vault::Vault;

/// Bytes of a picture.
const MOST_BYTES: u64 = 32 << 20;

/// A photo to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoDraft {
    /// The id of the visit, log entry, topic, agenda, round or hazard that it shows.
    pub entity: String,
    /// The picture; it is copied.
    pub file: PathBuf,
    /// A small one that travels first, if the app has made one.
    pub thumbnail: Option<PathBuf>,
    /// Its media type (`image/jpeg`).
    pub media_type: String,
    /// A few words.
    pub caption: Option<String>,
}

/// A picture to be kept, whatever it is to be evidence of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture; it is copied.
    pub file: PathBuf,
    /// A small one that travels first, if the app has made one.
    pub thumbnail: Option<PathBuf>,
    /// Its media type (`image/jpeg`).
    pub media_type: String,
    /// A few words.
    pub caption: Option<String>,
}

/// A picture that lies sealed on this phone and that no record names yet.
pub(in crate::workspace) struct SealedPicture {
    file: Sealed,
    thumbnail: Option<Sealed>,
    media_type: String,
    caption: String,
    /// Of a voice note alone.
    length_ms: Option<u32>,
}

impl SealedPicture {
    fn files(&self) -> impl Iterator<Item = Sealed> + use<> {
        [Some(self.file), self.thumbnail].into_iter().flatten()
    }

    /// Notes that its files are here; the words of the record that names it.
    pub(in crate::workspace) fn kept(
        &self,
        command: &mut Command<'_>,
    ) -> Result<Option<BodyWords>, Error> {
        let hex = |bytes: &[u8; 32]| to_hex(bytes);
        let thumbnail = self.thumbnail;
        let here = FileState {
            here: true,
            ..FileState::default()
        };
        for sealed in self.files() {
            photo::set_file(command.intake.tx, sealed.hash, here)?;
        }
        command.intake.changes.add(Change::Photos);
        Ok(fields([
            ("file", Some(&*hex(&self.file.hash))),
            ("key", Some(&*hex(&self.file.key))),
            ("size", Some(&*self.file.size.to_string())),
            ("type", Some(&self.media_type)),
            ("caption", Some(&self.caption)),
            ("length", self.length_ms.map(|ms| ms.to_string()).as_deref()),
            ("thumb", thumbnail.map(|t| hex(&t.hash)).as_deref()),
            ("thumb_key", thumbnail.map(|t| hex(&t.key)).as_deref()),
            (
                "thumb_size",
                thumbnail.map(|t| t.size.to_string()).as_deref(),
            ),
        ]))
    }
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoView {
    /// Its record.
    pub photo: RecordId,
    /// The visit or log entry that it shows; none if it shows the document's subject.
    pub of: Option<RecordId>,
    /// Time at which it was taken.
    pub at: Timestamp,
    /// The member who took it.
    pub by: MemberId,
    /// Its media type; none while its words are not here.
    pub media_type: Option<String>,
    /// A few words.
    pub caption: Option<String>,
    /// Milliseconds of a voice note; none of a picture, and of what is called one and is none.
    pub length_ms: Option<u32>,
    /// Bytes of the picture.
    pub bytes: Option<u64>,
    /// Whether the picture is on this phone.
    pub here: bool,
    /// Whether the thumbnail is.
    pub thumbnail_here: bool,
    /// Whether the hub has the picture.
    pub at_hub: bool,
    /// Whether its author has withdrawn it.
    pub withdrawn: bool,
}

/// Size of a photo: one of its two pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoSize {
    /// The picture as it was taken.
    Full,
    /// The small one.
    Thumbnail,
}

impl Workspace {
    /// Rows of photos for people; which of their files are here, the folder says.
    pub(crate) fn photo_views(
        &self,
        connection: &crate::store::Connection,
        rows: Vec<PhotoRow>,
    ) -> Result<Vec<PhotoView>, Error> {
        let vault = Vault::within(self.store.dir());
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let at_hub = match row.file {
                Some(file) => photo::file(connection, file.hash)?.at_hub,
                None => false,
            };
            views.push(view(&vault, row, at_hub));
        }
        Ok(views)
    }

    /// Keeps a photo: sealed on this phone at once, handed in with the next [`Workspace::sync_photos`]. Gives its record.
    ///
    /// # Errors
    /// `record_unknown`, `photo_too_large` (32 MB; a thumbnail 256 kB), `photo_unreadable`, `field_too_long`, `field_unfit` (a
    /// `media_type` of sound: [`Self::attach_voice`]), `not_allowed`; [`Error::Store`].
    pub fn attach_photo(&self, draft: &PhotoDraft) -> Result<RecordId, Error> {
        let picture = self.seal_picture(&Picture {
            file: draft.file.clone(),
            thumbnail: draft.thumbnail.clone(),
            media_type: draft.media_type.clone(),
            caption: draft.caption.clone(),
        })?;
        let kept = self.command(|command| {
            let thing = find(command.intake.tx, command.roster(), &draft.entity)?;
            let Thing::Document {
                doc,
                id,
                kind,
                scope,
                of,
            } = thing
            else {
                return Err(Error::field("entity", Code::RecordUnknown));
            };
            let taken = PhotoEntry::Taken {
                of,
                at: command.now(),
            };
            let entry = of_photo(command.intake.tx, kind, doc, of, taken)?
                .ok_or(Error::field("entity", Code::RecordUnknown))?;
            let words = picture.kept(command)?;
            command.write_into(scope, id, &entry, words)
        });
        if kept.is_err() {
            self.discard(&picture);
        }
        kept
    }

    /// Seals a picture on this phone, before any record names it.
    pub(in crate::workspace) fn seal_picture(
        &self,
        picture: &Picture,
    ) -> Result<SealedPicture, Error> {
        let caption = picture.caption.clone().unwrap_or_default();
        bounded("caption", &caption, caps::TEXT_CHARS)?;
        bounded("media_type", &picture.media_type, caps::TITLE_CHARS)?;
        if voice::is_voice(&picture.media_type) {
            return Err(Error::field("media_type", Code::FieldUnfit));
        }
        let vault = Vault::within(self.store.dir());
        Ok(SealedPicture {
            file: seal_file(self, &vault, &picture.file, MOST_BYTES, "file")?,
            thumbnail: picture
                .thumbnail
                .as_ref()
                .map(|path| seal_file(self, &vault, path, caps::THUMBNAIL, "thumbnail"))
                .transpose()?,
            media_type: picture.media_type.clone(),
            caption,
            length_ms: None,
        })
    }

    /// Removes a sealed picture that no record names; what is left after a cut is swept with the next transfer.
    pub(in crate::workspace) fn discard(&self, picture: &SealedPicture) {
        let vault = Vault::within(self.store.dir());
        for sealed in picture.files() {
            let _ = vault.remove(sealed.hash);
        }
    }

    /// The photos of a visit, log entry, topic, agenda, round or hazard, in the order in which they were taken.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn photos(&self, entity: &str) -> Result<Vec<PhotoView>, Error> {
        self.view(|connection, roster| {
            let Thing::Document { doc, of, .. } = find(connection, roster, entity)? else {
                return Err(Error::field("entity", Code::RecordUnknown));
            };
            let mut rows = photo::of_doc(connection, doc)?;
            rows.retain(|row| row.of == of);
            self.photo_views(connection, rows)
        })
    }

    /// Withdraws an own photo: it stays as history, marked as withdrawn.
    ///
    /// # Errors
    /// `record_unknown`, `not_author`, `not_allowed`; [`Error::Store`].
    pub fn withdraw_photo(&self, photo: RecordId, reason: &str) -> Result<RecordId, Error> {
        bounded("reason", reason, caps::TEXT_CHARS)?;
        self.command(|command| {
            let unknown = || Error::field("photo", Code::RecordUnknown);
            let tx = command.intake.tx;
            let row = record::by_id(tx, photo)?.ok_or_else(unknown)?;
            let taken = photo::by_id(tx, photo)?.ok_or_else(unknown)?;
            if MemberId::from_bytes(taken.member) != command.member()? {
                return Err(Error::field("photo", Code::NotAuthor));
            }
            let kind = DocKind::from_code(row.header.kind.0).ok_or_else(unknown)?;
            let withdrawn = PhotoEntry::Withdrawn {
                photo,
                at: command.now(),
            };
            let entry = of_photo(tx, kind, row.doc, taken.of, withdrawn)?.ok_or_else(unknown)?;
            command.intake.changes.add(Change::Photos);
            command.write_into(
                row.header.scope,
                row.header.doc,
                &entry,
                fields([("reason", Some(reason))]),
            )
        })
    }

    /// Writes a picture that is on this phone into a file that only its owner can read. Remove it soon.
    ///
    /// # Errors
    /// `record_unknown`, `photo_not_here` (ask for it with [`Self::want_photo`]), `voice_unfit` (it is called a voice note and is
    /// none), `store_exists` for a file that is a store's own; [`Error::Store`].
    pub fn export_photo(&self, photo: RecordId, size: PhotoSize, to: &Path) -> Result<(), Error> {
        if crate::store::is_of_store(to) {
            return Err(Error::field("to", Code::StoreExists));
        }
        let row = self.photo(photo)?;
        let sealed = match size {
            PhotoSize::Full => row.file,
            PhotoSize::Thumbnail => row.thumbnail,
        };
        let vault = Vault::within(self.store.dir());
        let sealed = sealed
            .filter(|sealed| vault.has(sealed.hash))
            .ok_or(Error::field("photo", Code::PhotoNotHere))?;
        vault.open_into(&sealed, to)?;
        voice::check_opened(&row, to)
    }

    /// Asks for a picture: it is fetched with the next [`Self::sync_photos`].
    ///
    /// # Errors
    /// `record_unknown`, `photo_not_here` (its words are not here, or were erased); [`Error::Store`].
    pub fn want_photo(&self, photo: RecordId) -> Result<(), Error> {
        let row = self.photo(photo)?;
        let file = row.file.ok_or(Error::field("photo", Code::PhotoNotHere))?;
        self.store.write(|tx| {
            let state = photo::file(tx, file.hash)?;
            let state = FileState {
                wanted: true,
                ..state
            };
            photo::set_file(tx, file.hash, state)
        })?;
        self.tell(ChangeSet::of(Change::Photos));
        Ok(())
    }

    fn photo(&self, photo: RecordId) -> Result<PhotoRow, Error> {
        self.store
            .read(|connection| photo::by_id(connection, photo))?
            .ok_or(Error::field("photo", Code::RecordUnknown))
    }
}

fn seal_file(
    workspace: &Workspace,
    vault: &Vault,
    path: &Path,
    most: u64,
    field: &'static str,
) -> Result<Sealed, Error> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.len() > most => return Err(Error::field(field, Code::PhotoTooLarge)),
        Ok(meta) if meta.is_file() => {}
        Ok(_) => return Err(Error::field(field, Code::PhotoUnreadable)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::field(field, Code::PhotoUnreadable));
        }
        Err(error) => return Err(Error::Store(error.into())),
    }
    Ok(vault.seal(path, most, workspace.random.as_ref())?)
}

/// An entry about a photo: beside the steps of a matter it claims what the step that it shows claimed.
fn of_photo(
    connection: &Connection,
    kind: DocKind,
    doc: i64,
    of: Option<RecordId>,
    photo: PhotoEntry,
) -> Result<Option<Entry>, Error> {
    if kind.holds_matters()
        && let Some(operation) = operation_beside(connection, doc, of)?
    {
        let entry = MatterEntry::Photo { operation, photo };
        return Ok(Some(Entry::Matter(kind, entry)));
    }
    Ok(Entry::of_photo(kind, photo))
}

fn view(vault: &Vault, row: PhotoRow, at_hub: bool) -> PhotoView {
    let here = |sealed: Option<Sealed>| sealed.is_some_and(|sealed| vault.has(sealed.hash));
    PhotoView {
        length_ms: voice::length(&row),
        photo: row.id,
        of: row.of,
        at: Timestamp(row.at),
        by: MemberId::from_bytes(row.member),
        media_type: row.media_type,
        caption: row.caption,
        bytes: row.file.map(|file| file.size),
        here: here(row.file),
        thumbnail_here: here(row.thumbnail),
        at_hub,
        withdrawn: row.withdrawn,
    }
}
