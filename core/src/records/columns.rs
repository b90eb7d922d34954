//! The column walk: what a raw Automerge change declares, summed on raw bytes before any other parser sees them.
//!
//! Owns the layout of a type-1 chunk. A chunk of 69 bytes can declare 2^63 operations in run-length columns, and Automerge
//! would expand them; here every declared length is added with checked arithmetic and nothing is allocated by it, so
//! that the cost is linear in the bytes that are there. Knows nothing of what operations mean.

use super::caps;
use super::leb::{LebFault, Reader, write_unsigned};
pub(crate) use super::runs::{Column, Columns};
use super::runs::{split_columns, to_length};
use crate::domain::ChangeHash;
use sha2::{Digest, Sha256};

/// The 16 bytes of an Automerge actor.
pub type ActorBytes = [u8; 16];

/// The declarations of a well-formed change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeShape {
    /// The changes it stands on, in strictly ascending order.
    pub deps: Vec<ChangeHash>,
    /// Its author, as Automerge knows him.
    pub actor: ActorBytes,
    /// Position in the actor's sequence.
    pub seq: u64,
    /// Counter of its first operation.
    pub start_op: u64,
    /// The number of its operations.
    pub ops: u64,
    /// Counter of its last operation (`start_op - 1` if it holds none).
    pub max_op: u64,
    /// Seconds since 1970, as Automerge writes them.
    pub time: i64,
    /// Authors of operations that it refers to, in strictly ascending order.
    pub other_actors: Vec<ActorBytes>,
}

/// The reason why a chunk is not walked to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.code())]
pub enum ColumnFault {
    /// Not `85 6f 4a 83`, or not of type 1: a document, a compressed change or a bundle.
    Type,
    /// The bytes end before what they declare.
    Truncated,
    /// Bytes follow the last column.
    Trailing,
    /// A number is not spelled in its shortest form.
    Overlong,
    /// More dependencies than [`caps::DEPS`], or out of order.
    Dependencies,
    /// An actor is not 16 bytes long, named twice or out of order; or there are more than [`caps::OTHER_ACTORS`].
    Actors,
    /// It carries a message.
    Message,
    /// A column that no change has, or columns out of order.
    UnknownColumn,
    /// A compressed column.
    Deflated,
    /// A run of no length.
    EmptyRun,
    /// More operations than allowed.
    TooManyOperations,
    /// Columns of different lengths, or one that is missing.
    ColumnLengths,
    /// Value bytes do not add up to what their metadata say.
    ValueLengths,
    /// Predecessors do not add up to what their counts say.
    Predecessors,
    /// An operation counter beyond [`caps::MAX_OP`], below zero, or a first one of zero.
    Counter,
    /// An actor that the change does not name.
    ActorIndex,
    /// A string that is not UTF-8.
    Utf8,
    /// Nothing stands where a value must.
    Null,
}

impl ColumnFault {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "chunk_type",
            Self::Truncated => "chunk_truncated",
            Self::Trailing => "chunk_trailing",
            Self::Overlong => "chunk_overlong",
            Self::Dependencies => "chunk_dependencies",
            Self::Actors => "chunk_actors",
            Self::Message => "chunk_message",
            Self::UnknownColumn => "chunk_unknown_column",
            Self::Deflated => "chunk_deflated",
            Self::EmptyRun => "chunk_empty_run",
            Self::TooManyOperations => "chunk_too_many_operations",
            Self::ColumnLengths => "chunk_column_lengths",
            Self::ValueLengths => "chunk_value_lengths",
            Self::Predecessors => "chunk_predecessors",
            Self::Counter => "chunk_counter",
            Self::ActorIndex => "chunk_actor_index",
            Self::Utf8 => "chunk_utf8",
            Self::Null => "chunk_null",
        }
    }
}

impl From<LebFault> for ColumnFault {
    fn from(fault: LebFault) -> Self {
        match fault {
            LebFault::Truncated => Self::Truncated,
            LebFault::Overlong => Self::Overlong,
        }
    }
}

/// `85 6f 4a 83`, then a checksum of four bytes, the type and the length.
pub(crate) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The type of a raw, uncompressed change.
pub(crate) const RAW_CHANGE: u8 = 1;

/// Walks a chunk that may hold up to `max_ops` operations.
///
/// # Errors
/// The first thing that is wrong with it. The checksum is not looked at: [`super::Record::open`] recomputes the hash.
pub fn walk(chunk: &[u8], max_ops: u64) -> Result<ChangeShape, ColumnFault> {
    walk_columns(chunk, max_ops).map(|(shape, _)| shape)
}

/// Does the same as [`walk`], and gives the columns it walked.
pub(crate) fn walk_columns(
    chunk: &[u8],
    max_ops: u64,
) -> Result<(ChangeShape, Columns<'_>), ColumnFault> {
    let mut reader = Reader::new(chunk);
    let magic = reader.array::<4>()?;
    let _checksum = reader.array::<4>()?;
    if magic != MAGIC || reader.array::<1>()? != [RAW_CHANGE] {
        return Err(ColumnFault::Type);
    }
    let length = to_length(reader.unsigned()?)?;
    match reader.len().cmp(&length) {
        std::cmp::Ordering::Less => return Err(ColumnFault::Truncated),
        std::cmp::Ordering::Greater => return Err(ColumnFault::Trailing),
        std::cmp::Ordering::Equal => {}
    }

    let deps = ascending(&mut reader, caps::DEPS, ColumnFault::Dependencies, |r| {
        Ok(ChangeHash::from_bytes(r.array()?))
    })?;
    let actor = read_actor(&mut reader)?;
    let seq = reader.unsigned()?;
    let start_op = reader.unsigned()?;
    let time = reader.signed()?;
    if reader.unsigned()? != 0 {
        return Err(ColumnFault::Message);
    }
    let other_actors = ascending(
        &mut reader,
        caps::OTHER_ACTORS,
        ColumnFault::Actors,
        read_actor,
    )?;
    if other_actors.contains(&actor) {
        return Err(ColumnFault::Actors);
    }
    let columns = split_columns(&mut reader)?;

    let ops = count_operations(&columns, 1 + other_actors.len() as u64, max_ops)?;
    let max_op = start_op
        .checked_add(ops)
        .and_then(|after| after.checked_sub(1))
        .filter(|max| start_op >= 1 && *max <= caps::MAX_OP)
        .ok_or(ColumnFault::Counter)?;
    let shape = ChangeShape {
        deps,
        actor,
        seq,
        start_op,
        ops,
        max_op,
        time,
        other_actors,
    };
    Ok((shape, columns))
}

fn read_actor(reader: &mut Reader<'_>) -> Result<ActorBytes, ColumnFault> {
    if reader.unsigned()? != 16 {
        return Err(ColumnFault::Actors);
    }
    Ok(reader.array()?)
}

/// A counted list in strictly ascending order. Grows with what is read, never by the declared count.
fn ascending<T: Ord>(
    reader: &mut Reader<'_>,
    cap: usize,
    fault: ColumnFault,
    read: fn(&mut Reader<'_>) -> Result<T, ColumnFault>,
) -> Result<Vec<T>, ColumnFault> {
    let count = reader.unsigned()?;
    if count > cap as u64 {
        return Err(fault);
    }
    let mut out = Vec::new();
    for _ in 0..count {
        let item = read(reader)?;
        if out.last().is_some_and(|last| *last >= item) {
            return Err(fault);
        }
        out.push(item);
    }
    Ok(out)
}

/// The number of a column's rows, up to `max`; `each` looks at every run.
fn rows<T>(
    runs: impl Iterator<Item = Result<(u64, T), ColumnFault>>,
    max: u64,
    mut each: impl FnMut(u64, T) -> Result<(), ColumnFault>,
) -> Result<u64, ColumnFault> {
    let mut total = 0_u64;
    for run in runs {
        let (count, value) = run?;
        total = total
            .checked_add(count)
            .filter(|total| *total <= max)
            .ok_or(ColumnFault::TooManyOperations)?;
        each(count, value)?;
    }
    Ok(total)
}

fn sum(total: &mut u64, count: u64, each: u64, fault: ColumnFault) -> Result<(), ColumnFault> {
    *total = count
        .checked_mul(each)
        .and_then(|more| total.checked_add(more))
        .ok_or(fault)?;
    Ok(())
}

/// Sums every column; returns the number of operations they agree on.
fn count_operations(columns: &Columns<'_>, actors: u64, max_ops: u64) -> Result<u64, ColumnFault> {
    let actor = |_: u64, index: Option<u64>| match index {
        Some(index) if index >= actors => Err(ColumnFault::ActorIndex),
        _ => Ok(()),
    };
    let counters = |column| {
        let mut at = 0_i64;
        rows(columns.deltas(column), max_ops, move |count, delta| {
            // A run of one difference is monotonic, so that looking at its end is enough.
            at = i64::try_from(count)
                .ok()
                .and_then(|count| delta.unwrap_or(0).checked_mul(count))
                .and_then(|more| at.checked_add(more))
                .filter(|at| u64::try_from(*at).is_ok_and(|at| at <= caps::MAX_OP))
                .ok_or(ColumnFault::Counter)?;
            Ok(())
        })
    };

    let ops = rows(columns.numbers(Column::Action), max_ops, |_, action| {
        action.map(|_| ()).ok_or(ColumnFault::Null)
    })?;
    let optional = [
        rows(columns.numbers(Column::ObjActor), max_ops, actor)?,
        rows(
            columns.numbers(Column::ObjCounter),
            max_ops,
            |_, at| match at {
                Some(at) if at > caps::MAX_OP => Err(ColumnFault::Counter),
                _ => Ok(()),
            },
        )?,
        rows(columns.numbers(Column::KeyActor), max_ops, actor)?,
        counters(Column::KeyCounter)?,
        rows(columns.strings(Column::KeyString), max_ops, |_, _| Ok(()))?,
        rows(columns.booleans(Column::Expand), max_ops, |_, _| Ok(()))?,
        rows(columns.strings(Column::MarkName), max_ops, |_, _| Ok(()))?,
    ];
    let inserts = rows(columns.booleans(Column::Insert), max_ops, |_, _| Ok(()))?;
    let mut value_bytes = 0_u64;
    let values = rows(
        columns.numbers(Column::ValueMeta),
        max_ops,
        |count, meta| {
            let meta = meta.ok_or(ColumnFault::Null)?;
            // Null, false and true have no bytes.
            if meta & 15 <= 2 && meta >> 4 != 0 {
                return Err(ColumnFault::ValueLengths);
            }
            sum(
                &mut value_bytes,
                count,
                meta >> 4,
                ColumnFault::ValueLengths,
            )
        },
    )?;
    let mut predecessors = 0_u64;
    let groups = rows(
        columns.numbers(Column::PredCount),
        max_ops,
        |count, each| {
            let each = each.ok_or(ColumnFault::Null)?;
            sum(&mut predecessors, count, each, ColumnFault::Predecessors)
        },
    )?;
    let pred_actors = rows(
        columns.numbers(Column::PredActor),
        max_ops,
        |count, index| {
            index.ok_or(ColumnFault::Null)?;
            actor(count, index)
        },
    )?;
    let pred_counters = counters(Column::PredCounter)?;

    if [inserts, values, groups].iter().any(|rows| *rows != ops)
        || optional.iter().any(|rows| *rows != 0 && *rows != ops)
    {
        return Err(ColumnFault::ColumnLengths);
    }
    if value_bytes != columns.bytes(Column::Value).len() as u64 {
        return Err(ColumnFault::ValueLengths);
    }
    if predecessors != pred_actors || predecessors != pred_counters {
        return Err(ColumnFault::Predecessors);
    }
    Ok(ops)
}

/// Magic, checksum, type and length before a change's contents.
pub(crate) fn seal(contents: &[u8]) -> Vec<u8> {
    const HASHED: usize = MAGIC.len() + 4;
    let mut out = Vec::with_capacity(HASHED + 11 + contents.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&[0; 4]);
    out.push(RAW_CHANGE);
    write_unsigned(contents.len() as u64, &mut out);
    out.extend_from_slice(contents);
    let hash = Sha256::digest(&out[HASHED..]);
    out[MAGIC.len()..HASHED].copy_from_slice(&hash[..4]);
    out
}

#[cfg(test)]
mod tests;
