//! The frozen encoder: the one canonical spelling of a change. Golden bytes in the tests.

use super::codec::{Action, ChunkContent, Key, Op, OpId, Value};
use crate::domain::ChangeHash;
use crate::records::columns::{ActorBytes, Column, seal};
use crate::records::leb::{unsigned_len, write_signed, write_unsigned};

/// The canonical chunk of a change.
pub(super) fn encode(change: &ChunkContent<'_>) -> Vec<u8> {
    let others = other_actors(change);
    let index = |actor: ActorBytes| match others.binary_search(&actor) {
        Ok(place) => place as u64 + 1,
        // Only its own author is missing among the others.
        Err(_) => 0,
    };
    let columns = encode_columns(&change.ops, &index);

    let mut body = Vec::new();
    write_unsigned(change.deps.len() as u64, &mut body);
    for dep in &change.deps {
        body.extend_from_slice(dep.as_bytes());
    }
    let named = |actor: &ActorBytes, body: &mut Vec<u8>| {
        write_unsigned(actor.len() as u64, body);
        body.extend_from_slice(actor);
    };
    named(&change.actor, &mut body);
    write_unsigned(1, &mut body); // seq
    write_unsigned(change.start_op, &mut body);
    write_signed(0, &mut body); // time
    write_unsigned(0, &mut body); // message
    write_unsigned(others.len() as u64, &mut body);
    for actor in &others {
        named(actor, &mut body);
    }
    write_unsigned(columns.len() as u64, &mut body);
    for (column, bytes) in &columns {
        write_unsigned(*column as u64, &mut body);
        write_unsigned(bytes.len() as u64, &mut body);
    }
    for (_, bytes) in &columns {
        body.extend_from_slice(bytes);
    }
    seal(&body)
}

/// The canonical chunk of one put of bytes under a key of a map: what an entry is. All that comes and goes is of entries, and
/// laying one out as operations and columns takes ten times as long as writing the bytes that [`encode`] comes to.
pub(super) fn encode_put(
    (dep, start_op): (ChangeHash, u64),
    map: OpId,
    actor: ActorBytes,
    key: &str,
    value: &[u8],
) -> Vec<u8> {
    // A column of one row is one literal.
    const ONE: u8 = 0x7f;
    let named = |actor: &ActorBytes, body: &mut Vec<u8>| {
        write_unsigned(actor.len() as u64, body);
        body.extend_from_slice(actor);
    };
    let is_foreign = map.actor != actor;
    let meta = (value.len() as u64) << 4 | 7;
    let columns = [
        (Column::ObjActor, 2),
        (Column::ObjCounter, 1 + unsigned_len(map.counter)),
        (
            Column::KeyString,
            1 + unsigned_len(key.len() as u64) + key.len(),
        ),
        (Column::Insert, 1),
        (Column::Action, 2),
        (Column::ValueMeta, 1 + unsigned_len(meta)),
        (Column::Value, value.len()),
        (Column::PredCount, 2),
    ];
    let mut body = Vec::with_capacity(144 + key.len() + value.len());
    body.push(1); // dependencies
    body.extend_from_slice(dep.as_bytes());
    named(&actor, &mut body);
    body.push(1); // seq
    write_unsigned(start_op, &mut body);
    body.extend_from_slice(&[0, 0]); // time, message
    body.push(u8::from(is_foreign));
    if is_foreign {
        named(&map.actor, &mut body);
    }
    let columns = columns.iter().filter(|(_, bytes)| *bytes > 0);
    body.push(columns.clone().count() as u8);
    for (column, bytes) in columns {
        write_unsigned(*column as u64, &mut body);
        write_unsigned(*bytes as u64, &mut body);
    }
    body.extend_from_slice(&[ONE, u8::from(is_foreign), ONE]);
    write_unsigned(map.counter, &mut body);
    body.push(ONE);
    write_unsigned(key.len() as u64, &mut body);
    body.extend_from_slice(key.as_bytes());
    body.push(1); // one false: it inserts nothing
    body.extend_from_slice(&[ONE, Action::Set as u8, ONE]);
    write_unsigned(meta, &mut body);
    body.extend_from_slice(value);
    body.extend_from_slice(&[ONE, 0]); // it replaces nothing
    seal(&body)
}

fn other_actors(change: &ChunkContent<'_>) -> Vec<ActorBytes> {
    let mut others: Vec<ActorBytes> = change
        .ops
        .iter()
        .flat_map(|op| {
            let key = match op.key {
                Key::Element(id) => Some(id),
                Key::Map(_) | Key::Head => None,
            };
            [op.obj, key, op.pred]
        })
        .flatten()
        .map(|id| id.actor)
        .filter(|actor| *actor != change.actor)
        .collect();
    others.sort_unstable();
    others.dedup();
    others
}

fn encode_columns(ops: &[Op<'_>], index: &dyn Fn(ActorBytes) -> u64) -> Vec<(Column, Vec<u8>)> {
    let number = |value: &u64, out: &mut Vec<u8>| write_unsigned(*value, out);
    let numbers = |values: Vec<Option<u64>>| runs(&values, number);
    let deltas = |values: Vec<Option<u64>>| {
        let mut before = 0_i64;
        let steps: Vec<Option<i64>> = values
            .into_iter()
            .map(|value| {
                value.map(|value| {
                    let at = i64::try_from(value).unwrap_or(i64::MAX);
                    at - std::mem::replace(&mut before, at)
                })
            })
            .collect();
        runs(&steps, |value, out| write_signed(*value, out))
    };
    let of = |pick: &dyn Fn(&Op<'_>) -> Option<u64>| ops.iter().map(pick).collect::<Vec<_>>();
    let names: Vec<Option<&str>> = ops
        .iter()
        .map(|op| match op.key {
            Key::Map(name) => Some(name),
            Key::Head | Key::Element(_) => None,
        })
        .collect();
    let mut values = Vec::new();
    let metas = ops
        .iter()
        .map(|op| {
            let (kind, bytes): (u64, &[u8]) = match op.value {
                Value::Null => (0, &[]),
                Value::Text(text) => (6, text.as_bytes()),
                Value::Bytes(bytes) => (7, bytes),
            };
            values.extend_from_slice(bytes);
            Some((bytes.len() as u64) << 4 | kind)
        })
        .collect();
    let preds: Vec<OpId> = ops.iter().filter_map(|op| op.pred).collect();

    let mut columns = vec![
        (
            Column::ObjActor,
            numbers(of(&|op| op.obj.map(|id| index(id.actor)))),
        ),
        (
            Column::ObjCounter,
            numbers(of(&|op| op.obj.map(|id| id.counter))),
        ),
        (
            Column::KeyActor,
            numbers(of(&|op| match op.key {
                Key::Element(id) => Some(index(id.actor)),
                Key::Map(_) | Key::Head => None,
            })),
        ),
        (
            Column::KeyCounter,
            deltas(of(&|op| match op.key {
                Key::Element(id) => Some(id.counter),
                Key::Head => Some(0),
                Key::Map(_) => None,
            })),
        ),
        (
            Column::KeyString,
            runs(&names, |name, out| {
                write_unsigned(name.len() as u64, out);
                out.extend_from_slice(name.as_bytes());
            }),
        ),
        (Column::Insert, booleans(ops.iter().map(|op| op.insert))),
        (Column::Action, numbers(of(&|op| Some(op.action as u64)))),
        (Column::ValueMeta, numbers(metas)),
        (Column::Value, values),
        (
            Column::PredCount,
            numbers(of(&|op| Some(u64::from(op.pred.is_some())))),
        ),
        (
            Column::PredActor,
            numbers(preds.iter().map(|id| Some(index(id.actor))).collect()),
        ),
        (
            Column::PredCounter,
            deltas(preds.iter().map(|id| Some(id.counter)).collect()),
        ),
    ];
    columns.retain(|(_, bytes)| !bytes.is_empty());
    columns
}

/// A run-length column: two or more alike as one run, others as literals, nulls counted; nothing if all are null.
fn runs<T: PartialEq>(values: &[Option<T>], write: impl Fn(&T, &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    if values.iter().all(Option::is_none) {
        return out;
    }
    let alike = |from: usize| {
        let same = |value: &&Option<T>| **value == values[from];
        values[from..].iter().take_while(same).count()
    };
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut at = 0;
    while at < values.len() {
        let count = alike(at);
        match &values[at] {
            None => {
                write_signed(0, &mut out);
                write_unsigned(count as u64, &mut out);
                at += count;
            }
            Some(value) if count > 1 => {
                write_signed(signed(count), &mut out);
                write(value, &mut out);
                at += count;
            }
            Some(_) => {
                let start = at;
                while at < values.len() && values[at].is_some() && alike_is_one(values, at) {
                    at += 1;
                }
                write_signed(-signed(at - start), &mut out);
                for value in values[start..at].iter().flatten() {
                    write(value, &mut out);
                }
            }
        }
    }
    out
}

fn alike_is_one<T: PartialEq>(values: &[Option<T>], at: usize) -> bool {
    values.get(at + 1).is_none_or(|next| *next != values[at])
}

/// Alternating run lengths, false first.
fn booleans(values: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut current, mut count) = (false, 0_u64);
    for value in values {
        if value != current {
            write_unsigned(count, &mut out);
            (current, count) = (value, 0);
        }
        count += 1;
    }
    if count > 0 {
        write_unsigned(count, &mut out);
    }
    out
}
