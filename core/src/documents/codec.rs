//! Changes as values, and their one canonical spelling.
//!
//! Owns decoding a walked chunk into operations. A chunk is well formed only if our frozen encoder, given what was
//! decoded, writes the same bytes: no two spellings of one change exist, nothing that we would never write reaches
//! Automerge, and Automerge, which keeps operations and spells changes anew when it saves, finds the hashes again when
//! it loads. Knows nothing of entries or text.

pub(super) use super::encode::encode;
use crate::domain::ChangeHash;
use crate::records::columns::{ActorBytes, Column, Columns, walk_columns};
use crate::records::{ChangeShape, ColumnFault};

/// An operation's id: counter and author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OpId {
    pub(super) counter: u64,
    pub(super) actor: ActorBytes,
}

/// The position in its object where an operation acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key<'a> {
    Map(&'a str),
    Head,
    Element(OpId),
}

/// The value that an operation writes. Other kinds of values occur nowhere in our documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Null,
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// Automerge's numbers for actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Action {
    MakeMap = 0,
    Set = 1,
    Delete = 3,
    MakeText = 4,
}

/// One operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Op<'a> {
    /// The object; the root map if none.
    pub(super) obj: Option<OpId>,
    pub(super) key: Key<'a>,
    pub(super) insert: bool,
    pub(super) action: Action,
    pub(super) value: Value<'a>,
    /// The operation it replaces: none or one, since nothing of ours is ever overwritten twice.
    pub(super) pred: Option<OpId>,
}

/// A change with `seq` 1, time 0 and no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChunkContent<'a> {
    pub(super) deps: Vec<ChangeHash>,
    pub(super) actor: ActorBytes,
    pub(super) start_op: u64,
    pub(super) ops: Vec<Op<'a>>,
}

/// The reason why a chunk is no change of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CodecFault {
    Walk(ColumnFault),
    /// It holds an operation or value that none of our documents has.
    ForeignOperation,
    /// A `seq` other than 1, or a time: every change has an actor of its own and tells no time.
    Sequence,
    /// Another spelling than our encoder's, the checksum included; or actors that nothing refers to.
    NotCanonical,
}

impl From<ColumnFault> for CodecFault {
    fn from(fault: ColumnFault) -> Self {
        Self::Walk(fault)
    }
}

/// Walks, decodes, and compares with the canonical spelling.
pub(super) fn decode(
    chunk: &[u8],
    max_ops: u64,
) -> Result<(ChangeShape, ChunkContent<'_>), CodecFault> {
    let (shape, columns) = walk_columns(chunk, max_ops)?;
    let change = decode_shape(&shape, &columns)?;
    if encode(&change) == chunk {
        Ok((shape, change))
    } else {
        Err(CodecFault::NotCanonical)
    }
}

fn decode_shape<'a>(
    shape: &ChangeShape,
    columns: &Columns<'a>,
) -> Result<ChunkContent<'a>, CodecFault> {
    if shape.seq != 1 || shape.time != 0 {
        return Err(CodecFault::Sequence);
    }
    Ok(ChunkContent {
        deps: shape.deps.clone(),
        actor: shape.actor,
        start_op: shape.start_op,
        ops: decode_ops(shape, columns)?,
    })
}

/// Decodes what Automerge wrote, whatever its spelling.
pub(super) fn decode_foreign(chunk: &[u8], max_ops: u64) -> Result<ChunkContent<'_>, CodecFault> {
    let (shape, columns) = walk_columns(chunk, max_ops)?;
    decode_shape(&shape, &columns)
}

/// Repeats each run's value. The walk has bounded the counts.
fn expand<'a, T: Copy + 'a, E: Into<CodecFault> + 'a>(
    runs: impl Iterator<Item = Result<(u64, T), E>> + 'a,
) -> impl Iterator<Item = Result<T, CodecFault>> + 'a {
    let mut runs = runs;
    let mut left = 0_u64;
    let mut value = None;
    std::iter::from_fn(move || {
        while left == 0 {
            match runs.next()? {
                Ok((count, next)) => (left, value) = (count, Some(next)),
                Err(fault) => return Some(Err(fault.into())),
            }
        }
        left -= 1;
        value.map(Ok)
    })
}

/// The next row of a column; null where the column is absent.
fn row<T>(
    column: &mut impl Iterator<Item = Result<Option<T>, CodecFault>>,
) -> Result<Option<T>, CodecFault> {
    Ok(column.next().transpose()?.flatten())
}

fn decode_ops<'a>(shape: &ChangeShape, columns: &Columns<'a>) -> Result<Vec<Op<'a>>, CodecFault> {
    use CodecFault::ForeignOperation;
    let actor = |index: u64| -> Result<ActorBytes, CodecFault> {
        match usize::try_from(index)
            .ok()
            .map(|index| index.checked_sub(1))
        {
            Some(None) => Ok(shape.actor),
            Some(Some(other)) => shape
                .other_actors
                .get(other)
                .copied()
                .ok_or(ForeignOperation),
            None => Err(ForeignOperation),
        }
    };
    let absolute = |column| {
        let mut at = 0_i64;
        expand(columns.deltas(column)).map(move |delta| {
            let Some(delta) = delta? else { return Ok(None) };
            at = at.saturating_add(delta);
            u64::try_from(at).map(Some).map_err(|_| ForeignOperation)
        })
    };
    let mut obj_actors = expand(columns.numbers(Column::ObjActor));
    let mut obj_counters = expand(columns.numbers(Column::ObjCounter));
    let mut key_actors = expand(columns.numbers(Column::KeyActor));
    let mut key_counters = absolute(Column::KeyCounter);
    let mut key_strings = expand(columns.strings(Column::KeyString));
    let mut inserts = expand(columns.booleans(Column::Insert));
    let mut metas = expand(columns.numbers(Column::ValueMeta));
    let mut values = columns.bytes(Column::Value);
    let mut pred_counts = expand(columns.numbers(Column::PredCount));
    let mut pred_actors = expand(columns.numbers(Column::PredActor));
    let mut pred_counters = absolute(Column::PredCounter);

    let mut ops = Vec::new();
    for action in expand(columns.numbers(Column::Action)) {
        let action = match action? {
            Some(0) => Action::MakeMap,
            Some(1) => Action::Set,
            Some(3) => Action::Delete,
            Some(4) => Action::MakeText,
            _ => return Err(ForeignOperation),
        };
        let id = |index: Option<u64>, counter: Option<u64>| match (index, counter) {
            (None, None) => Ok(None),
            (Some(index), Some(counter)) => Ok(Some(OpId {
                counter,
                actor: actor(index)?,
            })),
            _ => Err(ForeignOperation),
        };
        let obj = id(row(&mut obj_actors)?, row(&mut obj_counters)?)?;
        let key = match (
            row(&mut key_strings)?,
            row(&mut key_actors)?,
            row(&mut key_counters)?,
        ) {
            (Some(name), None, None) => Key::Map(name),
            (None, None, Some(0)) => Key::Head,
            (None, Some(index), Some(counter)) => Key::Element(OpId {
                counter,
                actor: actor(index)?,
            }),
            _ => return Err(ForeignOperation),
        };
        let insert = inserts.next().transpose()?.ok_or(ForeignOperation)?;
        let meta = row(&mut metas)?.ok_or(ForeignOperation)?;
        let (bytes, rest) = usize::try_from(meta >> 4)
            .ok()
            .and_then(|length| values.split_at_checked(length))
            .ok_or(ForeignOperation)?;
        values = rest;
        let value = match meta & 15 {
            0 => Value::Null,
            6 => Value::Text(std::str::from_utf8(bytes).map_err(|_| ForeignOperation)?),
            7 => Value::Bytes(bytes),
            _ => return Err(ForeignOperation),
        };
        let pred = match row(&mut pred_counts)? {
            Some(0) => None,
            Some(1) => id(row(&mut pred_actors)?, row(&mut pred_counters)?)?,
            _ => return Err(ForeignOperation),
        };
        ops.push(Op {
            obj,
            key,
            insert,
            action,
            value,
            pred,
        });
    }
    Ok(ops)
}
