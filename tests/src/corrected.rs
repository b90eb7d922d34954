//! 更正结果 in stories: a vote that a matter has written down, and what turns it.

use crate::deliberation::{cites, close, in_days, in_meeting, taken, voted};
use crate::matter::{state, step, take};
use crate::phone::{Phone, converged, settle, stairwell};
use crate::story::{Story, story};
use linli_core::domain::DocId;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::rules::flows::Flaw;
use linli_core::workspace::{BallotDraft, TallyDraft, Voters, Workspace};
use serde_json::{Value, json};

/// What the leader has when he closes: not carried. What the grid leader wrote down on his own phone turns it.
pub const FAILS: [(&str, Choice); 3] = [
    ("1-1-101", Choice::Yes),
    ("1-1-201", Choice::No),
    ("1-1-202", Choice::No),
];
/// What turns it.
pub const TURNS: [(&str, Choice); 2] = [("1-1-102", Choice::Yes), ("1-1-202", Choice::Yes)];
/// The reverse.
pub const PASSES: [(&str, Choice); 3] = [
    ("1-1-101", Choice::Yes),
    ("1-1-102", Choice::Yes),
    ("1-1-201", Choice::No),
];
/// What turns that.
pub const FALLS: [(&str, Choice); 2] = [("1-1-102", Choice::No), ("1-1-202", Choice::No)];

/// A topic whose vote is written down.
pub struct Scene {
    /// Its office and its clock.
    pub story: Story,
    /// 楼道长, who counted.
    pub leader: Phone,
    /// 网格长, who has ballots of his own.
    pub grid: Phone,
    /// The topic.
    pub matter: DocId,
    /// The vote.
    pub tally: DocId,
}

/// A topic whose vote is written down as the leader's phone counts it; the grid leader has two more ballots.
///
/// # Panics
/// Where a store refuses.
#[must_use]
pub fn scene(ballots: &[(&str, Choice)], outcome: &str, later: &[(&str, Choice)]) -> Scene {
    let story = story();
    let (leader, grid, matter) = in_meeting(&story);
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "清理堆物".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: in_days(3),
        sheets: Vec::new(),
    };
    let tally = leader.open_tally(draft).expect("a tally");
    settle(&[&story.office.phone, &leader, &grid]);
    taken(&grid, tally, later);
    taken(&leader, tally, ballots);
    close(&leader, tally);
    take(&leader, matter, "vote", &cites(tally, outcome)).expect("as it is counted");
    Scene {
        story,
        leader,
        grid,
        matter,
        tally,
    }
}

impl Scene {
    /// The office.
    #[must_use]
    pub fn office(&self) -> &Phone {
        &self.story.office.phone
    }

    /// Everybody meets everybody.
    pub fn settle(&self) {
        settle(&[self.office(), &self.leader, &self.grid]);
    }

    /// Every phone.
    #[must_use]
    pub fn all(&self) -> [&Phone; 3] {
        [self.office(), &self.leader, &self.grid]
    }

    /// An objection, upheld; the office settles the disputed ballot, and the leader closes again.
    ///
    /// # Panics
    /// Where a store refuses.
    #[must_use]
    pub fn upheld(&self, door: &str, choice: Choice) -> DocId {
        self.settle();
        let said = json!({
            "tally": self.tally.to_string(), "household": door, "ground": "ballot", "text": "不是我的意思",
        });
        let (objection, _) = self
            .leader
            .open_matter("tally-objection", &stairwell("1-1"), &step("object", &said))
            .expect("an objection");
        self.settle();
        let early = self.correction("passed", "objection", Some(objection));
        let refused = take(&self.leader, self.matter, "correct", &early).expect_err("not answered");
        assert_eq!(refused.unmet().map(|need| need.need), Some("matter"));
        let answer = json!({"result": "upheld", "reason": "问过本人"});
        take(self.office(), objection, "answer", &answer).expect("answered");
        let settlement = BallotDraft {
            tally: self.tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Supervisor,
            slip: None,
            supersedes: None,
            paper: None,
        };
        self.office().cast_ballot(settlement).expect("settled");
        self.settle();
        close(&self.leader, self.tally);
        self.settle();
        objection
    }

    /// What a correction says.
    #[must_use]
    pub fn correction(&self, outcome: &str, ground: &str, objection: Option<DocId>) -> Value {
        let mut said = cites(self.tally, outcome);
        said["ground"] = json!(ground);
        said["reason"] = json!("有一票经裁定更正");
        if let Some(objection) = objection {
            said["objection"] = json!(objection.to_string());
        }
        said
    }

    /// An objection to how the vote was taken, upheld; and the correction by a tally that was taken again for it.
    ///
    /// # Panics
    /// Where a store refuses.
    #[must_use]
    pub fn voted_again_for(&self, tally: DocId, outcome: &str) -> Value {
        let said = json!({
            "tally": self.tally.to_string(), "household": "1-1-202", "ground": "procedure", "text": "没有通知我",
        });
        let (objection, _) = self
            .leader
            .open_matter("tally-objection", &stairwell("1-1"), &step("object", &said))
            .expect("an objection");
        self.settle();
        let answer = json!({"result": "upheld", "reason": "确未送达"});
        take(self.office(), objection, "answer", &answer).expect("answered");
        self.settle();
        let mut said = self.correction(outcome, "voted_again", Some(objection));
        said["tally"] = json!(tally.to_string());
        said
    }

    /// The vote on a tally again, closed.
    ///
    /// # Panics
    /// Where a store refuses.
    #[must_use]
    pub fn again(&self, tally: DocId, days: i64, ballots: &[(&str, Choice)]) -> DocId {
        let again = self.leader.vote_again(tally, in_days(days)).expect("again");
        self.settle();
        voted(&self.leader, again, ballots);
        self.settle();
        again
    }

    /// Needs of the topic that are not met.
    ///
    /// # Panics
    /// Where a store refuses.
    #[must_use]
    pub fn flaws(&self, phone: &Workspace) -> Vec<Flaw> {
        let view = phone.matter(self.matter).expect("the topic");
        view.answer.expect("folded").flaws
    }

    /// Asserts that every store shows this state.
    ///
    /// # Panics
    /// Where a store refuses.
    pub fn states(&self, wanted: &str) {
        for phone in self.all() {
            assert_eq!(state(phone, self.matter).as_deref(), Some(wanted));
        }
        converged("1-1", &[&self.leader, &self.grid, self.office()]);
    }
}
