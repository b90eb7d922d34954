//! 更正、撤回、说明: what a step's own author may say of it afterwards, and words beside the steps.

use super::find;
use super::steps::{body, must_fit, named};
use crate::domain::entry::{Entry, Fields, MatterEntry, term};
use crate::domain::{Code, DocId, RecordId};
use crate::intake::{COMMENT, Gathered, amendment_of, file_of, holding_of, kind_of, values_of};
use crate::projection::matter::{self, EntryRow, SaidAt};
use crate::records::caps;
use crate::roster::Roster;
use crate::rules::flows::pack::{Field, StepKind, Target};
use crate::rules::flows::{self, Value, Values, split};
use crate::store::record;
use crate::workspace::MemberRef;
use crate::workspace::author::bounded;
use crate::workspace::{Command, Error, Workspace};
use std::collections::BTreeMap;

/// The key of a reason in a body: no field's name begins so.
const REASON: &str = ".reason";

impl Workspace {
    /// Gives other values for some fields of an own step. Under a field for which it says nothing ([`Value::Null`], an empty text, an
    /// empty list) there is no value any more. The field that chose the step's state stays.
    ///
    /// # Errors
    /// `record_unknown`, `not_author`, `flow_unknown`, `step_misplaced` (that field), those of the form as in
    /// [`Self::open_matter`], `not_allowed`; [`Error::Store`].
    pub fn amend(&self, step: RecordId, values: &Values, reason: &str) -> Result<RecordId, Error> {
        bounded("reason", reason, caps::TEXT_CHARS)?;
        self.command(|command| amended(command, step, |_| Ok(values.clone()), reason))
    }

    /// Takes an own step back; what others built on stays.
    ///
    /// # Errors
    /// `record_unknown`, `not_author`, `step_built_on`, `not_allowed`; [`Error::Store`].
    pub fn withdraw(&self, step: RecordId, reason: &str) -> Result<RecordId, Error> {
        bounded("reason", reason, caps::TEXT_CHARS)?;
        self.command(|command| withdrawn(command, step, reason))
    }

    /// Says a few words about a matter, or about one of its steps.
    ///
    /// # Errors
    /// `record_unknown`, `field_missing`, `field_too_long`, `not_allowed`; [`Error::Store`].
    pub fn comment(&self, id: DocId, of: Option<RecordId>, text: &str) -> Result<RecordId, Error> {
        if text.trim().is_empty() {
            return Err(Error::field("text", Code::FieldMissing));
        }
        bounded("text", text, caps::TEXT_CHARS)?;
        self.command(|command| {
            let unknown = |field| Error::field(field, Code::RecordUnknown);
            let tx = command.intake.tx;
            let found = find::find(tx, id)?.ok_or(unknown("matter"))?;
            let operation = find::operation_beside(tx, found.doc, of)?;
            let entry = MatterEntry::Comment {
                operation: operation.ok_or(unknown("of"))?,
                of,
                at: command.now(),
            };
            let entry = Entry::Matter(found.class, entry);
            let words = Fields::from([(COMMENT.to_owned(), text.to_owned())]);
            command.write_into(found.scope, id, &entry, body(words))
        })
    }
}

/// Amends an own step: what `values` says for its fields, over what earlier amendments say.
pub(in crate::workspace) fn amended(
    command: &mut Command<'_>,
    step: RecordId,
    values: impl FnOnce(&[Field]) -> Result<Values, Error>,
    reason: &str,
) -> Result<RecordId, Error> {
    let own = Own::of(command, step)?;
    let (_, flow) = own
        .gathered
        .flow
        .clone()
        .ok_or(Error::field("record", Code::FlowUnknown))?;
    let kind = own.row.entry.step().and_then(|step| kind_of(&flow, step));
    let kind = kind.ok_or(Error::field("record", Code::StepMisplaced))?;
    let values = values(&kind.fields)?;
    if let Some(Target::By { field, .. }) = &kind.to
        && values.get(field).is_some()
    {
        return Err(Error::value(field, Code::StepMisplaced));
    }
    // An amendment replaces the ones before it whole: what they changed and this one does not stays changed.
    let mut all = own.held(kind);
    all.overlay(&named(command, &kind.fields, &emptied(&values))?);
    let mut whole = values_of(Some(&*flow), &own.row);
    whole.amend(&all);
    must_fit(kind, &whole)?;
    for field in all.taken_away() {
        if !flows::is_amendable(kind, field) {
            return Err(Error::value(field, Code::FieldUnknown));
        }
    }
    let mut without: Vec<String> = all.taken_away().map(term::key_of).collect();
    without.sort_unstable();
    let (structure, words) = split::part(&kind.fields, &all);
    let words = own.kept(words);
    let entry = MatterEntry::Amend {
        target: step,
        operation: own.row.entry.operation().to_owned(),
        supersedes: own.supersedes(),
        values: structure,
        without,
        at: command.now(),
    };
    own.write(command, entry, words, reason)
}

/// Takes an own step back.
pub(in crate::workspace) fn withdrawn(
    command: &mut Command<'_>,
    step: RecordId,
    reason: &str,
) -> Result<RecordId, Error> {
    let own = Own::of(command, step)?;
    let entry = MatterEntry::Withdraw {
        target: step,
        operation: own.row.entry.operation().to_owned(),
        supersedes: own.supersedes(),
        at: command.now(),
    };
    let names = |row: &EntryRow| {
        row.id != step
            && row
                .entry
                .step()
                .is_some_and(|other| other.after.contains(&step))
    };
    let others = own.gathered.steps.iter().filter(|row| names(row));
    // Side steps of others too: their work hangs on it.
    let built_on = others.clone().any(|row| row.member != own.row.member);
    let (scope, now) = (own.found.scope, command.now());
    let none = BTreeMap::new();
    if let Some(mut file) = file_of(command.roster(), &own.gathered, &none, scope, now) {
        let id = step.to_string();
        if let Some(taken) = file.steps.iter_mut().find(|taken| taken.id == id) {
            taken.withdrawn = true;
        }
        let counts = flows::fold(&file).withdrawn.contains(&id);
        if built_on || !counts {
            return Err(Error::field("record", Code::StepBuiltOn));
        }
    } else if built_on {
        return Err(Error::field("record", Code::StepBuiltOn));
    }
    own.write(command, entry, Fields::new(), reason)
}

/// Lets one of several contradicting amendments of an own step hold: the record `chosen` of them.
pub(super) fn chosen(
    command: &mut Command<'_>,
    step: RecordId,
    chosen: RecordId,
) -> Result<RecordId, Error> {
    let own = Own::of(command, step)?;
    let rows = own.gathered.changes.get(&step);
    let rows = rows.filter(|rows| rows.len() > 1);
    let rows = rows.ok_or(Error::field("field", Code::ConflictNotFound))?;
    let row = rows.iter().find(|row| row.id == chosen);
    let row = row.ok_or(Error::field("value", Code::RecordUnknown))?;
    let mut entry = row.entry.clone();
    if let MatterEntry::Amend { supersedes, at, .. }
    | MatterEntry::Withdraw { supersedes, at, .. } = &mut entry
    {
        *supersedes = own.supersedes();
        *at = command.now();
    }
    let mut words = row.words.clone();
    let reason = words.remove(REASON).unwrap_or_default();
    own.write(command, entry, own.kept(words), &reason)
}

/// The field of a path in a body.
fn field_of(path: &str) -> &str {
    path.split_once('.').map_or(path, |(field, _)| field)
}

/// Values in which what is empty says that there is none.
fn emptied(values: &Values) -> Values {
    let is_empty = |value: &Value| match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    };
    let members = values.iter().map(|(field, value)| {
        let said = if is_empty(value) {
            Value::Null
        } else {
            value.clone()
        };
        (field.into(), said)
    });
    Values::new(members.collect())
}

/// A step of this device's member.
struct Own {
    found: find::Found,
    gathered: Gathered,
    row: EntryRow,
}

impl Own {
    fn of(command: &Command<'_>, step: RecordId) -> Result<Self, Error> {
        let unknown = || Error::field("record", Code::RecordUnknown);
        let tx = command.intake.tx;
        let row = record::by_id(tx, step)?.ok_or_else(unknown)?;
        let found = find::find(tx, row.header.doc)?.ok_or_else(unknown)?;
        let gathered = crate::intake::gather(tx, command.roster(), found.doc, found.class)?;
        let row = gathered.steps.iter().find(|row| row.id == step).cloned();
        let row = row.ok_or_else(unknown)?;
        if row.member != command.member()? {
            return Err(Error::field("record", Code::NotAuthor));
        }
        Ok(Self {
            found,
            gathered,
            row,
        })
    }

    /// What the amendments that hold say, the later over the earlier.
    fn held(&self, kind: &StepKind) -> Values {
        let mut rows: Vec<&EntryRow> = self
            .gathered
            .changes
            .get(&self.row.id)
            .into_iter()
            .flatten()
            .collect();
        rows.sort_by_key(|row| (row.header.hlc, row.id));
        let mut held = Values::default();
        for row in rows {
            if let Some(values) = amendment_of(Some(kind), row) {
                held.overlay(&holding_of(Some(kind), &values));
            }
        }
        held
    }

    /// Words as an amendment's body says them: those that the step or an amendment that holds says already stay there, and are named
    /// (docs/spec/records.md 6.5), under the same path where there are several.
    fn kept(&self, words: Fields) -> Fields {
        let holding = self.gathered.changes.get(&self.row.id);
        let rows: Vec<&EntryRow> = std::iter::once(&self.row)
            .chain(holding.into_iter().flatten())
            .collect();
        let said = |path: &str, text: &str| {
            let is_field = |at: &str| field_of(at) == field_of(path) && !at.starts_with('.');
            let says = |row: &EntryRow, at: &str| -> SaidAt {
                let own = SaidAt {
                    record: row.id,
                    path: at.to_owned(),
                };
                row.kept.get(at).cloned().unwrap_or(own)
            };
            let same = rows.iter().find_map(|row| {
                let is_same = row.words.get(path).is_some_and(|known| known == text);
                is_same.then(|| says(row, path))
            });
            same.or_else(|| {
                rows.iter().find_map(|row| {
                    let mut all = row.words.iter();
                    let (at, _) = all.find(|(at, known)| is_field(at) && *known == text)?;
                    Some(says(row, at))
                })
            })
        };
        let keep = |(path, text): (String, String)| match said(&path, &text) {
            Some(at) if !text.is_empty() => at.same(&path),
            _ => (path, text),
        };
        words.into_iter().map(keep).collect()
    }

    /// The amendments and withdrawals that hold.
    fn supersedes(&self) -> Vec<RecordId> {
        let holding = self.gathered.changes.get(&self.row.id);
        holding.map_or_else(Vec::new, |rows| rows.iter().map(|row| row.id).collect())
    }

    fn write(
        &self,
        command: &mut Command<'_>,
        entry: MatterEntry,
        mut words: Fields,
        reason: &str,
    ) -> Result<RecordId, Error> {
        if !reason.is_empty() {
            words.insert(REASON.to_owned(), reason.to_owned());
        }
        let entry = Entry::Matter(self.found.class, entry);
        command.write_into(self.found.scope, self.found.id, &entry, body(words))
    }
}

/// Comments as they are shown.
pub(super) fn comments(roster: &Roster, rows: &[EntryRow]) -> Vec<super::views::CommentView> {
    let mut shown: Vec<_> = rows
        .iter()
        .filter_map(|row| match &row.entry {
            MatterEntry::Comment { of, at, .. } => Some(super::views::CommentView {
                record: row.id,
                of: *of,
                at: *at,
                by: row.member,
                who: MemberRef::of(roster, row.member),
                text: row.words.get(COMMENT).cloned(),
            }),
            _ => None,
        })
        .collect();
    shown.sort_by_key(|comment| (comment.at, comment.record));
    shown
}

/// Photos by step.
pub(super) fn photos(
    connection: &crate::store::Connection,
    doc: i64,
) -> Result<BTreeMap<RecordId, i64>, Error> {
    Ok(matter::photos(connection, doc)?)
}
