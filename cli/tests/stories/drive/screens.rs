//! The script of `tests/screens`, played in Rust: the same community, what the steps amount to, and the screens' reads. Whatever a
//! read gives a person to see stands in the golden file, at the step that shows it.

use super::outside::{Drive, give};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What each screen shows of its read: paths of texts, in which `*` is every item of a list. A word or a sentence is shown in
/// Chinese, a time by China's clock; nothing stands for null.
const SHOWN: &[(&str, &[&str])] = &[
    (
        "today",
        &[
            "floors.*.doors.*.door",
            "floors.*.doors.*.names.*",
            "floors.*.doors.*.last.at",
            "floors.*.doors.*.last.by.said",
            "floors.*.doors.*.last.outcome",
            "floors.*.doors.*.last.why",
            "floors.*.doors.*.due",
            "floors.*.doors.*.call_back",
            "floors.*.doors.*.flags.*",
            "to_correct.*.title",
            "to_correct.*.changed.said",
            "debt.records",
            "debt.since",
        ],
    ),
    (
        "door",
        &[
            "door",
            "people.*.name",
            "people.*.kind",
            "visits.*.at",
            "visits.*.who.said",
            "visits.*.note",
            "topics.*.title",
            "topics.*.at",
            "tallies.*.title",
            "tallies.*.deadline",
        ],
    ),
    (
        "topics",
        &["topics.*.title", "topics.*.household", "topics.*.at"],
    ),
    (
        "topic",
        &["title", "text", "household", "by.said", "source", "at"],
    ),
    (
        "matters",
        &[
            "matters.*.title",
            "matters.*.flow_title",
            "matters.*.state_title",
            "matters.*.place_said",
            "matters.*.changed.said",
        ],
    ),
    (
        "matter",
        &[
            "state_title",
            "place_said",
            "next.*.title",
            "steps.*.title",
            "steps.*.told.*.label",
            "steps.*.told.*.said",
            "steps.*.who.said",
            "steps.*.at",
            "explanation",
        ],
    ),
    (
        "list_tallies",
        &["tallies.*.title", "tallies.*.deadline", "tallies.*.voters"],
    ),
    ("openable_rules", &["*.title"]),
    (
        "vote",
        &[
            "title",
            "deadline",
            "next",
            "explanation",
            "state",
            "outcome",
            "missing.*.by.said",
            "missing.*.most",
        ],
    ),
    (
        "vote_roll",
        &["roll.*.voter", "roll.*.state", "roll.*.choice"],
    ),
    (
        "list_rounds",
        &[
            "rounds.*.place_said",
            "rounds.*.template",
            "rounds.*.period_said",
        ],
    ),
    (
        "round",
        &[
            "template",
            "place.said",
            "period_said",
            "lines.*.item",
            "lines.*.answers.*.result",
            "lines.*.answers.*.by.said",
            "lines.*.answers.*.at",
            "hazards.*.text",
        ],
    ),
    (
        "hazards",
        &[
            "hazards.*.text",
            "hazards.*.place_said",
            "hazards.*.type_said",
            "hazards.*.at",
        ],
    ),
    (
        "conflicts",
        &[
            "conflicts.*.title",
            "conflicts.*.label",
            "conflicts.*.values.*.said",
            "conflicts.*.values.*.who.said",
            "conflicts.*.values.*.at",
        ],
    ),
    (
        "search",
        &[
            "hits.*.title",
            "hits.*.matched",
            "hits.*.thing.kind",
            "hits.*.thing.place.said",
        ],
    ),
    (
        "me",
        &[
            "member.said",
            "community_name",
            "grants.*.role",
            "grants.*.place_said",
        ],
    ),
    (
        "card",
        &[
            "card.name",
            "card.role",
            "card.place",
            "card.community_name",
        ],
    ),
    ("shares", &["shares.*.title", "shares.*.kind"]),
    (
        "sync_status",
        &["debt.records", "debt.since", "debt.by_kind.*.records"],
    ),
];

fn screens() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/screens")
}

fn script() -> Value {
    let text = fs::read_to_string(screens().join("script.json")).expect("the script");
    serde_json::from_str(&text).expect("the script is JSON")
}

/// Both phones, and the ids that the script calls by name.
struct Play<'a> {
    folder: &'a Path,
    office: Drive,
    leader: Drive,
    ids: Map<String, Value>,
    stairwell: Value,
}

impl Play<'_> {
    fn open<'a>(folder: &'a Path, script: &Value) -> Play<'a> {
        let seed = script["seed"].to_string();
        let clock = script["clock"].as_str().expect("a clock");
        let options = ["--now", clock, "--seed", &seed];
        let mut play = Play {
            folder,
            office: Drive::start(folder, "office", &options),
            leader: Drive::start(folder, "leader", &options),
            ids: Map::new(),
            stairwell: json!({ "stairwell": script["leader"]["stairwell"] }),
        };
        play.found(script);
        for act in script["acts"].as_array().expect("acts") {
            play.act(act);
            play.later(60);
        }
        play
    }

    fn found(&mut self, script: &Value) {
        let founded = json!({ "name": script["community"], "compound": script["compound"] });
        self.office.ok("create_community", founded);
        let rows = script["register"].as_array().expect("a register");
        let line = |row: &Value| {
            let cells = row.as_array().expect("a row").iter();
            let texts: Vec<&str> = cells.map(|cell| cell.as_str().expect("a text")).collect();
            texts.join(",") + "\n"
        };
        let register: String = rows.iter().map(line).collect();
        fs::write(self.folder.join("register.csv"), register).expect("written");
        let imported = self
            .office
            .ok("import_register", json!({ "file": "register.csv" }));
        assert_eq!(imported["imported"], rows.len() - 1);
        let who = &script["leader"];
        let invited = json!({ "role": who["role"], "scope": self.stairwell, "name": who["name"] });
        let invitation = self.office.ok("invite", invited);
        let joined = self
            .leader
            .ok("join", json!({ "invitation": invitation["invitation"] }));
        let enrolment = &joined["enrolment"];
        let asked = self
            .office
            .ok("challenge", json!({ "enrolment": enrolment }));
        let answer = json!({ "challenge": asked["challenge"] });
        let digits = self.leader.ok("answer_challenge", answer);
        let admitted = json!({ "enrolment": enrolment, "digits": digits["digits"] });
        self.office.ok("admit", admitted);
        self.meet();
    }

    fn meet(&mut self) {
        give(self.folder, &mut self.office, &mut self.leader);
        give(self.folder, &mut self.leader, &mut self.office);
    }

    fn later(&mut self, seconds: i64) {
        for phone in [&mut self.office, &mut self.leader] {
            phone.ok("advance", json!({ "seconds": seconds }));
        }
    }

    /// An operation, whose answer's ids are known by their names from then on.
    fn does(&mut self, by_office: bool, op: &str, fields: Value) {
        let phone = if by_office {
            &mut self.office
        } else {
            &mut self.leader
        };
        if let Value::Object(ids) = phone.ok(op, fields) {
            self.ids.extend(ids);
        }
    }

    /// An act of the seeding, as the operation that it is.
    fn act(&mut self, act: &Value) {
        let by_office = act["by"] == "office";
        let mut fields = act.clone();
        let place = self.stairwell.clone();
        let op = match act["do"].as_str().expect("an act") {
            "meet" => return self.meet(),
            "later" => return self.later(act["hours"].as_i64().expect("hours") * 3_600),
            "flags" => {
                let flags = act["flags"].as_array().expect("flags").iter();
                let flags: Vec<&str> = flags.map(|flag| flag.as_str().expect("a flag")).collect();
                fields["fields"] = json!({ "flags": flags.join(",") });
                "propose_change"
            }
            "field" => {
                let field = act["field"].as_str().expect("a field");
                fields["fields"] = json!({ field: act["text"] });
                "propose_change"
            }
            "visit" => "record_visit",
            "topic" => "collect_topic",
            "tally" => {
                let now = self.leader.ok("advance", json!({ "seconds": 0 }));
                let days = act["days"].as_i64().expect("days");
                fields["deadline"] = json!(days_after(now["now"].as_str().expect("a time"), days));
                let doors = act.get("households");
                fields["voters"] = doors.map_or(place, |doors| json!({ "households": doors }));
                if !act["sheets"].is_null() {
                    fields["sheets"] = json!({ self.member(): act["sheets"] });
                }
                "open_tally"
            }
            "ballots" => {
                for voter in act["households"].as_array().expect("households") {
                    let kind = if act["correct"] == true {
                        "correct"
                    } else {
                        "cast"
                    };
                    let ballot = json!({ "tally": self.ids["tally"], "voter": voter, "choice": act["choice"], "kind": kind });
                    self.does(by_office, "cast_ballot", ballot);
                }
                return;
            }
            "round" => {
                fields["stairwell"] = place["stairwell"].clone();
                self.does(by_office, "start_round", fields);
                for item in act["items"].as_array().expect("items") {
                    let entry =
                        json!({ "round": self.ids["round"], "item": item[0], "result": item[1] });
                    self.does(by_office, "log_entry", entry);
                }
                return;
            }
            "hazard" => {
                fields["place"] = place;
                fields["type"] = act["kind"].clone();
                fields["round"] = self.ids["round"].clone();
                "report_hazard"
            }
            "photo" => {
                fs::write(self.folder.join("picture.jpg"), "a picture").expect("written");
                fields["entity"] = self.ids["hazard"].clone();
                fields["file"] = json!("picture.jpg");
                "attach_photo"
            }
            "close" => {
                fields["tally"] = self.ids["tally"].clone();
                "close_tally"
            }
            "grant" => {
                fields["member"] = json!(self.member());
                fields["scope"] = place;
                "grant"
            }
            "matter" => {
                fields["scope"] = place;
                "open_matter"
            }
            "step" => {
                fields["matter"] = self.ids["matter"].clone();
                if let Some(doors) = act.get("households") {
                    fields["values"]["households"] = doors.clone();
                }
                if act["tally"] == true {
                    fields["values"]["tally"] = self.ids["tally"].clone();
                }
                "take_step"
            }
            "agenda" => {
                fields["value"] = act["text"].clone();
                if act["begin"] == true {
                    fields["scope"] = place;
                } else {
                    fields["agenda"] = self.ids["agenda"].clone();
                }
                "edit_agenda"
            }
            other => panic!("the script does what nobody knows: {other}"),
        };
        self.does(by_office, op, fields);
    }

    /// The leader, as a member.
    fn member(&mut self) -> String {
        let me = self.leader.ok("identity", json!({}));
        me["member"].as_str().expect("a member").to_owned()
    }

    /// Ids in place of the names that stand for them.
    fn named(&self, fields: &Value) -> Value {
        let mut named = fields.clone();
        for value in named.as_object_mut().expect("fields").values_mut() {
            let name = value
                .as_str()
                .and_then(|text| text.strip_prefix('<')?.strip_suffix('>'));
            if let Some(name) = name {
                *value = self.ids[name].clone();
            }
        }
        named
    }

    fn step(&mut self, step: &Value) {
        for act in step["acts"].as_array().into_iter().flatten() {
            self.act(act);
            self.later(60);
        }
        if step["do"] == "later" {
            self.later(step["seconds"].as_i64().expect("seconds"));
        }
        for command in step["commands"].as_array().into_iter().flatten() {
            let op = command["op"].as_str().expect("an operation");
            let fields = self.named(command);
            self.does(false, op, fields);
        }
    }

    /// Whatever a read gives a person to see.
    fn shown(&mut self, read: &Value) -> Vec<String> {
        let op = read["op"].as_str().expect("an operation");
        let answer = self.leader.ok(op, self.named(read));
        let (_, paths) = SHOWN.iter().find(|(name, _)| *name == op).expect(op);
        let mut texts = Vec::new();
        for path in *paths {
            collect(&answer, path, &mut texts);
        }
        // Whoever founded the community has no name, and the number by which he is known is each store's own.
        let office = self.office.ok("identity", json!({}))["member"].clone();
        let number = office.as_str().expect("a member")[..8].to_uppercase();
        texts
            .into_iter()
            .flat_map(|text| {
                let parts = text.split(&number).map(str::to_owned);
                parts.collect::<Vec<_>>()
            })
            .collect()
    }
}

/// The texts at a path.
fn collect(value: &Value, path: &str, texts: &mut Vec<String>) {
    if path.is_empty() {
        return texts.extend(text(value));
    }
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    match value {
        Value::Array(items) if step == "*" => {
            items.iter().for_each(|item| collect(item, rest, texts));
        }
        Value::Object(fields) => {
            let Some(field) = fields.get(step) else {
                panic!("there is no `{step}` in {value}");
            };
            collect(field, rest, texts);
        }
        Value::Null => {}
        other => panic!("`{path}` leads nowhere in {other}"),
    }
}

/// A value as a Chinese screen says it; none of what is not there.
fn text(value: &Value) -> Option<String> {
    let said = match value {
        Value::Null => return None,
        Value::Object(words) => words["zh"].as_str().expect("a word").to_owned(),
        Value::String(text) => moment(text).unwrap_or_else(|| text.clone()),
        other => other.to_string(),
    };
    Some(said).filter(|text| !text.is_empty())
}

/// `2026-11-22T10:23:00+08:00` as 11月22日 10:23.
fn moment(text: &str) -> Option<String> {
    let (day, clock) = text.split_once('T')?;
    let clock = clock.strip_suffix(":00+08:00").or_else(|| clock.get(..5))?;
    let mut parts = day.split('-').skip(1).map(str::parse::<u8>);
    let (month, day) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(format!("{month}月{day}日 {clock}"))
}

/// The same hour so many days later, within a month.
fn days_after(text: &str, days: i64) -> String {
    let day: i64 = text[8..10].parse().expect("a day");
    format!("{}{:02}{}", &text[..8], day + days, &text[10..])
}

/// The pages of the golden file, a step each.
fn golden() -> Vec<String> {
    let text = fs::read_to_string(screens().join("golden-zh.txt")).expect("the golden file");
    text.split("=== ").skip(1).map(str::to_owned).collect()
}

#[test]
fn whatever_the_reads_give_a_person_to_see_stands_on_the_screens() {
    let script = script();
    let folder = tempfile::tempdir().expect("a folder");
    let mut play = Play::open(folder.path(), &script);
    let steps = script["steps"].as_array().expect("steps");
    let pages = golden();
    assert_eq!(pages.len(), steps.len() + 1);
    let mut compared = 0;
    for (step, page) in std::iter::once(&script["begin"]).chain(steps).zip(&pages) {
        play.step(step);
        let read = &step["read"];
        if read.is_null() {
            continue;
        }
        for text in play.shown(read) {
            // The page's paragraphs lie in lines of their own.
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                assert!(page.contains(line), "`{line}` of {read} is not on\n{page}");
                compared += 1;
            }
        }
    }
    let owed = play.leader.ok("sync_status", json!({}));
    let owed = owed["debt"]["by_kind"].as_array().expect("kinds");
    for (kind, records) in [("photo", 1), ("hazard", 1)] {
        assert!(
            owed.contains(&json!({ "kind": kind, "records": records })),
            "a hazard's photo is no hazard: {owed:?}"
        );
    }
    assert!(compared > 350, "{compared} texts were compared");
    play.office.end();
    play.leader.end();
}
