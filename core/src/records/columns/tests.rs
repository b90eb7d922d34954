//! Chunks that declare more than they are (page "Records, documents and sync", what raw Automerge does).

use super::super::leb::write_signed;
use super::*;
use crate::env::thread_time::ThreadTime;
use std::time::Duration;

/// Contents of a change without dependencies, around the given columns.
fn change(start_op: u64, columns: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![0, 16];
    out.extend_from_slice(&[7; 16]);
    write_unsigned(1, &mut out);
    write_unsigned(start_op, &mut out);
    out.extend_from_slice(&[0, 0, 0]); // time, message, other actors
    write_unsigned(columns.len() as u64, &mut out);
    for (spec, bytes) in columns {
        write_unsigned(*spec, &mut out);
        write_unsigned(bytes.len() as u64, &mut out);
    }
    columns
        .iter()
        .for_each(|(_, bytes)| out.extend_from_slice(bytes));
    seal(&out)
}

fn run(count: i64, value: u8) -> Vec<u8> {
    let mut out = Vec::new();
    write_signed(count, &mut out);
    out.push(value);
    out
}

fn unsigned(value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    write_unsigned(value, &mut out);
    out
}

/// `count` puts of null under the key `a` of the root.
fn puts(count: u64) -> Vec<(u64, Vec<u8>)> {
    let signed = i64::try_from(count).expect("fits");
    vec![
        (
            Column::KeyString as u64,
            [run(signed, 1), b"a".to_vec()].concat(),
        ),
        (Column::Insert as u64, unsigned(count)),
        (Column::Action as u64, run(signed, 1)),
        (Column::ValueMeta as u64, run(signed, 0)),
        (Column::PredCount as u64, run(signed, 0)),
    ]
}

fn with(mut columns: Vec<(u64, Vec<u8>)>, column: Column, bytes: Vec<u8>) -> Vec<u8> {
    columns.retain(|(spec, _)| *spec != column as u64);
    columns.push((column as u64, bytes));
    columns.sort();
    change(1, &columns)
}

#[test]
fn a_bomb_of_run_lengths_is_refused_at_once() {
    for count in [1 << 13, 100_000_000, 4_000_000_000, i64::MAX as u64] {
        let chunk = change(1, &puts(count));
        assert!(chunk.len() < 110, "{}", chunk.len());
        let start = ThreadTime::start();
        assert_eq!(
            walk(&chunk, caps::TEXT_OPS),
            Err(ColumnFault::TooManyOperations)
        );
        assert!(start.elapsed() < Duration::from_millis(5));
    }
    // 2^63 as a null run, as literals, and as a boolean run.
    let literals = run(i64::MIN, 1);
    assert_eq!(
        walk(&with(puts(1), Column::Action, literals), caps::TEXT_OPS),
        Err(ColumnFault::Truncated)
    );
    let nulls = [vec![0], unsigned(u64::MAX)].concat();
    assert_eq!(
        walk(&with(puts(1), Column::ObjActor, nulls), caps::TEXT_OPS),
        Err(ColumnFault::TooManyOperations)
    );
    assert_eq!(
        walk(
            &with(puts(1), Column::Insert, unsigned(1 << 63)),
            caps::TEXT_OPS
        ),
        Err(ColumnFault::TooManyOperations)
    );
}

#[test]
fn raw_automerge_expands_the_bomb() {
    // Ten million take more than a second; 10^8 took 14 s when it was measured.
    let chunk = change(1, &puts(200_000));
    let change = automerge::Change::try_from(&chunk[..]).expect("Automerge takes it");
    assert_eq!(change.len(), 200_000);
    assert_eq!(
        walk(&chunk, caps::TEXT_OPS),
        Err(ColumnFault::TooManyOperations)
    );
}

#[test]
fn a_walk_tells_what_a_change_declares() {
    let chunk = change(5, &puts(3));
    let shape = walk(&chunk, 3).expect("well formed");
    assert_eq!(
        (shape.start_op, shape.ops, shape.max_op, shape.seq),
        (5, 3, 7, 1)
    );
    assert_eq!(walk(&chunk, 2), Err(ColumnFault::TooManyOperations));
    let empty = walk(&change(5, &[]), 3).expect("well formed");
    assert_eq!((empty.ops, empty.max_op), (0, 4));
}

#[test]
fn operation_counters_stay_far_below_where_automerge_panics() {
    for start in [
        u64::from(u32::MAX) - 1,
        u64::from(u32::MAX),
        1 << 40,
        u64::MAX,
    ] {
        assert_eq!(walk(&change(start, &puts(1)), 1), Err(ColumnFault::Counter));
    }
    assert_eq!(
        walk(&change(caps::MAX_OP, &puts(2)), 2),
        Err(ColumnFault::Counter)
    );
    assert!(walk(&change(caps::MAX_OP, &puts(1)), 1).is_ok());
    assert_eq!(walk(&change(0, &puts(1)), 1), Err(ColumnFault::Counter));
    for far in [i64::MAX, i64::MIN, -1] {
        let mut delta = vec![1];
        write_signed(far, &mut delta);
        assert_eq!(
            walk(&with(puts(1), Column::KeyCounter, delta), 1),
            Err(ColumnFault::Counter)
        );
    }
}

#[test]
fn columns_must_agree() {
    let cases = [
        (Column::Insert, unsigned(2), ColumnFault::ColumnLengths),
        (Column::ValueMeta, run(2, 0), ColumnFault::ColumnLengths),
        (Column::ObjCounter, run(2, 1), ColumnFault::ColumnLengths),
        (
            Column::MarkName,
            [run(2, 1), b"m".to_vec()].concat(),
            ColumnFault::ColumnLengths,
        ),
        (Column::PredCount, run(3, 1), ColumnFault::Predecessors),
        (Column::PredActor, run(1, 0), ColumnFault::Predecessors),
        (Column::ValueMeta, run(3, 0x17), ColumnFault::ValueLengths),
        (Column::ValueMeta, run(3, 0x10), ColumnFault::ValueLengths),
        (Column::Value, vec![1], ColumnFault::ValueLengths),
        (Column::KeyActor, run(3, 1), ColumnFault::ActorIndex),
        (
            Column::KeyString,
            [run(3, 1), vec![0xff]].concat(),
            ColumnFault::Utf8,
        ),
        (Column::Action, vec![0, 3], ColumnFault::Null),
        (Column::Action, vec![0, 0], ColumnFault::EmptyRun),
        (Column::Insert, vec![1, 0, 2], ColumnFault::EmptyRun),
        (Column::Action, vec![0x83, 0x00, 1], ColumnFault::Overlong),
    ];
    for (column, bytes, fault) in cases {
        assert_eq!(
            walk(&with(puts(3), column, bytes), 100),
            Err(fault),
            "{column:?}"
        );
    }
    // A length that overflows when it is multiplied by its run.
    let mut meta = vec![2];
    write_unsigned(u64::MAX, &mut meta);
    assert_eq!(
        walk(&with(puts(2), Column::ValueMeta, meta), 100),
        Err(ColumnFault::ValueLengths)
    );
}

#[test]
fn compressed_chunks_and_columns_documents_and_bundles_are_refused() {
    let chunk = change(1, &puts(1));
    for kind in [0, 2, 3, 9] {
        let mut other = chunk.clone();
        other[8] = kind;
        assert_eq!(walk(&other, 1), Err(ColumnFault::Type));
    }
    let mut columns = puts(1);
    columns[4].0 |= Column::DEFLATED;
    assert_eq!(walk(&change(1, &columns), 1), Err(ColumnFault::Deflated));
    for spec in [0x20, 0x03, u64::from(u32::MAX), u64::MAX] {
        let columns = [puts(1), vec![(spec, vec![1])]].concat();
        assert_eq!(
            walk(&change(1, &columns), 1),
            Err(ColumnFault::UnknownColumn)
        );
    }
    let swapped: Vec<_> = puts(1).into_iter().rev().collect();
    assert_eq!(
        walk(&change(1, &swapped), 1),
        Err(ColumnFault::UnknownColumn)
    );
}

#[test]
fn every_truncation_and_every_added_byte_is_refused() {
    let chunk = change(1, &puts(1));
    for length in 0..chunk.len() {
        assert!(walk(&chunk[..length], 1).is_err());
        // Also where the length is made to fit.
        let contents = crate::records::testing::contents(&chunk[..length]);
        assert!(walk(&seal(contents), 1).is_err());
    }
    let longer = [&chunk[..], &[0]].concat();
    assert_eq!(walk(&longer, 1), Err(ColumnFault::Trailing));
    let extra = seal(crate::records::testing::contents(&longer));
    assert_eq!(walk(&extra, 1), Err(ColumnFault::Trailing));
}

#[test]
fn lists_are_capped_before_they_are_read() {
    let contents = crate::records::testing::contents;
    let chunk = change(1, &puts(1));
    let mut many = unsigned(u64::MAX);
    many.extend_from_slice(&contents(&chunk)[1..]);
    assert_eq!(walk(&seal(&many), 1), Err(ColumnFault::Dependencies));
    // Two dependencies out of order.
    let twice = [&[2][..], &[9; 64], &contents(&chunk)[1..]].concat();
    assert_eq!(walk(&seal(&twice), 1), Err(ColumnFault::Dependencies));
    // An actor of 15 bytes.
    let mut short = contents(&chunk).to_vec();
    short[1] = 15;
    short.remove(2);
    assert_eq!(walk(&seal(&short), 1), Err(ColumnFault::Actors));
}
