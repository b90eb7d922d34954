//! Closings that a modified client would send.

use super::{DEADLINE, START, evening, take};
use linli_core::domain::entry::closing::{Handed, ListedReturn, Pin, part_root, root_of};
use linli_core::domain::entry::{Closing, Entry, MotionEntry};
use linli_core::domain::vocabulary::{Choice, ReturnHow, TallyState};
use linli_core::domain::{ChainId, DocId, DocKind, RecordId, Role, Timestamp};
use linli_core::records::{InstallNonce, Prev};
use linli_core::workspace::{ScopeName, TallyDraft, Voters};
use linli_tests::forger::{Forger, deliver, opening_of, parts, place, tip};
use linli_tests::phone::{digest, settle, stairwell};

#[test]
fn whoever_may_not_close_closes_nothing_and_what_is_not_sound_is_no_closing() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    let elsewhere = stairwell("1-2");
    let (mut outsider, _) = Forger::enrol(e.office(), 60, Role::BuildingLeader, &elsewhere);
    let (mut mediator, _) = Forger::enrol(e.office(), 61, Role::Mediator, &stairwell("1-1"));
    let (mut leader, _) = Forger::enrol(e.office(), 62, Role::BuildingLeader, &stairwell("1-1"));
    // A committee's assembly, in the compound that 1-1 lies in, that a stairwell's leader has no right to close.
    let (committee, _) = e.story.joins(Role::Committee, &ScopeName::Community);
    let assembly = committee
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "选择物业".to_owned(),
            rule: "proposal".to_owned(),
            voters: Voters::Households(vec!["1-1-101".to_owned(), "1-1-102".to_owned()]),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![],
        })
        .expect("an assembly");
    settle(&[&e.first, &committee, e.office()]);
    let at = place(e.office(), "1-1");
    let openings = [e.tally, assembly].map(|tally| opening_of(e.office(), &leader, tally));
    let opening = |tally| openings[usize::from(tally == assembly)];
    let sound = |tally: DocId, rule: &str| {
        let parts = vec![(at, part_root(at, []))];
        Closing {
            rule: rule.to_owned(),
            opening: opening(tally),
            at: Timestamp(START),
            counted: vec![],
            open: vec![],
            root: root_of(&parts),
            parts,
            returns: vec![],
            knows: vec![],
            supersedes: vec![],
        }
    };
    let forged = |by: &mut Forger, nonce: u8, scope: &str, tally: DocId, closing: Closing| {
        by.nonce = InstallNonce([nonce; 16]);
        by.roster = tip(e.office());
        let at = place(e.office(), scope);
        let prev = Prev::Start(by.nonce);
        let header = by.header(at, tally, DocKind::Motion, 1, prev);
        let entry = Entry::Motion(MotionEntry::Closed(closing));
        let record = by.entry(header, &entry, None);
        deliver(e.office(), &by.answer(parts(&[record]))).expect("taken");
    };
    let before = digest(e.office(), "1-1");
    let honest = sound(e.tally, "stairwell");
    forged(&mut outsider, 1, "1-2", e.tally, honest.clone());
    forged(&mut outsider, 2, "1-1", e.tally, honest.clone());
    forged(&mut mediator, 3, "1-1", e.tally, honest.clone());
    // In the name of another rule, whose right he has.
    forged(&mut leader, 5, "1-1", e.tally, sound(e.tally, "proposal"));
    let unsound: Vec<Closing> = vec![
        Closing {
            root: [7; 32],
            ..honest.clone()
        },
        Closing {
            returns: vec![ListedReturn {
                handed: Handed::Spoken("0123456789ABCDEFGHJKMNPQRS".to_owned()),
                at: Timestamp(START + 1),
                how: ReturnHow::Voice,
            }],
            ..honest.clone()
        },
        Closing {
            returns: vec![ListedReturn {
                handed: Handed::Spoken("U".repeat(26)),
                at: Timestamp(START),
                how: ReturnHow::Voice,
            }],
            ..honest.clone()
        },
        Closing {
            counted: vec![
                Pin {
                    chain: ChainId::from_bytes([1; 16]),
                    seq: 1,
                    tip: RecordId::from_bytes([1; 32]),
                };
                2
            ],
            ..honest.clone()
        },
    ];
    for (n, closing) in (6..).zip(unsound) {
        forged(&mut leader, n, "1-1", e.tally, closing);
    }
    assert_eq!(digest(e.office(), "1-1").1, before.1);
    // A committee closes its own assembly by its own right alone.
    forged(
        &mut leader,
        4,
        "1-1",
        assembly,
        sound(assembly, "stairwell"),
    );
    for tally in [e.tally, assembly] {
        let view = e.office().tally(tally).expect("the tally");
        assert_eq!((view.state, view.closings), (TallyState::Open, vec![]));
    }
    // Had they let one through, it would show: a closing by who may stands.
    forged(&mut leader, 20, "1-1", e.tally, honest);
    let view = e.office().tally(e.tally).expect("the tally");
    assert_eq!(view.state, TallyState::Closed);
}
