//! 议题 as matters: collecting one opens it under the flow that its place goes by. What a volunteer notes in a stairwell goes on to its
//! screening; what is collected for a compound or the community is raised there, or dropped with a reason.

use linli_core::domain::entry::matter::{Atom, Datum, Plain};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::vocabulary::TopicSource;
use linli_core::domain::{Code, DocId, DocKind, HitKind, Role, Standing, ThingKind};
use linli_core::records::Prev;
use linli_core::roster::{PackParts, PackUse};
use linli_core::screens::TopicFilter;
use linli_core::workspace::{
    Correction, DraftKey, Edit, Error, ScopeName, TopicChange, TopicDraft, TopicView, Workspace,
};
use linli_tests::forger::{after, parts, place};
use linli_tests::matter::{collects, state, step, take};
use linli_tests::phone::{pass, settle, stairwell};
use linli_tests::scene::scene;
use linli_tests::story::story;
use serde_json::json;

fn draft(title: &str) -> TopicDraft {
    TopicDraft {
        source: TopicSource::Visit,
        title: title.to_owned(),
        text: "三楼拐角的旧沙发".to_owned(),
        household: None,
        scope: None,
    }
}

fn of_home(title: &str) -> TopicDraft {
    TopicDraft {
        household: Some("1-1-101".to_owned()),
        ..draft(title)
    }
}

fn topics(store: &Workspace) -> Vec<TopicView> {
    store.list_topics(50, None).expect("topics").items
}

fn ids(store: &Workspace) -> Vec<DocId> {
    topics(store).into_iter().map(|view| view.topic).collect()
}

fn correct(phone: &Workspace, topic: DocId, change: TopicChange) -> Result<(), Error> {
    let change = Correction::Topic(change);
    phone
        .correct(&topic.to_string(), change, "记错了")
        .map(drop)
}

/// Open topics of a door, as the day's plan and the door's own screen have them.
fn at_door(store: &Workspace, door: &str) -> (u64, usize) {
    let screen = store.door(door).expect("a door");
    let today = store.today(None).expect("today");
    let mut rows = today.floors.iter().flat_map(|floor| &floor.doors);
    let row = rows.find(|row| row.household == screen.household);
    (row.expect("a row").open_topics, screen.topics.len())
}

/// 5.1.3.2.2.1: collected at the door, screened by the grid leader, not taken up.
#[test]
fn a_topic_of_a_stairwell_goes_on_to_its_screening() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    let office = &story.office.phone;
    let topic = leader.collect_topic(of_home("楼道堆物")).expect("a topic");
    assert_eq!(at_door(&leader, "1-1-101"), (1, 1));
    settle(&[office, &leader, &grid]);
    let view = grid.matter(topic).expect("a matter");
    assert_eq!(
        (view.flow.as_str(), view.kind),
        ("stairwell-deliberation", DocKind::Topic)
    );
    assert_eq!(state(office, topic).as_deref(), Some("collected"));
    let screened =
        json!({"result": "rejected", "category": "hygiene", "reason": "物业当天已经清走"});
    take(&grid, topic, "screen", &screened).expect("screened");
    settle(&[office, &leader, &grid]);
    // It has come to its end: it stands at the door, and is open no more.
    assert_eq!(at_door(&leader, "1-1-101"), (0, 1));
    // What the grid leader built on, its author takes back no more.
    let back = leader.correct(&topic.to_string(), Correction::Withdraw, "");
    assert_eq!(back.expect_err("built on").code(), "step_built_on");
    for store in [office as &Workspace, &leader, &grid] {
        assert_eq!(state(store, topic).as_deref(), Some("rejected"));
        let [view] = &topics(store)[..] else {
            panic!("one topic");
        };
        assert_eq!(view.title.as_deref(), Some("楼道堆物"));
        assert_eq!(view.household.as_deref(), Some("1-1-101"));
        assert_eq!(view.standing, Standing::AsWritten);
    }
}

/// 5.1.3.2.1.1: what concerns the whole compound leaves the stairwell once it is screened, and needs no vote there.
#[test]
fn a_topic_of_the_door_that_concerns_the_compound_is_escalated_once_it_is_screened() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let compound = ScopeName::Compound("月亮湾".to_owned());
    let (grid, _) = story.joins(Role::GridLeader, &compound);
    let topic = leader
        .collect_topic(of_home("东门没有坡道"))
        .expect("a topic");
    settle(&[&story.office.phone, &leader, &grid]);
    let screened = json!({"result": "taken_up", "category": "upkeep"});
    take(&grid, topic, "screen", &screened).expect("screened");
    let mut escalate = step("escalate", &json!({"reason": "东门不是楼道的公共部位"}));
    escalate.opening = linli_tests::matter::values(&json!({"by_whom": "stairwell"}));
    let opened = grid.take_step(topic, &escalate).expect("escalated").opened;
    let view = grid.matter(opened[0]).expect("a matter");
    assert_eq!(view.flow, "compound-deliberation");
    assert_eq!(state(&grid, topic).as_deref(), Some("escalated"));
}

/// A word of the stairwell's flow that the compound's has not is no word of the form that is opened beside: it is asked for there.
#[test]
fn what_one_flow_has_no_word_for_is_asked_for_where_another_opens_it() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let compound = ScopeName::Compound("月亮湾".to_owned());
    let (grid, _) = story.joins(Role::GridLeader, &compound);
    let raised = json!({"source": "raised", "title": "单元门禁更换", "text": "门禁坏了两周"});
    let stairwell = ScopeName::Stairwell("1-1".to_owned());
    let opened = leader.open_matter(
        "stairwell-deliberation",
        &stairwell,
        &step("collect", &raised),
    );
    let (topic, _) = opened.expect("a matter");
    settle(&[&story.office.phone, &leader, &grid]);
    let screened = json!({"result": "taken_up", "category": "upkeep"});
    take(&grid, topic, "screen", &screened).expect("screened");
    let mut escalate = step("escalate", &json!({"reason": "要动用公共收益"}));
    escalate.opening = linli_tests::matter::values(&json!({"by_whom": "stairwell"}));
    let refused = grid
        .take_step(topic, &escalate)
        .expect_err("its source is not said");
    assert_eq!(refused.reason(), Code::FieldMissing);
    escalate.opening =
        linli_tests::matter::values(&json!({"by_whom": "stairwell", "source": "stairwell"}));
    grid.take_step(topic, &escalate).expect("escalated");
    assert_eq!(state(&grid, topic).as_deref(), Some("escalated"));
}

/// 5.1.3.2.1.1, 5.1.3.2.1.3: noting down asks for no signatures; raising to 小区议事 does.
#[test]
fn a_topic_of_a_compound_or_the_community_is_raised_or_dropped() {
    let story = story();
    let office = &story.office.phone;
    let compound = ScopeName::Compound("月亮湾".to_owned());
    let (committee, _) = story.joins(Role::Committee, &compound);
    let box_ = TopicDraft {
        source: TopicSource::SuggestionBox,
        ..draft("快递柜挡住盲道")
    };
    let first = committee.collect_topic(box_.clone()).expect("a topic");
    story.clock.advance(60);
    let second = committee
        .collect_topic(draft("充电棚选址"))
        .expect("a topic");
    story.clock.advance(60);
    let office_says = office
        .collect_topic(draft("儿童滑梯松动"))
        .expect("a topic");
    settle(&[office, &committee]);
    for (topic, scope) in [(first, "月亮湾"), (second, "月亮湾")] {
        let view = office.matter(topic).expect("a matter");
        assert_eq!((view.flow.as_str(), view.kind), ("topic", DocKind::Topic));
        assert_eq!(view.scope, scope);
    }
    // A fifth of the representatives did not sign; the committee proposes it itself.
    let mut raise = step("raise", &json!({}));
    let signed = json!({"by_whom": "representatives"});
    raise.opening = linli_tests::matter::values(&signed);
    let refused = committee.take_step(first, &raise).expect_err("unsigned");
    assert_eq!(refused.code(), "field_missing");
    assert_eq!(state(&committee, first).as_deref(), Some("collected"));
    raise.opening = linli_tests::matter::values(&json!({"by_whom": "committee"}));
    let raised = committee.take_step(first, &raise).expect("raised").opened;
    let proposed = committee.matter(raised[0]).expect("a matter");
    assert_eq!(proposed.flow, "compound-deliberation");
    let opening = &proposed.steps[0].values;
    let text = |name: &str| opening.get(name).and_then(|value| value.text());
    // Its words and where it came from go along.
    assert_eq!(
        (text("title"), text("source")),
        (Some("快递柜挡住盲道"), Some("suggestion_box"))
    );
    let bare = take(&committee, second, "drop", &json!({}));
    assert_eq!(bare.expect_err("no reason").code(), "field_missing");
    let reason = json!({"reason": "已列入另一件", "same_as": first.to_string()});
    take(&committee, second, "drop", &reason).expect("dropped");
    // Of the community: there is no compound around it, so it names the matter that was opened for it.
    let lone = take(office, office_says, "raise", &json!({}));
    assert_eq!(lone.expect_err("nowhere").code(), "place_unknown");
    settle(&[office, &committee]);
    let named = json!({"compound-deliberation": raised[0].to_string()});
    take(office, office_says, "raise", &named).expect("raised");
    settle(&[office, &committee]);
    for (topic, stands) in [
        (first, "raised"),
        (second, "dropped"),
        (office_says, "raised"),
    ] {
        assert_eq!(state(office, topic).as_deref(), Some(stands));
    }
    assert_eq!(ids(office), [office_says, second, first]);
}

/// A compound that does without 楼道议事 stops nobody from noting down what was said at the door.
#[test]
fn a_place_without_the_stairwells_flow_has_topics_all_the_same() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let without = |flows: &[&str]| {
        let parts = PackParts {
            without_flows: flows.iter().map(|name| (*name).to_owned()).collect(),
            ..PackParts::default()
        };
        office
            .choose_pack(None, "db3305-309-2024", PackUse::On(parts))
            .expect("chosen");
        pass(office, &leader);
    };
    without(&["stairwell-deliberation"]);
    let topic = leader.collect_topic(of_home("楼道灯")).expect("a topic");
    assert_eq!(leader.matter(topic).expect("a matter").flow, "topic");
    assert_eq!(ids(&leader), [topic]);
    without(&["stairwell-deliberation", "topic"]);
    let refused = leader.collect_topic(of_home("楼道灯")).expect_err("off");
    assert_eq!(
        (refused.code(), refused.at_field()),
        ("flow_off", Some("flow"))
    );
}

#[test]
fn a_topic_that_came_from_nobody_says_so_and_stands_at_no_door() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let topic = leader.collect_topic(of_home("楼道堆物")).expect("a topic");
    let of = |store: &Workspace| {
        let view = topics(store).into_iter().find(|one| one.topic == topic);
        view.expect("the topic").household
    };
    let wrong = of(&leader);
    assert!(wrong.is_some());
    let cleared = TopicChange {
        household: Edit::Clear,
        ..TopicChange::default()
    };
    correct(&leader, topic, cleared).expect("nobody's");
    pass(&leader, office);
    for store in [office as &Workspace, &leader] {
        assert_eq!(of(store), None);
        let at_the_door = TopicFilter {
            household: wrong.clone(),
            ..TopicFilter::default()
        };
        let page = store.topics(&at_the_door, 9, None).expect("a page");
        assert!(page.items.is_empty());
    }
    // And whose it is after all.
    let found = TopicChange {
        household: Edit::Set("1-1-102".to_owned()),
        ..TopicChange::default()
    };
    correct(&leader, topic, found).expect("somebody's");
    pass(&leader, office);
    for store in [office as &Workspace, &leader] {
        assert!(of(store).is_some_and(|door| door != wrong.clone().unwrap_or_default()));
    }
}

#[test]
fn its_author_corrects_a_topic_and_takes_it_back() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let topic = leader.collect_topic(of_home("楼道堆物")).expect("a topic");
    let moved = TopicChange {
        source: Some(TopicSource::Online),
        title: Some("三楼堆物".to_owned()),
        text: Edit::Clear,
        household: Edit::Set("1-1-102".to_owned()),
    };
    correct(&leader, topic, moved).expect("corrected");
    let nowhere = TopicChange {
        household: Edit::Set("1-1-999".to_owned()),
        ..TopicChange::default()
    };
    let refused = correct(&leader, topic, nowhere).expect_err("nobody's");
    assert_eq!(
        (refused.code(), refused.at_field()),
        ("household_unknown", Some("household"))
    );
    pass(&leader, office);
    for store in [office as &Workspace, &leader] {
        let [view] = &topics(store)[..] else {
            panic!("one topic");
        };
        assert_eq!(view.source, TopicSource::Online);
        assert_eq!(view.title.as_deref(), Some("三楼堆物"));
        assert_eq!(
            (view.text.as_deref(), view.standing),
            (None, Standing::Corrected)
        );
        let wanted = TopicFilter {
            household: Some("1-1-102".to_owned()),
            source: Some(TopicSource::Online),
            ..TopicFilter::default()
        };
        let page = store.topics(&wanted, 9, None).expect("a page").items;
        assert_eq!(page.len(), 1);
        let elsewhere = TopicFilter {
            household: Some("1-1-101".to_owned()),
            ..TopicFilter::default()
        };
        let page = store.topics(&elsewhere, 9, None).expect("a page").items;
        assert!(page.is_empty());
        assert!(store.search("旧沙发", 9).expect("hits").is_empty());
    }
    assert_eq!(at_door(&leader, "1-1-101"), (0, 0));
    assert_eq!(at_door(&leader, "1-1-102"), (1, 1));
    leader
        .correct(&topic.to_string(), Correction::Withdraw, "说的是别处")
        .expect("withdrawn");
    assert_eq!(at_door(&leader, "1-1-102"), (0, 0));
    let kept = topics(&leader);
    assert_eq!(kept[0].standing, Standing::Withdrawn);
    let shown = leader.topics(&TopicFilter::default(), 9, None);
    assert!(shown.expect("a page").items.is_empty());
}

/// Opened as any matter is, it is a topic too; another matter of the class is none.
#[test]
fn what_says_its_source_is_a_topic_and_an_objection_to_a_vote_is_none() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let at = stairwell("1-1");
    let raised = json!({"source": "raised", "title": "每月大扫除", "household": "1-1-101"});
    let (topic, _) = leader
        .open_matter("stairwell-deliberation", &at, &step("", &raised))
        .expect("opened");
    let objects = json!({
        "tally": DocId::from_bytes([7; 16]).to_string(), "household": "1-1-101", "ground": "count",
        "text": "大扫除的票数错了",
    });
    let (objection, _) = leader
        .open_matter("tally-objection", &at, &step("", &objects))
        .expect("opened");
    assert_eq!(ids(&leader), [topic]);
    assert_eq!(at_door(&leader, "1-1-101"), (1, 1));
    let thing = |id: DocId| leader.thing(&id.to_string()).expect("a thing").kind;
    assert_eq!(thing(topic), ThingKind::Topic);
    assert_eq!(thing(objection), ThingKind::Matter);
    assert_eq!(
        leader.topic(objection).expect_err("no topic").code(),
        "record_unknown"
    );
    let hits = leader.search("大扫除", 9).expect("hits");
    let mut kinds: Vec<_> = hits.iter().map(|hit| (hit.kind, hit.id.clone())).collect();
    kinds.sort_by_key(|(kind, _)| *kind != HitKind::Topic);
    assert_eq!(
        kinds,
        [
            (HitKind::Topic, topic.to_string()),
            (HitKind::Matter, objection.to_string())
        ]
    );
}

/// While nobody has seen it, a committed draft is taken back without a trace.
#[test]
fn nothing_is_left_of_a_topic_that_was_undone_at_once() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let key = DraftKey {
        screen: "topic".to_owned(),
        thing: "1-1-101".to_owned(),
    };
    let typed = [("source", "visit"), ("title", "楼道灯"), ("text", "不亮")];
    let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned()));
    leader.save_draft(&key, typed.into()).expect("kept");
    let committed = leader.commit_draft(&key).expect("committed");
    assert_eq!(at_door(&leader, "1-1-101"), (1, 1));
    let [topic] = ids(&leader)[..] else {
        panic!("one topic");
    };
    leader.undo(committed.record).expect("undone");
    assert_eq!(ids(&leader), []);
    assert_eq!(at_door(&leader, "1-1-101"), (0, 0));
    let gone = leader.matter(topic).expect_err("gone");
    assert_eq!(gone.code(), "record_unknown");
    assert!(leader.search("楼道灯", 9).expect("hits").is_empty());
}

/// What no form allows stands in no list of topics, whoever signs it; nor does what a colleague says in another's.
#[test]
fn a_forged_topic_is_none() {
    let scene = scene();
    let office = &scene.office.phone;
    let at = place(office, "1-1");
    let forger = &scene.forger;
    let mut step = collects();
    let word = Datum::Plain(Plain::One(Atom::Word("rumour".to_owned())));
    step.values = vec![("source".to_owned(), word)];
    let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(step));
    let unknown = forger.write(at, 1, Prev::Start(forger.nonce), &entry);
    let mut step = collects();
    step.operation = "screen_topic".to_owned();
    let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(step));
    let claims = forger.write(at, 2, after(unknown.id()), &entry);
    let sound = Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()));
    let sound = forger.write(at, 3, after(claims.id()), &sound);
    let topic = sound.header().doc;
    let got = scene.attack("topics", parts(&[unknown, claims, sound]));
    assert_eq!(got.accepted, 3, "{got:?}");
    assert_eq!(ids(office), [topic]);
}
