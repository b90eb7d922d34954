//! A building leader's day, handed in at once: 240 changes in 16 documents through a hub, as HTTP bodies both ways with
//! every signature. Beside it what Automerge's own sync says for the same documents, and the entries as JSON under zstd.

use super::plain::{Bytes, Peek};
use super::report::Row;
use super::workloads::{door, register, stairwell};
use crate::hub::{LocalHub, settle, sync};
use crate::phone::AdmitPhone;
use crate::phone::{Phone, TestClock, pass};
use automerge::sync::{State, SyncDoc};
use automerge::{Automerge, Change, ReadDoc};
use linli_core::admission::base_of;
use linli_core::documents::read_entry;
use linli_core::domain::entry::{BodyWords, Entry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::domain::{DocId, DocKind, Role, Timestamp};
use linli_core::env::Clock;
use linli_core::records::{Body, Header};
use linli_core::workspace::{
    BallotDraft, HazardDraft, LogDraft, RootPolicy, ScopeName, SyncReport, TallyDraft, TopicDraft,
    VisitDraft, Voters, Workspace,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Changes of a day.
const CHANGES: usize = 240;
const HOMES: u32 = 24;

/// A synced day.
#[derive(Debug, Clone)]
pub struct Day {
    /// Changes that were written.
    pub changes: usize,
    /// Documents they lie in.
    pub documents: usize,
    /// The sync's result.
    pub report: SyncReport,
    /// Bytes of all messages of Automerge's own sync, both ways, a pair of documents each: the changes alone, with no
    /// word of a body and no signature.
    pub automerge: usize,
    /// Bytes of the bodies, which Automerge's sync leaves out.
    pub bodies: usize,
    /// The entries with their words as JSON lines, and the same under zstd at level 19.
    pub json: (usize, usize),
}

impl Day {
    /// Works for a day and syncs once.
    #[must_use]
    pub fn synced() -> Self {
        let scratch = crate::scratch::folder();
        let clock = TestClock::start();
        let office = Phone::at(&scratch.path().join("office"), &clock, 1);
        office
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .expect("the community is founded");
        office
            .import_register(&register(HOMES, 61), false)
            .expect("the register is imported");
        let hub = LocalHub::new(&clock, 90);
        hub.claimed_by(&office);
        let phone = Phone::at(&scratch.path().join("leader"), &clock, 2);
        let place = ScopeName::Stairwell(stairwell(0));
        let invitation = office
            .invite(Role::BuildingLeader, &place, "王阿姨")
            .expect("an invitation");
        let joined = phone.join(&invitation).expect("the phone joins");
        office
            .admit_phone(&phone, &joined)
            .expect("the phone is admitted");
        pass(&office, &phone);
        settle(&[&office, &phone], &hub);

        let peek = Peek::at(phone.dir());
        let before = peek.some("ORDER BY num").len();
        let written = || peek.some("ORDER BY num").len() - before;
        let texts = errands(&phone, &clock, &place);
        let rest = CHANGES - written();
        doors(&phone, &clock, rest);
        let records = peek.some("ORDER BY num").split_off(before);

        let report = sync(&phone, &hub);
        let documents: BTreeSet<DocId> = headers(&records).map(|header| header.doc).collect();
        let lines = as_json(&records, texts);
        let packed = zstd::bulk::compress(lines.as_bytes(), 19).expect("it packs");
        Self {
            changes: records.len(),
            documents: documents.len(),
            report,
            automerge: automerge_bytes(&records),
            bodies: records
                .iter()
                .flat_map(|[.., body]| body)
                .map(Vec::len)
                .sum(),
            json: (lines.len(), packed.len()),
        }
    }

    /// Bytes of HTTP bodies, both ways.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.report.bytes_up + self.report.bytes_down
    }
}

/// Everything of a day but the doors: 15 documents. Gives what was written into the agenda's text, edit by edit.
fn errands(phone: &Workspace, clock: &Arc<TestClock>, place: &ScopeName) -> Vec<&'static str> {
    for (n, (title, text)) in [
        (
            "三楼堆物",
            "三楼平台放了旧柜子，邻居说绊过人，住户答应周末搬走。",
        ),
        ("电动车充电", "想在一楼车棚加两个充电口，问费用谁出。"),
        ("楼顶漏水", "六楼东户卧室返潮，去年补过一次，雨大时又漏。"),
        ("垃圾投放点", "投放点离幼儿园太近，建议往北挪二十米。"),
        ("门禁卡", "老人记不住密码，想多配几张卡。"),
        ("路灯", "单元门口的灯三天没亮，晚上看不清台阶。"),
    ]
    .into_iter()
    .enumerate()
    {
        clock.advance(240);
        phone
            .collect_topic(TopicDraft {
                source: TopicSource::Visit,
                title: title.to_owned(),
                text: text.to_owned(),
                household: Some(door(0, n as u32 * 3)),
                scope: None,
            })
            .expect("a topic");
    }
    for template in ["fire_monthly", "electric_monthly"] {
        let round = phone.start_round(place, template).expect("a round");
        for item in [
            "灭火器",
            "应急灯",
            "疏散通道",
            "防火门",
            "消火栓",
            "电表箱",
            "飞线",
            "堆物",
        ] {
            clock.advance(60);
            let fault = item == "堆物";
            phone
                .log_entry(LogDraft {
                    round,
                    item: item.to_owned(),
                    result: if fault {
                        ItemResult::Fault
                    } else {
                        ItemResult::Ok
                    },
                    note: fault.then(|| "二楼转角有纸箱。".to_owned()),
                })
                .expect("a log entry");
        }
    }
    for (kind, text) in [
        ("blocked_exit", "二楼防火门被纸箱堵住。"),
        ("loose_wire", "五楼走廊有一根悬着的网线。"),
        ("broken_lamp", "一楼应急灯不亮。"),
        ("ebike_indoors", "四楼有电动车在门口充电。"),
    ] {
        clock.advance(90);
        phone
            .report_hazard(HazardDraft {
                place: place.clone(),
                kind: kind.to_owned(),
                severity: Severity::Medium,
                text: text.to_owned(),
                round: None,
            })
            .expect("a hazard");
    }
    meet(phone, clock, place)
}

/// An agenda on which he works all evening, and a vote at every door.
fn meet(phone: &Workspace, clock: &Arc<TestClock>, place: &ScopeName) -> Vec<&'static str> {
    const LINES: [&str; 5] = [
        "一、楼道堆物。",
        "二、电动车充电。",
        "三、楼顶漏水。",
        "四、门禁卡。",
        "五、其他。",
    ];
    let agenda = phone
        .edit_agenda(None, Some(place), "text", LINES[0])
        .expect("an agenda");
    for lines in 2..=LINES.len() {
        clock.advance(45);
        phone
            .edit_agenda(Some(agenda), None, "text", &LINES[..lines].join("\n"))
            .expect("a longer text");
    }
    for (field, value) in [
        ("place", "一楼大厅"),
        ("time", "周六晚七点"),
        ("host", "楼道长"),
    ] {
        phone
            .edit_agenda(Some(agenda), None, field, value)
            .expect("a field");
    }
    let member = phone.identity().expect("an identity").member;
    let tally = phone
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(place.clone()),
            readings: vec![],
            deadline: Timestamp(clock.now().0 + 7 * 24 * 3_600_000),
            sheets: member.into_iter().map(|member| (member, HOMES)).collect(),
        })
        .expect("a tally");
    for home in 0..HOMES {
        clock.advance(120);
        phone
            .cast_ballot(BallotDraft {
                tally,
                voter: door(0, home),
                choice: Some(if home % 6 == 5 {
                    Choice::No
                } else {
                    Choice::Yes
                }),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot");
    }
    LINES.to_vec()
}

/// So many visits; two of five with a note.
fn doors(phone: &Workspace, clock: &Arc<TestClock>, count: usize) {
    const NOTES: [Option<&str>; 5] = [
        None,
        Some("老人独居，血压偏高，子女周末来，下次带量血压的仪器。"),
        None,
        Some("反映三楼堆物，已劝说。"),
        None,
    ];
    const OUTCOMES: [VisitOutcome; 4] = [
        VisitOutcome::Home,
        VisitOutcome::Home,
        VisitOutcome::NotHome,
        VisitOutcome::Home,
    ];
    for n in 0..count {
        clock.advance(75);
        let mut draft = VisitDraft::new(door(0, n as u32 * 7 % HOMES), OUTCOMES[n % 4]);
        draft.note = NOTES[n % 5].map(|note| format!("{note}（{n}）"));
        phone.record_visit(draft).expect("a visit");
    }
}

fn headers(records: &[Bytes]) -> impl Iterator<Item = Header> + '_ {
    records
        .iter()
        .filter_map(|[header, ..]| Header::from_bytes(header.as_deref()?))
}

/// Contents of the records, a line each: no hash, no signature, no salt.
fn as_json(records: &[Bytes], texts: Vec<&str>) -> String {
    let mut out = String::new();
    let mut texts = texts.into_iter();
    for ([_, _, chunk, body], header) in records.iter().zip(headers(records)) {
        let chunk = chunk.as_deref().expect("a chunk");
        let kind = DocKind::from_code(header.kind.0).expect("a kind");
        let words = body
            .clone()
            .and_then(Body::from_bytes)
            .and_then(|body| BodyWords::from_bytes(body.content()));
        let words = match words {
            None => Value::Null,
            Some(BodyWords::Fields(fields)) => json!(fields),
            Some(BodyWords::Values(values)) => json!(values),
        };
        let entry = read_entry(base_of(kind), &header, chunk)
            .ok()
            .and_then(|value| Entry::from_bytes(kind, value).ok());
        let entry = match entry {
            Some(Entry::Register(entry)) => json!(entry),
            Some(Entry::Visits(entry)) => json!(entry),
            Some(Entry::Agenda(entry)) => json!(entry),
            Some(Entry::Motion(entry)) => json!(entry),
            Some(Entry::Ballots(entry)) => json!(entry),
            Some(Entry::Round(entry)) => json!(entry),
            Some(Entry::Review(entry)) => json!(entry),
            Some(Entry::Matter(_, entry)) => json!(entry),
            // A change of the agenda's text is no entry.
            None => json!({ "text": texts.next().expect("an edit of the text") }),
        };
        let line = json!({
            "doc": header.doc,
            "kind": kind.code(),
            "by": header.device,
            "seq": header.seq,
            "at": header.hlc >> 16,
            "entry": entry,
            "words": words,
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

/// All messages of Automerge's sync, for each document between one that has the day and one that has not.
fn automerge_bytes(records: &[Bytes]) -> usize {
    let mut documents: BTreeMap<DocId, (DocKind, Vec<Change>)> = BTreeMap::new();
    for ([_, _, chunk, _], header) in records.iter().zip(headers(records)) {
        let kind = DocKind::from_code(header.kind.0).expect("a kind");
        let change = Change::try_from(chunk.as_deref().expect("a chunk")).expect("a sound change");
        let (_, changes) = documents.entry(header.doc).or_insert((kind, Vec::new()));
        changes.push(change);
    }
    documents
        .into_values()
        .map(|(kind, changes)| {
            let mut theirs = Automerge::new();
            let base = Change::try_from(base_of(kind).chunk()).expect("a sound change");
            theirs.apply_changes([base]).expect("the base is applied");
            let mut ours = theirs.clone();
            ours.apply_changes(changes).expect("the day is applied");
            assert_eq!(ours.get_missing_deps(&[]), vec![], "the whole document");
            talk(&mut ours, &mut theirs)
        })
        .sum()
}

fn talk(ours: &mut Automerge, theirs: &mut Automerge) -> usize {
    let (mut of_ours, mut of_theirs) = (State::new(), State::new());
    let mut bytes = 0;
    loop {
        let up = ours.generate_sync_message(&mut of_ours);
        let down = theirs.generate_sync_message(&mut of_theirs);
        if up.is_none() && down.is_none() {
            break;
        }
        if let Some(message) = up {
            bytes += message.clone().encode().len();
            theirs
                .receive_sync_message(&mut of_theirs, message)
                .expect("it is taken");
        }
        if let Some(message) = down {
            bytes += message.clone().encode().len();
            ours.receive_sync_message(&mut of_ours, message)
                .expect("it is taken");
        }
    }
    assert_eq!(ours.get_heads(), theirs.get_heads(), "both have the day");
    bytes
}

/// `day_sync_bytes`.
pub(super) fn day() -> Row {
    let day = Day::synced();
    assert_eq!(day.report.requests, 1, "{day:?}");
    assert_eq!(day.report.sent, day.changes as u64, "{day:?}");
    let note = format!(
        "{} changes in {} documents, {} request: {} B up, {} B down, with {} signatures of 64 B each; Automerge's own sync of \
         the same documents, both ways: {} B without the words ({} B of bodies) and any signature; the same entries as JSON \
         {} B, under zstd-19 {} B, without signatures, hashes and salts",
        day.changes,
        day.documents,
        day.report.requests,
        day.report.bytes_up,
        day.report.bytes_down,
        day.changes,
        day.automerge,
        day.bodies,
        day.json.0,
        day.json.1,
    );
    Row::lower(
        "day_sync_bytes",
        "bytes",
        45_000.0,
        vec![day.bytes() as f64],
        note,
    )
}
