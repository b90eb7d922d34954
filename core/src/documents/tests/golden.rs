//! Bytes that must never change.
use super::super::codec::*;
#[test]
fn print() {
    let make = |name, action| Op {
        obj: None,
        key: Key::Map(name),
        insert: false,
        action,
        value: Value::Null,
        pred: None,
    };
    for ops in [
        vec![make("entries", Action::MakeMap)],
        vec![
            make("entries", Action::MakeMap),
            make("text", Action::MakeText),
        ],
    ] {
        let chunk = encode(&Change {
            deps: vec![],
            actor: [0; 16],
            start_op: 1,
            ops,
        });
        println!(
            "{} {:02x?}\n{:02x?}",
            chunk.len(),
            chunk,
            crate::records::change_hash(&chunk)
                .expect("valid")
                .as_bytes()
        );
        automerge::Change::try_from(&chunk[..]).expect("loads");
    }
}
