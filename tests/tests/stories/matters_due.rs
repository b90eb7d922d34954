//! What is due, by the calendar of working days; one matter for a place and a period; what the matrix lets a body do to itself
//! alone; words by which a matter is found.

use linli_core::domain::{DocId, HitKind, Role, Timestamp};
use linli_core::rules::flows::duties::DutyState;
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::{Cell, Sheet};
use linli_core::workspace::{MatterFilter, Obligation, StepStanding, Workspace};
use linli_tests::matter::{state, step, take, values};
use linli_tests::phone::{Phone, converged, database, settle, stairwell};
use linli_tests::shown::shown;
use linli_tests::story::{Story, story};
use serde_json::{Value, json};

const DAY: i64 = 86_400;
/// 2026-11-23, a Monday, at 8:40 in the morning.
const NOW: i64 = 1_795_394_400_000;

/// Midnight of +08:00 at which a day of November 2026 ends.
const fn end_of(november: i64) -> Timestamp {
    // 2026-11-01 begins at this midnight.
    Timestamp(1_793_462_400_000 + november * DAY * 1_000)
}

fn committee(story: &Story) -> Phone {
    let (phone, _) = story.joins(Role::Committee, &story.compound());
    settle(&[&story.office.phone, &phone]);
    phone
}

fn half_year(period: &str) -> Value {
    json!({
        "period": period, "total_in": 120_000, "total_out": 20_000, "balance": 100_000,
        "income": [{"source": "premises", "amount": 120_000}], "spending": [{"use": "repair", "amount": 20_000}],
    })
}

/// The half-year notices of the year, as the duty tells them: period, due and state.
fn notices(phone: &Workspace) -> Vec<(String, Option<Timestamp>, DutyState)> {
    let (from, to) = (
        Timestamp(NOW - 300 * DAY * 1_000),
        Timestamp(NOW + 400 * DAY * 1_000),
    );
    let due = phone.obligations(from, to).expect("obligations");
    let duties = due.into_iter().filter_map(|one| match one {
        Obligation::Duty {
            duty,
            period,
            due,
            state,
            ..
        } if duty == "half-year-revenue" => Some((period, due, state)),
        _ => None,
    });
    duties.collect()
}

/// 5.1.2.4: the notice of a half-year is due by the end of the month that follows. A breach until it hangs, late afterwards.
#[test]
fn a_half_year_without_its_notice_is_a_breach_and_one_with_it_is_late() {
    let story = story();
    let committee = committee(&story);
    // 2027-03-03.
    story.clock.advance(100 * DAY);
    let told = notices(&committee);
    let of = |told: &[(String, Option<Timestamp>, DutyState)], period: &str| {
        let found = told.iter().find(|(one, ..)| one == period);
        found.map(|(_, due, state)| (due.is_some(), *state))
    };
    assert_eq!(
        of(&told, "2026-H2"),
        Some((true, DutyState::Breach)),
        "{told:?}"
    );
    assert_eq!(of(&told, "2027-H1"), Some((true, DutyState::Coming)));
    let place = story.compound();
    let (matter, _) = committee
        .open_matter("revenue-notice", &place, &step("", &half_year("2026-H2")))
        .expect("it adds up");
    assert_eq!(
        of(&notices(&committee), "2026-H2"),
        Some((true, DutyState::Breach))
    );
    let mut post = step("publish", &json!({}));
    post.opening = values(&json!({"kind": "revenue", "title": "下半年公共收益", "text": "见附表"}));
    committee.take_step(matter, &post).expect("published");
    for phone in [&committee, &story.office.phone] {
        settle(&[&committee, &story.office.phone]);
        assert_eq!(
            of(&notices(phone), "2026-H2"),
            Some((true, DutyState::Late))
        );
    }
}

/// A community owes nothing for the time before it was there: the half-year in which it was founded is its first.
#[test]
fn nothing_is_due_of_a_period_that_had_passed_at_the_founding() {
    let story = story();
    let committee = committee(&story);
    for phone in [&committee, &story.office.phone] {
        let told = notices(phone);
        let periods: Vec<&str> = told.iter().map(|(period, ..)| period.as_str()).collect();
        assert_eq!(periods, ["2026-H2"]);
        let (from, to) = (Timestamp(0), Timestamp(NOW));
        assert_eq!(phone.obligations(from, to).expect("obligations"), []);
    }
}

/// A later version makes the tables of a store anew: what is due, and since when, is as it was.
#[test]
fn what_is_due_is_the_same_once_a_later_version_made_the_tables_anew() {
    let story = story();
    let (mut leader, _) = story.leader("1-1");
    let errand = json!({"household": "1-1-101", "what": "代取药", "kind": "other"});
    leader
        .open_matter("errand", &stairwell("1-1"), &step("", &errand))
        .expect("asked");
    let before = shown(&leader, &[], &[]);
    leader.renew();
    assert_eq!(shown(&leader, &[], &[]), before);
}

/// Whoever changed a list in the file is found out, also where no digest has it.
#[test]
fn a_date_in_a_list_that_does_not_follow_from_the_records_is_found_by_verifying() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let errand = json!({"household": "1-1-101", "what": "代取药", "kind": "other"});
    leader
        .open_matter("errand", &stairwell("1-1"), &step("", &errand))
        .expect("asked");
    let codes = || {
        let failures = leader.verify().expect("verified").failures;
        failures.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(), Vec::<&str>::new());
    let changed = database(&leader).execute("UPDATE matter SET due = due + 1", []);
    assert_eq!(changed, Ok(1));
    assert_eq!(codes(), ["projection_differs"]);
}

/// The days of a year come with the version that knows them: what could not be reckoned before is due once it is installed.
#[cfg(debug_assertions)]
#[test]
fn what_no_version_knew_the_days_of_is_due_once_one_comes_that_does() {
    use linli_core::domain::earlier::{Mask, without};
    // Neither the calendar nor the pack; the calendar alone.
    for mask in [
        Mask::from([("Calendar", 0), ("Pack", 0)]),
        Mask::from([("Calendar", 0)]),
    ] {
        let story = story();
        let (mut leader, _) = story.leader("1-1");
        let errand = json!({"household": "1-1-101", "what": "代取药", "kind": "other"});
        story
            .office
            .phone
            .open_matter("errand", &stairwell("1-1"), &step("", &errand))
            .expect("asked");
        leader.switch_off();
        let listed = |phone: &Workspace| {
            let filter = MatterFilter::default();
            phone.matters(&filter, 10, None).expect("a list").items
        };
        without(&mask, || {
            leader.switch_on();
            settle(&[&leader, &story.office.phone]);
            let listed = listed(&leader);
            assert_eq!((listed.len(), listed[0].due), (1, None));
            leader.switch_off();
        });
        leader.switch_on();
        assert_eq!(listed(&leader)[0].due, Some(end_of(30)), "{mask:?}");
        assert_eq!(listed(&leader), listed(&story.office.phone));
    }
}

/// 3.4: an errand is answered within five working days, of which the weekend is none.
#[test]
fn a_clock_of_working_days_is_due_by_the_calendar_of_this_version() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let errand = json!({"household": "1-1-101", "what": "代取药", "kind": "other"});
    let (matter, _) = leader
        .open_matter("errand", &stairwell("1-1"), &step("", &errand))
        .expect("asked");
    // Tuesday to Friday, then Monday.
    let due = end_of(30);
    let listed = leader
        .matters(&MatterFilter::default(), 10, None)
        .expect("a list");
    assert_eq!(listed.items[0].due, Some(due));
    let clocks = |from, to| {
        let due = leader.obligations(from, to).expect("obligations");
        let clocks = due.into_iter().filter_map(|one| match one {
            Obligation::Clock {
                matter,
                due,
                overdue,
                ..
            } => Some((matter.matter, due, overdue)),
            Obligation::Duty { .. } | Obligation::Result { .. } => None,
        });
        clocks.collect::<Vec<_>>()
    };
    assert_eq!(clocks(Timestamp(NOW), due), []);
    let after = Timestamp(due.0 + 1);
    assert_eq!(clocks(Timestamp(NOW), after), [(matter, due, false)]);
    // The file folds to the same, by the calendar that it carries.
    assert_eq!(state(&leader, matter).as_deref(), Some("asked"));
    story.clock.advance(8 * DAY);
    assert_eq!(clocks(Timestamp(NOW), after), [(matter, due, true)]);
    let filter = MatterFilter {
        due_before: Some(due),
        ..MatterFilter::default()
    };
    assert_eq!(leader.matters(&filter, 10, None).expect("a list").items, []);
}

const WEEKLY: &str = r#"{"pack":"weekly","edition":"1","title":{"zh":"周报","en":"weekly"},"flows":[
 {"flow":"week","class":"form_answers","at":["stairwell"],"one_per":["place","period"],"title":{"zh":"周报","en":"week"},"settle":"handle_incident",
  "states":[{"state":"open","title":{"zh":"已报","en":"reported"}},{"state":"done","title":{"zh":"已核","en":"checked"},"final":true}],
  "steps":[
   {"step":"report","title":{"zh":"报","en":"report"},"status":"default","may":"report_incident","from":[],"to":"open",
    "fields":[{"field":"period","title":{"zh":"周","en":"week"},"type":"period","must":true},{"field":"count","title":{"zh":"数","en":"count"},"type":"int"},
              {"field":"text","title":{"zh":"说明","en":"text"},"type":"text"}]},
   {"step":"check","title":{"zh":"核","en":"check"},"status":"default","may":"report_incident","from":["open"],"to":"done","fields":[]}],
  "clocks":[]}],
 "duties":[{"duty":"weekly","title":{"zh":"周报","en":"weekly"},"every":"week","due":{"days":2},"flow":"week","in":["done"],"at":"stairwell"}]}"#;

fn report(phone: &Workspace, period: &str, count: i64) -> DocId {
    let report = json!({"period": period, "count": count, "text": "无异常"});
    let opened = phone.open_matter("week", &stairwell("1-1"), &step("", &report));
    opened.expect("reported").0
}

/// Two phones that report one week without knowing of each other write into one matter: equal reports are twins, others a
/// conflict that whoever sees both decides.
#[test]
fn a_place_has_one_matter_in_a_period_whoever_opens_it() {
    let story = story();
    story
        .office
        .phone
        .adopt_pack(WEEKLY.as_bytes())
        .expect("taken up");
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    settle(&[&story.office.phone, &leader, &grid]);
    // 2026-12-07, of week 50.
    story.clock.advance(14 * DAY);
    let (same, other) = (
        report(&leader, "2026-W48", 0),
        report(&leader, "2026-W49", 1),
    );
    assert_eq!(report(&grid, "2026-W48", 0), same);
    assert_eq!(report(&grid, "2026-W49", 2), other);
    assert_ne!(same, other);
    settle(&[&story.office.phone, &leader, &grid]);
    converged("1-1", &[&leader, &grid, &story.office.phone]);
    for phone in [&leader, &grid, &story.office.phone] {
        let view = phone.matter(same).expect("it");
        assert_eq!(state(phone, same).as_deref(), Some("open"));
        assert!(
            view.steps
                .iter()
                .all(|one| one.standing == StepStanding::Line)
        );
        let heads = phone
            .matter(other)
            .expect("it")
            .answer
            .expect("folded")
            .heads;
        assert_eq!(heads.len(), 2);
    }
    let view = leader.matter(other).expect("it");
    let me = leader.identity().expect("me").member.expect("a member");
    let (mine, his): (Vec<_>, Vec<_>) = view.steps.iter().partition(|one| one.by == me);
    let mut check = step("check", &json!({}));
    check.continues = vec![his[0].record, mine[0].record];
    leader.take_step(other, &check).expect("checked");
    let view = leader.matter(other).expect("it");
    assert_eq!(state(&leader, other).as_deref(), Some("done"));
    assert_eq!(
        view.values
            .get("count")
            .and_then(linli_core::rules::flows::Value::int),
        Some(2)
    );
    let weeks = leader.obligations(
        Timestamp(NOW - 20 * DAY * 1_000),
        Timestamp(NOW + 20 * DAY * 1_000),
    );
    let done = weeks
        .expect("obligations")
        .into_iter()
        .filter_map(|one| match one {
            Obligation::Duty {
                duty,
                period,
                state,
                ..
            } if duty == "weekly" => Some((period, state)),
            _ => None,
        });
    let done: Vec<_> = done.collect();
    assert!(
        done.contains(&("2026-W49".to_owned(), DutyState::Done)),
        "{done:?}"
    );
    assert!(
        done.contains(&("2026-W48".to_owned(), DutyState::Breach)),
        "{done:?}"
    );
}

/// What the matrix lets a body grant to its own members is no right to act for it: the step says nothing of whose body it is.
#[test]
fn what_a_body_may_do_to_itself_alone_is_no_right_to_a_step() {
    let story = story();
    let committee = committee(&story);
    let begins = json!({"as": "community_office", "why": "no_committee", "until": "2027-02-28", "term": "three"});
    let opens = |phone: &Workspace| {
        phone.open_matter("acting-authority", &story.compound(), &step("", &begins))
    };
    assert_eq!(
        opens(&committee).expect_err("not his").code(),
        "not_allowed"
    );
    let (matter, _) = opens(&story.office.phone).expect("the office may");
    settle(&[&story.office.phone, &committee]);
    let view = committee.matter(matter).expect("it");
    let named = |step: &str| view.next.iter().find(|next| next.step == step);
    for step in ["extend", "end"] {
        assert_eq!(named(step).map(|next| next.may), Some(false), "{step}");
    }
    assert_eq!(named("account").map(|next| next.may), Some(true));
    let mine = MatterFilter {
        mine: true,
        ..MatterFilter::default()
    };
    assert_eq!(
        committee.matters(&mine, 10, None).expect("a list").items,
        []
    );
}

/// Words of every step and comment, as they hold now: not what was amended, taken back or erased.
#[test]
fn a_matter_is_found_by_its_words() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let topic = json!({"source": "visit", "title": "电动车进楼", "text": "三楼过道充电"});
    let (matter, taken) = leader
        .open_matter(
            "stairwell-deliberation",
            &stairwell("1-1"),
            &step("", &topic),
        )
        .expect("a topic");
    let screen = json!({"result": "taken_up", "category": "hygiene", "reason": "消防通道"});
    let screened = take(&leader, matter, "screen", &screen)
        .expect("screened")
        .record;
    leader.comment(matter, None, "物业也知道").expect("said");
    settle(&[&story.office.phone, &leader]);
    let found = |text: &str| -> Vec<_> {
        let hits = story
            .office
            .phone
            .search(text, 10)
            .expect("hits")
            .into_iter();
        hits.map(|hit| (hit.kind, hit.id, hit.title)).collect()
    };
    let it = |title: &str| vec![(HitKind::Topic, matter.to_string(), title.to_owned())];
    for words in ["电动车", "过道充电", "消防通道", "物业也"] {
        assert_eq!(found(words), it("电动车进楼"), "{words}");
    }
    leader.withdraw(screened, "写错了").expect("taken back");
    leader
        .amend(taken.record, &values(&json!({"title": "飞线充电"})), "")
        .expect("amended");
    settle(&[&story.office.phone, &leader]);
    assert_eq!(found("消防通道"), []);
    assert_eq!(found("电动车"), []);
    assert_eq!(found("飞线").len(), 1);
    story
        .office
        .phone
        .erase_bodies(&[taken.record], "本人要求")
        .expect("erased");
    assert_eq!(found("过道充电"), []);
}

/// 台账: a flow a sheet, a row each, in the words of people: doors, names, yuan and titles.
#[test]
fn the_matters_of_a_flow_are_a_ledger() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let topic = json!({"source": "visit", "title": "电动车进楼", "household": "1-1-101"});
    for _ in 0..2 {
        leader
            .open_matter(
                "stairwell-deliberation",
                &stairwell("1-1"),
                &step("", &topic),
            )
            .expect("a topic");
        story.clock.advance(60);
    }
    let committee = committee(&story);
    committee
        .open_matter(
            "revenue-notice",
            &story.compound(),
            &step("", &half_year("2026-H1")),
        )
        .expect("it adds up");
    let office = &story.office.phone;
    settle(&[office, &leader, &committee]);
    let names = |sheets: &[Sheet]| -> Vec<(String, usize)> {
        let each = sheets
            .iter()
            .map(|sheet| (sheet.name.clone(), sheet.rows.len()));
        each.collect()
    };
    let all = office.matter_sheets(None, Language::Zh).expect("ledgers");
    let expected = [
        ("公共收益半年公示".to_owned(), 1),
        ("楼道议事".to_owned(), 2),
    ];
    assert_eq!(names(&all), expected);
    let topics = office
        .matter_sheets(Some("stairwell-deliberation"), Language::Zh)
        .expect("one");
    assert_eq!(names(&topics), expected[1..]);
    let cell = |sheet: &Sheet, row: usize, heading: &str| {
        let mut columns = sheet.columns.iter();
        let at = columns
            .position(|column| column.heading == heading)
            .expect("a column");
        match &sheet.rows[row][at] {
            Cell::Text(text) => text.clone(),
            other => panic!("{heading}: {other:?}"),
        }
    };
    let topic = &topics[0];
    assert_eq!(cell(topic, 0, "地点"), "1-1");
    assert_eq!(cell(topic, 0, "状态"), "已收集");
    assert_eq!(cell(topic, 0, "开办时间"), "2026-11-23 08:40");
    assert_eq!(cell(topic, 1, "开办时间"), "2026-11-23 08:41");
    let told: Vec<&Cell> = topic.rows[0].iter().collect();
    assert!(told.contains(&&Cell::from("1-1-101")) && told.contains(&&Cell::from("电动车进楼")));
    let notice = &all[0];
    let at = |heading: &str| {
        let column = notice.columns.iter().position(|one| one.heading == heading);
        &notice.rows[0][column.expect("a column")]
    };
    assert_eq!(at("收入合计（元）"), &Cell::Number(1200.0));
    assert_eq!(at("收入"), &Cell::from("物业经营用房，1,200.00 元"));
    let unknown = office
        .matter_sheets(Some("nothing"), Language::Zh)
        .expect_err("no such flow");
    assert_eq!(
        (unknown.code(), unknown.at_field()),
        ("flow_unknown", Some("flow"))
    );
    assert_eq!(
        names(
            &office
                .matter_sheets(Some("errand"), Language::Zh)
                .expect("none yet")
        ),
        [("事项".to_owned(), 0)]
    );
}
