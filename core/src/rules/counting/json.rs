//! A strict JSON reader that sees what `serde_json` hides: doubled keys, lone surrogates, and where things stand.
//!
//! Owns the nesting of RFC 8259; texts and numbers are the lexer's. Keeps only what can belong to a tally file (known keys, four levels) and checks
//! the rest in passing, without recursion: depth and size cost memory in proportion to the input and nothing more.

use super::fault::FaultCode;
use super::lexer::{Lexer, Step};
use std::borrow::Cow;
use std::fmt::Write as _;

/// A value and the byte at which it starts.
#[derive(Debug)]
pub(super) struct Value<'a> {
    pub(super) at: usize,
    pub(super) kind: Kind<'a>,
}

/// The sort of a value.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Null,
    Bool(bool),
    /// The digits as written.
    Number(&'a str),
    Text(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Vec<(&'static str, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The member of this name, if this is an object that has it.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        match &self.kind {
            Kind::Object(members) => members
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The item at this index, if this is an array that has it.
    pub(super) fn item(&self, index: usize) -> Option<&Value<'a>> {
        match &self.kind {
            Kind::Array(items) => items.get(index),
            _ => None,
        }
    }
}

/// The reason why the input is no JSON that we take, with the place (byte, path).
#[derive(Debug)]
pub(super) struct JsonFault {
    pub(super) code: FaultCode,
    pub(super) at: usize,
    pub(super) path: Option<String>,
}

/// A tally file nests no deeper: file, list of ballots, ballot, `supersedes`.
const KEPT_LEVELS: usize = 4;
/// Paths in faults are cut here, and so are keys: a hostile file shall not make a hostile message.
const PATH_LEVELS: usize = 6;
const PATH_KEY_CHARS: usize = 40;

/// An array or object that is still open.
struct Open<'a> {
    at: usize,
    items: Items<'a>,
    /// The start of its keys in the common stack of keys.
    keys_from: usize,
    count: usize,
    /// The key of the member being read, if a tally file can have it.
    known: Option<&'static str>,
    /// Whether a member is being read, so that the last key belongs to a path.
    in_member: bool,
    keep: bool,
}

enum Items<'a> {
    Array(Vec<Value<'a>>),
    Object(Vec<(&'static str, Value<'a>)>),
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    known: &'static [&'static str],
    open: Vec<Open<'a>>,
    /// The keys of all open objects, innermost last.
    keys: Vec<(Cow<'a, str>, usize)>,
}

/// Reads a whole document. Members whose key is not `known` are checked and dropped.
pub(super) fn read<'a>(
    text: &'a str,
    known: &'static [&'static str],
) -> Result<Value<'a>, JsonFault> {
    let mut reader = Reader {
        lexer: Lexer::new(text),
        known,
        open: Vec::new(),
        keys: Vec::new(),
    };
    reader.document().map_err(|(code, at)| JsonFault {
        code,
        at,
        path: reader.path(),
    })
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Step<Value<'a>> {
        loop {
            self.lexer.space();
            let mut value = match self.start()? {
                Some(value) => value,
                None => continue,
            };
            // A value is whole: put it where it belongs, and close what it closes.
            loop {
                let Some(open) = self.open.last_mut() else {
                    self.lexer.space();
                    return match self.lexer.peek() {
                        None => Ok(value),
                        Some(_) => self.lexer.no_json(),
                    };
                };
                open.take(value);
                self.lexer.space();
                let in_object = self.in_object();
                match (self.lexer.peek(), in_object) {
                    (Some(b','), _) => {
                        self.lexer.at += 1;
                        self.next_member();
                        if in_object {
                            self.key()?;
                        }
                        break;
                    }
                    (Some(b']'), false) | (Some(b'}'), true) => value = self.close()?,
                    _ => return self.lexer.no_json(),
                }
            }
        }
    }

    fn next_member(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.in_member = false;
            open.count = open.count.saturating_add(1);
        }
    }

    fn in_object(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                items: Items::Object(_),
                ..
            })
        )
    }

    /// Reads a scalar or an empty container whole (`Some`), or opens a container (`None`).
    fn start(&mut self) -> Step<Option<Value<'a>>> {
        let at = self.lexer.at;
        let kind = match self.lexer.peek() {
            Some(b'{') => {
                self.enter(Items::Object(Vec::new()));
                self.lexer.space();
                if self.lexer.peek() == Some(b'}') {
                    return self.close().map(Some);
                }
                self.key()?;
                return Ok(None);
            }
            Some(b'[') => {
                self.enter(Items::Array(Vec::new()));
                self.lexer.space();
                if self.lexer.peek() == Some(b']') {
                    return self.close().map(Some);
                }
                return Ok(None);
            }
            Some(b'"') => Kind::Text(self.lexer.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.lexer.number()?),
            Some(b't') => self.lexer.word("true").map(|()| Kind::Bool(true))?,
            Some(b'f') => self.lexer.word("false").map(|()| Kind::Bool(false))?,
            Some(b'n') => self.lexer.word("null").map(|()| Kind::Null)?,
            _ => return self.lexer.no_json(),
        };
        Ok(Some(Value { at, kind }))
    }

    fn enter(&mut self, items: Items<'a>) {
        let keep = self.open.len() < KEPT_LEVELS
            && self.open.last().is_none_or(|parent| {
                parent.keep && (parent.known.is_some() || matches!(parent.items, Items::Array(_)))
            });
        self.open.push(Open {
            at: self.lexer.at,
            items,
            keys_from: self.keys.len(),
            count: 0,
            known: None,
            in_member: false,
            keep,
        });
        self.lexer.at += 1;
    }

    fn close(&mut self) -> Step<Value<'a>> {
        if let Some(open) = self.open.last_mut() {
            let keys = &mut self.keys[open.keys_from..];
            keys.sort_unstable();
            let doubled = keys
                .windows(2)
                .filter(|pair| pair[0].0 == pair[1].0)
                .map(|pair| pair[1].1)
                .min();
            if let Some(at) = doubled {
                // Leave the culprit on top, so that the path names it.
                open.in_member = true;
                if let Some(culprit) = keys.iter().position(|(_, key_at)| *key_at == at) {
                    let last = keys.len() - 1;
                    keys.swap(culprit, last);
                }
                return Err((FaultCode::DoubledKey, at));
            }
        }
        let Some(open) = self.open.pop() else {
            return self.lexer.no_json();
        };
        self.lexer.at += 1;
        self.keys.truncate(open.keys_from);
        let kind = match open.items {
            Items::Array(items) => Kind::Array(items),
            Items::Object(members) => Kind::Object(members),
        };
        Ok(Value { at: open.at, kind })
    }

    /// Reads a key and its colon; the reader stands before the quote or the space before it.
    fn key(&mut self) -> Step<()> {
        self.lexer.space();
        let at = self.lexer.at;
        if self.lexer.peek() != Some(b'"') {
            return self.lexer.no_json();
        }
        let key = self.lexer.string()?;
        let known = self.known.iter().copied().find(|known| *known == key);
        self.keys.push((key, at));
        if let Some(open) = self.open.last_mut() {
            open.known = known;
            open.in_member = true;
        }
        self.lexer.space();
        if self.lexer.peek() != Some(b':') {
            return self.lexer.no_json();
        }
        self.lexer.at += 1;
        Ok(())
    }

    /// The reader's position, as a path of keys and indexes.
    fn path(&self) -> Option<String> {
        let mut path = String::new();
        for (level, open) in self.open.iter().enumerate().take(PATH_LEVELS) {
            let keys_to = match self.open.get(level + 1) {
                Some(inner) => inner.keys_from,
                None => self.keys.len(),
            };
            match &open.items {
                Items::Array(_) => {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "[{}]", open.count);
                }
                Items::Object(_) if open.in_member => {
                    if let Some((key, _)) = self.keys[open.keys_from..keys_to].last() {
                        if !path.is_empty() {
                            path.push('.');
                        }
                        path.extend(key.chars().take(PATH_KEY_CHARS));
                    }
                }
                Items::Object(_) => {}
            }
        }
        (!path.is_empty()).then_some(path)
    }
}

impl<'a> Open<'a> {
    fn take(&mut self, value: Value<'a>) {
        if !self.keep {
            return;
        }
        match &mut self.items {
            Items::Array(items) => items.push(value),
            Items::Object(members) => {
                if let Some(known) = self.known {
                    members.push((known, value));
                }
            }
        }
    }
}
