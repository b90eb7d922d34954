//! Refusals of a hub: to callers beyond what they may ask or write, a number and a code each, nothing handed over that
//! should not be, and nothing of anybody else's lost (docs/spec/records.md 5, docs/spec/sync.md 2).

use linli_core::domain::{DocKind, PlaceId, RecordId, Role};
use linli_core::records::{Header, Parts, Prev, chain_id};
use linli_core::sync::{AUTH_HEADER, Cursor, Epoch, NotTaken, SYNC_PATH, Why};
use linli_core::workspace::{PhotoDraft, PhotoPolicy, RevokeTarget, ScopeName};
use linli_hub::service::Request;
use linli_tests::caller::Caller;
use linli_tests::forger::{Forger, parts};
use linli_tests::hub::{Unwatched, settle, sync, try_sync};
use linli_tests::hub_scene::{not_taken, records, scene, visit};
use linli_tests::phone::{contested, enrol, office, pass, stairwell, visits};

#[test]
fn what_lies_outside_a_callers_scope_is_not_handed_over_whatever_it_says_it_has_read() {
    let mut scene = scene();
    let answers = scene.caller.pull(&scene.hub);
    let scopes = |all: &[Parts]| -> Vec<(PlaceId, u16)> {
        let header = |parts: &Parts| Header::from_bytes(&parts.header).expect("a header");
        all.iter()
            .map(|parts| (header(parts).scope, header(parts).kind.0))
            .collect()
    };
    let seen = scopes(&records(answers, &scene));
    let visit_kind = DocKind::Visits.code();
    assert!(seen.contains(&(scene.at, visit_kind)));
    assert!(seen.iter().all(|(scope, _)| *scope != scene.elsewhere));
    // Whoever claims to have read as the office does, or to be in the middle of being handed more, gets no more.
    let reads = {
        let office = Caller::new(
            Forger::enrol(
                &scene.office,
                5,
                Role::CommunityOffice,
                &ScopeName::Community,
            )
            .0,
            scene.hub.pin(),
        );
        sync(&scene.office, &scene.hub);
        let mut office = office;
        let answers = office.pull(&scene.hub);
        answers.last().expect("an answer").cursor.grants
    };
    let own = scene.caller.cursor.clone().expect("a cursor");
    for (grants, backfill) in [
        (reads, None),
        (own.grants, Some((reads, 0))),
        (reads, Some((own.grants, 0))),
    ] {
        let mut cursor = own.clone();
        cursor.seq = 0;
        cursor.grants = grants;
        cursor.backfill = backfill;
        scene.caller.cursor = Some(cursor);
        let answers = scene.caller.pull(&scene.hub);
        assert!(answers.iter().all(|answer| answer.witnesses.is_empty()));
        let seen = scopes(&records(answers, &scene));
        assert!(seen.iter().all(|(scope, _)| *scope != scene.elsewhere));
    }
    scene.nothing_else_is_lost();
}

#[test]
fn a_photo_of_another_scope_is_as_unknown_as_one_that_does_not_exist() {
    let mut scene = scene();
    let photo = {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("picture");
        std::fs::write(&file, [7; 5_000]).expect("written");
        let seen = visit(&scene.other, "1-2-201");
        scene
            .other
            .attach_photo(&PhotoDraft {
                entity: seen.to_string(),
                file,
                thumbnail: None,
                media_type: "image/jpeg".to_owned(),
                caption: None,
            })
            .expect("kept")
    };
    sync(&scene.other, &scene.hub);
    scene
        .other
        .sync_photos(PhotoPolicy::Everything, &scene.hub, &Unwatched)
        .expect("handed in");
    let put = scene.hub.last();
    let (path, _) = put.path.split_once('?').expect("a query");
    scene.caller.pull(&scene.hub);
    let ask = |method, path: String, body: Vec<u8>| {
        let (request, signature) = scene.caller.sign_for(method, &path, body);
        let response = scene.hub.deliver(&request).expect("the hub is on");
        scene.caller.understand(&signature, &response).refused()
    };
    let unknown = (404, "file_unknown".to_owned());
    assert_eq!(ask("GET", format!("{path}?at=0"), vec![]), unknown);
    let invented = format!("/v1/files/{}?at=0", "ab".repeat(32));
    assert_eq!(ask("GET", invented, vec![]), unknown);
    let into = format!("{path}?record={photo}&size=3&at=0");
    assert_eq!(ask("PUT", into, vec![1, 2, 3]), unknown);
    scene.nothing_else_is_lost();
}

#[test]
fn a_record_outside_its_authors_scope_is_evidence_for_the_office_and_counts_nowhere() {
    let mut scene = scene();
    let shown = visits(&scene.office);
    let start = Prev::Start(scene.caller.forger.nonce);
    let out = scene
        .caller
        .forger
        .visit(scene.elsewhere, scene.away, 1, start, "越界");
    let good = scene
        .caller
        .forger
        .visit(scene.at, scene.home, 1, start, "本职");
    let answer = scene
        .caller
        .push(&scene.hub, parts(&[out.clone(), good.clone()]));
    // It is stored and witnessed to be there, so its author need not send it again; but it is not his to read.
    assert_eq!(answer.receipts.len(), 2);
    assert_eq!(not_taken(&answer), vec![]);
    assert_eq!(scene.status().unsettled, [0, 0, 0, 1]);
    settle(&[&scene.office, &scene.honest, &scene.other], &scene.hub);
    assert_eq!(visits(&scene.office), shown + 1, "the good one alone");
    assert_eq!(contested(&scene.office), [(1, "not_authorised")]);
    for phone in [&scene.other, &scene.honest] {
        assert!(
            contested(phone).is_empty(),
            "it is handed to the office alone"
        );
    }
    scene.nothing_else_is_lost();
}

#[test]
fn a_forged_record_is_named_and_refused_and_what_came_with_it_is_taken() {
    let mut scene = scene();
    let forger = &scene.caller.forger;
    let good = forger.visits(scene.at, scene.home, 3);
    let mut sent = parts(&good);
    sent[1].signature[5] ^= 1;
    // Another device's name over its own signature.
    let victim = scene.honest.identity().expect("an identity").device;
    let mut stolen = forger.visit_header(scene.at, 1, Prev::Start(forger.nonce));
    stolen.device = victim;
    stolen.chain = chain_id(victim, forger.nonce, scene.at);
    let chunk = good[0].clone().into_parts().chunk.expect("a chunk");
    let stolen = forger.raw(stolen, chunk, None);
    let stolen_id = Header::id_of(&stolen.header);
    sent.push(stolen);
    let answer = scene.caller.push(&scene.hub, sent);
    let refused: Vec<RecordId> = answer.not_taken.iter().map(|one| one.record).collect();
    assert!(answer.not_taken.iter().all(|one| one.why == Why::Refused));
    assert_eq!(refused, [good[1].id(), stolen_id]);
    assert_eq!(answer.receipts.len(), 1);
    assert_eq!(
        answer.receipts[0].through, 1,
        "the chain is vouched for up to the forged one"
    );
    assert_eq!(
        scene.status().unsettled,
        [1, 0, 0, 0],
        "the third waits for the second"
    );
    // The sound one fills the gap.
    let answer = scene.caller.push(&scene.hub, parts(&good[1..]));
    assert_eq!((answer.receipts[0].through, answer.not_taken), (3, vec![]));
    assert_eq!(scene.status().unsettled, [0; 4]);
    scene.nothing_else_is_lost();
}

#[test]
fn records_in_any_order_are_the_same_records() {
    let mut scene = scene();
    let shown = visits(&scene.office);
    let all = parts(&scene.caller.forger.visits(scene.at, scene.home, 6));
    // Backwards, in three requests, one of them twice.
    for some in [&all[4..], &all[2..4], &all[2..4], &all[..2]] {
        let backwards = some.iter().rev().cloned().collect();
        let answer = scene.caller.push(&scene.hub, backwards);
        assert_eq!(answer.not_taken, Vec::<NotTaken>::new());
        assert_eq!(answer.receipts.len(), 1);
    }
    assert_eq!(scene.status().unsettled, [0; 4]);
    sync(&scene.office, &scene.hub);
    assert_eq!(visits(&scene.office), shown + 6);
    scene.nothing_else_is_lost();
}

#[test]
fn a_cursor_of_another_epoch_is_told_to_rewind_and_gets_everything_again() {
    let mut scene = scene();
    let all = records(scene.caller.pull(&scene.hub), &scene).len();
    assert!(all > 0);
    let mut cursor = scene.caller.cursor.clone().expect("a cursor");
    cursor.epoch = Epoch([3; 8]);
    scene.caller.cursor = Some(cursor);
    let answer = scene.caller.push(&scene.hub, vec![]);
    assert_eq!((answer.rewind, answer.more), (Some(0), true));
    assert!(answer.records.is_empty());
    assert_ne!(answer.cursor.epoch, Epoch([3; 8]));
    assert_eq!(records(scene.caller.pull(&scene.hub), &scene).len(), all);
    scene.nothing_else_is_lost();
}

#[test]
fn whoever_makes_up_a_cursor_ahead_of_the_hub_reads_anew_and_stops_nobody() {
    let mut scene = scene();
    let all = records(scene.caller.pull(&scene.hub), &scene).len();
    let (before, own) = (
        scene.status(),
        scene.caller.cursor.clone().expect("a cursor"),
    );
    scene.caller.cursor = Some(Cursor {
        seq: own.seq + 1_000,
        ..own.clone()
    });
    let answer = scene.caller.push(&scene.hub, vec![]);
    assert_eq!((answer.rewind, answer.recovering), (Some(0), false));
    assert_eq!(answer.cursor.epoch, own.epoch, "no epoch begins");
    assert_eq!(records(scene.caller.pull(&scene.hub), &scene).len(), all);
    assert_eq!(scene.status(), before);
    scene.nothing_else_is_lost();
}

#[test]
fn a_device_that_nobody_has_entered_is_told_so_and_leaves_no_trace() {
    let scene = scene();
    let before = scene.status();
    let stranger = Caller::new(Forger::stranger(&scene.office, 40), scene.hub.pin());
    let records = parts(&stranger.forger.visits(scene.at, scene.home, 2));
    let heard = stranger.say(&scene.hub, stranger.request(records).to_bytes());
    assert_eq!(heard.refused(), (403, "device_unknown".to_owned()));
    assert_eq!(scene.status(), before);
    // Its records, brought by somebody who is known, wait for its name and are handed to nobody.
    let mut scene = scene;
    let records = parts(&stranger.forger.visits(scene.at, scene.home, 2));
    let answer = scene.caller.push(&scene.hub, records);
    assert_eq!(not_taken(&answer), [Why::Unknown, Why::Unknown]);
    assert_eq!(answer.receipts, vec![]);
    assert_eq!(sync(&scene.office, &scene.hub).received, 0);
    scene.nothing_else_is_lost();
}

#[test]
fn a_revoked_device_may_hand_in_what_it_has_and_is_handed_nothing() {
    let scene = scene();
    let (revoked, admitted) = enrol(
        &scene.office,
        &scene.clock,
        6,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    settle(&[&scene.office, &revoked], &scene.hub);
    visit(&revoked, "1-1-201");
    scene
        .office
        .revoke(RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    let device = revoked.identity().expect("an identity").device;
    scene
        .office
        .revoke(RevokeTarget::Device(device))
        .expect("revoked");
    sync(&scene.office, &scene.hub);
    visit(&scene.honest, "1-1-202");
    sync(&scene.honest, &scene.hub);
    // Who comes after it, it does not learn: neither from the hub nor from an office's bundle.
    let (_, later) = enrol(
        &scene.office,
        &scene.clock,
        7,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    sync(&scene.office, &scene.hub);
    let error = try_sync(&revoked, &scene.hub).expect_err("it is told");
    assert_eq!(error.code(), "device_revoked");
    let came = revoked.list_visits(Some("1-1-202"), 10, None);
    assert_eq!(
        came.expect("visits").items.len(),
        0,
        "nothing came any more"
    );
    assert_eq!(revoked.sync_status().expect("a status").only_here, 0);
    pass(&scene.office, &revoked);
    let known = revoked.members(50, None).expect("members").items;
    assert!(known.iter().any(|one| one.member == admitted.member));
    assert!(known.iter().all(|one| one.member != later.member));
    // Work that it handed in is there to be adopted.
    sync(&scene.office, &scene.hub);
    assert_eq!(contested(&scene.office).len(), 1);
    assert_eq!(
        try_sync(&revoked, &scene.hub).expect_err("again").code(),
        "device_revoked"
    );
    scene.nothing_else_is_lost();
}

#[test]
fn a_community_that_is_not_here_is_as_unknown_as_a_device() {
    let scene = scene();
    let other = office(&scene.clock, 50, 1, 2).phone;
    let (forger, _) = Forger::enrol(&other, 51, Role::BuildingLeader, &stairwell("1-1"));
    let caller = Caller::new(forger, scene.hub.pin());
    let heard = caller.say(&scene.hub, caller.request(vec![]).to_bytes());
    assert_eq!(heard.refused(), (403, "device_unknown".to_owned()));
    // A known device that names another community has signed something else.
    let mut forged = scene.caller;
    forged.forger.community = caller.forger.community;
    let heard = forged.say(&scene.hub, forged.request(vec![]).to_bytes());
    assert_eq!(heard.refused(), (403, "device_unknown".to_owned()));
    let names = std::fs::read_dir(scene.hub.dir().join("communities")).expect("a folder");
    assert_eq!(names.count(), 1, "asking makes no folder");
}

#[test]
fn a_request_without_a_signature_or_to_nowhere_is_refused_by_number_and_code() {
    let scene = scene();
    let ask = |method, path, auth: Option<&str>| {
        let request = Request {
            method,
            path,
            auth,
            body: b"",
            from: None,
        };
        let response = scene.hub.with(|service| service.handle(request));
        let body: serde_json::Value = serde_json::from_slice(&response.body).expect("JSON");
        let code = body["error"]["code"].as_str().expect("a code").to_owned();
        (response.status, code)
    };
    let says = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(ask("POST", SYNC_PATH, None), says(401, "auth_missing"));
    assert_eq!(
        ask("POST", SYNC_PATH, Some("1.x")),
        says(401, "auth_missing")
    );
    assert_eq!(
        ask("POST", "/v1/operator", Some("00")),
        says(401, "auth_missing")
    );
    assert_eq!(
        ask("POST", "/v1/operator", Some(&"00".repeat(64))),
        says(403, "signature")
    );
    assert_eq!(ask("GET", SYNC_PATH, None), says(405, "method"));
    assert_eq!(ask("GET", "/v2/sync", None), says(404, "path_unknown"));
    assert_eq!(
        ask("GET", "/v1/files/../../hub.key?at=0", None),
        says(401, "auth_missing")
    );
    assert_eq!(AUTH_HEADER, "linli-auth");
}
