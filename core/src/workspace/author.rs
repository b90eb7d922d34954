//! From a draft to a signed record: the one place where this device writes.

use crate::admission::{Own, Written, base_of, operation_of, own_of, subject_of};
use crate::documents::{actor_for, author_entry};
use crate::domain::Code;
use crate::domain::entry::{BodyWords, Entry, Fields, MotionEntry, RegisterEntry};
use crate::domain::{ChainId, DocId, DocKind, MemberId, PlaceId, RecordId, Role, Timestamp};
use crate::env::Random;
use crate::intake::{Origin, Taken};
use crate::projection::live;
use crate::records::{
    Body, Header, KindCode, Prev, Record, Unsigned, VERSION, caps, chain_id, doc_id, trusted,
};
use crate::roster::{Level, Roster, label_is_sound};
use crate::rules::authority::{Operation, Permission};
use crate::store::{StoreError, record};
use crate::workspace::{Command, Error};

impl Command<'_> {
    pub(in crate::workspace) fn now(&self) -> Timestamp {
        self.workspace.clock.now()
    }

    pub(in crate::workspace) fn random(&self) -> &dyn Random {
        self.workspace.random.as_ref()
    }

    pub(in crate::workspace) fn roster(&self) -> &Roster {
        self.intake.roster
    }

    /// The member that this device works for.
    pub(in crate::workspace) fn member(&self) -> Result<MemberId, Error> {
        self.roster()
            .device(self.keys.device())
            .map(|device| device.member)
            .ok_or(Error::state(Code::NotEnrolled))
    }

    /// Whether this device's member has a role over a scope now.
    fn has_role(&self, role: Role, scope: PlaceId) -> bool {
        let roster = self.roster();
        roster
            .current_grants(self.keys.device())
            .any(|grant| grant.role == role && roster.covers(grant.scope, scope))
    }

    /// Refuses who does not decide conflicts of a kind of document in a scope.
    pub(super) fn must_own(&self, kind: DocKind, scope: PlaceId) -> Result<(), Error> {
        self.must_decide(live::owner(self.roster(), kind, scope), scope)
    }

    /// Refuses who has not the role that decides a conflict in a scope.
    pub(super) fn must_decide(&self, owner: Option<Role>, scope: PlaceId) -> Result<(), Error> {
        if owner.is_some_and(|role| self.has_role(role, scope)) {
            return Ok(());
        }
        Err(Error::NotAllowed {
            operation: "resolve",
        })
    }

    /// Of the values that hold, those that a new one replaces: the only one, or, where they contradict each other, one's own.
    /// Nobody decides a conflict that he has not been shown.
    pub(super) fn replaceable(
        &self,
        values: impl IntoIterator<Item = (RecordId, MemberId)>,
    ) -> Result<Vec<RecordId>, Error> {
        let values: Vec<(RecordId, MemberId)> = values.into_iter().collect();
        let only = values.len() == 1;
        let own = self.member()?;
        Ok(values
            .into_iter()
            .filter(|(_, by)| only || *by == own)
            .map(|(record, _)| record)
            .collect())
    }

    /// As [`Self::replaceable`], of values that are words: one whose words are still awaited here was shown to nobody on this
    /// phone, and stays beside the new one.
    pub(super) fn replaceable_words(
        &self,
        values: impl IntoIterator<Item = (RecordId, MemberId)>,
    ) -> Result<Vec<RecordId>, Error> {
        let mut shown = Vec::new();
        for (id, by) in values {
            let row = record::by_id(self.intake.tx, id)?;
            if row.is_some_and(|row| row.body_state != record::BodyState::Awaited) {
                shown.push((id, by));
            }
        }
        self.replaceable(shown)
    }

    /// Refuses what the roster gives no authority for, before anything is written.
    pub(in crate::workspace) fn check(
        &self,
        operation: Operation,
        scope: PlaceId,
    ) -> Result<(), Error> {
        self.check_own(operation, scope, Own::Nothing)
    }

    /// As [`Self::check`], where the matrix may say "own".
    pub(in crate::workspace) fn check_own(
        &self,
        operation: Operation,
        scope: PlaceId,
        own: Own,
    ) -> Result<(), Error> {
        let roster = self.roster();
        let member = self.member()?;
        let permitted = roster
            .permissions(self.keys.device(), operation, scope)
            .into_iter()
            .any(|(_, permission)| {
                permission != Permission::Own || own.is_of(roster, member, roster.tip().index)
            });
        if permitted {
            Ok(())
        } else {
            Err(Error::NotAllowed {
                operation: operation.name(),
            })
        }
    }

    /// The document about a subject.
    pub(in crate::workspace) fn doc(&self, kind: DocKind, subject: &[u8]) -> DocId {
        doc_id(self.roster().community(), KindCode(kind.code()), subject)
    }

    /// Writes an entry into the document that its own subject names.
    pub(in crate::workspace) fn write(
        &mut self,
        scope: PlaceId,
        entry: &Entry,
        words: Option<BodyWords>,
    ) -> Result<RecordId, Error> {
        let (chain, seq) = self.next_in(scope)?;
        let written = Written {
            scope,
            author: self.keys.device(),
            chain,
            seq,
        };
        let subject = subject_of(entry, written)
            .ok_or(StoreError::Internal("entry without subject".to_owned()))?;
        let doc = self.doc(entry.kind(), &subject);
        self.write_into(scope, doc, entry, words)
    }

    /// Writes an entry into a document.
    pub(in crate::workspace) fn write_into(
        &mut self,
        scope: PlaceId,
        doc: DocId,
        entry: &Entry,
        words: Option<BodyWords>,
    ) -> Result<RecordId, Error> {
        let operation =
            operation_of(entry).ok_or(StoreError::Internal("operation unknown".to_owned()))?;
        self.check_own(operation, scope, own_of(entry))?;
        let value = entry.to_bytes();
        let body = words.map(|words| Body::new(&words.to_bytes(), self.random()));
        let too_long = value.len() > caps::ENTRY_CHUNK - 1024
            || body
                .as_ref()
                .is_some_and(|body| body.as_bytes().len() > caps::BODY);
        if too_long {
            return Err(Error::field(grows_by(entry), Code::FieldTooLong));
        }
        let kind = entry.kind();
        let header = self.header(scope, doc, kind)?;
        let chunk = author_entry(
            base_of(kind),
            header.chain,
            header.seq,
            &header.prev,
            &value,
        );
        self.sign(header, chunk, body)
    }

    /// Writes a change of an agenda's text, authored on the merged document; `None` if the text is the same already.
    pub(in crate::workspace) fn write_text(
        &mut self,
        scope: PlaceId,
        doc: DocId,
        doc_num: i64,
        text: &str,
    ) -> Result<Option<RecordId>, Error> {
        self.check(Operation::EditAgenda, scope)?;
        let header = self.header(scope, doc, DocKind::Agenda)?;
        let actor = actor_for(header.chain, &header.prev);
        let tx = self.intake.tx;
        let authored = self.intake.agendas.author(tx, doc_num, actor, text)?;
        let chunk = authored.map_err(|error| {
            Error::field(
                "value",
                match error.code() {
                    "edit_too_large" => Code::EditTooLarge,
                    "text_too_long" => Code::FieldTooLong,
                    _ => Code::DocumentEngine,
                },
            )
        })?;
        chunk
            .map(|chunk| self.sign(header, chunk, None))
            .transpose()
    }

    /// The chain that this device continues in a scope, and the seq that its next record there has.
    pub(in crate::workspace) fn next_in(
        &mut self,
        scope: PlaceId,
    ) -> Result<(ChainId, u64), Error> {
        let device = self.keys.device();
        let chain = chain_id(device, self.nonce, scope);
        let tail = self.intake.tail((chain, device, scope))?;
        let tip = tail.and_then(|tail| tail.last);
        Ok((chain, tip.map_or(1, |tip| tip.seq + 1)))
    }

    fn header(&mut self, scope: PlaceId, doc: DocId, kind: DocKind) -> Result<Header, Error> {
        let device = self.keys.device();
        let chain = chain_id(device, self.nonce, scope);
        let tip = self
            .intake
            .tail((chain, device, scope))?
            .and_then(|tail| tail.last);
        let now = self.now();
        let millis = now.0.max(0).cast_unsigned();
        // This device's own clock may have been ahead a moment ago: what is written from now on does not say so.
        *self.hlc = (millis << 16).max(trusted(*self.hlc, now) + 1);
        Ok(Header {
            v: VERSION,
            community: self.roster().community(),
            scope,
            doc,
            kind: KindCode(kind.code()),
            device,
            chain,
            seq: tip.map_or(1, |tip| tip.seq.saturating_add(1)),
            prev: tip.map_or(Prev::Start(self.nonce), |tip| Prev::After(tip.id)),
            // Both are computed from chunk and body when the record is signed.
            change: crate::domain::ChangeHash::from_bytes([0; 32]),
            body: None,
            roster: self.roster().tip(),
            hlc: *self.hlc,
        })
    }

    fn sign(
        &mut self,
        header: Header,
        chunk: Vec<u8>,
        body: Option<Body>,
    ) -> Result<RecordId, Error> {
        let record: Record = Unsigned {
            header,
            chunk,
            body,
        }
        .sign(self.keys)
        .map_err(|refused| StoreError::Internal(refused.code().to_owned()))?;
        match self.intake.take(&record, Origin::Authored)? {
            Taken::New(_) => Ok(record.id()),
            Taken::Duplicate { .. } => {
                Err(StoreError::Internal("record written twice".to_owned()).into())
            }
        }
    }
}

/// Fields of a body: only those that hold something.
pub(in crate::workspace) fn fields<'a>(
    pairs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> Option<BodyWords> {
    let fields: Fields = pairs
        .into_iter()
        .filter_map(|(name, value)| {
            value
                .filter(|text| !text.is_empty())
                .map(|text| (name.to_owned(), text.to_owned()))
        })
        .collect();
    (!fields.is_empty()).then_some(BodyWords::Fields(fields))
}

/// The field of the input by which an entry, or its body, can outgrow a record: single texts are bounded before, lists are not.
const fn grows_by(entry: &Entry) -> &'static str {
    match entry {
        Entry::Register(RegisterEntry::Proposed(_) | RegisterEntry::Decided(_)) => "fields",
        Entry::Register(_) => "file",
        Entry::Visits(_) => "topics",
        Entry::Motion(MotionEntry::Opened(opening))
            if opening.sheets.len() > opening.roll.len() =>
        {
            "sheets"
        }
        Entry::Motion(MotionEntry::Closed(_)) => "returns",
        Entry::Motion(_) => "voters",
        Entry::Ballots(_) => "supersedes",
        Entry::Review(_) => "records",
        Entry::Agenda(_) => "value",
        Entry::Round(_) => "note",
        Entry::Matter(..) => "values",
    }
}

/// Refuses texts that are too long, by characters.
pub(in crate::workspace) fn bounded(
    field: &'static str,
    text: &str,
    chars: usize,
) -> Result<(), Error> {
    if text.chars().count() > chars {
        Err(Error::field(field, Code::FieldTooLong))
    } else {
        Ok(())
    }
}

/// Refuses names that are empty or too long for an entry.
pub(in crate::workspace) fn named(field: &'static str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        Err(Error::field(field, Code::FieldMissing))
    } else if text.len() > crate::domain::entry::NAME_BYTES {
        Err(Error::field(field, Code::FieldTooLong))
    } else {
        Ok(())
    }
}

/// Refuses what the roster takes for no label of a place of this level; of the community's level for no grid's name either.
pub(in crate::workspace) fn labelled(
    field: &'static str,
    text: &str,
    level: Level,
) -> Result<(), Error> {
    named(field, text)?;
    bounded(field, text, caps::TITLE_CHARS)?;
    if label_is_sound(text, level) {
        Ok(())
    } else {
        Err(Error::field(field, Code::FieldUnfit))
    }
}
