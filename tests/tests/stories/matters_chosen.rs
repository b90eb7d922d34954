//! 规则包的选用: what a community goes by is an entry of its roster. What is switched off is neither opened nor due, on any phone;
//! what a modified client opens all the same has no effect on anybody; what is open goes on.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::tally::{Opening, RollLine, VoterKey};
use linli_core::domain::entry::{Entry, MatterEntry, MotionEntry};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, DocKind, Role, Timestamp};
use linli_core::records::{InstallNonce, Prev, Record};
use linli_core::roster::{PackParts, PackUse};
use linli_core::rules::counting::{count, read};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, MatterFilter, Obligation, StepTaken, TallyDraft, Voters, Workspace,
};
use linli_tests::forger::{Forger, deliver, household, parts, place, tip};
use linli_tests::matter::{state, step, take};
use linli_tests::phone::{converged, pass, settle, stairwell};
use linli_tests::story::story;
use serde_json::json;

const AT: &str = "1-1";
const STANDARD: &str = "db3305-309-2024";
const NOW: Timestamp = Timestamp(1_795_394_400_000);
const YEAR: i64 = 366 * 86_400_000;

fn without(flows: &[&str], duties: &[&str]) -> PackUse {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    PackUse::On(PackParts {
        without_flows: set(flows),
        without_duties: set(duties),
        ..PackParts::default()
    })
}

fn asks(phone: &Workspace) -> Result<(DocId, StepTaken), &'static str> {
    let errand = json!({"household": "1-1-101", "what": "代取药", "kind": "other"});
    phone
        .open_matter("errand", &stairwell(AT), &step("", &errand))
        .map_err(|error| error.code())
}

/// Duties that are told, by name.
fn duties(phone: &Workspace) -> Vec<String> {
    let due = phone.obligations(NOW, Timestamp(NOW.0 + YEAR));
    let names = due
        .expect("obligations")
        .into_iter()
        .filter_map(|one| match one {
            Obligation::Duty { duty, .. } => Some(duty),
            Obligation::Clock { .. } | Obligation::Result { .. } => None,
        });
    names.collect()
}

fn listed(phone: &Workspace) -> usize {
    let page = phone.matters(&MatterFilter::default(), 50, None);
    page.expect("a list").items.len()
}

#[test]
fn a_flow_that_is_switched_off_is_opened_by_nobody_and_what_is_open_goes_on() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader(AT);
    let (open, _) = asks(&leader).expect("asked");
    settle(&[office, &leader]);
    office
        .choose_pack(None, STANDARD, without(&["errand"], &[]))
        .expect("chosen");
    assert_eq!(asks(office).err(), Some("flow_off"));
    // Whoever has not heard of it goes on, and what he opens is honest.
    let (late, _) = asks(&leader).expect("asked by the roster that he has");
    settle(&[office, &leader]);
    assert_eq!(asks(&leader).err(), Some("flow_off"));
    for phone in [office, &*leader] {
        assert_eq!(listed(phone), 2);
        assert_eq!(state(phone, late).as_deref(), Some("asked"));
    }
    let next = leader.matter(open).expect("it").next;
    assert!(next.iter().any(|next| next.may), "{next:?}");
    // A compound goes its own way.
    let compound = story.compound();
    office
        .choose_pack(Some(&compound), STANDARD, without(&[], &[]))
        .expect("chosen");
    settle(&[office, &leader]);
    asks(&leader).expect("its compound goes by it");
    let view = leader.packs().expect("packs");
    assert_eq!(view[0].choices.len(), 2, "{:?}", view[0].choices);
}

#[test]
fn a_duty_that_is_switched_off_is_told_nowhere() {
    let story = story();
    let office = &story.office.phone;
    let told = duties(office);
    for duty in ["yearly-needs", "half-year-revenue", "weekly-fire-patrol"] {
        assert!(told.iter().any(|one| one == duty), "{told:?}");
    }
    let choose = |pack, uses| office.choose_pack(None, pack, uses).expect("chosen");
    choose(STANDARD, without(&["revenue-notice"], &["yearly-needs"]));
    choose("facilities", PackUse::Off);
    let told = duties(office);
    let gone = [
        "yearly-needs",
        "half-year-revenue",
        "weekly-fire-patrol",
        "monthly-lift-check",
    ];
    assert!(told.iter().all(|duty| !gone.contains(&duty.as_str())));
    assert!(told.iter().any(|duty| duty == "monthly-analysis"));
    choose("facilities", without(&[], &[]));
    assert!(
        duties(office)
            .iter()
            .any(|duty| duty == "weekly-fire-patrol")
    );
}

#[test]
fn a_choice_names_what_is_there_and_is_the_offices() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader(AT);
    let refused = |phone: &Workspace, pack: &str, uses: PackUse| {
        phone
            .choose_pack(None, pack, uses)
            .map_err(|error| error.code())
    };
    let parts = |change: &dyn Fn(&mut PackParts)| {
        let mut parts = PackParts::default();
        change(&mut parts);
        PackUse::On(parts)
    };
    let readings = |rule: &'static str, names: &'static [&'static str]| {
        parts(&move |parts: &mut PackParts| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            parts.readings.insert(rule.to_owned(), names);
        })
    };
    let edition = parts(&|parts| parts.edition = Some("1999".to_owned()));
    let cases = [
        ("nowhere", PackUse::Off, "field_unknown"),
        (STANDARD, without(&["nothing"], &[]), "field_unknown"),
        (STANDARD, without(&[], &["nothing"]), "field_unknown"),
        (STANDARD, edition, "field_unknown"),
        (STANDARD, readings("committee", &[]), "rule_unknown"),
        (
            STANDARD,
            readings("stairwell", &["by-weight"]),
            "reading_unknown",
        ),
        (
            STANDARD,
            readings("stairwell", &["of-all", "pass-at-half"]),
            "reading_unknown",
        ),
    ];
    for (pack, uses, code) in cases {
        assert_eq!(refused(office, pack, uses).err(), Some(code), "{pack}");
    }
    assert_eq!(
        refused(&leader, STANDARD, PackUse::Off).err(),
        Some("not_allowed")
    );
    let stairwell = stairwell(AT);
    let at = office.choose_pack(Some(&stairwell), STANDARD, PackUse::Off);
    assert_eq!(at.expect_err("chooses nothing").code(), "roster_refused");
    assert!(
        office
            .packs()
            .expect("packs")
            .iter()
            .all(|pack| pack.choices.is_empty())
    );
}

/// The same opening twice: once citing the roster that had the flow, once the one that has not.
#[test]
fn a_forged_opening_of_what_is_switched_off_has_no_effect() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader(AT);
    let (mut forger, _) = Forger::enrol(office, 40, Role::BuildingLeader, &stairwell(AT));
    // He hears of the choice last, after what it judges.
    let (last, _) = story.leader(AT);
    settle(&[office, &leader, &last]);
    let before = tip(office);
    office
        .choose_pack(None, STANDARD, without(&["errand"], &[]))
        .expect("chosen");
    let after = tip(office);
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let home = household(office, "1-1-101").to_string();
    let asked = Step {
        pack: STANDARD.to_owned(),
        edition: "2024-05-31".to_owned(),
        flow: "errand".to_owned(),
        step: "ask".to_owned(),
        operation: "record_visit".to_owned(),
        one_per: None,
        after: Vec::new(),
        values: vec![
            ("household".to_owned(), word(&home)),
            ("kind".to_owned(), word("other")),
        ],
        about: Vec::new(),
        at: NOW,
    };
    let entry = Entry::Matter(DocKind::Care, MatterEntry::Step(asked));
    let at = place(office, AT);
    let writes = |forger: &Forger, seq, prev| -> Record { forger.write(at, seq, prev, &entry) };
    forger.roster = before;
    let honest = writes(&forger, 1, Prev::Start(forger.nonce));
    forger.roster = after;
    let forged = writes(&forger, 2, Prev::After(honest.id()));
    let records = parts(&[honest.clone(), forged.clone()]);
    let mut turned = records.clone();
    turned.reverse();
    deliver(&last, &forger.answer(turned)).expect("taken");
    deliver(office, &forger.answer(records)).expect("taken");
    pass(office, &leader);
    pass(office, &last);
    converged(AT, &[office, &leader, &last]);
    for phone in [office, &*leader, &*last] {
        let page = phone.matters(&MatterFilter::default(), 50, None);
        let ids: Vec<DocId> = page
            .expect("a list")
            .items
            .iter()
            .map(|one| one.matter)
            .collect();
        assert_eq!(ids, [honest.header().doc]);
        assert_eq!(
            phone.matter(forged.header().doc).expect_err("none").code(),
            "record_unknown"
        );
    }
}

#[test]
fn a_pack_of_ones_own_is_gone_by_in_the_edition_that_is_chosen() {
    let pack = |edition: &str, title: &str| {
        json!({"pack": "moon-bay", "edition": edition, "title": {"zh": "月亮湾", "en": "Moon Bay"}, "flows": [
            {"flow": "repair", "class": "form_answers", "at": ["stairwell"], "title": {"zh": title, "en": title}, "settle": "handle_incident",
             "states": [{"state": "open", "title": {"zh": "待修", "en": "open"}}, {"state": "done", "title": {"zh": "已修", "en": "done"}, "final": true}],
             "steps": [{"step": "report", "title": {"zh": "报", "en": "report"}, "may": "report_incident", "from": [], "to": "open",
                        "fields": [{"field": "what", "title": {"zh": "何事", "en": "what"}, "type": "text", "must": true},
                                   {"field": "period", "title": {"zh": "月份", "en": "month"}, "type": "period"}]},
                       {"step": "mend", "title": {"zh": "修", "en": "mend"}, "may": "report_incident", "from": ["open"], "to": "done", "fields": []}]}],
         "duties": [{"duty": "monthly-repairs", "title": {"zh": "报修月报", "en": "repairs of a month"}, "every": "month", "due": {"days": 3},
                     "flow": "repair", "in": ["done"], "at": "compound"}]})
        .to_string()
    };
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader(AT);
    for edition in ["1", "2"] {
        office
            .adopt_pack(pack(edition, "报修").as_bytes())
            .expect("taken up");
    }
    settle(&[office, &leader]);
    let opens = || {
        let draft = step("", &json!({"what": "门禁坏了"}));
        let (matter, _) = leader
            .open_matter("repair", &stairwell(AT), &draft)
            .expect("opened");
        leader.matter(matter).expect("it").edition
    };
    assert_eq!(opens(), "2");
    let parts = PackParts {
        edition: Some("1".to_owned()),
        ..PackParts::default()
    };
    let repairs = |phone: &Workspace| {
        let all = duties(phone);
        all.iter().filter(|duty| *duty == "monthly-repairs").count()
    };
    assert_eq!(repairs(office), 1, "two editions are one duty");
    office
        .choose_pack(None, "moon-bay", PackUse::On(parts))
        .expect("chosen");
    settle(&[office, &leader]);
    assert_eq!(opens(), "1");
    office
        .choose_pack(None, "moon-bay", PackUse::Off)
        .expect("chosen");
    settle(&[office, &leader]);
    assert_eq!(repairs(office), 0);
    let draft = step("", &json!({"what": "门禁坏了"}));
    let refused = leader.open_matter("repair", &stairwell(AT), &draft);
    assert_eq!(refused.expect_err("off").code(), "flow_off");
    // What was opened goes on, under the edition that it was opened with.
    for one in leader
        .matters(&MatterFilter::default(), 10, None)
        .expect("a list")
        .items
    {
        take(&leader, one.matter, "mend", &json!({})).expect("mended");
        assert_eq!(state(&leader, one.matter).as_deref(), Some("done"));
    }
}

/// 5.1.3.2.2.5 leaves readings open: the community chooses, and no tally is opened under another.
#[test]
fn a_tally_is_opened_under_the_readings_that_the_community_chose() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader(AT);
    let (mut forger, _) = Forger::enrol(office, 40, Role::BuildingLeader, &stairwell(AT));
    let parts_of = PackParts {
        readings: [("stairwell".to_owned(), ["of-all".to_owned()].into())].into(),
        ..PackParts::default()
    };
    office
        .choose_pack(None, STANDARD, PackUse::On(parts_of))
        .expect("chosen");
    settle(&[office, &leader]);
    let draft = |readings: &[&str]| TallyDraft {
        key_holders: Vec::new(),
        title: "清理楼道".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell(AT)),
        readings: readings.iter().map(|name| (*name).to_owned()).collect(),
        deadline: Timestamp(NOW.0 + 86_400_000),
        sheets: Vec::new(),
    };
    let refused = leader.open_tally(draft(&["pass-at-half"]));
    assert_eq!(refused.expect_err("another").code(), "reading_chosen");
    leader.open_tally(draft(&["of-all"])).expect("as chosen");
    let tally = leader.open_tally(draft(&[])).expect("as chosen");
    let file = leader.tally(tally).expect("it").input;
    assert_eq!(file["readings"], json!(["of-all"]));
    forger.roster = tip(office);
    let opening = Opening {
        subject: [3; 16],
        pack: STANDARD.to_owned(),
        rule: "stairwell".to_owned(),
        readings: Vec::new(),
        deadline: Timestamp(NOW.0 + 86_400_000),
        at: NOW,
        roll: vec![RollLine::new(VoterKey::Household {
            household: household(office, "1-1-101"),
            stairwell: place(office, AT),
        })],
        sheets: Vec::new(),
        shared: None,
        again: None,
        seal: None,
    };
    let entry = Entry::Motion(MotionEntry::Opened(opening));
    let record = forger.write(place(office, AT), 1, Prev::Start(forger.nonce), &entry);
    let tallies = |phone: &Workspace| phone.list_tallies().expect("tallies").len();
    settle(&[office, &leader]);
    let known = tallies(office);
    deliver(office, &forger.answer(parts(&[record]))).expect("taken");
    pass(office, &leader);
    assert_eq!((tallies(office), tallies(&leader)), (known, known));
}

/// A covenant's own threshold, as a row of the community's pack.
fn covenant(edition: &str, share: [u32; 2]) -> String {
    json!({"pack": "moon-bay", "edition": edition, "title": {"zh": "月亮湾", "en": "Moon Bay"}, "flows": [], "rules": {"by-two-thirds": {
        "title": {"zh": "三分之二同意", "en": "two thirds agree"}, "status": "default", "may": "open_assembly",
        "clause": {"zh": "月亮湾管理规约第九条", "en": "covenant of Moon Bay, article 9"},
        "unit": {"zh": "户", "en": "households"}, "measures": ["heads"],
        "part": {"counted": "participants", "share": [3, 4], "of": "all", "more_than": false},
        "pass": {"counted": "yes", "share": share, "of": "participants", "more_than": false}}}})
    .to_string()
}

/// From a file to a certificate: a rule that no version knows travels in the roster, and every phone, every file and every
/// auditor counts by its row. What is open goes on under the edition that it was opened with.
#[test]
fn a_counting_rule_of_ones_own_works_from_the_pack_to_the_certificate() {
    let story = story();
    let office = &story.office.phone;
    let compound = story.compound();
    let (committee, _) = story.joins(Role::Committee, &compound);
    let (mut forger, _) = Forger::enrol(office, 40, Role::Committee, &compound);
    let draft = |rule: &str| TallyDraft {
        key_holders: Vec::new(),
        title: "地锁统一管理".to_owned(),
        rule: rule.to_owned(),
        voters: Voters::Scope(stairwell(AT)),
        readings: Vec::new(),
        deadline: Timestamp(NOW.0 + 86_400_000),
        sheets: Vec::new(),
    };
    settle(&[office, &committee]);
    let before = tip(office);
    let unknown = committee.open_tally(draft("by-two-thirds"));
    assert_eq!(unknown.expect_err("no such rule").code(), "rule_unknown");
    let unsound = covenant("1", [3, 2]);
    let refused = office.adopt_pack(unsound.as_bytes());
    assert_eq!(refused.expect_err("unsound").code(), "pack_unsound");
    office
        .adopt_pack(covenant("1", [2, 3]).as_bytes())
        .expect("taken up");
    settle(&[office, &committee]);
    let tally = committee
        .open_tally(draft("by-two-thirds"))
        .expect("opened");
    let named = committee.open_tally(draft("moon-bay/by-two-thirds"));
    named.expect("by the pack's name");
    // The next edition asks for all; the tally that is open keeps what it was opened with.
    office
        .adopt_pack(covenant("2", [1, 1]).as_bytes())
        .expect("taken up");
    settle(&[office, &committee]);
    for (door, choice) in [
        ("101", Choice::Yes),
        ("102", Choice::Yes),
        ("201", Choice::No),
    ] {
        committee
            .cast_ballot(BallotDraft {
                tally,
                voter: format!("{AT}-{door}"),
                choice: Some(choice),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot");
    }
    let meter = committee.vote(tally).expect("the meter");
    assert_eq!(
        (meter.rule.as_str(), meter.heads.need),
        ("by-two-thirds", 3)
    );
    let returns = Vec::new();
    committee
        .close_tally(&ClosingDraft { tally, returns })
        .expect("closed");
    settle(&[office, &committee]);
    for phone in [office, &*committee] {
        let view = phone.tally(tally).expect("the tally");
        let answer = view.answer.expect("whole");
        assert_eq!(answer["outcome"], "passed");
        assert_eq!(view.input["pack"]["edition"], "1");
        let file = serde_json::to_vec(&view.input).expect("json");
        let recounted = count(&read(&file).expect("a file that anybody can count"));
        assert_eq!(serde_json::to_value(recounted).expect("json"), answer);
    }
    let certificate = committee.certificate(tally).expect("a certificate");
    let bytes = serde_json::to_vec(&certificate).expect("json");
    let checked = linli_core::certificate::verify(&bytes).expect("a certificate");
    assert_eq!(checked.findings, []);
    let second = committee
        .open_tally(draft("by-two-thirds"))
        .expect("opened");
    let input = committee.tally(second).expect("it").input;
    assert_eq!(input["pack"]["edition"], "2");

    // Whoever cites a roster that had no such rule, or names one that it never had, has opened nothing.
    let opening = |pack: &str| {
        let roll = vec![RollLine::new(VoterKey::Household {
            household: household(office, "1-1-101"),
            stairwell: place(office, AT),
        })];
        Entry::Motion(MotionEntry::Opened(Opening {
            subject: [3; 16],
            pack: pack.to_owned(),
            rule: "by-two-thirds".to_owned(),
            readings: Vec::new(),
            deadline: Timestamp(NOW.0 + 86_400_000),
            at: NOW,
            roll,
            sheets: Vec::new(),
            shared: None,
            again: None,
            seal: None,
        }))
    };
    settle(&[office, &committee]);
    let known = office.list_tallies().expect("tallies").len();
    assert_eq!(known, 3);
    let cases = [
        (before, "moon-bay@1"),
        (tip(office), "moon-bay@9"),
        (tip(office), "sun-bay@1"),
    ];
    for (n, (roster, pack)) in cases.into_iter().enumerate() {
        forger.roster = roster;
        forger.nonce = InstallNonce([90 + n as u8; 16]);
        let at = place(office, AT);
        let record = forger.write(at, 1, Prev::Start(forger.nonce), &opening(pack));
        deliver(office, &forger.answer(parts(&[record]))).expect("taken");
    }
    settle(&[office, &committee]);
    for phone in [office, &*committee] {
        assert_eq!(phone.list_tallies().expect("tallies").len(), known);
    }
}
