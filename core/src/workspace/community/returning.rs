//! 退回: a reviewer gives a record back to its author to be corrected.

use crate::admission::may_return;
use crate::domain::entry::{Entry, ReviewEntry};
use crate::domain::{Code, DocKind, MemberId, RecordId, Timestamp};
use crate::projection::{returned, visit};
use crate::records::caps;
use crate::store::record;
use crate::workspace::author::{bounded, fields};
use crate::workspace::{Error, Workspace};

/// A visit that a reviewer gave back, until its author has corrected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedView {
    /// The visit.
    pub visit: RecordId,
    /// Who gave it back.
    pub by: Option<MemberId>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub note: Option<String>,
}

impl Workspace {
    /// Gives a visit back to its author: its door heads his next round until he has corrected it. By whoever may grant the
    /// author's role there; a body by itself to its own.
    ///
    /// # Errors
    /// `record_unknown`, `field_missing` and `field_too_long` (of the note), `not_allowed`; [`Error::Store`].
    pub fn return_record(&self, target: RecordId, note: &str) -> Result<RecordId, Error> {
        if note.trim().is_empty() {
            return Err(Error::field("note", Code::FieldMissing));
        }
        bounded("note", note, caps::TEXT_CHARS)?;
        self.command(|command| {
            let unknown = || Error::field("record", Code::RecordUnknown);
            let tx = command.intake.tx;
            let versions = visit::of_record(tx, target)?.ok_or_else(unknown)?;
            let first = &versions.first;
            let row = record::by_id(tx, first.id)?
                .filter(|row| row.header.kind.0 == DocKind::Visits.code())
                .ok_or_else(unknown)?;
            let roster = command.roster();
            let own = (command.keys.device(), &roster.tip());
            if !may_return(roster, own, row.header.device, first.scope) {
                return Err(Error::NotAllowed { operation: "grant" });
            }
            let entry = Entry::Review(ReviewEntry::Return {
                record: first.id,
                at: command.now(),
            });
            command.write(first.scope, &entry, fields([("note", Some(note))]))
        })
    }

    /// One's own visits that were given back and are not corrected yet, the oldest return first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn returned(&self) -> Result<Vec<ReturnedView>, Error> {
        let (device, member) = self.whose();
        self.view(|connection, roster| {
            let Some(member) = member else {
                return Ok(Vec::new());
            };
            Ok(returned::visits_of(connection, member, device)?
                .into_iter()
                .filter(|one| may_return(roster, (one.by, &one.cited), one.author, one.scope))
                .map(|one| ReturnedView {
                    visit: one.visit,
                    by: roster.device(one.by).map(|device| device.member),
                    at: one.at,
                    note: one.note,
                })
                .collect())
        })
    }
}
