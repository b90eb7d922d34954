//! A value of a file on its way into a model: asked for what it should be, it answers or says where it is not that.
//!
//! Owns paths and the plain types. Must not know what a pack or a matter is.

use super::fault::{Fault, Reason};
use super::instant::{self, Instant};
use super::json::{self, Kind, Node};
use super::value::{LIMIT, Value, Values};
use crate::rules::counting::FaultCode;
use std::collections::BTreeMap;

/// A place in a file and what stands there.
pub(super) struct Cursor<'n, 'p> {
    node: &'n Node<'n>,
    up: Option<&'p Cursor<'n, 'p>>,
    key: Key<'n>,
}

#[derive(Clone, Copy)]
enum Key<'n> {
    Root,
    Name(&'n str),
    Index(usize),
}

/// The reason and the place of a fault that has no line yet.
pub(super) struct Wrong {
    reason: Reason,
    at: usize,
    field: String,
}

/// A result of reading.
pub(super) type Read<T> = Result<T, Wrong>;

/// Keys of a fault's path are cut here: a hostile file shall not make a hostile message.
const PATH_KEY_CHARS: usize = 40;

/// Reads a file: JSON first, then whatever `read` makes of it.
///
/// # Errors
/// The first fault, with its line and field.
pub(super) fn read<T>(
    bytes: &[u8],
    read: impl FnOnce(&Cursor<'_, '_>) -> Read<T>,
) -> Result<T, Fault> {
    let fault = |reason, at: usize, field: String| Fault {
        reason,
        line: Some(line_of(bytes, at)),
        field: (!field.is_empty()).then_some(field),
    };
    let json = |code, at| fault(Reason::Json(code), at, String::new());
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(json(FaultCode::ByteOrderMark, 0));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| json(FaultCode::NotUtf8, error.valid_up_to()))?;
    let root = json::read(text).map_err(|(code, at)| json(code, at))?;
    let cursor = Cursor {
        node: &root,
        up: None,
        key: Key::Root,
    };
    read(&cursor).map_err(|wrong| fault(wrong.reason, wrong.at, wrong.field))
}

/// The line, counted from 1, in which this byte stands.
fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = &bytes[..at.min(bytes.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

impl<'n, 'p> Cursor<'n, 'p> {
    /// A fault here.
    pub(super) fn wrong(&self, reason: Reason) -> Wrong {
        Wrong {
            reason,
            at: self.node.at,
            field: self.path(),
        }
    }

    fn no_type(&self) -> Wrong {
        self.wrong(Reason::Json(FaultCode::WrongType))
    }

    /// A fault of a word that is none of those known.
    pub(super) fn unknown(&self) -> Wrong {
        self.wrong(Reason::Json(FaultCode::UnknownValue))
    }

    fn path(&self) -> String {
        let mut path = self.up.map_or_else(String::new, Cursor::path);
        match self.key {
            Key::Root => {}
            Key::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.extend(name.chars().take(PATH_KEY_CHARS));
            }
            Key::Index(index) => path.push_str(&format!("[{index}]")),
        }
        path
    }

    fn members(&self) -> Read<&'n [(std::borrow::Cow<'n, str>, Node<'n>)]> {
        match &self.node.kind {
            Kind::Map(members) => Ok(members),
            _ => Err(self.no_type()),
        }
    }

    /// The member of this name; `null` is absence.
    pub(super) fn maybe<T>(
        &self,
        name: &'n str,
        read: impl FnOnce(&Cursor<'n, '_>) -> Read<T>,
    ) -> Read<Option<T>> {
        let members = self.members()?;
        let found = members
            .binary_search_by(|(key, _)| key.as_ref().cmp(name))
            .ok();
        match found.map(|index| &members[index].1) {
            None
            | Some(Node {
                kind: Kind::Null, ..
            }) => Ok(None),
            Some(node) => read(&Cursor {
                node,
                up: Some(self),
                key: Key::Name(name),
            })
            .map(Some),
        }
    }

    /// The member of this name, which must be there.
    pub(super) fn member<T>(
        &self,
        name: &'n str,
        read: impl FnOnce(&Cursor<'n, '_>) -> Read<T>,
    ) -> Read<T> {
        let missing = |_: &Cursor<'n, '_>| Wrong {
            reason: Reason::Json(FaultCode::MissingField),
            at: self.node.at,
            field: Cursor {
                node: self.node,
                up: Some(self),
                key: Key::Name(name),
            }
            .path(),
        };
        self.maybe(name, read)?.ok_or_else(|| missing(self))
    }

    /// Whether it is text (where several forms are possible).
    pub(super) fn is_text(&self) -> bool {
        matches!(self.node.kind, Kind::Text(_))
    }

    /// Whether it is a map (where several forms are possible).
    pub(super) fn is_map(&self) -> bool {
        matches!(self.node.kind, Kind::Map(_))
    }

    /// Text.
    pub(super) fn text(&self) -> Read<String> {
        match &self.node.kind {
            Kind::Text(text) => Ok(text.as_ref().to_owned()),
            _ => Err(self.no_type()),
        }
    }

    /// True or false.
    pub(super) fn flag(&self) -> Read<bool> {
        match self.node.kind {
            Kind::Bool(flag) => Ok(flag),
            _ => Err(self.no_type()),
        }
    }

    /// A whole number 0 … 2⁵³, in digits only.
    pub(super) fn whole(&self) -> Read<i64> {
        match &self.node.kind {
            Kind::Number(digits) => match Value::number(digits) {
                Value::Int(number) if (0..=LIMIT).contains(&number) => Ok(number),
                Value::Int(_) => Err(self.wrong(Reason::Json(FaultCode::OutOfRange))),
                _ => Err(self.wrong(Reason::Json(FaultCode::NotWhole))),
            },
            _ => Err(self.no_type()),
        }
    }

    /// A moment.
    pub(super) fn instant(&self) -> Read<Instant> {
        match &self.node.kind {
            Kind::Text(text) => Instant::parse(text).ok_or_else(|| self.wrong(Reason::Time)),
            _ => Err(self.no_type()),
        }
    }

    /// A calendar day, as its number since 1970.
    pub(super) fn day(&self) -> Read<i64> {
        match &self.node.kind {
            Kind::Text(text) => instant::day(text).ok_or_else(|| self.wrong(Reason::Day)),
            _ => Err(self.no_type()),
        }
    }

    /// A list.
    pub(super) fn list<T>(&self, mut read: impl FnMut(&Cursor<'n, '_>) -> Read<T>) -> Read<Vec<T>> {
        let Kind::List(items) = &self.node.kind else {
            return Err(self.no_type());
        };
        let cursor = |(index, node)| Cursor {
            node,
            up: Some(self),
            key: Key::Index(index),
        };
        items
            .iter()
            .enumerate()
            .map(cursor)
            .map(|item| read(&item))
            .collect()
    }

    /// A list of texts.
    pub(super) fn texts(&self) -> Read<Vec<String>> {
        self.list(text)
    }

    /// A list of words, flags and whole numbers.
    pub(super) fn words(&self) -> Read<Vec<Value>> {
        self.list(|item| match Value::of(item.node) {
            word @ (Value::Text(_) | Value::Flag(_) | Value::Int(_)) => Ok(word),
            _ => Err(item.no_type()),
        })
    }

    /// A map from names to whatever `read` makes of its members.
    pub(super) fn map<T>(
        &self,
        mut read: impl FnMut(&Cursor<'n, '_>) -> Read<T>,
    ) -> Read<BTreeMap<String, T>> {
        let cursor = |key: &'n str, node| Cursor {
            node,
            up: Some(self),
            key: Key::Name(key),
        };
        self.members()?
            .iter()
            .map(|(key, node)| Ok((key.as_ref().to_owned(), read(&cursor(key, node))?)))
            .collect()
    }

    /// The values of a step.
    pub(super) fn values(&self) -> Read<Values> {
        let members = self.members()?.iter();
        Ok(Values::new(
            members
                .map(|(key, node)| (key.as_ref().into(), Value::of(node)))
                .collect(),
        ))
    }
}

/// Text.
pub(super) fn text(from: &Cursor<'_, '_>) -> Read<String> {
    from.text()
}

/// A list of texts.
pub(super) fn texts(from: &Cursor<'_, '_>) -> Read<Vec<String>> {
    from.texts()
}

/// True or false.
pub(super) fn flag(from: &Cursor<'_, '_>) -> Read<bool> {
    from.flag()
}

/// A whole number 0 … 2⁵³, in digits only.
pub(super) fn whole(from: &Cursor<'_, '_>) -> Read<i64> {
    from.whole()
}

/// A moment.
pub(super) fn instant(from: &Cursor<'_, '_>) -> Read<Instant> {
    from.instant()
}

/// A calendar day, as its number since 1970.
pub(super) fn day(from: &Cursor<'_, '_>) -> Read<i64> {
    from.day()
}

/// A list of words, flags and whole numbers.
pub(super) fn words(from: &Cursor<'_, '_>) -> Read<Vec<Value>> {
    from.words()
}
