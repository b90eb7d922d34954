//! Decisions and requests of officers, from devices that enrolled honestly and then send what a modified client would:
//! nobody decides beyond his own rights, and what takes something away waits for the registrar himself
//! (docs/spec/records.md 7.2, docs/spec/authority.md 7).

use linli_core::domain::entry::register::{RegisterChange, Subject};
use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::{BodyWords, Entry, RegisterEntry, ReviewEntry, Value};
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{ChainId, DocKind, MemberId, RecordId, RequestAsks, Role, Timestamp};
use linli_core::records::{Header, KindCode, Prev, Record, doc_id};
use linli_core::roster::{NarrowTarget, OfficerRequest, Op, Pins};
use linli_core::sync::Answer;
use linli_core::workspace::{ReviewTarget, RevokeTarget, ScopeName, VisitDraft, Workspace};
use linli_tests::forger::{Forger, after, deliver, household, parts, parts_for, place, tip};
use linli_tests::phone::{
    Phone, TestClock, TestRandom, contested, converged, enrol, office, pass, stairwell, visits,
};
use linli_tests::scene::scene;
use std::collections::BTreeMap;

const AT: Timestamp = Timestamp(1_795_394_400_000);

fn review(
    forger: &Forger,
    scope: &str,
    store: &Workspace,
    seq: u64,
    prev: Prev,
    of: ReviewEntry,
) -> Record {
    forger.write(place(store, scope), seq, prev, &Entry::Review(of))
}

/// The register entry that makes a household's area ten times as large.
fn larger_area(forger: &Forger, store: &Workspace, seq: u64, prev: Prev) -> Record {
    let scope = place(store, "1-1");
    let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Value {
        subject: Subject::Household(household(store, "1-1-101")),
        field: "area_cm2".to_owned(),
        supersedes: Vec::new(),
    }]));
    let kind = KindCode(DocKind::Register.code());
    let doc = doc_id(forger.community, kind, scope.as_bytes());
    let header = forger.header(scope, doc, DocKind::Register, seq, prev);
    let words = BodyWords::Values(vec![Value::of("area_cm2", "8912000")]);
    forger.entry(header, &entry, Some(words))
}

fn areas(store: &Workspace) -> Vec<Option<String>> {
    let home = store.household("1-1-101").expect("the household");
    home.fields
        .iter()
        .filter(|field| field.name == "area_cm2")
        .flat_map(|field| field.values.iter().map(|value| value.value.clone()))
        .collect()
}

#[test]
fn a_grid_leader_adopts_no_register_entry_neither_his_own_nor_a_colleagues() {
    let scene = scene();
    let office = &scene.office.phone;
    let area = areas(office);
    let building = ScopeName::Building("1".to_owned());
    let (one, _) = Forger::enrol(office, 40, Role::GridLeader, &building);
    let (mut other, _) = Forger::enrol(office, 41, Role::GridLeader, &building);
    other.roster = tip(office);
    let entry = larger_area(&one, office, 1, Prev::Start(one.nonce));
    let target = Target::Record(entry.id());
    let adopt = ReviewEntry::Adopt { target, at: AT };
    let own = review(&one, "1-1", office, 2, after(entry.id()), adopt.clone());
    let start = Prev::Start(other.nonce);
    let colleagues = review(&other, "1-1", office, 1, start, adopt);
    let records = parts(&[entry, own, colleagues]);
    deliver(office, &one.answer(records.clone())).expect("taken");
    deliver(&scene.victim, &one.answer(records)).expect("taken");
    pass(office, &scene.victim);
    for store in [office as &Workspace, &scene.victim] {
        assert_eq!(areas(store), area);
    }
    converged("1-1", &[office, &scene.victim]);
}

#[test]
fn words_are_erased_by_the_office_alone() {
    let scene = scene();
    let office = &scene.office.phone;
    let building = ScopeName::Building("1".to_owned());
    let (forger, _) = Forger::enrol(office, 40, Role::GridLeader, &building);
    let register: Vec<RecordId> = parts_for(office, &forger)
        .records
        .iter()
        .filter(|parts| {
            Header::from_bytes(&parts.header)
                .is_some_and(|header| header.kind.0 == DocKind::Register.code())
        })
        .map(|parts| Header::id_of(&parts.header))
        .collect();
    assert!(!register.is_empty());
    let erase = ReviewEntry::Erase {
        records: register,
        at: AT,
    };
    let order = review(&forger, "1-1", office, 1, Prev::Start(forger.nonce), erase);
    let area = areas(office);
    assert_eq!(area.len(), 1);
    deliver(office, &forger.answer(parts(&[order]))).expect("taken");
    assert_eq!(areas(office), area);
    // What the API refuses is the same.
    let (grid_leader, _) = enrol(office, &scene.clock, 42, Role::GridLeader, &building);
    let visit = grid_leader
        .list_visits(None, 9, None)
        .expect("visits")
        .items[0]
        .visit;
    let refused = grid_leader
        .erase_bodies(&[visit], "试试")
        .expect_err("no office");
    assert_eq!(refused.code(), "not_allowed");
}

#[test]
fn an_officer_decides_about_contested_work_within_his_own_rights() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let building = ScopeName::Building("1".to_owned());
    let (grid_leader, _) = enrol(&office.phone, &clock, 2, Role::GridLeader, &building);
    let (a, leader) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (worker, social) = enrol(&office.phone, &clock, 4, Role::SocialWorker, &building);
    for member in [leader.member, social.member] {
        let (role, scope) = (None, None);
        let target = RevokeTarget::Member {
            member,
            role,
            scope,
        };
        office.phone.revoke(target).expect("revoked");
    }
    for phone in [&a, &worker] {
        phone
            .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
            .expect("a visit");
    }
    pass(&a, &office.phone);
    pass(&worker, &office.phone);
    pass(&office.phone, &grid_leader);
    let of = |member: MemberId| {
        let all = grid_leader.list_contested().expect("contested");
        let found = all.iter().find(|view| view.by == Some(member));
        ReviewTarget::Record(found.expect("his visit").record)
    };
    // He grants building leaders, and no social workers.
    assert_eq!(grid_leader.adopt(of(leader.member)).expect("adopted"), 1);
    let refused = grid_leader
        .adopt(of(social.member))
        .expect_err("not his to give");
    assert_eq!(refused.code(), "not_allowed");
    let refused = grid_leader
        .set_aside(of(social.member))
        .expect_err("not his");
    assert_eq!(refused.code(), "not_allowed");
    pass(&grid_leader, &office.phone);
    assert_eq!(visits(&office.phone), 1);
    assert_eq!(office.phone.adopt(of(social.member)).expect("adopted"), 1);
    pass(&office.phone, &grid_leader);
    converged("1-1", &[&office.phone, &grid_leader]);
    // Whose rights go, without a pin for his decision, has decided nothing.
    let decided = grid_leader
        .identity()
        .expect("identity")
        .member
        .expect("a member");
    let target = NarrowTarget::Member {
        member: decided,
        role: None,
        scope: None,
    };
    let community = ScopeName::Community;
    let (first, _) = Forger::enrol(&office.phone, 60, Role::CommunityOffice, &community);
    let (second, _) = Forger::enrol(&office.phone, 61, Role::CommunityOffice, &community);
    let ops = vec![Op::Narrow {
        target,
        pins: Pins::new(),
    }];
    let mut request = OfficerRequest::sign(
        first.community,
        tip(&office.phone),
        ops,
        &BTreeMap::new(),
        &first.keys,
        TestRandom::new(9).as_ref(),
    );
    request.co_sign(&second.keys);
    let mut answer = second.answer(Vec::new());
    answer.requests = vec![request];
    deliver(&office.phone, &answer).expect("taken");
    assert_eq!(
        visits(&office.phone),
        1,
        "the office's adoption stands alone"
    );
}

#[test]
fn who_reads_an_agenda_from_below_drops_what_the_office_erased_and_hands_it_on_no_more() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let agenda = office
        .phone
        .edit_agenda(None, Some(&ScopeName::Community), "place", "李家客厅")
        .expect("an agenda");
    let (leader, _) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (reader, _) = Forger::enrol(&office.phone, 3, Role::BuildingLeader, &stairwell("1-2"));
    pass(&office.phone, &leader);
    let value = |store: &Workspace| {
        let fields = store.agenda(agenda).expect("the agenda").fields;
        let field = fields
            .iter()
            .find(|field| field.name == "place")
            .expect("it");
        field.values[0].value.clone()
    };
    assert_eq!(value(&leader).as_deref(), Some("李家客厅"));
    let with_words = |store: &Workspace| -> Vec<RecordId> {
        parts_for(store, &reader)
            .records
            .iter()
            .filter(|parts| parts.body.is_some())
            .filter(|parts| {
                Header::from_bytes(&parts.header).is_some_and(|header| header.doc == agenda)
            })
            .map(|parts| Header::id_of(&parts.header))
            .collect()
    };
    let words = with_words(&leader);
    assert_eq!(words.len(), 1);
    assert_eq!(
        office
            .phone
            .erase_bodies(&words, "本人要求")
            .expect("erased"),
        1
    );
    pass(&office.phone, &leader);
    for store in [&office.phone, &leader] {
        assert_eq!(value(store), None);
        assert!(with_words(store).is_empty(), "handed on no more");
    }
}

#[test]
fn who_reads_an_agenda_from_below_sees_what_the_office_set_aside() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let compound = ScopeName::Compound("月亮湾".to_owned());
    let (member, committee) = enrol(&office.phone, &clock, 2, Role::Committee, &compound);
    let (leader, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let agenda = office
        .phone
        .edit_agenda(None, Some(&compound), "place", "架空层")
        .expect("an agenda");
    pass(&office.phone, &member);
    office
        .phone
        .revoke(RevokeTarget::Member {
            member: committee.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    member
        .edit_agenda(Some(agenda), None, "time", "半夜")
        .expect("he does not know yet");
    pass(&member, &office.phone);
    pass(&office.phone, &leader);
    assert_eq!(contested(&leader), [(1, "authority_narrowed")]);
    let late = leader.list_contested().expect("contested")[0].record;
    office
        .phone
        .set_aside(ReviewTarget::Record(late))
        .expect("set aside");
    pass(&office.phone, &leader);
    for store in [&office.phone, &leader] {
        assert_eq!(contested(store), vec![]);
    }
}

/// A grid leader's request to take everything from the victim, with pins of his own choice.
fn narrowing(forger: &Forger, store: &Workspace, victim: MemberId, pins: Pins) -> OfficerRequest {
    let target = NarrowTarget::Member {
        member: victim,
        role: None,
        scope: None,
    };
    OfficerRequest::sign(
        forger.community,
        tip(store),
        vec![Op::Narrow { target, pins }],
        &BTreeMap::new(),
        &forger.keys,
        TestRandom::new(77).as_ref(),
    )
}

fn carrying(forger: &Forger, requests: Vec<OfficerRequest>) -> Answer {
    Answer {
        requests,
        ..forger.answer(Vec::new())
    }
}

#[test]
fn one_officers_request_to_narrow_is_followed_by_no_machine_and_the_registrar_adds_what_he_knows() {
    let scene = scene();
    let office = &scene.office.phone;
    let victim = scene
        .victim
        .identity()
        .expect("identity")
        .member
        .expect("hers");
    let building = ScopeName::Building("1".to_owned());
    let (forger, _) = Forger::enrol(office, 40, Role::GridLeader, &building);
    let request = narrowing(&forger, office, victim, Pins::new());
    let id = linli_core::domain::RequestId::from_bytes(request.id());
    deliver(office, &carrying(&forger, vec![request])).expect("taken");
    let waiting = office.list_requests().expect("requests");
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (waiting[0].asks, waiting[0].holds),
        (RequestAsks::Revoke, false)
    );
    scene.nothing_else_is_lost(1);
    // The registrar looks at it and agrees: what he knows of her stays as it was.
    office.decide_request(id, true).expect("entered");
    assert_eq!((visits(office), contested(office)), (2, vec![]));
    assert_eq!(office.list_requests().expect("requests"), vec![]);
    scene
        .victim
        .record_visit(VisitDraft::new("1-1-201", VisitOutcome::Home))
        .expect("a visit");
    pass(&scene.victim, office);
    assert_eq!(contested(office), [(3, "authority_narrowed")]);
}

#[test]
fn a_flood_of_requests_takes_its_authors_share_and_unsigned_ones_nothing() {
    let scene = scene();
    let clock = &scene.clock;
    let mut office = scene.office.phone;
    let victim = scene
        .victim
        .identity()
        .expect("identity")
        .member
        .expect("hers");
    let building = ScopeName::Building("1".to_owned());
    let (forger, _) = Forger::enrol(&office, 40, Role::GridLeader, &building);
    let fat = |n: u32| -> Pins {
        (0..1_000_u32)
            .map(|i| {
                let mut chain = [0; 16];
                chain[..4].copy_from_slice(&n.to_be_bytes());
                chain[4..8].copy_from_slice(&i.to_be_bytes());
                (
                    ChainId::from_bytes(chain),
                    (1, RecordId::from_bytes([1; 32])),
                )
            })
            .collect()
    };
    let mut requests: Vec<_> = (0..60)
        .map(|n| narrowing(&forger, &office, victim, fat(n)))
        .collect();
    let unsigned = (60..120).map(|n| {
        let mut request = narrowing(&forger, &office, victim, fat(n));
        for signature in request.signatures.values_mut() {
            signature.0[0] ^= 1;
        }
        request
    });
    requests.extend(unsigned);
    let stranger = Forger::stranger(&office, 41);
    requests.extend((120..180).map(|n| narrowing(&stranger, &office, victim, fat(n))));
    let one = requests[0].bytes.len();
    for some in requests.chunks(20) {
        deliver(&office, &carrying(&forger, some.to_vec())).expect("taken");
    }
    let held = office.list_requests().expect("requests").len();
    assert_eq!(held, 256 * 1024 / one, "{one} bytes each");
    office.switch_off();
    office.switch_on();
    assert_eq!(office.list_requests().expect("requests").len(), held);
    let (reader, _) = enrol(
        &office,
        clock,
        43,
        Role::CommunityOffice,
        &ScopeName::Community,
    );
    assert_eq!(reader.list_requests().expect("requests").len(), held);
    let phone: &Phone = &office;
    phone
        .revoke(RevokeTarget::Member {
            member: victim,
            role: None,
            scope: None,
        })
        .expect("revoked");
    assert_eq!(phone.list_requests().expect("requests"), vec![], "settled");
    assert_eq!(visits(phone), 1);
}
