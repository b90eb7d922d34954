//! 语音便签: what was said at a visit, kept sealed with its length, refused where it is none, and erased with the visit.

use linli_core::domain::Code;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{
    Correction, Error, PhotoDraft, PhotoSize, VisitChange, VisitDraft, VoiceDraft,
};
use linli_tests::story::story;
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
    let file = leader.folder().join("said.ogg");
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
    let heard = leader.folder().join("heard.ogg");
    leader
        .export_photo(voice, PhotoSize::Full, &heard)
        .expect("open");
    assert_eq!(fs::read(&heard).expect("bytes"), ogg(9_000));

    // A correction of the visit keeps it; erasing either version takes it along.
    leader
        .correct(Correction::Visit {
            visit,
            change: VisitChange {
                note: linli_core::workspace::Edit::Set("补记".to_owned()),
                ..VisitChange::default()
            },
            reason: "补记".to_owned(),
        })
        .expect("corrected");
    story.meet(&leader);
    let office = &story.office.phone;
    let there = office.photos(&visit.to_string()).expect("listed");
    assert_eq!((there[0].length_ms, there[0].here), (Some(4_200), false));
    office.erase_bodies(&[visit], "住户要求").expect("erased");
    story.meet(&leader);
    for store in [office, &*leader] {
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
    let file = leader.folder().join("said");
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
        .collect_topic(linli_core::workspace::TopicDraft {
            source: linli_core::domain::vocabulary::TopicSource::Visit,
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
    assert_eq!(as_photo, Err(Error::field("media_type", Code::FieldUnfit)));
    assert!(leader.photos(&id).expect("none").is_empty());
    fs::remove_file(&file).expect("gone");
    let gone = leader.attach_voice(&VoiceDraft {
        visit: id,
        file,
        length_ms: 1,
    });
    assert_eq!(gone, Err(Error::field("file", Code::PhotoUnreadable)));
}
