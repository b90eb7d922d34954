//! Errands of a store while its disk fails, and what it has acknowledged: small, and with everything that takes
//! another way to the disk. A community is founded, a register imported, visits saved and corrected, the store put to
//! sleep and woken.

use linli_core::records::testing::Dice;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Doors in the register.
pub(super) const DOORS: usize = 12;
/// The file beside the store's folder that is imported.
pub(super) const REGISTER: &str = "register.csv";
/// The store's folder.
pub(super) const STORE: &str = "store";

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Errand {
    Found,
    Import,
    Visit { note: String },
    Correct { visit: String, note: String },
    Suspend,
    Resume,
}

/// Results of the errands that were acknowledged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    pub(super) community: Option<String>,
    pub(super) imported: bool,
    /// Notes by visit.
    pub(super) visits: BTreeMap<String, String>,
}

pub(super) fn register() -> String {
    let rows = (1..=DOORS).map(|n| format!("1,1,{n}01,住户{n},业主,89.12\n"));
    format!(
        "幢,单元,室,姓名,身份,建筑面积\n{}",
        rows.collect::<String>()
    )
}

impl Errand {
    /// In a word.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Found => "create_community",
            Self::Import => "import_register",
            Self::Visit { .. } => "record_visit",
            Self::Correct { .. } => "correct",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
        }
    }

    /// The request as `linli drive` takes it.
    pub(super) fn request(&self, id: u64, root: &Path) -> Value {
        let mut request = match self {
            Self::Found => json!({"name": "月亮湾"}),
            Self::Import => json!({"file": root.join(REGISTER).display().to_string()}),
            Self::Visit { note } => {
                let door = note.len() % DOORS + 1;
                json!({"household": format!("1-1-{door}01"), "outcome": "home", "note": note})
            }
            Self::Correct { visit, note } => {
                json!({"record": visit, "fields": {"note": note}, "reason": "补记"})
            }
            Self::Suspend | Self::Resume => json!({}),
        };
        request["op"] = json!(self.name());
        request["id"] = json!(id);
        request
    }

    /// A visit whose note nobody else writes. Some are long: a transaction may be one page or twenty.
    pub(super) fn visit(n: u64, dice: &mut Dice) -> Self {
        Self::Visit {
            note: note(n, dice),
        }
    }

    /// The next errand, if all goes well; `n` numbers what was asked so far.
    pub(super) fn next(known: &Ledger, n: u64, dice: &mut Dice) -> Self {
        if known.community.is_none() {
            return Self::Found;
        }
        if !known.imported {
            return Self::Import;
        }
        match dice.below(8) {
            0 => Self::Suspend,
            1 | 2 if !known.visits.is_empty() => {
                let nth = dice.below(known.visits.len());
                let visit = known.visits.keys().nth(nth).cloned().unwrap_or_default();
                Self::Correct {
                    visit,
                    note: note(n, dice),
                }
            }
            _ => Self::visit(n, dice),
        }
    }
}

fn note(n: u64, dice: &mut Dice) -> String {
    let words = match dice.below(4) {
        0 => dice.below(2_000),
        _ => dice.below(20),
    };
    format!("第{n}次{}", "话".repeat(words))
}

impl Ledger {
    /// Writes down an answer of `ok`.
    pub(super) fn take(&mut self, errand: &Errand, ok: &Value) {
        match errand {
            Errand::Found => self.community = ok["community"].as_str().map(str::to_owned),
            Errand::Import => self.imported = true,
            Errand::Visit { note } => {
                let visit = ok["visit"].as_str().unwrap_or_default();
                self.visits.insert(visit.to_owned(), note.clone());
            }
            Errand::Correct { visit, note } => {
                self.visits.insert(visit.clone(), note.clone());
            }
            Errand::Suspend | Errand::Resume => {}
        }
    }
}
