//! 删除: orders of the office that erase words for good. Headers and signatures stay, so chains still verify; the words are
//! dropped here at once, by every other store once it hears of the order, and are refused for ever after.

use crate::admission::read_entry_record;
use crate::domain::Code;
use crate::domain::entry::{Entry, ReviewEntry};
use crate::domain::{DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::wordings;
use crate::records::caps;
use crate::roster::{MemberWords, Op};
use crate::rules::authority::Operation;
use crate::store::{BodyState, document, record};
use crate::workspace::author::{bounded, fields};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;

/// Text changes that one order names: an entry holds far more, and a reader's page no more.
const PER_ORDER: usize = 1_000;

impl Workspace {
    /// Erases the bodies of records everywhere, by a signed order, and with them those of every other version of the same
    /// visit, topic, log entry, hazard, step or proposal, and of what they replaced: words of a person are gone when none of those has
    /// them. Gives how many bodies the order reaches, here or when they come; records without a body, or whose body was erased
    /// before, are not counted.
    ///
    /// # Errors
    /// `record_unknown`, `nothing_to_erase` (none of them has a body: nothing was ordered), `not_allowed`; [`Error::Store`].
    pub fn erase_bodies(&self, records: &[RecordId], ground: &str) -> Result<u64, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let mut scopes: BTreeMap<PlaceId, Vec<RecordId>> = BTreeMap::new();
            let mut reached = 0;
            let mut rows = Vec::with_capacity(records.len());
            for id in records {
                let row = record::by_id(tx, *id)?;
                rows.push(row.ok_or(Error::field("record", Code::RecordUnknown))?);
            }
            let mut order = |id, scope, body: Option<BodyState>| {
                scopes.entry(scope).or_default().push(id);
                let has_body = matches!(body, Some(BodyState::Present | BodyState::Awaited));
                reached += u64::from(has_body);
            };
            for row in &rows {
                order(row.id, row.header.scope, Some(row.body_state));
            }
            for (id, scope) in wordings::beside(tx, &rows)? {
                order(id, scope, record::by_id(tx, id)?.map(|row| row.body_state));
            }
            for scope in scopes.keys() {
                command.check(Operation::Erase, *scope)?;
            }
            if reached == 0 {
                return Err(Error::field("record", Code::NothingToErase));
            }
            let at = command.now();
            for (scope, records) in scopes {
                let entry = Entry::Review(ReviewEntry::Erase { records, at });
                command.write(scope, &entry, fields([("reason", Some(ground))]))?;
            }
            Ok(reached)
        })
    }

    /// Erases every word about a member everywhere: his name and the numbers that other systems give him, by an entry of
    /// the roster; another officer's store signs a request for it, which the registrar decides. What he did stays, under his
    /// id. Gives the roster's index.
    ///
    /// # Errors
    /// `member_unknown`, `nothing_to_erase` (nothing is known of him in words), `not_allowed`; [`Error::Store`].
    pub fn erase_member_words(&self, member: MemberId) -> Result<u32, Error> {
        self.roster_command(|command, appended| {
            let roster = command.roster();
            command.check(Operation::Erase, roster.whole())?;
            if roster.member(member).is_none() {
                return Err(Error::field("member", Code::MemberUnknown));
            }
            if !roster.has_words(member) {
                return Err(Error::field("member", Code::NothingToErase));
            }
            let ops = vec![Op::EraseWords { member }];
            append_ops(appended, command, ops, MemberWords::new())
        })
    }

    /// Erases an agenda's text everywhere, by a signed order that names every change of it that is here, and lets it start
    /// again as `text`, which stands on none of them. What others wrote on the old text meanwhile waits for good
    /// ([`AgendaView::waiting`](crate::workspace::AgendaView)). Gives how many changes the order reaches.
    ///
    /// # Errors
    /// `record_unknown`, `nothing_to_erase` (the agenda has no text), `field_too_long`, `edit_too_large` (of the new text),
    /// `not_allowed`; [`Error::Store`].
    pub fn erase_text(&self, agenda: DocId, text: &str, ground: &str) -> Result<u64, Error> {
        bounded("text", text, caps::TEXT_CHARS)?;
        self.command(|command| {
            let tx = command.intake.tx;
            let doc = document::find(tx, agenda, DocKind::Agenda)?
                .ok_or(Error::field("agenda", Code::RecordUnknown))?;
            let (_, _, scope) = document::row(tx, doc)?;
            command.check(Operation::Erase, scope)?;
            let records: Vec<RecordId> = record::of_doc(tx, doc)?
                .into_iter()
                .filter(|stored| {
                    read_entry_record(&stored.row.header, stored.chunk.as_deref()).is_text
                })
                .map(|stored| stored.row.id)
                .collect();
            if records.is_empty() {
                return Err(Error::field("agenda", Code::NothingToErase));
            }
            let at = command.now();
            for records in records.chunks(PER_ORDER) {
                let records = records.to_vec();
                let entry = Entry::Review(ReviewEntry::EraseText { records, at });
                command.write(scope, &entry, fields([("reason", Some(ground))]))?;
            }
            command.intake.settle()?;
            command.write_text(scope, agenda, doc, text)?;
            Ok(records.len() as u64)
        })
    }
}
