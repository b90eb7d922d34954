//! 分享照片: which pictures of a hazard or a notice another app may be given, and the line that stands on each. Nobody here reads a
//! pixel: what nobody is to see a person marks, and the app makes a picture in which that is gone.

use super::SharedText;
use crate::domain::{Code, DocKind, RecordId, ThingKind};
use crate::projection::photo::{self, PhotoRow};
use crate::rules::pages::Language;
use crate::store::{Connection, StoreError, record};
use crate::workspace::{Error, Workspace};

/// Kinds of documents whose pictures may be shared: a vote's are of sheets with names and signatures, all else is of one home.
pub(super) const KINDS: [DocKind; 2] = [DocKind::Hazard, DocKind::Notice];
/// Media types of pictures begin so.
const IMAGE: &str = "image/";

/// The pictures of a document that may be shared, in the order in which they were taken.
pub(super) fn of_doc(
    connection: &Connection,
    kind: DocKind,
    doc: i64,
) -> Result<Vec<PhotoRow>, StoreError> {
    if !KINDS.contains(&kind) {
        return Ok(Vec::new());
    }
    let mut rows = photo::of_doc(connection, doc)?;
    rows.retain(|row| {
        let is_picture = row
            .media_type
            .as_deref()
            .is_some_and(|of| of.starts_with(IMAGE));
        is_picture && !row.withdrawn
    });
    Ok(rows)
}

impl Workspace {
    /// A picture of a hazard or a notice for another app: its title, and as `text` the line that the app writes on the picture that it
    /// hands over, by whose phone and when. That it was given stands in [`Self::shares`]. The picture itself is
    /// [`Self::export_photo`]'s: what a person covers in it, and whatever a camera noted in the file, must be gone from what is
    /// handed over.
    ///
    /// # Errors
    /// `record_unknown`, `not_for_sharing` (`photo`: withdrawn, no picture, or of anything but a hazard or a notice),
    /// `photo_not_here` (`photo`); `not_enrolled`; [`Error::Store`].
    pub fn share_photo(&self, photo: RecordId, language: Language) -> Result<SharedText, Error> {
        let of = self.view(|connection, _| {
            let unknown = Error::field("photo", Code::RecordUnknown);
            if photo::by_id(connection, photo)?.is_none() {
                return Err(unknown);
            }
            let row = record::by_id(connection, photo)?.ok_or(unknown)?;
            let kind = DocKind::from_code(row.header.kind.0);
            let rows = match kind {
                Some(kind) => of_doc(connection, kind, row.doc)?,
                None => Vec::new(),
            };
            let found = rows.into_iter().find(|row| row.id == photo);
            let found = found.ok_or(Error::field("photo", Code::NotForSharing))?;
            let view = self.photo_views(connection, vec![found])?.pop();
            if !view.is_some_and(|view| view.here) {
                return Err(Error::field("photo", Code::PhotoNotHere));
            }
            Ok(row.header.doc)
        })?;
        let masked = self
            .masked(&of.to_string(), language)
            .map_err(|error| match error {
                Error::Field { code, .. } => Error::field("photo", code),
                other => other,
            })?;
        let title = masked.title().to_owned();
        let (line, number) = self.given(ThingKind::Photo, &photo.to_string(), &title, language)?;
        Ok(SharedText {
            title,
            text: line,
            number: Some(number),
            photos: Vec::new(),
        })
    }
}
