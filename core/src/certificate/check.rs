//! Verifying a certificate: signatures, the closing's record, and that everything else follows from it.

use super::{MOST_BYTES, VERSION, message};
use crate::admission::read_entry_record;
use crate::domain::entry::closing::Handed;
use crate::domain::entry::seal::SealedChoice;
use crate::domain::entry::{Closing, Entry, MotionEntry};
use crate::domain::id::{from_hex, to_hex};
use crate::domain::vocabulary::{Choice, SignerCapacity};
use crate::domain::{CommunityId, DocId, RecordId, Timestamp};
use crate::records::{Parts, PublicKeys, Record, TallyKey};
use crate::rules::counting::{self, Authority, Standing, TallyFile};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The record, if the finding is about one.
    pub record: Option<RecordId>,
    /// A stable code.
    pub code: &'static str,
}

/// The findings about a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Records looked at.
    pub records: u64,
    /// The faults; empty if all is well.
    pub findings: Vec<Finding>,
}

/// The bytes are no certificate that this version reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate of this version")]
pub struct Unreadable;

/// Checks a certificate with nothing but the file. That its keys are an officer's, the community's roster alone can say.
///
/// # Errors
/// [`Unreadable`].
pub fn verify(bytes: &[u8]) -> Result<Report, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable);
    }
    let statement: Value = serde_json::from_slice(bytes).map_err(|_| Unreadable)?;
    if statement["certificate"] != VERSION {
        return Err(Unreadable);
    }
    let mut checked = Checked {
        statement: &statement,
        findings: Vec::new(),
        records: 0,
    };
    if !checked.is_signed() {
        checked.says(None, "certificate_signature");
    }
    let opening = &statement["records"]["opening"];
    if let Some(opening) = checked.record(opening) {
        checked.opening(&opening);
    }
    let closing = &statement["records"]["closing"];
    if let Some(closing) = checked.record(closing) {
        checked.closing(&closing);
    }
    if !checked.opens() {
        checked.says(None, "certificate_seal");
    }
    if !checked.follows() {
        checked.says(None, "certificate_result");
    }
    Ok(Report {
        records: checked.records,
        findings: checked.findings,
    })
}

struct Checked<'a> {
    statement: &'a Value,
    findings: Vec<Finding>,
    records: u64,
}

fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    from_hex(value.as_str()?)
}

fn key_of(value: &Value) -> Option<PublicKeys> {
    Some(PublicKeys {
        signing: bytes_of(value)?.try_into().ok()?,
        exchange: [0; 32],
    })
}

impl Checked<'_> {
    fn says(&mut self, record: Option<RecordId>, code: &'static str) {
        self.findings.push(Finding { record, code });
    }

    /// Whether there is a signature, and all hold.
    fn is_signed(&self) -> bool {
        let Some(message) = message(self.statement) else {
            return false;
        };
        let holds = |one: &Value| {
            let key = key_of(&one["key"])?;
            let signature: [u8; 64] = bytes_of(&one["signature"])?.try_into().ok()?;
            let device = json!(key.device().to_string());
            (key.verifies(&message, &signature) && one["device"] == device).then_some(())
        };
        let signatures = self.statement["signatures"].as_array();
        signatures.is_some_and(|all| !all.is_empty() && all.iter().all(|one| holds(one).is_some()))
    }

    /// A record of the file, if its hashes and its signature hold.
    fn record(&mut self, value: &Value) -> Option<Record> {
        self.records += 1;
        let parts = || {
            Some(Parts {
                header: bytes_of(&value["header"])?,
                signature: bytes_of(&value["signature"])?,
                chunk: match &value["chunk"] {
                    Value::Null => None,
                    chunk => Some(bytes_of(chunk)?),
                },
                body: None,
            })
        };
        let (Some(parts), Some(key)) = (parts(), key_of(&value["key"])) else {
            self.says(None, "certificate_record");
            return None;
        };
        match Record::open(parts) {
            Ok(record) => match record.verify(&key) {
                Ok(()) => Some(record),
                Err(refused) => {
                    self.says(Some(record.id()), refused.code());
                    None
                }
            },
            Err(refused) => {
                self.says(None, refused.code());
                None
            }
        }
    }

    fn is_of_this_tally(&self, record: &Record) -> bool {
        let tally: Option<DocId> = self.statement["tally"]
            .as_str()
            .and_then(|t| t.parse().ok());
        let community = self.statement["community"].as_str();
        let community: Option<CommunityId> = community.and_then(|text| text.parse().ok());
        let header = record.header();
        Some(header.doc) == tally && Some(header.community) == community
    }

    fn opening(&mut self, record: &Record) {
        let id = json!(record.id().to_string());
        if !self.is_of_this_tally(record) || self.statement["opening"] != id {
            self.says(Some(record.id()), "certificate_opening");
        }
    }

    fn closing(&mut self, record: &Record) {
        let entry = read_entry_record(record.header(), record.chunk()).entry;
        let agrees = match entry {
            Some(Entry::Motion(MotionEntry::Closed(closing))) => {
                self.is_of_this_tally(record) && self.says_the_same(&closing)
            }
            _ => false,
        };
        if !agrees {
            self.says(Some(record.id()), "certificate_closing");
        }
    }

    /// Whether the readable part says what the officer signed when he closed it.
    fn says_the_same(&self, closing: &Closing) -> bool {
        let parts: Vec<Value> = closing
            .parts
            .iter()
            .map(|(part, root)| json!([part.to_string(), to_hex(root)]))
            .collect();
        let told: Option<Vec<Value>> = self.statement["parts"].as_array().map(|parts| {
            let pair = |part: &Value| json!([part["id"], part["root"]]);
            parts.iter().map(pair).collect()
        });
        let returns: Vec<Value> = closing.returns.iter().map(return_of).collect();
        self.statement["root"] == json!(to_hex(&closing.root))
            && told == Some(parts)
            && self.statement["rule"] == json!(closing.rule)
            && self.statement["opening"] == json!(closing.opening.to_string())
            && self.statement["closed"] == json!(closing.at.to_rfc3339())
            && self.statement["returns"] == json!(returns)
    }

    /// Whether the choices of a sealed tally are those that its secret opens, and two holders signed for its key.
    fn opens(&mut self) -> bool {
        let statement = self.statement;
        let seal = &statement["seal"];
        let ballots = statement["public"]["ballots"].as_array();
        let ballots = ballots.map(Vec::as_slice).unwrap_or_default();
        let keys = statement["records"]["keys"].as_array();
        let keys = keys.map(Vec::as_slice).unwrap_or_default();
        if seal.is_null() {
            return keys.is_empty() && ballots.iter().all(|one| one["sealed"].is_null());
        }
        let secret = bytes_of(&seal["secret"]).and_then(|bytes| bytes.try_into().ok());
        let Some(key) = secret.map(|secret: [u8; 32]| TallyKey::from_secret(&secret)) else {
            return false;
        };
        let public = key.public();
        let mut signers = BTreeSet::new();
        for value in keys {
            let Some(record) = self.record(value) else {
                return false;
            };
            let entry = read_entry_record(record.header(), record.chunk()).entry;
            let Some(Entry::Motion(MotionEntry::KeyHandedOver(share))) = entry else {
                return false;
            };
            let is_of_it = self.is_of_this_tally(&record)
                && statement["opening"] == json!(share.opening.to_string());
            if !is_of_it || share.key != public {
                return false;
            }
            signers.insert(record.header().device);
        }
        let says_its_choice = |ballot: &Value| {
            // A settlement is open, for who settles has read; so is a withdrawal, which says nothing.
            let is_open = ballot["authority"] == "supervisor" || ballot["kind"] == "withdraw";
            if ballot["sealed"].is_null() {
                return is_open;
            }
            let sealed = bytes_of(&ballot["sealed"]);
            let sealed = sealed.and_then(|bytes| SealedChoice::from_bytes(&bytes));
            let context = bytes_of(&ballot["context"]).and_then(|bytes| bytes.try_into().ok());
            let (Some(sealed), Some(context)) = (sealed, context) else {
                return false;
            };
            let choice = key.open(&sealed, &context).unwrap_or(Choice::Invalid);
            ballot["choice"] == choice.name()
        };
        seal["key"] == json!(to_hex(&public))
            && signers.len() >= 2
            && ballots.iter().all(says_its_choice)
    }

    /// Whether the result follows from the published file, where there is one, and is one that nothing can change.
    fn follows(&self) -> bool {
        let result = &self.statement["result"];
        let decided = result["certificate"] == true && result["outcome"] != "undecided";
        let entitled = result["participation"]["of"] == self.statement["roll"]["entitled"];
        let signed = self.counts_every_signature();
        let follows = match &self.statement["public"] {
            Value::Null => true,
            public => {
                let file = serde_json::to_vec(public).unwrap_or_default();
                match counting::read(&file) {
                    Ok(file) => {
                        let same = |name: &str| public[name] == self.statement[name];
                        same_answer(&file, result)
                            && json!(classes(&file)) == self.statement["classes"]
                            && ["rule", "pack", "readings"].into_iter().all(same)
                    }
                    Err(_) => false,
                }
            }
        };
        decided && entitled && signed && follows
    }

    /// Whether the capacities of those who signed are of as many ballots as the classes.
    fn counts_every_signature(&self) -> bool {
        let sum = |name: &str| {
            let counts = self.statement[name].as_object()?.values();
            counts.map(Value::as_u64).sum::<Option<u64>>()
        };
        let capacities = self.statement["signers"].as_object();
        let is_known =
            |name: &String| name == "unsigned" || SignerCapacity::from_name(name).is_some();
        capacities.is_some_and(|all| all.keys().all(is_known)) && sum("signers") == sum("classes")
    }
}

/// A return as the certificate tells it.
pub(crate) fn return_of(listed: &crate::domain::entry::closing::ListedReturn) -> Value {
    let (record, spoken, ballots) = match &listed.handed {
        Handed::Record { record, count } => (Some(record.to_string()), None, Some(*count)),
        Handed::Spoken(text) => (None, Some(text.clone()), None),
    };
    let at: Timestamp = listed.at;
    json!({
        "record": record, "spoken": spoken, "ballots": ballots,
        "at": at.to_rfc3339(), "how": listed.how.name(),
    })
}

/// Whether counting the file gives the result, but for the words.
fn same_answer(file: &TallyFile, result: &Value) -> bool {
    let Ok(mut answer) = serde_json::to_value(counting::count(file)) else {
        return false;
    };
    let mut told = result.clone();
    for one in [&mut answer, &mut told] {
        if let Some(map) = one.as_object_mut() {
            map.remove("explanation");
        }
    }
    answer == told
}

/// How many ballots of a file are not late, by the right by which they stand.
pub(crate) fn classes(file: &TallyFile) -> BTreeMap<&'static str, u64> {
    let mut found: BTreeMap<&'static str, u64> = Authority::ALL
        .iter()
        .map(|authority| (authority.name(), 0))
        .collect();
    for ballot in file
        .ballots()
        .iter()
        .filter(|one| one.standing != Standing::Late)
    {
        *found.entry(ballot.authority.name()).or_default() += 1;
    }
    found
}
