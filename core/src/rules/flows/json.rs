//! A strict JSON reader that keeps everything, with the byte at which it stands.
//!
//! Owns nesting; texts and numbers are the lexer's. No recursion, and what nests deeper than any file of flows is checked
//! and not kept, so that depth costs nothing later.

use crate::rules::counting::FaultCode;
use crate::rules::counting::lexer::{Lexer, Step};
use std::borrow::Cow;

/// A value and the byte at which it starts.
#[derive(Debug)]
pub(super) struct Node<'a> {
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
    List(Vec<Node<'a>>),
    /// Sorted by key.
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
    /// A list or map deeper than is kept.
    Deep,
}

/// File, pack, flows, flow, steps, step, fields, field, columns, column, of, word, title: a file of flows nests no deeper.
const KEPT_LEVELS: usize = 24;

struct Open<'a> {
    at: usize,
    items: Items<'a>,
}

enum Items<'a> {
    List(Vec<Node<'a>>),
    Map {
        members: Vec<(Cow<'a, str>, Node<'a>)>,
        keys: Vec<(Cow<'a, str>, usize)>,
    },
}

/// Reads a whole document.
///
/// # Errors
/// The reason and the byte.
pub(super) fn read(text: &str) -> Step<Node<'_>> {
    let mut lexer = Lexer::new(text);
    let mut open: Vec<Open<'_>> = Vec::new();
    loop {
        lexer.space();
        let Some(mut node) = start(&mut lexer, &mut open)? else {
            continue;
        };
        // A value is whole: put it where it belongs, and close what it closes.
        loop {
            let Some(inner) = open.last_mut() else {
                lexer.space();
                return match lexer.peek() {
                    None => Ok(node),
                    Some(_) => lexer.no_json(),
                };
            };
            inner.take(node);
            lexer.space();
            let in_map = matches!(inner.items, Items::Map { .. });
            match (lexer.peek(), in_map) {
                (Some(b','), _) => {
                    lexer.at += 1;
                    if in_map {
                        key(&mut lexer, inner)?;
                    }
                    break;
                }
                (Some(b']'), false) | (Some(b'}'), true) => {
                    lexer.at += 1;
                    let depth = open.len();
                    let Some(inner) = open.pop() else {
                        return lexer.no_json();
                    };
                    node = inner.close(depth)?;
                }
                _ => return lexer.no_json(),
            }
        }
    }
}

/// Reads a scalar or an empty container whole (`Some`), or opens a container (`None`).
fn start<'a>(lexer: &mut Lexer<'a>, open: &mut Vec<Open<'a>>) -> Step<Option<Node<'a>>> {
    let at = lexer.at;
    let kind = match lexer.peek() {
        Some(b'{') => {
            lexer.at += 1;
            lexer.space();
            if lexer.peek() == Some(b'}') {
                lexer.at += 1;
                return Ok(Some(Node {
                    at,
                    kind: Kind::Map(Vec::new()),
                }));
            }
            let mut inner = Open {
                at,
                items: Items::Map {
                    members: Vec::new(),
                    keys: Vec::new(),
                },
            };
            key(lexer, &mut inner)?;
            open.push(inner);
            return Ok(None);
        }
        Some(b'[') => {
            lexer.at += 1;
            lexer.space();
            if lexer.peek() == Some(b']') {
                lexer.at += 1;
                return Ok(Some(Node {
                    at,
                    kind: Kind::List(Vec::new()),
                }));
            }
            open.push(Open {
                at,
                items: Items::List(Vec::new()),
            });
            return Ok(None);
        }
        Some(b'"') => Kind::Text(lexer.string()?),
        Some(b'-' | b'0'..=b'9') => Kind::Number(lexer.number()?),
        Some(b't') => lexer.word("true").map(|()| Kind::Bool(true))?,
        Some(b'f') => lexer.word("false").map(|()| Kind::Bool(false))?,
        Some(b'n') => lexer.word("null").map(|()| Kind::Null)?,
        _ => return lexer.no_json(),
    };
    Ok(Some(Node { at, kind }))
}

/// Reads a key and its colon.
fn key<'a>(lexer: &mut Lexer<'a>, inner: &mut Open<'a>) -> Step<()> {
    lexer.space();
    let at = lexer.at;
    if lexer.peek() != Some(b'"') {
        return lexer.no_json();
    }
    let key = lexer.string()?;
    if let Items::Map { keys, .. } = &mut inner.items {
        keys.push((key, at));
    }
    lexer.space();
    if lexer.peek() != Some(b':') {
        return lexer.no_json();
    }
    lexer.at += 1;
    Ok(())
}

impl<'a> Open<'a> {
    fn take(&mut self, node: Node<'a>) {
        match &mut self.items {
            Items::List(items) => items.push(node),
            Items::Map { members, keys } => {
                if let Some((key, _)) = keys.last() {
                    members.push((key.clone(), node));
                }
            }
        }
    }

    fn close(self, depth: usize) -> Step<Node<'a>> {
        let kind = match self.items {
            Items::List(items) => Kind::List(items),
            Items::Map {
                mut members,
                mut keys,
            } => {
                keys.sort_unstable();
                let mut pairs = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0);
                if let Some(pair) = pairs.next() {
                    return Err((FaultCode::DoubledKey, pair[1].1));
                }
                members.sort_unstable_by(|one, other| one.0.cmp(&other.0));
                Kind::Map(members)
            }
        };
        let kind = if depth > KEPT_LEVELS {
            Kind::Deep
        } else {
            kind
        };
        Ok(Node { at: self.at, kind })
    }
}
