//! 语音便签: what was said at a visit, kept sealed with its length, refused where it is none, and erased with the visit.

use linli_core::domain::entry::{BodyWords, Entry, PhotoEntry};
use linli_core::domain::vocabulary::{TopicSource, VisitOutcome};
use linli_core::domain::{Code, DocKind, Role, Timestamp};
use linli_core::records::Prev;
use linli_core::workspace::{
    Correction, Edit, Error, PhotoDraft, PhotoSize, TopicDraft, VisitChange, VisitDraft, VoiceDraft,
};
use linli_tests::forger::{Forger, after, deliver, household, parts, place};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use std::collections::BTreeMap;
use std::fs;

/// A file that begins as an OGG does, of so many bytes.
fn ogg(bytes: usize) -> Vec<u8> {
    let mut sound = b"OggS\0\x02".to_vec();
    sound.resize(bytes, 7);
    sound
}

#[test]
fn what_was_said_is_kept_with_its_visit_travels_sealed_and_goes_with_it() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let visit = leader
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    let file = leader.dir().join("said.ogg");
    fs::write(&file, ogg(9_000)).expect("written");
    let draft = |length_ms| VoiceDraft {
        visit: visit.to_string(),
        file: file.clone(),
        length_ms,
    };
    let voice = leader.attach_voice(&draft(4_200)).expect("kept");
    let listed = leader.photos(&visit.to_string()).expect("listed");
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].photo, listed[0].length_ms), (voice, Some(4_200)));
    assert_eq!(listed[0].media_type.as_deref(), Some("audio/ogg"));
    assert_eq!((listed[0].bytes, listed[0].here), (Some(9_000), true));
    let heard = leader.dir().join("heard.ogg");
    leader
        .export_photo(voice, PhotoSize::Full, &heard)
        .expect("open");
    assert_eq!(fs::read(&heard).expect("bytes"), ogg(9_000));

    // A correction of the visit keeps it; erasing either version takes it along.
    let noted = VisitChange {
        note: Edit::Set("补记".to_owned()),
        ..VisitChange::default()
    };
    let correction = Correction::Visit(noted);
    leader
        .correct(&visit.to_string(), correction, "补记")
        .expect("corrected");
    let office = &story.office.phone;
    settle(&[office, &leader]);
    let there = office.photos(&visit.to_string()).expect("listed");
    assert_eq!((there[0].length_ms, there[0].here), (Some(4_200), false));
    office.erase_bodies(&[visit], "住户要求").expect("erased");
    settle(&[office, &leader]);
    for store in [&**office, &*leader] {
        let left = store.photos(&visit.to_string()).expect("listed");
        assert_eq!(
            (left[0].length_ms, left[0].media_type.as_deref()),
            (None, None)
        );
    }
}

#[test]
fn what_is_no_voice_note_is_refused_with_its_field() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let visit = leader
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    let file = leader.dir().join("said");
    let refused = |bytes: &[u8], visit: &str, length_ms| {
        fs::write(&file, bytes).expect("written");
        let draft = VoiceDraft {
            visit: visit.to_owned(),
            file: file.clone(),
            length_ms,
        };
        match leader.attach_voice(&draft) {
            Err(Error::Field { field, code }) => (field, code),
            other => panic!("{other:?}"),
        }
    };
    let id = visit.to_string();
    assert_eq!(
        refused(b"\xff\xd8\xff a picture", &id, 1),
        ("file", Code::VoiceUnfit)
    );
    assert_eq!(
        refused(&ogg((1 << 20) + 1), &id, 1),
        ("file", Code::VoiceUnfit)
    );
    assert_eq!(refused(&ogg(100), &id, 0), ("length_ms", Code::FieldRange));
    assert_eq!(
        refused(&ogg(100), &id, 300_001),
        ("length_ms", Code::FieldRange)
    );
    assert_eq!(
        refused(&ogg(100), &"0".repeat(64), 1),
        ("visit", Code::RecordUnknown)
    );
    let topic = leader
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "路灯".to_owned(),
            text: String::new(),
            household: None,
            scope: None,
        })
        .expect("collected");
    assert_eq!(
        refused(&ogg(100), &topic.to_string(), 1),
        ("visit", Code::VoiceUnfit)
    );
    let as_photo = leader.attach_photo(&PhotoDraft {
        entity: id.clone(),
        file: file.clone(),
        thumbnail: None,
        media_type: "audio/ogg".to_owned(),
        caption: None,
    });
    let unfit = |field, code| Err(Error::Field { field, code });
    assert_eq!(as_photo, unfit("media_type", Code::FieldUnfit));
    assert!(leader.photos(&id).expect("none").is_empty());
    fs::remove_file(&file).expect("gone");
    let gone = leader.attach_voice(&VoiceDraft {
        visit: id,
        file,
        length_ms: 1,
    });
    assert_eq!(gone, unfit("file", Code::PhotoUnreadable));
}

/// What the API refuses a receiver shows as no voice note, whatever a forged record says of it.
#[test]
fn a_forged_record_makes_no_voice_note_of_what_is_none() {
    let story = story();
    let office = &story.office.phone;
    let (forger, _) = Forger::enrol(office, 77, Role::BuildingLeader, &stairwell("1-1"));
    let scope = place(office, "1-1");
    let first = forger.visit(
        scope,
        household(office, "1-1-101"),
        1,
        Prev::Start(forger.nonce),
        "在家",
    );
    let visit = first.id();
    let mut records = vec![first];
    let ok = [("type", "audio/ogg"), ("length", "4200"), ("size", "9000")];
    let said = [
        (ok, Some(4_200)),
        ([ok[0], ("length", "0"), ok[2]], None),
        ([ok[0], ("length", "300001"), ok[2]], None),
        ([ok[0], ("length", "-5"), ok[2]], None),
        ([ok[0], ("length", "4.2"), ok[2]], None),
        ([ok[0], ok[1], ("size", "1048577")], None),
        ([("type", "image/jpeg"), ok[1], ok[2]], None),
    ];
    for (words, _) in &said {
        let mut fields: BTreeMap<String, String> = words
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect();
        fields.insert("file".to_owned(), "ab".repeat(32));
        fields.insert("key".to_owned(), "cd".repeat(32));
        let taken = PhotoEntry::Taken {
            of: Some(visit),
            at: Timestamp(1_795_394_400_000),
        };
        let entry = Entry::of_photo(DocKind::Visits, taken).expect("of a visit");
        let seq = records.len() as u64 + 1;
        let prev = after(records.last().expect("one").id());
        let header = forger.visit_header(scope, seq, prev);
        records.push(forger.entry(header, &entry, Some(BodyWords::Fields(fields))));
    }
    let received = deliver(office, &forger.answer(parts(&records))).expect("taken");
    assert_eq!(received.accepted, 8, "{received:?}");
    let mut lengths: Vec<_> = office
        .photos(&visit.to_string())
        .expect("listed")
        .into_iter()
        .map(|view| (view.photo, view.length_ms))
        .collect();
    let mut expected: Vec<_> = records[1..]
        .iter()
        .map(|record| record.id())
        .zip(said.map(|(_, length)| length))
        .collect();
    lengths.sort();
    expected.sort();
    assert_eq!(lengths, expected);
}
