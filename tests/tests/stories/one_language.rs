//! 一种语言: what is read in English holds no Chinese but what people wrote, and what is read in Chinese no English word, number of a
//! record, code or machine's time. Every flow of the packs is opened, and every table and view that a store has is swept.

use super::exports::back;
use super::registers::{founded, people};
use linli_core::domain::vocabulary::{
    ItemResult, PersonKind, Severity, TopicSource, VisitMode, VisitOutcome,
};
use linli_core::domain::{DocId, Flag, MemberId, Role, Timestamp};
use linli_core::rules::flows::pack::{Field, Type};
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::{Cell, Sheet, read_register_bytes};
use linli_core::workspace::{
    Export, HazardDraft, LogDraft, MatterFilter, RegisterDraft, RootPolicy, ScopeName, TallyDraft,
    TopicDraft, VisitDraft, Voters, Workspace,
};
use linli_tests::matter::step;
use linli_tests::phone::{Phone, TestClock};
use linli_tests::story::story;
use serde_json::{Map, Value, json};
use std::fmt::Debug;

/// What people write, in the script of one language.
struct Written {
    language: Language,
    compound: &'static str,
    name: &'static str,
    text: &'static str,
    column: &'static str,
}

const CHINESE: Written = Written {
    language: Language::Zh,
    compound: "月亮湾",
    name: "王建",
    text: "灯不亮",
    column: "宽带",
};
const ENGLISH: Written = Written {
    language: Language::En,
    compound: "Moonbay",
    name: "Anna",
    text: "lamp out",
    column: "Broadband",
};

const DOOR: &str = "3-1-501";
const NOW: Timestamp = Timestamp(1_795_394_400_000);

/// The ids of a store that fields of a form may name.
struct Ids {
    member: MemberId,
    household: String,
    place: String,
    topic: DocId,
    tally: DocId,
}

fn filled(field: &Field, written: &Written, ids: &Ids) -> Value {
    let one = match field.kind {
        Type::Choice => json!(field.words.first().map(|word| word.word.clone())),
        Type::Flag => json!(true),
        Type::Int | Type::Fen | Type::Cm2 => json!(field.least.unwrap_or(0).max(2)),
        Type::Date => json!("2026-11-24"),
        Type::Time => json!("2026-11-24T19:30:00+08:00"),
        Type::Period => json!("2026-H2"),
        Type::Member => json!(ids.member.to_string()),
        Type::Household => json!(ids.household),
        Type::Place => json!(ids.place),
        Type::Doc => json!(ids.topic.to_string()),
        Type::Tally => json!(ids.tally.to_string()),
        Type::Rows => form(&field.columns, written, ids),
        _ => json!(written.text),
    };
    let is_list = field.many || field.kind == Type::Rows;
    if is_list { json!([one]) } else { one }
}

fn form(fields: &[Field], written: &Written, ids: &Ids) -> Value {
    let each = fields
        .iter()
        .map(|field| (field.name.clone(), filled(field, written, ids)));
    Value::Object(each.collect::<Map<String, Value>>())
}

/// Marks a household, and says when nobody is to knock there.
fn mark(store: &Workspace) {
    let change = RegisterDraft {
        household: DOOR.to_owned(),
        fields: [
            (Flag::FIELD.to_owned(), Some("dog,not_alone".to_owned())),
            ("quiet_hours".to_owned(), Some("21:00-08:00".to_owned())),
        ]
        .into(),
        ..RegisterDraft::default()
    };
    store.propose_change(change).expect("marks");
}

/// A store in which everything that an office can do alone was done once, and how many flows were opened.
fn busy(written: &Written) -> (Phone, usize) {
    let store = Phone::new(&TestClock::start(), 1);
    let founded = store
        .create_community(written.compound, None, RootPolicy::OneOfOne)
        .expect("a community");
    let csv = format!(
        "幢,单元,室,姓名,身份,电话,面积,{}\n3,1,501,{},业主,13800000501,89.12,{}\n3,1,502,,,,90.5,\n",
        written.column, written.name, written.text
    );
    let table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
    store.import_register(&table, false).expect("imported");
    let compound = ScopeName::Compound(written.compound.to_owned());
    let stairwell = ScopeName::Stairwell("3-1".to_owned());
    let text = || written.text.to_owned();
    for role in [Role::GridLeader, Role::Committee, Role::Mediator] {
        store
            .grant(founded.member, role, &compound)
            .expect("another role");
    }
    mark(&store);
    let topic = store
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: text(),
            text: text(),
            household: Some(DOOR.to_owned()),
            scope: None,
        })
        .expect("a topic");
    let mut visit = VisitDraft::new(DOOR, VisitOutcome::Home);
    (visit.mode, visit.note) = (Some(VisitMode::Door), Some(text()));
    visit.call_back = Some(NOW.plus_seconds(90_000));
    visit.topics = vec![topic];
    store.record_visit(visit).expect("a visit");
    let tally = store
        .open_tally(TallyDraft {
            title: text(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell.clone()),
            readings: Vec::new(),
            deadline: NOW.plus_seconds(90_000),
            sheets: Vec::new(),
            key_holders: Vec::new(),
        })
        .expect("a tally");
    store
        .report_hazard(HazardDraft {
            place: stairwell.clone(),
            kind: text(),
            severity: Severity::Medium,
            text: text(),
            round: None,
        })
        .expect("a hazard");
    let round = store
        .start_round(&stairwell, written.text)
        .expect("a round");
    store
        .log_entry(LogDraft {
            round,
            item: text(),
            result: ItemResult::Fault,
            note: Some(text()),
        })
        .expect("logged");
    let place = store.places().expect("places");
    let ids = Ids {
        member: founded.member,
        household: store.household(DOOR).expect("a home").household.to_string(),
        place: place[0].place.to_string(),
        topic,
        tally,
    };
    let mut opened = 0;
    for pack in store.packs().expect("packs") {
        for flow in &pack.pack.flows {
            let first = flow.steps.iter().find(|one| one.from.is_opening());
            let Some(first) = first else { continue };
            let given = form(&first.fields, written, &ids);
            let at = [&compound, &stairwell];
            opened += usize::from(at.iter().any(|place| {
                let draft = step(&first.name, &given);
                store.open_matter(&flow.name, place, &draft).is_ok()
            }));
        }
    }
    (store, opened)
}

fn is_han(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter) || ('\u{3000}'..='\u{303f}').contains(&letter)
}

/// What is wrong with a text for a reader of one language.
fn wrong(text: &str, language: Language) -> Option<&'static str> {
    let words = || {
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty())
    };
    let is_hex = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let doubled = [
        "。。", "，，", "；；", "、、", "：：", "..", ",,", ";;", "  ", "。，", "，。",
    ];
    if words().any(|word| word.len() >= 16 && is_hex(word)) {
        Some("the number of a record")
    } else if words().any(|word| word.contains('_')) {
        Some("a code")
    } else if words()
        .any(|word| word.len() == 5 && &word[2..3] == "T" && word[..2].parse::<u8>().is_ok())
    {
        Some("a machine's time")
    } else if text.contains(['{', '}']) {
        Some("a placeholder")
    } else if doubled.iter().any(|sign| text.contains(sign)) {
        Some("a sign twice")
    } else {
        match language {
            Language::En => text.contains(is_han).then_some("Chinese"),
            Language::Zh => words()
                .any(|word| {
                    let is_short_number = word.len() == 8 && is_hex(word);
                    let small = word.bytes().filter(u8::is_ascii_lowercase).count();
                    small > 1 && !is_short_number
                })
                .then_some("English"),
        }
    }
}

fn sweep_sheets(sheets: &[Sheet], language: Language, found: &mut Vec<String>) {
    let mut look = |at: &str, text: &str| {
        if let Some(what) = wrong(text, language) {
            found.push(format!("{at}: {what}: {text}"));
        }
    };
    for sheet in sheets {
        look("the name of a sheet", &sheet.name);
        let shown: Vec<bool> = sheet.columns.iter().map(|column| !column.hidden).collect();
        for (column, _) in sheet
            .columns
            .iter()
            .zip(&shown)
            .filter(|(_, shown)| **shown)
        {
            look(&sheet.name, &column.heading);
        }
        for row in &sheet.rows {
            for (at, cell) in row.iter().enumerate().filter(|(at, _)| shown[*at]) {
                if let Cell::Text(text) = cell {
                    look(
                        &format!("{}, {}", sheet.name, sheet.columns[at].heading),
                        text,
                    );
                }
            }
        }
    }
}

/// Every `Said` of a view, as its debug text shows it.
fn sweep_view(at: &str, view: &impl Debug, language: Language, found: &mut Vec<String>) {
    let text = format!("{view:?}");
    let mark = match language {
        Language::Zh => "zh: \"",
        Language::En => "en: \"",
    };
    for part in text.split(mark).skip(1) {
        let said = part.split("\"").next().unwrap_or_default();
        if let Some(what) = wrong(said, language) {
            let line = format!("{at}: {what}: {said}");
            if !found.contains(&line) {
                found.push(line);
            }
        }
    }
}

fn sweep(written: &Written) -> Vec<String> {
    let (store, opened) = busy(written);
    assert!(opened >= 20, "{opened} flows opened");
    let language = written.language;
    let mut found = Vec::new();
    for what in [Export::Register, Export::Ledger] {
        let sheets = store.export(what, language).expect("sheets");
        sweep_sheets(&sheets, language, &mut found);
    }
    let filter = MatterFilter::default();
    let listed = store.matters(&filter, 500, None).expect("matters");
    sweep_view("matters", &listed, language, &mut found);
    for item in &listed.items {
        let view = store.matter(item.matter).expect("a matter");
        sweep_view("a matter", &view, language, &mut found);
        for page in store.pages(item.matter).expect("pages") {
            sweep_view("pages", &page, language, &mut found);
            // A page holds records' numbers and signs of HTML; what it says in Chinese to a reader of English is none of that.
            let text = store.page(item.matter, &page.page, language);
            let text =
                text.unwrap_or_else(|error| panic!("{} of {:?}: {error:?}", page.page, item));
            let (_, body) = text.split_once("<body").expect("a page");
            let says = |letter| is_han(letter) && letter != '\u{3000}';
            let chinese = body.lines().filter(|line| line.contains(says));
            if language == Language::En {
                found.extend(chinese.map(|line| format!("{}: {line}", page.page)));
            }
        }
    }
    let now = NOW;
    let due = store.obligations(now, now.plus_seconds(400 * 86_400));
    sweep_view(
        "obligations",
        &due.expect("obligations"),
        language,
        &mut found,
    );
    let compound = ScopeName::Compound(written.compound.to_owned());
    sweep_view(
        "rules",
        &store.openable_rules(&compound).expect("rules"),
        language,
        &mut found,
    );
    sweep_view(
        "today",
        &store.today(None).expect("today"),
        language,
        &mut found,
    );
    sweep_view(
        "door",
        &store.door(DOOR).expect("a door"),
        language,
        &mut found,
    );
    sweep_view(
        "conflicts",
        &store.conflict_list(100, None),
        language,
        &mut found,
    );
    sweep_view("me", &store.me().expect("me"), language, &mut found);
    sweep_view(
        "sync",
        &store.sync_screen().expect("sync"),
        language,
        &mut found,
    );
    let month = store.statistics("2026-11", None).expect("figures");
    sweep_view("statistics", &month, language, &mut found);
    for tally in store.list_tallies().expect("tallies") {
        let meter = store.vote(tally.tally).expect("a vote");
        sweep_view("a vote", &meter, language, &mut found);
    }
    for round in store.list_rounds(100, None).expect("rounds").items {
        let view = store.round(round.round).expect("a round");
        sweep_view("a round", &view, language, &mut found);
    }
    found
}

#[test]
fn what_is_read_in_chinese_holds_no_english_and_no_codes() {
    assert_eq!(sweep(&CHINESE), Vec::<String>::new());
}

#[test]
fn what_is_read_in_english_holds_no_chinese_and_no_codes() {
    assert_eq!(sweep(&ENGLISH), Vec::<String>::new());
}

/// The sweep itself can fail.
#[test]
fn the_sweep_finds_what_it_looks_for() {
    for text in [
        "0123456789abcdef0123456789abcdef",
        "not_home",
        "2026-11-24T19:30:00+08:00",
        "{count} 户",
        "完成。。",
        "done",
    ] {
        assert!(wrong(text, Language::Zh).is_some(), "{text}");
    }
    assert_eq!(wrong("done", Language::En), None);
    assert_eq!(wrong("已办 done", Language::En), Some("Chinese"));
    assert_eq!(wrong("按 DB3305/T 309 办（a1b2c3d4）", Language::Zh), None);
}

/// Columns whose headings are the export's own words in the other language, and marks that the program knows by name.
fn odd_columns(seed: u64) -> Phone {
    let store = founded(seed, "月亮湾社区");
    let csv = "幢,单元,室,姓名,身份,电话,面积,备注,标签\n\
        3,1,501,王建,业主,13800000501,89.12,老住户,甲\n3,1,501,王小建,租客家属,,,,\n3,1,502,李秀,租客,,,,\n3,1,503,,,,,,\n";
    let mut table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
    for heading in [
        "Note",
        "Name",
        "备注",
        "标记",
        "Flags",
        "Use",
        "own:x",
        "自定义:y",
        "Floor area",
    ] {
        table.households[0]
            .custom
            .insert(heading.to_owned(), format!("{heading} 甲"));
    }
    store.import_register(&table, false).expect("imported");
    mark(&store);
    store
}

fn at(sheet: &Sheet, heading: &str) -> usize {
    let found = sheet.columns.iter().position(|one| one.heading == heading);
    found.unwrap_or_else(|| panic!("no column {heading}"))
}

fn text_of(store: &Workspace, field: &str) -> Option<String> {
    let view = store.household(DOOR).expect("a home");
    let mut fields = view.fields.iter().filter(|one| one.name == field);
    let values = &fields.next()?.values;
    assert_eq!(values.len(), 1, "{field} has one value");
    values[0].value.clone()
}

#[test]
fn a_register_comes_back_from_either_language_and_every_format() {
    let store = odd_columns(1);
    let before = store.digest().expect("a digest");
    for language in [Language::Zh, Language::En] {
        for file in ["e.csv", "e.xlsx"] {
            let mut sheets = store.export(Export::Register, language).expect("sheets");
            let (outcome, told) = back(&store, sheets.pop().expect("a sheet"), file);
            assert_eq!(told, Vec::<String>::new(), "{file}");
            assert_eq!(
                (outcome.imported, outcome.conflicts.len()),
                (0, 0),
                "{file}"
            );
            assert_eq!(store.digest().expect("a digest"), before, "{file}");
        }
    }
}

#[test]
fn what_was_edited_in_an_export_is_read_in_either_language() {
    for (language, flags, flag, kind, name, own) in [
        (
            Language::Zh,
            "标记",
            Flag::Dog.zh(),
            "身份",
            "姓名",
            "自定义:Flags",
        ),
        (
            Language::En,
            "Flags",
            Flag::Dog.en(),
            "Relation",
            "Name",
            "own:Flags",
        ),
    ] {
        let store = odd_columns(2);
        let mut sheets = store.export(Export::Register, language).expect("sheets");
        let mut sheet = sheets.pop().expect("a sheet");
        let (flags, own) = (at(&sheet, flags), at(&sheet, own));
        for row in sheet.rows.iter_mut().take(2) {
            row[flags] = Cell::from(flag);
            row[own] = Cell::from("乙");
        }
        let last = sheet.rows.len() - 1;
        let (kind, name) = (at(&sheet, kind), at(&sheet, name));
        sheet.rows[last][name] = Cell::from("赵丽");
        sheet.rows[last][kind] =
            Cell::from(language.pick(PersonKind::Tenant.zh(), PersonKind::Tenant.en()));
        let (outcome, told) = back(&store, sheet, "e.xlsx");
        assert_eq!((told, outcome.conflicts.len()), (Vec::<String>::new(), 0));
        assert_eq!(text_of(&store, Flag::FIELD).as_deref(), Some("dog"));
        assert_eq!(text_of(&store, "Flags").as_deref(), Some("乙"));
        let expected = [("赵丽".to_owned(), PersonKind::Tenant)];
        assert_eq!(people(&store, "3-1-503"), expected);
    }
}

#[test]
fn marks_and_hours_that_nobody_can_read_are_told_and_leave_what_was_there() {
    for (language, flags, hours) in [
        (Language::Zh, "标记", "安静时段"),
        (Language::En, "Flags", "Quiet hours"),
    ] {
        let store = odd_columns(3);
        let before = store.digest().expect("a digest");
        let mut sheets = store.export(Export::Register, language).expect("sheets");
        let mut sheet = sheets.pop().expect("a sheet");
        let (flags, hours) = (at(&sheet, flags), at(&sheet, hours));
        for row in sheet.rows.iter_mut().take(2) {
            row[flags] = Cell::from("请勿敲门（周末可）");
            row[hours] = Cell::from("晚9点-早8点");
        }
        let (_, told) = back(&store, sheet, "e.xlsx");
        assert_eq!(told, ["word_unknown", "word_unknown"]);
        assert_eq!(store.digest().expect("a digest"), before);
        assert_eq!(
            text_of(&store, Flag::FIELD).as_deref(),
            Some("dog,not_alone")
        );
    }
}

#[test]
fn an_export_of_before_there_were_words_for_the_fields_is_read_as_it_was_written() {
    let store = odd_columns(4);
    let before = store.digest().expect("a digest");
    let mut sheets = store
        .export(Export::Register, Language::Zh)
        .expect("sheets");
    let mut sheet = sheets.pop().expect("a sheet");
    // So an earlier version wrote it: its own columns without a mark, the fields of the program under their names. The cells of
    // flags held names then, which are no words that this marker knows, and mean the same.
    for (now, then) in [("标记", "flags"), ("安静时段", "quiet_hours")] {
        let column = at(&sheet, now);
        sheet.columns[column].heading = then.to_owned();
    }
    for own in ["标记", "Flags", "Use"] {
        let column = at(&sheet, &format!("自定义:{own}"));
        sheet.columns[column].heading = own.to_owned();
    }
    let (outcome, told) = back(&store, sheet, "e.xlsx");
    assert_eq!(told, Vec::<String>::new());
    assert_eq!((outcome.imported, outcome.conflicts.len()), (0, 0));
    assert_eq!(store.digest().expect("a digest"), before);
}

#[test]
fn an_untouched_cell_of_a_persons_kind_rewrites_no_relation() {
    let store = founded(5, "月亮湾社区");
    let csv = "幢,单元,室,承租人,身份\n3,1,501,周平,某公司员工\n";
    let table = read_register_bytes("名册.csv", csv.as_bytes()).expect("a register");
    store.import_register(&table, false).expect("imported");
    let before = store.digest().expect("a digest");
    for language in [Language::En, Language::Zh] {
        let mut sheets = store.export(Export::Register, language).expect("sheets");
        let (outcome, told) = back(&store, sheets.pop().expect("a sheet"), "e.xlsx");
        assert_eq!(told, Vec::<String>::new());
        assert_eq!((outcome.imported, outcome.conflicts.len()), (0, 0));
        assert_eq!(store.digest().expect("a digest"), before);
    }
}

/// Who comes in by a word alone is named too, with what the word leaves him.
#[test]
fn who_may_is_told_with_those_who_may_their_own_part() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let rules = leader.openable_rules(&story.compound()).expect("rules");
    let said: Vec<_> = rules
        .iter()
        .filter_map(|rule| rule.why_not.clone())
        .collect();
    let told = said.iter().find(|said| said.zh.contains("代为记录"));
    let told = told.expect("an assembly, which the office records");
    assert!(told.en.contains("records it for them"), "{told:?}");
}
