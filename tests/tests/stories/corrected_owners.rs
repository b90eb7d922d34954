//! 更正结果 above the stairwell: 小区议事 (rules 5.3) and the owners' decisions of 民法典 278, each with two phones of the committee at once.

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, RecordId, Role};
use linli_core::rules::flows::Flaw;
use linli_core::workspace::{
    BallotDraft, MatterFilter, ScopeName, StepDraft, TallyDraft, Voters, Workspace,
};
use linli_tests::deliberation::{DAY, cites, close, heads, in_days, lacks, taken};
use linli_tests::matter::{state, step, take, take_after, values};
use linli_tests::phone::{Phone, converged, settle};
use linli_tests::story::{Story, story};
use serde_json::{Value, json};

/// Four of six: carried. What the second phone of the committee holds turns it.
const PASSES: [(&str, Choice); 6] = [
    ("1-1-101", Choice::Yes),
    ("1-1-102", Choice::Yes),
    ("1-1-201", Choice::Yes),
    ("1-1-202", Choice::Yes),
    ("1-2-101", Choice::No),
    ("1-2-102", Choice::No),
];
const FALLS: [(&str, Choice); 3] = [
    ("1-1-102", Choice::No),
    ("1-2-201", Choice::No),
    ("1-2-202", Choice::No),
];
/// Three of six: not carried. What turns it makes six of eight, which is three quarters too.
const FAILS: [(&str, Choice); 6] = [
    ("1-1-101", Choice::Yes),
    ("1-2-101", Choice::Yes),
    ("1-2-102", Choice::Yes),
    ("1-1-102", Choice::No),
    ("1-1-201", Choice::No),
    ("1-1-202", Choice::No),
];
const TURNS: [(&str, Choice); 3] = [
    ("1-1-102", Choice::Yes),
    ("1-2-201", Choice::Yes),
    ("1-2-202", Choice::Yes),
];

struct Hall {
    story: Story,
    scope: ScopeName,
    committee: Phone,
    second: Phone,
    supervisors: Phone,
}

fn hall() -> Hall {
    let story = story();
    let scope = story.compound();
    let joins = |role| story.joins(role, &scope).0;
    let (committee, second) = (joins(Role::Committee), joins(Role::Committee));
    let supervisors = joins(Role::Supervisors);
    let hall = Hall {
        story,
        scope,
        committee,
        second,
        supervisors,
    };
    hall.settle();
    hall
}

impl Hall {
    fn office(&self) -> &Phone {
        &self.story.office.phone
    }

    fn all(&self) -> [&Workspace; 4] {
        [
            self.office(),
            &self.committee,
            &self.second,
            &self.supervisors,
        ]
    }

    fn settle(&self) {
        settle(&self.all());
    }

    /// A vote of all owners, in whose last days we are; each of the committee's phones has its own ballots, and the first closes.
    fn voted(&self, rule: &str, first: &[(&str, Choice)], later: &[(&str, Choice)]) -> DocId {
        let draft = TallyDraft {
            key_holders: Vec::new(),
            title: "业主共同决定".to_owned(),
            rule: rule.to_owned(),
            voters: Voters::Scope(self.scope.clone()),
            readings: Vec::new(),
            deadline: in_days(17),
            sheets: Vec::new(),
        };
        let tally = self.committee.open_tally(draft).expect("a tally");
        self.settle();
        self.story.clock.advance(16 * DAY);
        taken(&self.second, tally, later);
        taken(&self.committee, tally, first);
        close(&self.committee, tally);
        tally
    }

    /// An objection that the office upholds; the supervisors settle the disputed ballot, and the committee closes again.
    fn upheld(&self, tally: DocId, door: &str, choice: Choice) -> DocId {
        self.settle();
        let said = json!({
            "tally": tally.to_string(), "household": door, "ground": "ballot", "text": "不是我的意思",
        });
        let opened =
            self.committee
                .open_matter("tally-objection", &self.scope, &step("object", &said));
        let (objection, _) = opened.expect("an objection");
        self.settle();
        let answer = json!({"result": "upheld", "reason": "问过本人"});
        take(self.office(), objection, "answer", &answer).expect("answered");
        let settlement = BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Supervisor,
            slip: None,
            supersedes: None,
            paper: None,
        };
        self.supervisors.cast_ballot(settlement).expect("settled");
        self.settle();
        close(&self.committee, tally);
        self.settle();
        objection
    }

    fn correction(tally: DocId, outcome: &str, objection: DocId) -> Value {
        let mut said = cites(tally, outcome);
        said["ground"] = json!("objection");
        said["objection"] = json!(objection.to_string());
        said["reason"] = json!("有一票经裁定更正");
        said
    }

    fn flaws(phone: &Workspace, matter: DocId) -> Vec<Flaw> {
        let view = phone.matter(matter).expect("the matter");
        view.answer.expect("folded").flaws
    }

    /// Every list says that the result of a matter changed, or that none did.
    fn are_told(&self, matter: DocId, wanted: Option<(&str, &str)>) {
        for phone in self.all() {
            let page = phone.matters(&MatterFilter::default(), 50, None);
            let rows = page.expect("a list").items;
            let row = rows.iter().find(|one| one.matter == matter);
            let said = row.expect("listed").changed.as_ref().map(|one| &one.said);
            assert_eq!(said.map(|one| (one.zh.as_str(), one.en.as_str())), wanted);
        }
    }

    fn states(&self, matter: DocId, wanted: &str) {
        for phone in self.all() {
            assert_eq!(state(phone, matter).as_deref(), Some(wanted));
        }
        converged("1-1", &self.all());
    }

    /// Both phones of the committee write the same correction in one evening: two heads that say one thing.
    fn corrected_on_two_phones(&self, matter: DocId, name: &str, said: &Value) -> Vec<RecordId> {
        take(&self.committee, matter, name, said).expect("corrected");
        take(&self.second, matter, name, said).expect("corrected here too");
        self.settle();
        let both = heads(&self.committee, matter);
        assert_eq!(both.len(), 2);
        both.iter().filter_map(|id| id.parse().ok()).collect()
    }
}

/// A proposal of the committee that the supervisors have reviewed and whose meeting is announced.
fn announced(hall: &Hall) -> DocId {
    let committee = &hall.committee;
    let proposed = json!({
        "by_whom": "committee", "source": "owners_group", "title": "自行车棚", "text": "东门外",
    });
    let draft = step("propose", &proposed);
    let opened = committee.open_matter("compound-deliberation", &hall.scope, &draft);
    let (matter, _) = opened.expect("proposed");
    let bodies = ["party", "committee", "supervisors", "property_company"];
    let bodies = bodies.map(|body| json!({"body": body, "how": "on_site"}));
    let consulted = json!({"mode": "talk", "present": bodies, "minutes": "同意提交大会"});
    take(committee, matter, "consult", &consulted).expect("consulted");
    hall.settle();
    let positive = json!({"opinion": "positive"});
    take(&hall.supervisors, matter, "review", &positive).expect("reviewed");
    hall.settle();
    let when = "2026-12-10T19:00:00+08:00";
    let notice = json!({"meeting": when, "items": "自行车棚", "told_office": when});
    take(committee, matter, "announce", &notice).expect("announced");
    matter
}

#[test]
fn a_compounds_resolution_that_falls_stops_its_implementation_until_it_is_taken_back() {
    let hall = hall();
    let matter = announced(&hall);
    let tally = hall.voted("assembly-ordinary", &PASSES, &FALLS);
    let mut said = cites(tally, "passed");
    said["category"] = json!("upkeep");
    take(&hall.committee, matter, "resolve", &said).expect("as it is counted");
    take(&hall.committee, matter, "file", &json!({"number": "备3号"})).expect("filed");
    hall.settle();
    hall.states(matter, "passed");
    hall.are_told(matter, None);
    let objection = hall.upheld(tally, "1-1-102", Choice::No);
    hall.states(matter, "passed");
    hall.are_told(
        matter,
        Some((
            "表决结果已变，现为“未通过”，须更正",
            "the vote says otherwise by now (not passed): to be corrected",
        )),
    );
    for phone in hall.all() {
        let mut needs: Vec<&str> = Hall::flaws(phone, matter)
            .iter()
            .map(|one| one.need)
            .collect();
        needs.sort_unstable();
        // The resolution, and its filing.
        assert_eq!(needs, ["stands", "tally"]);
        let view = phone.matter(matter).expect("it").answer.expect("folded");
        assert!(
            view.explanation.zh.contains("现为“未通过”"),
            "{}",
            view.explanation.zh
        );
        assert!(
            view.explanation.en.contains("says otherwise by now"),
            "{}",
            view.explanation.en
        );
    }
    let mut notice = StepDraft {
        step: "publish".to_owned(),
        ..StepDraft::default()
    };
    let text = json!({"kind": "resolution", "title": "自行车棚", "text": "大会通过"});
    notice.opening = values(&text);
    let refused = hall
        .committee
        .take_step(matter, &notice)
        .expect_err("it fell");
    assert_eq!(lacks(&refused).0, "stands");
    let begun = json!({"organisation": "property_company", "deadline": "2027-03-01", "standard": "十个车位"});
    let refused = take(&hall.second, matter, "implement", &begun).expect_err("it fell");
    assert_eq!(lacks(&refused).0, "stands");
    // The supervisors review and correct nothing.
    let fell = Hall::correction(tally, "failed", objection);
    let refused = take(&hall.supervisors, matter, "correct", &fell).expect_err("not theirs");
    assert_eq!(refused.code(), "not_allowed");
    let both = hall.corrected_on_two_phones(matter, "correct", &fell);
    hall.states(matter, "overturned");
    hall.are_told(matter, None);
    let mut retract = StepDraft {
        step: "retract".to_owned(),
        continues: both,
        ..StepDraft::default()
    };
    let text = json!({"kind": "resolution", "title": "更正", "text": "一票经裁定，未获通过"});
    retract.opening = values(&text);
    hall.second.take_step(matter, &retract).expect("posted");
    hall.settle();
    hall.states(matter, "failed");
}

#[test]
fn an_owners_decision_that_carries_after_all_goes_on_ordinary_or_special() {
    let ways = [
        (
            "use_fund",
            "assembly-ordinary",
            "announce",
            "decide",
            "correct",
        ),
        (
            "rebuild",
            "assembly-special",
            "announce_special",
            "decide_special",
            "correct_special",
        ),
    ];
    for (kind, rule, announce, decide, correct) in ways {
        let hall = hall();
        let proposed = json!({"matter": kind, "title": "屋面维修"});
        let draft = step("propose", &proposed);
        let opened = hall
            .committee
            .open_matter("owners-decision", &hall.scope, &draft);
        let (matter, _) = opened.expect("proposed");
        let meeting = json!({"meeting": "2026-12-10T19:00:00+08:00"});
        take(&hall.committee, matter, announce, &meeting).expect("announced");
        let tally = hall.voted(rule, &FAILS, &TURNS);
        take(&hall.committee, matter, decide, &cites(tally, "failed")).expect("as it is counted");
        let decided = heads(&hall.committee, matter)[0].clone();
        hall.settle();
        hall.states(matter, "failed");
        let objection = hall.upheld(tally, "1-1-102", Choice::Yes);
        hall.are_told(
            matter,
            Some((
                "表决结果已变，现为“通过”，须更正",
                "the vote says otherwise by now (passed): to be corrected",
            )),
        );
        let right = Hall::correction(tally, "passed", objection);
        let both = hall.corrected_on_two_phones(matter, correct, &right);
        hall.states(matter, "passed");
        hall.are_told(matter, None);
        let none = json!({});
        take_after(&hall.committee, matter, &both, "publish", &none).expect("posted");
        take(&hall.committee, matter, "close", &none).expect("at its end");
        hall.settle();
        hall.states(matter, "closed");
        // What was written down at first is still told as what the vote does not say.
        let flaws = Hall::flaws(hall.office(), matter);
        let told: Vec<_> = flaws
            .iter()
            .map(|one| (one.step.as_str(), one.need))
            .collect();
        assert_eq!(told, [(decided.as_str(), "tally")]);
    }
}
