//! 截止: what a closing settles, for whom, and what it never changes (docs/spec/counting.md 6.7, 6.8).

mod files;
mod forged;
mod settled;

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, MemberId, RecordId, Timestamp};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, HandedReturn, TallyDraft, TallyView, Voters, Workspace,
};
use linli_tests::phone::{Phone, pass, settle, stairwell};
use linli_tests::story::{Story, story};

pub(super) const START: i64 = 1_795_394_400_000;
pub(super) const DAY: i64 = 86_400;
pub(super) const DEADLINE: Timestamp = Timestamp(START + 2 * DAY * 1_000);

pub(super) fn open(phone: &Workspace, sheets: Vec<(MemberId, u32)>, readings: &[&str]) -> DocId {
    phone
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: readings.iter().map(|&name| name.to_owned()).collect(),
            deadline: DEADLINE,
            sheets,
        })
        .expect("a tally")
}

pub(super) fn take(phone: &Workspace, tally: DocId, door: &str, choice: Choice) -> RecordId {
    taken(phone, tally, door, choice, BallotAuthority::Collector)
}

pub(super) fn taken(
    phone: &Workspace,
    tally: DocId,
    door: &str,
    choice: Choice,
    authority: BallotAuthority,
) -> RecordId {
    phone
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot")
}

pub(super) fn closed(phone: &Workspace, tally: DocId, returns: Vec<HandedReturn>) -> RecordId {
    let draft = ClosingDraft { tally, returns };
    phone.close_tally(&draft).expect("closed").closing
}

pub(super) fn handed(text: &str, at: i64) -> HandedReturn {
    HandedReturn {
        text: text.to_owned(),
        at: Some(Timestamp(at)),
        how: None,
    }
}

/// File and answer, which must be the same in every one of these stores.
pub(super) fn shown(tally: DocId, stores: &[&Workspace]) -> TallyView {
    let views: Vec<TallyView> = stores
        .iter()
        .map(|store| store.tally(tally).expect("the tally"))
        .collect();
    for view in &views[1..] {
        assert_eq!(view.input, views[0].input);
        assert_eq!(view.answer, views[0].answer);
        assert_eq!(view.state, views[0].state);
        assert_eq!(view.closings, views[0].closings);
    }
    views[0].clone()
}

pub(super) fn outcome(view: &TallyView) -> String {
    let answer = view.answer.as_ref().expect("an answer");
    answer["outcome"].as_str().expect("an outcome").to_owned()
}

pub(super) fn late(view: &TallyView) -> Vec<String> {
    let ids = view.answer.as_ref().expect("an answer")["late"].clone();
    let ids = ids.as_array().expect("a list").clone();
    ids.into_iter()
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

/// Two leaders of 1-1 with four sheets each, and a tally that the first has opened.
pub(super) struct Evening {
    pub(super) story: Story,
    pub(super) first: Phone,
    pub(super) second: Phone,
    pub(super) tally: DocId,
}

pub(super) fn evening() -> Evening {
    evening_with(Some(4))
}

pub(super) fn evening_with(sheets: Option<u32>) -> Evening {
    let story = story();
    let (first, one) = story.leader("1-1");
    let (second, two) = story.leader("1-1");
    pass(&story.office.phone, &first);
    let allotted = sheets.map(|each| vec![(one.member, each), (two.member, each)]);
    let tally = open(&first, allotted.unwrap_or_default(), &[]);
    settle(&[&first, &second, &story.office.phone]);
    Evening {
        story,
        first,
        second,
        tally,
    }
}

impl Evening {
    pub(super) fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    pub(super) fn after_deadline(&self) {
        self.story.clock.advance(3 * DAY);
    }

    pub(super) fn settle(&self) {
        settle(&[&self.first, &self.second, self.office()]);
    }

    pub(super) fn shown(&self) -> TallyView {
        shown(self.tally, &[&self.first, &self.second, self.office()])
    }
}
