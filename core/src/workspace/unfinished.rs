//! 草稿: what somebody is typing, kept in this store alone: encrypted like everything in it, in no digest, no bundle and no record,
//! and there again after the app was killed.

use crate::domain::entry::{Fields, encode};
use crate::domain::vocabulary::{TopicSource, VisitMode, VisitOutcome};
use crate::domain::{Code, RecordId, Timestamp};
use crate::store::{StoreError, chain, held, meta, record};
use crate::workspace::deliberation::topics;
use crate::workspace::doors::visits;
use crate::workspace::{Change, ChangeSet, Error, TopicDraft, VisitDraft, Workspace};
use serde::{Deserialize, Serialize};

/// Keys of drafts begin so.
const PREFIX: &str = "draft/";
/// Drafts at a time, names of a draft's screen and thing in bytes, and bytes of a draft.
const MOST: usize = 200;
const NAME_BYTES: usize = 128;
const DRAFT_BYTES: usize = 64 << 10;

/// Where a draft belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftKey {
    /// The screen, by a name of the app's own.
    pub screen: String,
    /// What it is about: an id, a door; empty if about nothing yet.
    pub thing: String,
}

/// What somebody was typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// Where it belongs.
    pub key: DraftKey,
    /// What was typed, by field.
    pub fields: Fields,
    /// When it was saved last.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    screen: String,
    thing: String,
    fields: Fields,
    at: Timestamp,
}

/// A record that was made of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The record, which [`Workspace::undo`] takes.
    pub record: RecordId,
    /// Until then it can be undone.
    pub until: Timestamp,
}

/// Refuses fields that the screen's record has no place for.
fn nothing_else(typed: &Fields) -> Result<(), Error> {
    if typed.is_empty() {
        Ok(())
    } else {
        Err(Error::field("fields", Code::FieldUnknown))
    }
}

impl DraftKey {
    fn place(&self) -> Result<String, Error> {
        for (field, text) in [("screen", &self.screen), ("thing", &self.thing)] {
            if text.len() > NAME_BYTES {
                return Err(Error::field(field, Code::FieldTooLong));
            }
        }
        if self.screen.is_empty() {
            return Err(Error::field("screen", Code::FieldMissing));
        }
        // The length keeps `a/b` of screen `a` apart from screen `a/b`.
        let Self { screen, thing } = self;
        Ok(format!("{PREFIX}{}/{screen}/{thing}", screen.len()))
    }
}

impl Workspace {
    /// Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. Durable
    /// when this returns.
    ///
    /// # Errors
    /// `field_missing` (`screen`), `field_too_long` (`screen`, `thing`; `fields`: over 64 KiB, or over 200 drafts); [`Error::Store`].
    pub fn save_draft(&self, key: &DraftKey, fields: Fields) -> Result<(), Error> {
        let place = key.place()?;
        let at = self.now();
        let kept = self.store.write(|tx| {
            if fields.is_empty() {
                return Ok(meta::remove(tx, &place)?);
            }
            let kept = encode(&Kept {
                screen: key.screen.clone(),
                thing: key.thing.clone(),
                fields,
                at,
            });
            let is_new = meta::get(tx, &place)?.is_none();
            if kept.len() > DRAFT_BYTES || (is_new && meta::beginning(tx, PREFIX)?.len() >= MOST) {
                return Err(Error::field("fields", Code::FieldTooLong));
            }
            Ok(meta::put(tx, &place, &kept)?)
        });
        if kept.is_ok() {
            self.tell(ChangeSet::of(Change::Drafts));
        }
        kept
    }

    /// Makes a record of a draft, and drops the draft, in one. For 10 seconds it is handed to nobody, and [`Self::undo`] leaves nothing
    /// of it; after that, undoing is a withdrawal. The screens are `visit` (fields `household`, or the draft's thing; `outcome`, `mode`,
    /// `note`, `met`, `call_back`) and `topic` (`source`, `title`, `text`, `household`, or the draft's thing).
    ///
    /// # Errors
    /// `record_unknown` (`screen`: there is no such draft), `field_unknown` (a screen or field that makes no record), `word_unknown`,
    /// `time_invalid`, and what recording the thing refuses; [`Error::Store`]. The draft stays.
    pub fn commit_draft(&self, key: &DraftKey) -> Result<Committed, Error> {
        let place = key.place()?;
        self.command(|command| {
            let tx = command.intake.tx;
            let kept = meta::get(tx, &place)?
                .and_then(|raw| postcard::from_bytes::<Kept>(&raw).ok())
                .ok_or(Error::field("screen", Code::RecordUnknown))?;
            let mut typed = kept.fields;
            let thing = Some(kept.thing).filter(|thing| !thing.is_empty());
            let household = typed.remove("household").or(thing);
            let missing = |field| Error::field(field, Code::FieldMissing);
            let word = || Error::field("fields", Code::WordUnknown);
            let record = match kept.screen.as_str() {
                "visit" => {
                    let outcome = typed.remove("outcome").ok_or(missing("outcome"))?;
                    let mode = typed.remove("mode");
                    let call_back = typed.remove("call_back");
                    let draft = VisitDraft {
                        household: household.ok_or(missing("household"))?,
                        outcome: VisitOutcome::from_name(&outcome).ok_or_else(word)?,
                        mode: mode
                            .map(|mode| VisitMode::from_name(&mode).ok_or_else(word))
                            .transpose()?,
                        note: typed.remove("note"),
                        met: typed.remove("met"),
                        call_back: call_back
                            .map(|at| {
                                Timestamp::parse(&at)
                                    .ok_or(Error::field("fields", Code::TimeInvalid))
                            })
                            .transpose()?,
                        done_by: None,
                        topics: Vec::new(),
                    };
                    nothing_else(&typed)?;
                    visits::record(command, draft)?
                }
                "topic" => {
                    let source = typed.remove("source").ok_or(missing("source"))?;
                    let draft = TopicDraft {
                        source: TopicSource::from_name(&source).ok_or_else(word)?,
                        title: typed.remove("title").unwrap_or_default(),
                        text: typed.remove("text").unwrap_or_default(),
                        household,
                        scope: None,
                    };
                    nothing_else(&typed)?;
                    topics::collect(command, &draft)?.0
                }
                _ => return Err(Error::field("screen", Code::FieldUnknown)),
            };
            let row =
                record::by_id(tx, record)?.ok_or(Error::field("screen", Code::RecordUnknown))?;
            let now = command.now();
            let until = held::hold(tx, row.num, now)?;
            meta::remove(tx, &place)?;
            command.intake.changes.add(Change::Drafts);
            Ok(Committed { record, until })
        })
    }

    /// Takes back what was committed, while nobody has seen it: nothing is left of it.
    ///
    /// # Errors
    /// `record_unknown`: nothing that can be undone, or not any more, or something was written after it; withdraw it then.
    /// [`Error::Store`].
    pub fn undo(&self, record: RecordId) -> Result<(), Error> {
        self.command(|command| {
            let unknown = || Error::field("record", Code::RecordUnknown);
            let tx = command.intake.tx;
            let row = record::by_id(tx, record)?.ok_or_else(unknown)?;
            if !held::nums(tx, command.now())?.contains(&row.num) {
                return Err(unknown());
            }
            let chain = chain::find(tx, chain::key_of(&row.header))?.ok_or_else(unknown)?;
            if chain.tip != Some(row.num) {
                return Err(unknown());
            }
            command.intake.take_back(&row)?;
            if let Some(seq) = row.header.seq.checked_sub(1).filter(|seq| *seq > 0) {
                let before = record::at_seq(tx, chain.num, seq)?;
                let before = before.first().ok_or_else(unknown)?;
                chain::set_tip(tx, chain.num, before.num)?;
            }
            held::release(tx, row.num)?;
            Ok(())
        })
    }

    /// Before records are handed out: those whose moment is over can be undone no more, wherever the clock is set afterwards. On a
    /// full disk they are handed out all the same. Gives the moment by which they are over, so that nobody asks another clock.
    pub(in crate::workspace) fn let_over_go(&self) -> Result<Timestamp, StoreError> {
        let now = self.now();
        match held::forget_over(&self.store, now) {
            Err(StoreError::DiskFull) => Ok(now),
            done => done.map(|()| now),
        }
    }

    /// Everything that was being typed, the newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn drafts(&self) -> Result<Vec<DraftView>, Error> {
        let rows = self
            .store
            .read(|connection| meta::beginning(connection, PREFIX))?;
        let mut drafts: Vec<DraftView> = rows
            .into_iter()
            .filter_map(|(_, raw)| postcard::from_bytes::<Kept>(&raw).ok())
            .map(|kept| DraftView {
                key: DraftKey {
                    screen: kept.screen,
                    thing: kept.thing,
                },
                fields: kept.fields,
                at: kept.at,
            })
            .collect();
        drafts.sort_by(|a, b| (b.at, &a.key).cmp(&(a.at, &b.key)));
        Ok(drafts)
    }
}
