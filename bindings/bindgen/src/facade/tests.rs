//! Names and texts of the façades, without a library: what the tree holds is compared by `cargo xtask bindings --check`.

use super::model::{Form, Item, Member, Model, Shape, Variant};
use super::*;
use std::collections::BTreeSet;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Public types that the façades write by hand, and the only ones that one language has and the other has not.
const BY_HAND: &[&str] = &[
    "ChangeSet",
    "Commands",
    "CommunityCommands",
    "CommunityScreens",
    "DeliberationCommands",
    "DoorCommands",
    "DraftCommands",
    "EntityId",
    "FrameSink",
    "KeyKeeper",
    "KeySource",
    "LogSink",
    "MatterCommands",
    "MatterScreens",
    "Meeting",
    "Page",
    "PhotoCommands",
    "RegisterCommands",
    "RoundCommands",
    "Screens",
    "SyncCommands",
    "SyncTask",
    "TestClock",
    "Transport",
    "TransportRequest",
    "TransportResponse",
    "Word",
    "Workspace",
];
const KOTLIN_ALONE: &[&str] = &[
    "Community",
    "Deliberation",
    "Doors",
    "Drafts",
    "Exchange",
    "Linli",
    "LinliException",
    "Matters",
    "Office",
    "Photos",
    "Register",
    "Rounds",
];
/// `Underlying` holds what an embedder's own code threw; in Kotlin that is the exception's `cause`.
const SWIFT_ALONE: &[&str] = &["LinliError", "LinliId", "Texts", "Underlying"];

/// The public types that are declared below a folder, at the left margin.
fn public_types(folder: &str, extension: &str) -> BTreeSet<String> {
    const KINDS: &[&str] = &["class", "interface", "struct", "enum", "protocol", "object"];
    let mut found = BTreeSet::new();
    let mut folders = vec![Utf8Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().expect("a folder of sources") {
            let path = entry.expect("an entry").path().to_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension() != Some(extension) {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            for line in text.lines().filter(|line| line.starts_with("public ")) {
                let head = line.split(['(', '{', ':', '<']).next().unwrap_or_default();
                let words: Vec<&str> = head.split_whitespace().collect();
                // A Kotlin interface of one function is a `fun interface`.
                let function = words.contains(&"fun") && !words.contains(&"interface");
                if function || words.contains(&"func") {
                    continue;
                }
                if let Some(at) = words.iter().rposition(|word| KINDS.contains(word)) {
                    found.extend(words.get(at + 1).map(|name| (*name).to_owned()));
                }
            }
        }
    }
    found
}

fn differing<'a>(found: &'a BTreeSet<String>, alone: &[&str]) -> BTreeSet<&'a str> {
    let names = found.iter().map(String::as_str);
    names.filter(|name| !alone.contains(name)).collect()
}

#[test]
fn no_type_has_another_name_in_the_other_language() {
    let kotlin = public_types("android/linli/src/main/kotlin/org/linli", "kt");
    let swift = public_types("ios/Sources/Linli", "swift");
    let (kotlin_names, swift_names) = (
        differing(&kotlin, KOTLIN_ALONE),
        differing(&swift, SWIFT_ALONE),
    );
    let names: Vec<_> = kotlin_names.symmetric_difference(&swift_names).collect();
    assert_eq!(names, Vec::<&&str>::new(), "names that differ");
}

#[test]
fn what_is_not_generated_is_named_here() {
    for (folder, extension, values, alone) in [
        (
            "android/linli/src/main/kotlin/org/linli",
            "kt",
            KOTLIN,
            KOTLIN_ALONE,
        ),
        ("ios/Sources/Linli", "swift", SWIFT, SWIFT_ALONE),
    ] {
        let all = public_types(folder, extension);
        let generated = public_types(values, extension);
        let by_hand: BTreeSet<&str> = all.difference(&generated).map(String::as_str).collect();
        let named: BTreeSet<&str> = BY_HAND.iter().chain(alone).copied().collect();
        assert_eq!(by_hand, named, "{extension}");
    }
}

#[test]
fn a_field_costs_its_rust_lines() {
    let count = Member {
        name: "onlyHere".to_owned(),
        nameless: false,
        doc: "Records that are only here.".to_owned(),
        shape: Shape::Optional(Box::new(Shape::Count(64))),
        default: None,
    };
    let item = Item {
        name: "StoreView".to_owned(),
        doc: "A store.".to_owned(),
        subject: "exchange".to_owned(),
        given: true,
        taken: false,
        form: Form::Record {
            members: vec![count],
            identity: None,
        },
    };
    let model = Model {
        items: vec![item],
        table: Table::default(),
    };
    let kotlin = kotlin::file(&model, "exchange");
    assert!(kotlin.contains(" * @property onlyHere records that are only here\n"));
    assert!(kotlin.contains("    val onlyHere: Long?,\n"));
    assert!(kotlin.contains("        onlyHere = onlyHere?.toLong(),\n"));
    let swift = swift::file(&model, "exchange");
    assert!(swift.contains("    /// Records that are only here.\n    public var onlyHere: Int?\n"));
    assert!(swift.contains("        onlyHere = core.onlyHere.map { Int(clamping: $0) }\n"));
}

#[test]
fn a_variant_does_not_hide_the_type_that_it_carries() {
    let role = Member {
        name: "role".to_owned(),
        nameless: false,
        doc: "The role.".to_owned(),
        shape: Shape::Named("Role".to_owned()),
        default: None,
    };
    let item = Item {
        name: "Owner".to_owned(),
        doc: "Who decides.".to_owned(),
        subject: "deliberation".to_owned(),
        given: true,
        taken: false,
        form: Form::Choice(vec![Variant {
            name: "Role".to_owned(),
            doc: "Whoever has a role.".to_owned(),
            members: vec![role],
        }]),
    };
    let model = Model {
        items: vec![item],
        table: Table::default(),
    };
    let kotlin = kotlin::file(&model, "deliberation");
    assert!(kotlin.contains("        val role: org.linli.Role,\n"));
}

#[test]
fn a_table_that_says_a_thing_twice_is_refused() {
    assert!(Table::read("entity\tDocId\nentity\tDocId\n").is_err());
    assert!(Table::read("entity\tDocId\n").is_ok());
    assert!(Table::read("entitty\tDocId\n").is_err());
}
