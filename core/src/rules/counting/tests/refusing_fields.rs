//! docs/spec/counting.md 2: what a single field must not hold.

use super::support::*;
use crate::rules::counting::*;

#[test]
fn a_wrong_type() {
    use FaultCode::WrongType;
    refuses(
        "\"version\":1",
        "\"version\":\"1\"",
        WrongType,
        1,
        "version",
    );
    refuses(
        "\"version\":1",
        "\"version\":1,\"title\":1",
        WrongType,
        1,
        "title",
    );
    refuses("\"assembly-ordinary\"", "[]", WrongType, 2, "rule");
    refuses(
        "[\"invalid-takes-part\"]",
        "\"invalid-takes-part\"",
        WrongType,
        3,
        "readings",
    );
    refuses("\"invalid-takes-part\"", "0", WrongType, 3, "readings[0]");
    refuses(
        "{\"voter\":\"b\",\"area_cm2\":8}",
        "\"b\"",
        WrongType,
        5,
        "roll[1]",
    );
    refuses(
        "\"voter\":\"b\"",
        "\"voter\":3",
        WrongType,
        5,
        "roll[1].voter",
    );
    refuses(
        "\"area_cm2\":8",
        "\"area_cm2\":\"8\"",
        WrongType,
        5,
        "roll[1].area_cm2",
    );
    refuses("true", "1", WrongType, 4, "roll[0].entitled");
    refuses(
        "\"present\":true",
        "\"present\":\"true\"",
        WrongType,
        4,
        "roll[0].present",
    );
    refuses("[\"b0\"]", "\"b0\"", WrongType, 7, "ballots[0].supersedes");
    refuses(
        "\"b0\"",
        "[\"b0\"]",
        WrongType,
        7,
        "ballots[0].supersedes[0]",
    );
    refuses(
        "\"outstanding\":0",
        "\"outstanding\":true",
        WrongType,
        9,
        "outstanding",
    );
    assert_eq!(fault("[]").0, WrongType);
}

#[test]
fn null_is_not_absence() {
    use FaultCode::WrongType;
    refuses(
        "\"version\":1",
        "\"version\":1,\"title\":null",
        WrongType,
        1,
        "title",
    );
    refuses(
        "\"version\":1",
        "\"version\":1,\"pack\":null",
        WrongType,
        1,
        "pack",
    );
    refuses("[\"invalid-takes-part\"]", "null", WrongType, 3, "readings");
    refuses("true", "null", WrongType, 4, "roll[0].entitled");
    refuses("\"cast\"", "null", WrongType, 6, "ballots[0].kind");
    refuses("\"slip\"", "null", WrongType, 6, "ballots[0].authority");
    refuses("[\"b0\"]", "null", WrongType, 7, "ballots[0].supersedes");
    refuses("\"accepted\"", "null", WrongType, 7, "ballots[0].standing");
    refuses(
        "\"outstanding\":0",
        "\"outstanding\":null",
        WrongType,
        9,
        "outstanding",
    );
}

#[test]
fn whole_numbers_are_digits_only() {
    use FaultCode::NotWhole;
    for number in ["-0", "-1", "0.0", "1.5", "1e0", "1E2", "0e0", "-0.0"] {
        let to = |name: &str| format!("\"{name}\":{number}");
        refuses(
            "\"outstanding\":0",
            &to("outstanding"),
            NotWhole,
            9,
            "outstanding",
        );
        refuses(
            "\"area_cm2\":8",
            &to("area_cm2"),
            NotWhole,
            5,
            "roll[1].area_cm2",
        );
        refuses("\"version\":1", &to("version"), NotWhole, 1, "version");
    }
}

#[test]
fn an_area_beyond_its_range() {
    use FaultCode::OutOfRange;
    let area = |number: &str| format!("\"area_cm2\":{number}");
    refuses(
        "\"area_cm2\":8",
        &area("9007199254740992"),
        OutOfRange,
        5,
        "roll[1].area_cm2",
    );
    refuses(
        "\"area_cm2\":8",
        &area(&"9".repeat(500)),
        OutOfRange,
        5,
        "roll[1].area_cm2",
    );
    let greatest = changed("\"area_cm2\":8", &area("9007199254740991"));
    assert!(read(greatest.as_bytes()).is_ok());
}

#[test]
fn empty_ids_voters_collectors_and_members_of_supersedes() {
    use FaultCode::EmptyText;
    refuses(
        "{\"voter\":\"b\"",
        "{\"voter\":\"\"",
        EmptyText,
        5,
        "roll[1].voter",
    );
    refuses(
        "\"id\":\"b2\"",
        "\"id\":\"\"",
        EmptyText,
        8,
        "ballots[1].id",
    );
    refuses(
        "\"b2\",\"voter\":\"b\"",
        "\"b2\",\"voter\":\"\"",
        EmptyText,
        8,
        "ballots[1].voter",
    );
    refuses("\"m1\"", "\"\"", EmptyText, 6, "ballots[0].collector");
    refuses(
        "\"b0\"",
        "\"b0\",\"\"",
        EmptyText,
        7,
        "ballots[0].supersedes[1]",
    );
}

#[test]
fn a_missing_value_of_the_table() {
    use FaultCode::MissingField;
    refuses("\"version\":1,", "", MissingField, 1, "version");
    refuses(
        "\"rule\":\"assembly-ordinary\",",
        "",
        MissingField,
        1,
        "rule",
    );
    refuses("\"roll\"", "\"Roll\"", MissingField, 1, "roll");
    refuses("\"ballots\"", "\"ballot\"", MissingField, 1, "ballots");
    refuses("{\"voter\":\"b\",", "{", MissingField, 5, "roll[1].voter");
    refuses(",\"area_cm2\":8", "", MissingField, 5, "roll[1].area_cm2");
    refuses("\"id\":\"b2\",", "", MissingField, 8, "ballots[1].id");
    refuses(
        "\"b2\",\"voter\":\"b\"",
        "\"b2\"",
        MissingField,
        8,
        "ballots[1].voter",
    );
    refuses(
        "\"choice\":\"no\",",
        "",
        MissingField,
        8,
        "ballots[1].choice",
    );
    refuses(
        "\"choice\":\"yes\",\"kind\":\"cast\"",
        "\"kind\":\"correct\"",
        MissingField,
        6,
        "ballots[0].choice",
    );
    refuses(
        "\"no\",\"collector\":\"m1\"",
        "\"no\"",
        MissingField,
        8,
        "ballots[1].collector",
    );
    // Required of every voter on the roll, entitled or not.
    refuses(
        "\"area_cm2\":8",
        "\"entitled\":false",
        MissingField,
        5,
        "roll[1].area_cm2",
    );
}

#[test]
fn an_unknown_value_of_the_table() {
    use FaultCode::UnknownValue;
    refuses("\"version\":1", "\"version\":2", UnknownValue, 1, "version");
    refuses("\"version\":1", "\"version\":0", UnknownValue, 1, "version");
    refuses(
        "\"version\":1",
        "\"version\":1,\"pack\":\"\"",
        UnknownValue,
        1,
        "pack",
    );
    refuses(
        "\"assembly-ordinary\"",
        "\"Assembly-ordinary\"",
        UnknownValue,
        2,
        "rule",
    );
    refuses(
        "\"invalid-takes-part\"",
        "\"by-moonlight\"",
        UnknownValue,
        3,
        "readings[0]",
    );
    refuses("\"yes\"", "\"YES\"", UnknownValue, 6, "ballots[0].choice");
    refuses("\"cast\"", "\"recast\"", UnknownValue, 6, "ballots[0].kind");
    refuses(
        "\"slip\"",
        "\"voter\"",
        UnknownValue,
        6,
        "ballots[0].authority",
    );
    refuses(
        "\"accepted\"",
        "\"accepted \"",
        UnknownValue,
        7,
        "ballots[0].standing",
    );
}

#[test]
fn a_choice_on_a_withdrawal_even_null() {
    use FaultCode::ChoiceOnWithdrawal;
    refuses(
        "\"cast\"",
        "\"withdraw\"",
        ChoiceOnWithdrawal,
        6,
        "ballots[0].choice",
    );
    refuses(
        "\"yes\",\"kind\":\"cast\"",
        "null,\"kind\":\"withdraw\"",
        ChoiceOnWithdrawal,
        6,
        "ballots[0].choice",
    );
}
