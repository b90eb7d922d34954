//! 发起表决: the rules by which a place votes, as whoever opens a vote chooses among them.

use linli_core::domain::Role;
use linli_core::roster::{PackParts, PackUse};
use linli_core::workspace::{OpenableRule, ScopeName, Workspace};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;

fn rules(store: &Workspace, scope: &ScopeName) -> Vec<OpenableRule> {
    store.openable_rules(scope).expect("rules")
}

fn of(store: &Workspace, scope: &ScopeName, name: &str) -> OpenableRule {
    let all = rules(store, scope);
    let found = all.into_iter().find(|rule| rule.rule == name);
    found.expect("the rule")
}

/// 5.1.3.2.2.5: a building leader opens a vote of his stairwell; who opens the others is said in words, not in the matrix's codes.
#[test]
fn a_rule_says_its_clause_its_source_and_who_may_open_by_it() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let here = stairwell("1-1");
    let own = of(&leader, &here, "stairwell");
    assert!(own.may && own.why_not.is_none() && !own.by_area && !own.settled);
    assert!(own.clause.zh.contains("5.1.3.2.2.5") && own.status == "text");
    assert_eq!(
        (own.unit.zh.as_str(), own.unit.en.as_str()),
        ("户", "households")
    );
    let owners = of(&leader, &here, "assembly-ordinary");
    assert!(owners.by_area && !owners.may);
    let why = owners.why_not.expect("who may");
    assert_eq!(why.zh, "由下列人员办理：业主委员会、社区居委会（代为记录）");
    assert!(why.en.starts_with("for these to do: ") && !why.en.contains('_'));
    // The office writes down what an assembly decides, and opens no vote of a stairwell.
    let office = of(&story.office.phone, &here, "stairwell");
    assert!(
        !office.may
            && office
                .why_not
                .expect("who may")
                .zh
                .contains(Role::BuildingLeader.zh())
    );
    // Each name stands there once: the rule by which a vote would be counted.
    let all = rules(&leader, &here);
    let mut names: Vec<&str> = all.iter().map(|rule| rule.rule.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
}

/// What the community has settled about a pack is what whoever opens a vote sees.
#[test]
fn a_place_votes_by_the_packs_and_readings_that_it_chose() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let here = stairwell("1-1");
    let readings = [("stairwell".to_owned(), ["pass-at-half".to_owned()].into())];
    let parts = PackParts {
        readings: readings.into(),
        ..PackParts::default()
    };
    office
        .choose_pack(None, "db3305-309-2024", PackUse::On(parts))
        .expect("chosen");
    office
        .choose_pack(None, "civil-code", PackUse::Off)
        .expect("chosen");
    settle(&[office, &leader]);
    let rule = of(&leader, &here, "stairwell");
    let chosen: Vec<&str> = rule
        .readings
        .iter()
        .filter(|reading| reading.chosen)
        .map(|reading| reading.reading.as_str())
        .collect();
    assert!(rule.settled);
    assert_eq!(chosen, ["pass-at-half"]);
    assert!(rules(&leader, &here).iter().all(|rule| !rule.by_area));
    let packs = leader.packs().expect("packs");
    assert!(
        packs.iter().all(|pack| pack.why_not.is_some()),
        "a leader chooses none"
    );
    let packs = office.packs().expect("packs");
    assert!(packs.iter().all(|pack| pack.why_not.is_none()));
    let code = packs.iter().find(|pack| pack.pack.name == "civil-code");
    let [off] = &code.expect("the pack").choices[..] else {
        panic!("one choice");
    };
    assert_eq!(
        (&off.at, off.place_said.zh.as_str()),
        (&ScopeName::Community, "全社区")
    );
}
