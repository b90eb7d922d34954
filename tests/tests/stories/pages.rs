//! 打印: matters on paper, in both languages, by common pages and by those of a pack.

use linli_core::domain::{DocId, Role};
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::Cell;
use linli_core::workspace::{Export, ScopeName, Workspace};
use linli_tests::matter::{step, take};
use linli_tests::phone::stairwell;
use linli_tests::story::{Story, story};
use serde_json::json;

fn html(phone: &Workspace, matter: DocId, page: &str, language: Language) -> String {
    let html = phone.page(matter, page, language).expect("a page");
    assert!(html.starts_with("<!DOCTYPE html>"), "{page}");
    // No code of a template, no hole where a value lacks.
    for left in ["{{", "{%", ">none<", ">undefined<", "None"] {
        assert!(!html.contains(left), "{page} holds {left}");
    }
    html
}

fn names(phone: &Workspace, matter: DocId) -> Vec<String> {
    let pages = phone.pages(matter).expect("pages");
    pages.into_iter().map(|page| page.page).collect()
}

fn compound() -> ScopeName {
    ScopeName::Compound("月亮湾".to_owned())
}

/// A meeting of a stairwell in which two households have signed in.
fn meeting(story: &Story) -> DocId {
    let (leader, _) = story.leader("1-1");
    let values =
        json!({"source": "visit", "title": "楼道<堆物>", "text": "三楼堆了纸箱。\n请大家商量。"});
    let (matter, _) = leader
        .open_matter(
            "stairwell-deliberation",
            &stairwell("1-1"),
            &step("collect", &values),
        )
        .expect("a topic");
    let screened = json!({"result": "taken_up", "category": "hygiene"});
    take(&leader, matter, "screen", &screened).expect("screened");
    take(&leader, matter, "deliberate", &json!({"opinion": "一起清"})).expect("deliberated");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    linli_tests::phone::settle(&[&story.office.phone, &leader, &grid]);
    take(&grid, matter, "cosign", &json!({"as": "grid_leader"})).expect("signed");
    linli_tests::phone::settle(&[&story.office.phone, &leader, &grid]);
    take(&leader, matter, "confirm", &json!({"question": "清不清？"})).expect("confirmed");
    let convened =
        json!({"mode": "on_site", "when": "2026-11-25T19:00:00+08:00", "venue": "一楼门厅"});
    take(&leader, matter, "convene", &convened).expect("convened");
    for door in ["1-1-101", "1-1-102"] {
        let here = json!({"household": door, "how": "on_site"});
        take(&leader, matter, "sign_in", &here).expect("signed in");
    }
    linli_tests::phone::settle(&[&story.office.phone, &leader]);
    matter
}

#[test]
fn a_meeting_has_its_minutes_its_sheet_its_file_and_its_index() {
    let story = story();
    let matter = meeting(&story);
    let office = &story.office.phone;
    assert_eq!(
        names(office, matter),
        ["minutes", "sign-in", "case-file", "index"]
    );
    let minutes = html(office, matter, "minutes", Language::Zh);
    for words in [
        "《楼道&lt;堆物&gt;》会商纪要",
        "2026年11月25日 19:00",
        "一楼门厅",
        "1-1-101",
        "1-1-102",
        "现场",
    ] {
        assert!(minutes.contains(words), "{words}");
    }
    let minutes = html(office, matter, "minutes", Language::En);
    for words in ["minutes", "2026-11-25 19:00", "on site", "Present"] {
        assert!(minutes.contains(words), "{words}");
    }
    let sheet = html(office, matter, "sign-in", Language::Zh);
    let doors = office.round_list(&stairwell("1-1")).expect("doors");
    assert!(doors.len() > 2);
    for door in &doors {
        assert!(sheet.contains(&format!(">{}<", door.door)), "{}", door.door);
    }
    let file = html(office, matter, "case-file", Language::Zh);
    for words in ["收集议题", "5.1.3.2.2.1", "<p>请大家商量。</p>", "<svg"] {
        assert!(file.contains(words), "{words}");
    }
    let index = html(office, matter, "index", Language::En);
    let view = office.matter(matter).expect("the topic");
    for step in &view.steps {
        assert!(index.contains(&step.record.to_string()));
    }
}

/// 5.1.2.4: a half-year's accounts with money as people write it.
#[test]
fn a_half_year_is_put_on_paper_with_its_sums() {
    let story = story();
    let office = &story.office.phone;
    let values = json!({"period": "2026-H1",
        "income": [{"source": "common_areas", "amount": 123_450}, {"source": "other", "amount": 50}],
        "spending": [{"use": "repair", "amount": 100_000, "note": "修门禁"}],
        "total_in": 123_500, "total_out": 100_000, "balance": 23_500});
    let (matter, _) = office
        .open_matter("revenue-notice", &compound(), &step("prepare", &values))
        .expect("prepared");
    assert_eq!(
        names(office, matter),
        ["half-year-ledger", "case-file", "index"]
    );
    let zh = html(office, matter, "half-year-ledger", Language::Zh);
    for words in [
        "2026年上半年",
        "公共区域",
        "1,234.50 元",
        "修门禁",
        "235.00 元",
    ] {
        assert!(zh.contains(words), "{words}");
    }
    let en = html(office, matter, "half-year-ledger", Language::En);
    for words in ["first half of 2026", "common areas", "¥1,234.50", "Balance"] {
        assert!(en.contains(words), "{words}");
    }
}

#[test]
fn a_notice_says_its_words_and_carries_its_code() {
    let story = story();
    let office = &story.office.phone;
    let values =
        json!({"kind": "stairwell", "title": "清理楼道", "text": "周六上午清理。\n请自行搬走。"});
    let (matter, _) = office
        .open_matter("notice", &stairwell("1-1"), &step("draft", &values))
        .expect("a draft");
    take(
        office,
        matter,
        "post",
        &json!({"channel": ["board", "stairwell_board"]}),
    )
    .expect("posted");
    let page = html(office, matter, "notice", Language::Zh);
    for words in [
        "<h1>清理楼道</h1>",
        "<p>请自行搬走。</p>",
        "<svg",
        "湖州市物业管理条例 31",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let community = office.me().expect("an office").community.expect("joined");
    let number = community.to_string().to_uppercase();
    let (first, last) = (&number[..4], &number[28..]);
    let said = page
        .split_once("社区编号")
        .expect("by which cards are checked")
        .1;
    assert!(said.trim_start().starts_with(first) && said.contains(last));
    let error = office
        .page(matter, "nothing", Language::Zh)
        .expect_err("no such page");
    assert_eq!(
        (error.code(), error.at_field()),
        ("word_unknown", Some("page"))
    );
}

const PACK: &str = r#"{"pack":"own","edition":"1","title":{"zh":"本社区","en":"ours"},"flows":[
 {"flow":"报修","class":"form_answers","at":["stairwell"],"title":{"zh":"报修","en":"repair"},"settle":"screen_topic",
  "states":[{"state":"待修","title":{"zh":"待修","en":"open"}},{"state":"修好","title":{"zh":"修好","en":"done"},"final":true}],
  "steps":[{"step":"报","title":{"zh":"报修","en":"report"},"may":"collect_topic","from":[],"to":"待修",
            "fields":[{"field":"什么","title":{"zh":"什么","en":"what"},"type":"text"}]},
           {"step":"修","title":{"zh":"修好","en":"repair"},"may":"collect_topic","from":["待修"],"to":"修好"}]}],
 "pages":[{"page":"case-file","title":{"zh":"报修单","en":"order"},"template":["<h1>{{ t('报修单', 'order') }}</h1>","TEMPLATE"]}]}"#;

/// A page of a community's own travels with its pack; what does not parse is refused at the door, what never ends when printed.
#[test]
fn a_pack_of_ones_own_brings_its_pages() {
    let story = story();
    let office = &story.office.phone;
    let adopt = |name: &str, template: &str| {
        let text = PACK
            .replace("TEMPLATE", template)
            .replace("\"own\"", &format!("\"{name}\""))
            .replace("报修\",\"class", &format!("报修{name}\",\"class"));
        office.adopt_pack(text.as_bytes())
    };
    let refused = adopt("broken", "{% if %}").expect_err("it does not parse");
    assert_eq!(refused.code(), "pack_unsound");
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    adopt("endless", endless).expect("it parses");
    adopt("own", "<p>{{ raw['什么'] }}</p><script>run()</script>").expect("taken up");
    let opened = |flow: &str| {
        let draft = step("报", &json!({"什么": "<门锁>"}));
        let opened = office.open_matter(flow, &stairwell("1-1"), &draft);
        opened.expect("reported").0
    };
    let matter = opened("报修own");
    assert_eq!(names(office, matter), ["case-file", "index"]);
    let page = html(office, matter, "case-file", Language::Zh);
    assert!(page.contains("<h1>报修单</h1>") && page.contains("<p>&lt;门锁&gt;</p>"));
    // Whatever a template holds, the sheet lets nothing run.
    let policy = page.find("default-src 'none'").expect("a policy");
    assert!(policy < page.find("<script>").expect("the template's"));
    let error = office
        .page(opened("报修endless"), "case-file", Language::Zh)
        .expect_err("it never ends");
    assert_eq!(error.code(), "pack_unsound");
}

/// What was typed at a door stands in the office's table, in the words of its form.
#[test]
fn every_flow_has_its_table() {
    let story = story();
    let office = &story.office.phone;
    let topic = meeting(&story);
    let values = json!({"kind": "stairwell", "title": "清理楼道", "text": "周六上午。"});
    office
        .open_matter("notice", &stairwell("1-1"), &step("draft", &values))
        .expect("a draft");
    let sheets = office.matter_sheets(None, Language::Zh).expect("sheets");
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(
        names,
        ["公示", "楼道议事", "楼道议事·网格长附议", "楼道议事·签到"]
    );
    let table = &sheets[1];
    assert_eq!(table.rows.len(), 1);
    let cell = |heading: &str| {
        let column = table
            .columns
            .iter()
            .position(|column| column.heading == heading)
            .expect("a column");
        match &table.rows[0][column] {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(cell("编号"), topic.to_string()[..8]);
    assert_eq!(cell("地点"), "1-1");
    assert_eq!(cell("状态"), "会商中");
    assert_eq!(cell("来源"), "入户走访");
    assert_eq!(cell("议题"), "楼道<堆物>");
    assert_eq!(sheets[3].rows.len(), 2, "two households signed in");
    let ledger = office.export(Export::Ledger, Language::Zh).expect("sheets");
    assert!(ledger.ends_with(&sheets) && ledger.len() > sheets.len());
}
