//! Files that want to hurt: nothing panics, nothing overflows, and what is refused says where.

use super::support::{answer, code, file, step};
use crate::rules::flows::{duties, packs, read};
use proptest::prelude::*;
use serde_json::{Value, json};

fn sound() -> Value {
    let s1 = step("s1", "open", "m1", 1, &[]);
    let s2 = step("s2", "on", "m2", 2, &["s1".to_owned()]);
    file(&[s1, s2])
}

#[test]
fn what_is_not_of_the_form_is_refused_with_line_and_field() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut file = sound();
        change(&mut file);
        code(&file)
    };
    assert_eq!(
        refused(&|file| file["version"] = json!(2)),
        "unknown_version"
    );
    assert_eq!(refused(&|file| file["flow"] = json!("g")), "unknown_flow");
    assert_eq!(
        refused(&|file| file["pack"] = json!("nowhere")),
        "unknown_pack"
    );
    assert_eq!(
        refused(&|file| file["now"] = json!("2026-11-30")),
        "not_a_time"
    );
    assert_eq!(
        refused(&|file| file["steps"][1]["id"] = json!("s1")),
        "step_twice"
    );
    assert_eq!(
        refused(&|file| file["steps"][0]["after"] = json!(["s2"])),
        "circle_of_after"
    );
    assert_eq!(
        refused(&|file| file["steps"][0]["photos"] = json!(-1)),
        "out_of_range"
    );
    assert_eq!(
        refused(&|file| file["steps"][0]["by"] = Value::Null),
        "missing_field"
    );
    assert_eq!(
        refused(&|file| file["pack"]["flows"][0]["steps"][1]["step"] = json!("settle")),
        "name_twice"
    );
    assert_eq!(
        refused(&|file| file["pack"]["flows"][0]["clocks"][0]["least"] = json!({ "days": 1 })),
        "within_or_least"
    );
    assert_eq!(
        refused(&|file| file["pack"]["flows"][0]["clocks"][0]["within"] =
            json!({ "days": 1, "hours": 1 })),
        "not_a_period"
    );
    let mut file = sound();
    file["steps"][1]["after"] = json!([7]);
    let fault = answer(&file).expect_err("refused");
    assert_eq!(
        (fault.line, fault.field.as_deref()),
        (Some(1), Some("steps[1].after[0]"))
    );
    assert!(fault.zh().contains("steps[1].after[0]") && fault.en().contains("line 1"));
}

#[test]
fn json_is_read_strictly_and_depth_costs_nothing() {
    let text = sound().to_string();
    let with = |extra: &str| {
        read(text.replacen('{', &format!("{{{extra},"), 1).as_bytes())
            .map(|_| ())
            .map_err(|fault| fault.code())
    };
    assert_eq!(with(r#""version":1"#), Err("doubled_key"));
    assert_eq!(with(r#""q":"\ud800""#), Err("lone_surrogate"));
    assert_eq!(with(r#""q":{"a":1,"a":1}"#), Err("doubled_key"));
    let deep = 200_000;
    assert_eq!(
        with(&format!(r#""q":{}{}"#, "[".repeat(deep), "]".repeat(deep))),
        Ok(())
    );
    assert_eq!(
        with(&format!(
            r#""q":{}1{}"#,
            r#"{"a":"#.repeat(deep),
            "}".repeat(deep)
        )),
        Ok(())
    );
    assert_eq!(
        read(b"\xEF\xBB\xBF{}").map_err(|fault| fault.code()).err(),
        Some("byte_order_mark")
    );
    assert_eq!(
        read(b"{\"a\":\xff}").map_err(|fault| fault.code()).err(),
        Some("not_utf8")
    );
}

#[test]
fn times_at_the_edges_of_the_calendar_are_answered() {
    for (at, now) in [
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59"),
        ("9999-12-31T23:59:59.999-23:59", "0001-01-01T00:00:00+23:59"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ] {
        for within in [
            json!({ "hours": 9007199254740992_i64 }),
            json!({ "months": 9007199254740992_i64 }),
            json!({ "days": 0, "roll": true }),
        ] {
            let mut file = sound();
            file["now"] = json!(now);
            file["steps"][1]["at"] = json!(at);
            file["pack"]["flows"][0]["clocks"][0]["within"] = within;
            let answer = answer(&file).expect("sound");
            assert_eq!(answer.clocks.len(), 1, "{at} {now}");
        }
    }
}

/// Every bundled pack, a matter, a file of duties.
fn seeds() -> Vec<Vec<u8>> {
    let duties = json!({ "version": 1, "pack": "db3305-309-2024", "now": "2026-11-30T09:00:00+08:00",
        "since": "2026-01-01T00:00:00Z", "calendar": { "years": [2026], "off": ["2026-10-01"], "on": [] },
        "matters": [{ "flow": "revenue-notice", "period": "2026-H1", "state": "closed", "at": "2026-07-01T00:00:00Z" }] });
    vec![
        sound().to_string().into_bytes(),
        duties.to_string().into_bytes(),
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_a_panic(seed in 0_usize..2, edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6), cut in any::<proptest::sample::Index>()) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let whole = bytes.clone();
        bytes.truncate(cut.index(bytes.len()));
        for bytes in [whole, bytes] {
            let _ = read(&bytes).map(|matter| crate::rules::flows::fold(&matter));
            let _ = duties::read(&bytes).map(|file| duties::duties(&file));
            let _ = packs::read(&bytes).map(|pack| crate::rules::flows::check::check(&pack));
        }
    }
}
