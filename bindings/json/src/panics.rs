//! The words of a panic on the way to being answered as `internal`.

use std::io::Write as _;

/// A panic's words could hold a resident's data, so only its place is printed.
pub fn quieten() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(
            || "?".to_owned(),
            |at| format!("{}:{}", at.file(), at.line()),
        );
        // Nobody may be reading: that must not panic again.
        let _ = writeln!(std::io::stderr(), "linli: internal error at {place}");
    }));
}
