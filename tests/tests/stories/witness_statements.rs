//! What the hub has seen, it says of what is linked to a chain's start; and on reading a statement counts for the record
//! that it names and for those before it alone (docs/spec/sync.md 3.9).

use linli_core::documents::{Base, author_entry};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{ChainId, DocKind, RecordId, Timestamp};
use linli_core::records::{Header, KindCode, Parts, Prev, doc_id};
use linli_core::workspace::{BallotDraft, TallyDraft, Voters};
use linli_tests::forger::{Forger, after};
use linli_tests::hub::settle;
use linli_tests::hub_scene::{Scene, scene};
use linli_tests::phone::stairwell;

/// Something of the kind of ballots, at any place of the caller's own chain.
fn ballot_like(scene: &Scene, forger: &Forger, seq: u64, prev: Prev) -> Parts {
    let kind = KindCode(DocKind::Ballots.code());
    let doc = doc_id(forger.community, kind, scene.at.as_bytes());
    let header = forger.header(scene.at, doc, DocKind::Ballots, seq, prev);
    let chunk = author_entry(Base::Entries, header.chain, seq, &prev, &[99]);
    forger.raw(header, chunk, None)
}

fn vouched(scene: &mut Scene, chain: ChainId) -> Vec<u64> {
    scene.caller.cursor = None;
    let answers = scene.caller.pull(&scene.hub);
    let mut through: Vec<u64> = answers
        .iter()
        .flat_map(|answer| &answer.witnesses)
        .filter(|statement| statement.chain == chain)
        .map(|statement| statement.through)
        .collect();
    through.sort_unstable();
    through
}

#[test]
fn a_record_that_hangs_in_the_air_vouches_for_nothing_before_it() {
    let mut scene = scene();
    scene.caller.pull(&scene.hub);
    let forger = &scene.caller.forger;
    let one = ballot_like(&scene, forger, 1, Prev::Start(forger.nonce));
    let id = Header::id_of(&one.header);
    let chain = Header::from_bytes(&one.header).expect("a header").chain;
    let far = ballot_like(&scene, forger, 1_000, after(RecordId::from_bytes([4; 32])));
    let two = ballot_like(&scene, forger, 2, after(id));
    scene.caller.push(&scene.hub, vec![far.clone()]);
    assert_eq!(vouched(&mut scene, chain), Vec::<u64>::new());
    scene.caller.push(&scene.hub, vec![one, far]);
    assert_eq!(vouched(&mut scene, chain), [1]);
    scene.caller.push(&scene.hub, vec![two]);
    assert_eq!(vouched(&mut scene, chain), [1, 2]);
    scene.nothing_else_is_lost();
}

#[test]
fn every_ballot_has_the_first_moment_at_which_the_hub_can_have_seen_it() {
    let scene = scene();
    let tally = scene
        .honest
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: Timestamp(1_795_394_400_000 + 30 * 86_400_000),
            sheets: Vec::new(),
        })
        .expect("a tally");
    let cast = |voter: &str| {
        scene
            .honest
            .cast_ballot(BallotDraft {
                tally,
                voter: voter.to_owned(),
                choice: Some(Choice::Yes),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot")
    };
    let first = cast("1-1-101");
    settle(&[&scene.honest], &scene.hub);
    scene.clock.advance(3_600);
    let second = cast("1-1-102");
    settle(&[&scene.honest, &scene.office], &scene.hub);
    for store in [&scene.honest, &scene.office] {
        let seen = store.witnesses(tally).expect("witnesses");
        let at = |ballot| {
            let view = seen.iter().find(|view| view.ballot == ballot);
            view.expect("it was seen").at
        };
        assert!(at(first).0 + 3_000_000 < at(second).0, "{seen:?}");
    }
    scene.nothing_else_is_lost();
}
