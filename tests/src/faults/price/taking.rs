//! A phone that takes a bundle, in a process of its own: its memory is nobody else's.

use super::Planted;
use super::measure::{Before, Cost, bytes};
use crate::phone::{Phone, TestClock};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// The word by which the program starts itself as such a phone.
pub const WORD: &str = "price-take";

/// Costs of a bundle to a phone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    pub(super) receive: Cost,
    pub(super) open: Cost,
    pub(super) stored: u64,
    /// Records that are kept.
    pub(super) kept: u64,
}

/// Takes the bundle in a file (none, if there is no such file) and opens the store again.
///
/// # Errors
/// The store does not open, or the system does not tell what it cost.
pub fn take(store: &Path, bundle: &Path, planted: Planted) -> Result<Value, String> {
    let mut phone = Phone::at(store, &TestClock::start(), 77);
    // What a first use sets up is no part of the price.
    let _ = phone.request();
    let bundle = std::fs::read(bundle).unwrap_or_default();
    let before = Before::of("self")?;
    let received = (!bundle.is_empty()).then(|| phone.receive(&bundle));
    let (said, kept) = match &received {
        None => (json!("nothing"), 0),
        Some(Err(error)) => (json!(error.code()), 0),
        Some(Ok(got)) => (
            json!("ok"),
            got.accepted + got.pending + got.contested + got.unauthorised + got.invalid,
        ),
    };
    let copies = misbehave(planted, &bundle, kept);
    let receive = before.cost()?;
    drop(copies);
    drop(bundle);
    phone.suspend().map_err(|error| error.to_string())?;
    phone.switch_off();
    let stored = bytes(store);
    let before = Before::of("self")?;
    phone.switch_on();
    let _ = phone.request();
    let open = before.cost()?;
    Ok(told(receive, open, stored, kept, said))
}

/// What such a process says of itself.
pub(super) fn told(receive: Cost, open: Cost, stored: u64, kept: u64, said: Value) -> Value {
    let shown = |cost: Cost| json!([cost.cpu, cost.kib]);
    json!({
        "receive": shown(receive), "open": shown(open), "stored": stored, "kept": kept, "said": said,
    })
}

/// The bugs that are there on purpose.
fn misbehave(planted: Planted, bundle: &[u8], kept: u64) -> Vec<Vec<u8>> {
    match planted {
        Planted::Nothing | Planted::LooksAgain => Vec::new(),
        Planted::ReadsAgain => {
            for _ in 0..40 * kept {
                std::hint::black_box(Sha256::digest(bundle));
            }
            Vec::new()
        }
        Planted::Keeps => (0..4 * kept).map(|_| bundle.to_vec()).collect(),
    }
}

/// Lets a process of its own, started by a word, take what is handed to it.
pub(super) fn elsewhere(
    word: &str,
    store: &Path,
    what: &OsStr,
    planted: Planted,
) -> Result<Taken, String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(own)
        .arg(word)
        .args([store.as_os_str(), what])
        .arg(planted.word())
        // One heap for all threads: memory is what the work takes, not what the allocator keeps for each of them.
        .env("MALLOC_ARENA_MAX", "1")
        .stderr(Stdio::null())
        .output()
        .map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let value: Value =
        serde_json::from_str(&said).map_err(|_| format!("{}: {said}", output.status))?;
    let cost = |name: &str| Cost {
        cpu: value[name][0].as_f64().unwrap_or_default(),
        kib: value[name][1].as_f64().unwrap_or_default(),
    };
    Ok(Taken {
        receive: cost("receive"),
        open: cost("open"),
        stored: value["stored"].as_u64().unwrap_or_default(),
        kept: value["kept"].as_u64().unwrap_or_default(),
    })
}
