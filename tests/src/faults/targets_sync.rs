//! The decoders of sync: what a hub reads from phones, what a phone reads from a hub, what both read from files. Requests
//! and answers are signed anew after they were damaged, sealed files are sealed anew, so that the damage gets past the
//! first check.

use super::fed::Fed;
use super::targets::{Decoder, Form, Target};
use crate::caller::{Caller, Heard};
use crate::forger::{Forger, household, parts, place};
use crate::hub::{LocalHub, Unwatched, sync};
use crate::phone::{TestClock, TestRandom, stairwell};
use crate::scratch;
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{CommunityId, RecordId, Role, Timestamp};
use linli_core::env::{Clock, Random};
use linli_core::records::DeviceKeys;
use linli_core::sync::{
    AUTH_HEADER, Auth, BODY_BYTES, Batch, HubKey, HubPin, Nonce, OfficeMark, Opening, Receipt,
    SEALED_KEY, SYNC_PATH, Sealing, Signed, SyncAnswer, SyncRequest, Witness, open_answer,
    open_key, sign_answer,
};
use linli_core::workspace::{
    CLAIM_PATH, ClaimRequest, HttpRequest, HttpResponse, PhotoDraft, PhotoPolicy, Transport,
    TransportError, VisitDraft, restore_backup,
};
use linli_hub::backup;
use linli_hub::service::LimitOptions;
use serde_json::json;
use std::cell::RefCell;
use std::io::{Read, Write};
use std::rc::Rc;
use std::sync::Arc;

/// A hub that answers everything by the same bytes, signed.
struct Saying<'a> {
    key: &'a HubKey,
    status: u16,
    body: &'a [u8],
}

impl Transport for Saying<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let auth = Auth::from_text(&request.auth.1).ok_or(TransportError::Malformed)?;
        Ok(HttpResponse {
            status: self.status,
            retry_after: None,
            body: sign_answer(self.key, &auth.signature, self.body),
        })
    }
}

/// The community's hub, a device that says anything to it, and the hub's key, which only a broken hub would use so.
struct Line {
    fed: Arc<Fed>,
    hub: LocalHub,
    key: HubKey,
    caller: RefCell<Caller>,
    community: CommunityId,
    token: String,
}

impl Line {
    fn to(fed: &Arc<Fed>) -> Self {
        let clock = TestClock::start();
        // Nearly everything that is said here is malformed: nobody is to be told to wait.
        let limits = LimitOptions {
            burst: u32::MAX,
            burst_bytes: 1 << 40,
            ..LimitOptions::default()
        };
        let hub = LocalHub::with_limits(&clock, 300, limits);
        let (forger, _) =
            Forger::enrol(&fed.office, 9_301, Role::BuildingLeader, &stairwell("1-1"));
        let token = hub.with(|service| service.issue_token().expect("a token"));
        fed.office
            .claim_hub("https://hub.example", &hub.pin().to_string(), &token, &hub)
            .expect("claimed");
        sync(&fed.office, &hub);
        crate::phone::pass(&fed.office, &fed.phone);
        let secret = std::fs::read_to_string(hub.dir().join("hub.key")).expect("the hub's key");
        let secret = from_hex(secret.trim()).and_then(|bytes| bytes.try_into().ok());
        Self {
            key: HubKey::from_secret(&secret.expect("the hub's key")),
            community: forger.community,
            caller: RefCell::new(Caller::new(forger, hub.pin())),
            fed: Arc::clone(fed),
            token,
            hub,
        }
    }

    /// Says a body to the hub, signed with the right nonce, and remembers the next one.
    fn say(&self, body: Vec<u8>) {
        let mut caller = self.caller.borrow_mut();
        let (request, signature) = caller.sign(body);
        let response = self.hub.deliver(&request).expect("the hub is on");
        match caller.understand(&signature, &response) {
            Heard::Answer(answer) => caller.nonce = answer.nonce,
            Heard::Challenge(nonce) => caller.nonce = nonce,
            Heard::Refused(..) => {}
        }
    }
}

fn plain<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

/// A packed body that is not compressed.
fn packed(plain: &[u8]) -> Vec<u8> {
    [&[0], plain].concat()
}

/// Adds them.
pub(super) fn add(fed: &Arc<Fed>, targets: &mut Vec<Target>) {
    let line = Rc::new(Line::to(fed));
    let mut add = |name, form, seeds: Vec<Vec<u8>>, every, run: Decoder| {
        targets.push(Target {
            name,
            form,
            seeds,
            run,
            every,
        });
    };
    let (at, home) = (place(&fed.office, "1-1"), household(&fed.office, "1-1-101"));
    let (request, answers) = {
        let mut caller = line.caller.borrow_mut();
        let answers = caller.pull(&line.hub);
        let records = parts(&caller.forger.visits(at, home, 8));
        (caller.request(records), answers)
    };
    let here = Rc::clone(&line);
    add(
        "sync_request",
        Form::Bytes,
        vec![plain(&request)],
        2,
        Box::new(move |bytes| here.say(packed(bytes))),
    );
    let here = Rc::clone(&line);
    add(
        "http_body",
        Form::Bytes,
        vec![request.to_bytes(), crate::caller::bomb(20_000)],
        4,
        Box::new(move |bytes| {
            let _ = SyncRequest::from_bytes(bytes);
            here.say(bytes.to_vec());
        }),
    );
    add(
        "page",
        Form::Bytes,
        std::iter::once(&request.records)
            .chain(answers.iter().map(|answer| &answer.records))
            .map(plain)
            .collect(),
        1,
        {
            let community = line.community;
            Box::new(move |bytes| {
                if let Ok(page) = postcard::from_bytes::<Batch>(bytes) {
                    let _ = page.len();
                    let _ = page.unpack(community);
                }
            })
        },
    );
    let here = Rc::clone(&line);
    add(
        "sync_answer",
        Form::Bytes,
        answers.iter().map(plain).collect(),
        8,
        Box::new(move |bytes| {
            let signature = [7; 64];
            let signed = sign_answer(&here.key, &signature, bytes);
            let _ = SyncAnswer::open(here.key.pin(), &signature, &signed);
            let saying = Saying {
                key: &here.key,
                status: 200,
                body: bytes,
            };
            let _ = here.fed.phone.sync(&saying, &Unwatched);
        }),
    );
    let here = Rc::clone(&line);
    add(
        "signed_answer",
        Form::Bytes,
        answers
            .iter()
            .map(|answer| answer.sign(&line.key, &[7; 64]))
            .collect(),
        1,
        Box::new(move |bytes| {
            let _ = open_answer(here.key.pin(), &[7; 64], bytes);
        }),
    );
    statements(&line, &mut add);
    from_the_wire(&line, &mut add);
    files(&line, &mut add);
}

type Add<'a> = dyn FnMut(&'static str, Form, Vec<Vec<u8>>, u64, Decoder) + 'a;

/// Receipts, witness statements, marks: signed words that travel.
fn statements(line: &Rc<Line>, add: &mut Add<'_>) {
    let keys = Arc::clone(&line.fed.office_keys);
    let chain = line.caller.borrow().forger.visits(
        place(&line.fed.office, "1-1"),
        household(&line.fed.office, "1-1-101"),
        1,
    );
    let (chain, tip) = (chain[0].header().chain, chain[0].id());
    let witness = Witness::sign(&line.key, line.community, chain, (1, tip), Timestamp(1));
    let mark = OfficeMark::sign(
        &keys,
        line.community,
        Timestamp(1),
        [(chain, (1, linli_core::sync::short(tip)))].into(),
    );
    let receipt = Receipt {
        chain,
        through: 1,
        tip: linli_core::sync::short(tip),
        seq: 9,
    };
    let here = Rc::clone(line);
    add(
        "statements",
        Form::Bytes,
        vec![plain(&witness), plain(&mark), plain(&receipt)],
        1,
        Box::new(move |bytes| {
            let _ = postcard::from_bytes::<Receipt>(bytes);
            if let Ok(witness) = postcard::from_bytes::<Witness>(bytes) {
                let _ = witness.verifies(here.community, here.key.pin());
            }
            if let Ok(mark) = postcard::from_bytes::<OfficeMark>(bytes) {
                let _ = mark.verifies(here.community, &here.fed.office_keys.public());
                let _ = mark.covers(chain, 1, Some(tip));
            }
        }),
    );
    let (mut of_office, mut of_phone) = (
        line.fed.office.meet().expect("met"),
        line.fed.phone.meet().expect("met"),
    );
    let mut messages = Vec::new();
    while let Some(message) = of_phone.outgoing() {
        // Whatever comes of it: it is the words that are wanted.
        let _ = line.fed.office.hear(&mut of_office, &message);
        messages.push(message);
    }
    while let Some(message) = of_office.outgoing() {
        messages.push(message);
    }
    let here = Rc::clone(line);
    add(
        "meeting",
        Form::Bytes,
        messages,
        8,
        Box::new(move |bytes| {
            if let Ok(mut meeting) = here.fed.office.meet() {
                let _ = here.fed.office.hear(&mut meeting, bytes);
            }
            if let Ok(mut meeting) = here.fed.phone.meet() {
                let _ = here.fed.phone.hear(&mut meeting, bytes);
            }
        }),
    );
}

/// Other inputs of a hub over HTTP: the header, paths, claims, the operator's commands, parts of photos.
fn from_the_wire(line: &Rc<Line>, add: &mut Add<'_>) {
    let here = Rc::clone(line);
    let (request, _) = {
        let caller = line.caller.borrow();
        caller.sign(caller.request(Vec::new()).to_bytes())
    };
    add(
        "auth_header",
        Form::Text,
        vec![request.auth.1.clone().into_bytes()],
        1,
        Box::new(move |bytes| {
            let mut request = request.clone();
            request.auth.1 = String::from_utf8_lossy(bytes).into_owned();
            let _ = here.hub.deliver(&request);
        }),
    );
    let here = Rc::clone(line);
    let photo = format!(
        "/v1/files/{}?record={}&size=70000&at=0",
        "ab".repeat(32),
        RecordId::from_bytes([3; 32])
    );
    add(
        "path",
        Form::Text,
        vec![
            photo.into_bytes(),
            SYNC_PATH.as_bytes().to_vec(),
            b"/readyz".to_vec(),
        ],
        1,
        Box::new(move |bytes| {
            let path = String::from_utf8_lossy(bytes);
            for method in ["PUT", "GET", "POST"] {
                let (request, _) = here
                    .caller
                    .borrow()
                    .sign_for(method, &path, b"part".to_vec());
                let _ = here.hub.deliver(&request);
            }
        }),
    );
    let here = Rc::clone(line);
    let claim = ClaimRequest {
        protocol: 1,
        token: line.token.clone(),
        keys: line.fed.office_keys.public(),
        entries: line.fed.answer.roster.clone(),
    };
    add(
        "claim",
        Form::Bytes,
        vec![claim.to_bytes()],
        8,
        Box::new(move |bytes| {
            let _ = ClaimRequest::from_bytes(bytes);
            let signed = Signed {
                method: "POST",
                path: CLAIM_PATH,
                hub: here.key.pin(),
                body: bytes,
            };
            let keys = &here.fed.office_keys;
            let auth = Auth::sign(here.community, keys, Nonce([0; 16]), &signed);
            let _ = here.hub.deliver(&HttpRequest {
                method: "POST",
                path: CLAIM_PATH.to_owned(),
                auth: (AUTH_HEADER, auth.to_text()),
                body: bytes.to_vec(),
            });
        }),
    );
    let here = Rc::clone(line);
    let command = |op: &str| json!({ "at": 1_795_394_400_000_i64, "command": { "op": op } });
    add(
        "operator",
        Form::Text,
        ["token", "status"]
            .map(|op| command(op).to_string().into_bytes())
            .to_vec(),
        16,
        Box::new(move |bytes| {
            let message = [b"linli/operator/1\0".as_slice(), bytes].concat();
            let _ = here.hub.deliver(&HttpRequest {
                method: "POST",
                path: linli_hub::service::operator::PATH.to_owned(),
                auth: (AUTH_HEADER, to_hex(&here.key.sign(&message))),
                body: bytes.to_vec(),
            });
        }),
    );
    let here = Rc::clone(line);
    let pin = line.key.pin().to_string();
    add(
        "claim_words",
        Form::Text,
        vec![pin.into_bytes(), b"https://hub.example:8443/".to_vec()],
        8,
        Box::new(move |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let _ = HubPin::from_text(&text);
            let pin = here.key.pin().to_string();
            let saying = Saying {
                key: &here.key,
                status: 409,
                body: b"",
            };
            let _ = here.fed.office.claim_hub(&text, &pin, "0", &saying);
            let _ = here.fed.office.claim_hub("https://h", &text, "0", &saying);
        }),
    );
    photo_answers(line, add);
}

fn photo_answers(line: &Rc<Line>, add: &mut Add<'_>) {
    let phone = &line.fed.phone;
    // Records first, so that a photo waits to be handed in.
    let visit = phone.record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home));
    if let Ok(visit) = visit {
        let folder = scratch::folder();
        let file = folder.path().join("picture");
        std::fs::write(&file, vec![5; 100_000]).expect("written");
        let photo = phone.attach_photo(&PhotoDraft {
            entity: visit.to_string(),
            file,
            thumbnail: None,
            media_type: "image/jpeg".to_owned(),
            caption: None,
        });
        photo.expect("kept");
        sync(phone, &line.hub);
    }
    let answer = plain(&linli_core::workspace::FileAnswer {
        have: 70_000,
        complete: false,
        safe: false,
    });
    let here = Rc::clone(line);
    add(
        "photo_answer",
        Form::Bytes,
        vec![answer],
        8,
        Box::new(move |bytes| {
            let saying = Saying {
                key: &here.key,
                status: 200,
                body: bytes,
            };
            let phone = &here.fed.phone;
            let _ = phone.sync_photos(PhotoPolicy::Everything, &saying, &Unwatched);
        }),
    );
}

fn sealed(key: &[u8; 32], plain: &[u8]) -> Vec<u8> {
    let mut sealing = Sealing::new(key, Vec::new());
    // Memory does not refuse a write.
    let _ = sealing.write_all(plain);
    sealing.finish().unwrap_or_default()
}

/// Files: sealed parts, a hub's backup, a store's backup and the code on its sheet.
fn files(line: &Rc<Line>, add: &mut Add<'_>) {
    let key = [9; 32];
    let nobody = DeviceKeys::generate(TestRandom::new(303).as_ref());
    add(
        "sealed_file",
        Form::Bytes,
        vec![sealed(&key, &[1; 500]), sealed(&key, &[2; 70_000])],
        4,
        Box::new(move |bytes| {
            let mut out = Vec::new();
            let most = BODY_BYTES as u64;
            let _ = Opening::new(&key, bytes).take(most).read_to_end(&mut out);
            if let Some(sealed) = bytes.first_chunk::<SEALED_KEY>() {
                let _ = open_key(sealed, &nobody);
            }
        }),
    );
    let folder = scratch::folder();
    let file = folder.path().join("hub-backup");
    line.hub
        .with(|service| backup::write(service, &file, None))
        .expect("backed up");
    let whole = std::fs::read(&file).expect("the backup");
    let text = std::fs::read_to_string(backup::key_file(&file)).expect("its key");
    let content: [u8; 32] = from_hex(text.trim())
        .and_then(|bytes| bytes.try_into().ok())
        .expect("its key");
    let offices = usize::from(u16::from_be_bytes([whole[19], whole[20]]));
    let (head, archive) = whole.split_at(21 + offices * SEALED_KEY + 48);
    let mut inside = Vec::new();
    Opening::new(&content, archive)
        .read_to_end(&mut inside)
        .expect("it opens");
    // Its front: names, sizes, secrets, and the first pages of a database.
    inside.truncate(20_000);
    let head = head.to_vec();
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (TestClock::start() as _, TestRandom::new(302) as _);
    let restore = move |bytes: &[u8]| {
        let to = scratch::folder();
        let file = to.path().join("b");
        if std::fs::write(&file, bytes).is_ok()
            && std::fs::write(backup::key_file(&file), &text).is_ok()
        {
            let _ = backup::restore(&to.path().join("hub"), &file, None, &clock, &random);
        }
    };
    let restore = Rc::new(restore);
    let as_it_is = Rc::clone(&restore);
    add(
        "hub_backup",
        Form::Bytes,
        vec![whole],
        32,
        Box::new(move |bytes| as_it_is(bytes)),
    );
    add(
        "hub_backup_inside",
        Form::Bytes,
        vec![inside],
        32,
        Box::new(move |bytes| restore(&[head.as_slice(), &sealed(&content, bytes)].concat())),
    );
    let file = folder.path().join("store-backup");
    let made = line.fed.office.backup(&file).expect("backed up");
    let whole = std::fs::read(&file).expect("the backup");
    let code = made.code.clone();
    let put_up = |bytes: &[u8], code: &str| {
        let to = scratch::folder();
        let file = to.path().join("b");
        let store = to.path().join("store");
        if std::fs::write(&file, bytes).is_ok() && std::fs::create_dir(&store).is_ok() {
            let _ = restore_backup(&file, code, &store, &mut |_| Ok(()));
        }
    };
    add(
        "store_backup",
        Form::Bytes,
        vec![whole.clone()],
        32,
        Box::new(move |bytes| put_up(bytes, &code)),
    );
    add(
        "backup_code",
        Form::Text,
        vec![made.code.into_bytes()],
        32,
        Box::new(move |bytes| put_up(&whole, &String::from_utf8_lossy(bytes))),
    );
}
