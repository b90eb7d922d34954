//! Golden vectors that a second program makes from the pages: what lies in the repository is what it makes today.

use std::path::Path;
use std::process::Command;

#[test]
fn the_vectors_of_closings_are_what_their_program_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let made = Command::new("python3")
        .arg("-B")
        .arg(root.join("tests/python/closing_vectors.py"))
        .output()
        .expect("python3 runs");
    assert!(made.status.success(), "{made:?}");
    let kept = std::fs::read(root.join("tests/vectors/closings.json")).expect("the vectors");
    assert!(
        made.stdout == kept,
        "tests/vectors/closings.json is made anew by tests/python/closing_vectors.py"
    );
}
