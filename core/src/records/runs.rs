//! The columns of a change and their run-length codes, read without expanding them.
//!
//! Owns the layout of columns. Every step of an iterator here consumes at least one byte, so that reading ends with the
//! bytes whatever they declare.

use super::columns::ColumnFault;
use super::leb::Reader;

/// The columns of a change by their number on the wire (`id << 4 | type`), in wire order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Column {
    ObjActor = 0x01,
    ObjCounter = 0x02,
    KeyActor = 0x11,
    KeyCounter = 0x13,
    KeyString = 0x15,
    Insert = 0x34,
    Action = 0x42,
    ValueMeta = 0x56,
    Value = 0x57,
    PredCount = 0x70,
    PredActor = 0x71,
    PredCounter = 0x73,
    Expand = 0x94,
    MarkName = 0xa5,
}

impl Column {
    pub(crate) const ALL: [Self; 14] = [
        Self::ObjActor,
        Self::ObjCounter,
        Self::KeyActor,
        Self::KeyCounter,
        Self::KeyString,
        Self::Insert,
        Self::Action,
        Self::ValueMeta,
        Self::Value,
        Self::PredCount,
        Self::PredActor,
        Self::PredCounter,
        Self::Expand,
        Self::MarkName,
    ];
    pub(super) const DEFLATED: u64 = 0b1000;

    fn place(spec: u64) -> Result<usize, ColumnFault> {
        Self::ALL
            .iter()
            .position(|column| *column as u64 == spec & !Self::DEFLATED)
            .ok_or(ColumnFault::UnknownColumn)
            .and_then(|place| {
                if spec & Self::DEFLATED == 0 {
                    Ok(place)
                } else {
                    Err(ColumnFault::Deflated)
                }
            })
    }
}

/// The bytes of each column; empty where a change has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'a>([&'a [u8]; Column::ALL.len()]);

impl<'a> Columns<'a> {
    pub(crate) fn bytes(&self, column: Column) -> &'a [u8] {
        Column::ALL
            .iter()
            .position(|one| *one == column)
            .map_or(&[], |place| self.0[place])
    }

    /// Runs of unsigned numbers.
    pub(crate) fn numbers(&self, column: Column) -> Runs<'a, u64> {
        Runs::new(self.bytes(column), |reader| Ok(reader.unsigned()?))
    }

    /// Runs of differences between signed numbers.
    pub(crate) fn deltas(&self, column: Column) -> Runs<'a, i64> {
        Runs::new(self.bytes(column), |reader| Ok(reader.signed()?))
    }

    /// Runs of strings.
    pub(crate) fn strings(&self, column: Column) -> Runs<'a, &'a str> {
        Runs::new(self.bytes(column), |reader| {
            let length = reader.unsigned()?;
            let bytes = reader.take(to_length(length)?)?;
            std::str::from_utf8(bytes).map_err(|_| ColumnFault::Utf8)
        })
    }

    /// Alternating run lengths of false and true, false first.
    pub(crate) fn booleans(&self, column: Column) -> BooleanRuns<'a> {
        BooleanRuns {
            reader: Reader::new(self.bytes(column)),
            value: false,
            first: true,
        }
    }
}

pub(super) fn to_length(declared: u64) -> Result<usize, ColumnFault> {
    usize::try_from(declared).map_err(|_| ColumnFault::Truncated)
}

type Read<'a, T> = fn(&mut Reader<'a>) -> Result<T, ColumnFault>;

/// A run-length column as (how many, value or null). Every step consumes at least one byte.
pub(crate) struct Runs<'a, T> {
    reader: Reader<'a>,
    literals: u64,
    read: Read<'a, T>,
}

impl<'a, T> Runs<'a, T> {
    fn new(bytes: &'a [u8], read: Read<'a, T>) -> Self {
        Self {
            reader: Reader::new(bytes),
            literals: 0,
            read,
        }
    }

    fn step(&mut self) -> Result<(u64, Option<T>), ColumnFault> {
        if self.literals == 0 {
            let count = self.reader.signed()?;
            match u64::try_from(count) {
                Ok(0) => {
                    return match self.reader.unsigned()? {
                        0 => Err(ColumnFault::EmptyRun),
                        nulls => Ok((nulls, None)),
                    };
                }
                Ok(count) => return Ok((count, Some((self.read)(&mut self.reader)?))),
                Err(_) => self.literals = count.unsigned_abs(),
            }
        }
        self.literals -= 1;
        Ok((1, Some((self.read)(&mut self.reader)?)))
    }
}

impl<T> Iterator for Runs<'_, T> {
    type Item = Result<(u64, Option<T>), ColumnFault>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.literals > 0 || !self.reader.is_empty()).then(|| self.step())
    }
}

/// A boolean column as (how many, value).
pub(crate) struct BooleanRuns<'a> {
    reader: Reader<'a>,
    value: bool,
    first: bool,
}

impl Iterator for BooleanRuns<'_> {
    type Item = Result<(u64, bool), ColumnFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_empty() {
            return None;
        }
        let value = self.value;
        self.value = !value;
        let first = std::mem::replace(&mut self.first, false);
        Some(match self.reader.unsigned() {
            Ok(0) if !first => Err(ColumnFault::EmptyRun),
            Ok(count) => Ok((count, value)),
            Err(fault) => Err(fault.into()),
        })
    }
}

/// Column metadata, then their bytes to the very end of the chunk.
pub(super) fn split_columns<'a>(reader: &mut Reader<'a>) -> Result<Columns<'a>, ColumnFault> {
    let count = reader.unsigned()?;
    if count > Column::ALL.len() as u64 {
        return Err(ColumnFault::UnknownColumn);
    }
    let mut lengths = [0_usize; Column::ALL.len()];
    let mut from = 0;
    for _ in 0..count {
        let place = Column::place(reader.unsigned()?)?;
        let length = to_length(reader.unsigned()?)?;
        if place < from {
            return Err(ColumnFault::UnknownColumn);
        }
        if length == 0 {
            return Err(ColumnFault::ColumnLengths);
        }
        from = place + 1;
        lengths[place] = length;
    }
    let mut columns = Columns([&[]; Column::ALL.len()]);
    for (place, length) in lengths.into_iter().enumerate() {
        columns.0[place] = reader.take(length)?;
    }
    if reader.is_empty() {
        Ok(columns)
    } else {
        Err(ColumnFault::Trailing)
    }
}
