//! The stores that the fuzzer feeds, and records signed anew after they were damaged.

use crate::phone::{Phone, TestClock};
use crate::scratch;
use crate::sim::template::{Founder, READER};
use crate::sim::{Template, dump};
use linli_core::domain::ChangeHash;
use linli_core::records::{DeviceKeys, Header, Parts};
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::write_table;
use linli_core::sync::Answer;
use linli_core::workspace::Export;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// A community whose stores are there to be fed.
pub(super) struct Fed {
    pub office: Phone,
    pub phone: Phone,
    pub keys: Arc<DeviceKeys>,
    pub office_keys: Arc<DeviceKeys>,
    pub answer: Answer,
    pub newcomer: Phone,
    _folders: Vec<TempDir>,
}

pub(super) fn feed(template: &Template) -> Fed {
    let clock = TestClock::start();
    let mut folders = Vec::new();
    let mut at = |founder: usize| {
        let folder = scratch::folder();
        scratch::copy_store(&template.folder(founder), folder.path(), None).expect("a copy");
        let phone = Phone::at(folder.path(), &clock, 70 + founder as u64);
        folders.push(folder);
        phone
    };
    let (office, phone) = (at(0), at(READER));
    let office_keys = Arc::clone(&template.founders[0].keys);
    let answer = dump(&office, &office_keys, template);
    Fed {
        keys: Arc::clone(&template.founders[READER].keys),
        newcomer: Phone::new(&clock, 99),
        office,
        phone,
        office_keys,
        answer,
        _folders: folders,
    }
}

pub(super) fn tally_json(fed: &Fed, template: &Template) -> Vec<Vec<u8>> {
    let mut seeds = vec![r#"{"version":1,"title":"清理","pack":"db3305-309-2024","rule":"stairwell","readings":["present-only","of-all"],"roll":[{"voter":"3-1-501","area_cm2":891200,"entitled":true,"present":true},{"voter":"a"}],"ballots":[{"id":"b1","voter":"3-1-501","choice":"yes","kind":"cast","collector":"m1","authority":"collector","supersedes":["b0"],"standing":"accepted"},{"id":"b2","voter":"a","kind":"withdraw","collector":"m1"}],"outstanding":1}"#.as_bytes().to_vec()];
    for (tally, _) in &template.tallies {
        seeds.extend(
            fed.office
                .tally(*tally)
                .ok()
                .map(|view| view.input.to_string().into_bytes()),
        );
    }
    seeds
}

pub(super) fn spreadsheet(fed: &Fed) -> Vec<u8> {
    let folder = scratch::folder();
    let path = folder.path().join("register.xlsx");
    let sheets = fed
        .office
        .export(Export::Register, Language::Zh)
        .expect("an export");
    write_table(&path, &sheets).expect("a spreadsheet");
    std::fs::read(&path).expect("the spreadsheet")
}

/// Signs damaged parts as their author would, so that the damage gets past hash and signature.
pub(super) fn resign(founders: &[Founder], mut parts: Parts) -> Option<Parts> {
    let mut header = Header::from_bytes(&parts.header)?;
    let author = founders.iter().find(|f| f.keys.device() == header.device)?;
    let hash = <sha2::Sha256 as sha2::Digest>::digest(parts.chunk.as_ref()?.get(8..)?);
    header.change = ChangeHash::from_bytes(hash.into());
    parts.header = header.to_bytes();
    parts.signature = author
        .keys
        .sign(&Header::signed_message(&parts.header))
        .to_vec();
    Some(parts)
}

/// A desk that takes forged records, and is made anew before they pile up.
pub(super) struct Desk {
    template: PathBuf,
    taken: Cell<u64>,
    now: RefCell<Option<(TempDir, Phone)>>,
}

impl Desk {
    pub(super) fn new(template: PathBuf) -> Self {
        Self {
            template,
            taken: Cell::new(0),
            now: RefCell::new(None),
        }
    }

    pub(super) fn receive(&self, bundle: &[u8]) {
        let mut now = self.now.borrow_mut();
        if self.taken.get().is_multiple_of(64) {
            *now = None;
        }
        self.taken.set(self.taken.get() + 1);
        let (_, phone) = now.get_or_insert_with(|| {
            let folder = scratch::folder();
            scratch::copy_store(&self.template, folder.path(), None).expect("a copy");
            let phone = Phone::at(folder.path(), &TestClock::start(), 71);
            (folder, phone)
        });
        let _ = phone.receive(bundle);
    }
}
