//! docs/spec/counting.md 2: what is no JSON that we take. Every fault is named with its line and its field.

use super::support::*;
use crate::rules::counting::*;

#[test]
fn what_is_not_json() {
    use FaultCode::NotJson;
    refuses("\"version\":1", "\"version\":01", NotJson, 1, "version");
    refuses(
        "\"b0\"]",
        "\"b0\",]",
        NotJson,
        7,
        "ballots[0].supersedes[1]",
    );
    refuses("[\"b0\"", "['b0'", NotJson, 7, "ballots[0].supersedes[0]");
    refuses("true", "True", NotJson, 4, "roll[0].entitled");
    refuses(
        "\"outstanding\":0}",
        "\"outstanding\":0",
        NotJson,
        9,
        "outstanding",
    );
    refuses(
        "\"outstanding\":0}",
        "\"outstanding\":0}\n,",
        NotJson,
        10,
        "",
    );
    for text in [
        "",
        " ",
        "{",
        "nul",
        "NaN",
        "{\"a\":+1}",
        "[1.]",
        "[.5]",
        "[1e]",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"open",
        "[\u{a0}1]",
        "{1:2}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "[1 2]",
        "{} {}",
        "// no\n{}",
        "[--1]",
        "[Infinity]",
        "[\"\\ud800\\uzzzz\"]",
        "{]",
        "[}",
        "\u{0}",
    ] {
        assert_eq!(fault(text).0, NotJson, "{text:?}");
    }
}

#[test]
fn what_is_not_utf_8_or_has_a_byte_order_mark() {
    let mut bytes = changed("version", "version").into_bytes();
    let at = bytes
        .iter()
        .position(|byte| *byte == b'7')
        .expect("an area");
    bytes[at] = 0xFF;
    let fault_of = |bytes: &[u8]| read(bytes).expect_err("no UTF-8");
    assert_eq!(fault_of(&bytes).code, FaultCode::NotUtf8);
    assert_eq!(fault_of(&bytes).line, Some(4));
    assert_eq!(fault_of(b"\"\xED\xA0\x80\"").code, FaultCode::NotUtf8);
    assert_eq!(fault_of(b"\xEF\xBB\xBF{}").code, FaultCode::ByteOrderMark);
    assert_eq!(fault_of(b"\xFF\xFE{\0}\0").code, FaultCode::NotUtf8);
    assert_eq!(fault("[\u{feff}]").0, FaultCode::NotJson);
}

#[test]
fn a_lone_surrogate_anywhere() {
    use FaultCode::LoneSurrogate;
    refuses(
        "\"m1\"",
        "\"\\ud800\"",
        LoneSurrogate,
        6,
        "ballots[0].collector",
    );
    refuses(
        "\"version\"",
        "\"x\":[{\"y\":\"\\uDFFF\"}],\"version\"",
        LoneSurrogate,
        1,
        "x[0].y",
    );
    refuses(
        "\"version\"",
        "\"\\ud83d\\ud83d\":0,\"version\"",
        LoneSurrogate,
        1,
        "",
    );
    refuses(
        "\"version\"",
        "\"x\":\"\\ud83dx\",\"version\"",
        LoneSurrogate,
        1,
        "x",
    );
}

#[test]
fn a_doubled_key_anywhere() {
    use FaultCode::DoubledKey;
    refuses(
        "\"outstanding\":0",
        "\"outstanding\":0,\n\"version\":1",
        DoubledKey,
        10,
        "version",
    );
    refuses(
        "\"kind\":\"cast\"",
        "\"kind\":\"cast\",\"k\\u0069nd\":\"cast\"",
        DoubledKey,
        6,
        "ballots[0].kind",
    );
    refuses(
        "\"version\"",
        "\"x\":[0,{\"y\":1,\"z\":2,\"y\":3}],\"version\"",
        DoubledKey,
        1,
        "x[1].y",
    );
    refuses(
        "\"version\"",
        "\"x\":{\"\":1,\"\":1},\"version\"",
        DoubledKey,
        1,
        "x.",
    );
    // The same key in two objects is not doubled.
    assert!(
        read(
            changed(
                "\"version\"",
                "\"x\":[{\"y\":1},{\"y\":{\"y\":1}}],\"version\""
            )
            .as_bytes()
        )
        .is_ok()
    );
}
