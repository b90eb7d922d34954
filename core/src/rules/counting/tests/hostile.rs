//! Files made to hurt: deep, long, huge. Each is answered or refused quickly, in memory of the order of its size.

use super::support::*;
use crate::env::thread_time::ThreadTime;
use crate::rules::counting::*;
use std::fmt::Write as _;
use std::time::Duration;

/// Far more than any of these takes unoptimised on a slow machine, far less than anything quadratic would.
const SOON: Duration = Duration::from_secs(20);

fn soon<T>(work: impl FnOnce() -> T) -> T {
    let started = ThreadTime::start();
    let done = work();
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    done
}

fn refused_soon(text: &str) -> FaultCode {
    soon(|| read(text.as_bytes())).expect_err("hostile").code
}

fn with_unknown(value: &str) -> String {
    format!(
        r#"{{"x":{value},"version":1,"rule":"proposal","roll":[{{"voter":"a"}}],"ballots":[{{"id":"b","voter":"a","choice":"yes","collector":"m"}}]}}"#
    )
}

#[test]
fn a_million_open_brackets_are_refused_without_a_stack_overflow() {
    let deep = 1_000_000;
    assert_eq!(refused_soon(&"[".repeat(deep)), FaultCode::NotJson);
    assert_eq!(refused_soon(&"{\"a\":".repeat(deep)), FaultCode::NotJson);
    let closed = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert_eq!(refused_soon(&closed), FaultCode::WrongType);
    let title = format!(r#"{{"version":1,"title":{closed}}}"#);
    assert_eq!(refused_soon(&title), FaultCode::WrongType);
}

#[test]
fn a_million_levels_in_an_unknown_field_are_ignored_like_any_unknown_field() {
    let deep = 1_000_000;
    let arrays = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(soon(|| read(with_unknown(&arrays).as_bytes())).is_ok());
    let objects = format!("{}0{}", "{\"voter\":".repeat(deep), "}".repeat(deep));
    assert!(soon(|| read(with_unknown(&objects).as_bytes())).is_ok());
}

#[test]
fn a_doubled_key_or_surrogate_is_found_at_any_depth_and_named_by_a_short_path() {
    let deep = 100_000;
    for (inner, code) in [
        ("{\"k\":0,\"k\":0}", FaultCode::DoubledKey),
        ("\"\\udead\"", FaultCode::LoneSurrogate),
    ] {
        let nested = format!("{}{inner}{}", "{\"key\":".repeat(deep), "}".repeat(deep));
        let fault = soon(|| read(with_unknown(&nested).as_bytes())).expect_err("hostile");
        assert_eq!(fault.code, code);
        assert!(fault.field.is_some_and(|path| path.len() < 100));
    }
    let long = with_unknown(&format!("{{\"{}\":tru}}", "键".repeat(100_000)));
    let fault = read(long.as_bytes()).expect_err("hostile");
    assert!(fault.field.is_some_and(|path| path.len() < 200));
}

#[test]
fn ten_megabytes_of_anything_are_read_or_refused_soon() {
    let size = 10 << 20;
    let numbers = format!("[{}0]", "0,".repeat(size / 2));
    assert!(soon(|| read(with_unknown(&numbers).as_bytes())).is_ok());
    assert!(
        soon(|| read(with_unknown(&format!("\"{}\"", "\\n".repeat(size / 2))).as_bytes())).is_ok()
    );
    assert!(soon(|| read(with_unknown(&"9".repeat(size)).as_bytes())).is_ok());
    let mut keys = String::from("{");
    for key in 0..size / 12 {
        write!(keys, "\"{key}\":0,").expect("memory");
    }
    keys.push_str("\"0\":0}");
    assert_eq!(refused_soon(&with_unknown(&keys)), FaultCode::DoubledKey);
    let area = format!(
        r#"{{"version":1,"rule":"assembly-ordinary","ballots":[],"roll":[{{"voter":"a","area_cm2":{}}}]}}"#,
        "9".repeat(size)
    );
    assert_eq!(refused_soon(&area), FaultCode::OutOfRange);
    assert_eq!(refused_soon(&"\0".repeat(size)), FaultCode::NotJson);
    assert_eq!(refused_soon(&"\n".repeat(size)), FaultCode::NotJson);
}

#[test]
fn a_chain_of_supersedes_as_long_as_the_file_needs_no_stack() {
    let length = 100_000;
    let id = |at: usize| format!("b{at:06}");
    let chain: Vec<Ballot> = (0..length)
        .map(|at| ballot(&id(at), "a", "yes").over(&[&id(at + 1)]))
        .collect();
    let open = stairwell("ab", chain.clone());
    let counted = soon(|| answer(open));
    assert_eq!(
        (counted.yes.lower, counted.not_counted.len()),
        (1, length - 1)
    );
    let mut closed = stairwell("ab", chain);
    closed.ballots[length - 1].supersedes = [id(0)].into();
    assert_eq!(soon(|| refused(closed)), FaultCode::Circle);
}

#[test]
fn a_tally_of_3_000_voters_and_3_200_ballots_is_counted_at_once() {
    let mut draft = assembly("assembly-special", &vec![(900_000, "yes"); 3000]);
    for at in 0..200 {
        draft
            .ballots
            .push(ballot(&format!("x{at}"), &format!("o{at}"), "no").by("m2"));
    }
    draft.outstanding = 300;
    let file = file(draft);
    let best = (0..5).map(|_| {
        let started = ThreadTime::start();
        let answer = count(&file);
        assert_eq!(answer.disputed.len(), 200);
        started.elapsed()
    });
    // The goal is 10 ms optimised; unoptimised code and a busy machine are given a wide berth.
    assert!(best.min().expect("five runs") < Duration::from_millis(500));
}

#[test]
fn the_most_of_everything_does_not_overflow() {
    let mut draft = assembly("assembly-special", &vec![(AreaCm2::MAX.get(), "yes"); 100]);
    draft.outstanding = u64::MAX;
    let answer = answer(draft);
    let area = answer.area.expect("an assembly rule");
    assert_eq!((area.yes.lower, area.participation.have), (0, 0));
    assert_eq!(answer.outcome, Outcome::Undecided);
}
