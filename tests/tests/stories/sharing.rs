//! Sharing: what leaves a store for an owners' group names nobody and no door, says whose phone it was, and is noted there.

use linli_core::domain::vocabulary::{Severity, TopicSource, VisitOutcome};
use linli_core::domain::{Code, RecordId, ThingKind};
use linli_core::rules::pages::Language;
use linli_core::workspace::{
    Error, HazardDraft, PhotoDraft, ScopeName, TopicDraft, VisitDraft, Workspace,
};
use linli_tests::matter::step;
use linli_tests::phone::{pass, stairwell};
use linli_tests::story::story;
use serde_json::json;

#[test]
fn a_hazard_and_a_notice_are_masked_noted_and_in_no_digest() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let place = ScopeName::Stairwell("1-1".to_owned());
    let hazard = leader
        .report_hazard(HazardDraft {
            place,
            kind: "消防".to_owned(),
            severity: Severity::High,
            text: "住户11101 把纸箱堆在1-1-102门口，电话 13800000001。\n2026-11-23 看到".to_owned(),
            round: None,
        })
        .expect("reported");
    let before = leader.digest().expect("digests");
    let seen = leader
        .preview_share(&hazard.to_string(), Language::Zh)
        .expect("a preview");
    assert_eq!(seen.number, None);
    assert_eq!(leader.shares().expect("none"), []);
    let given = leader
        .share(&hazard.to_string(), Language::Zh)
        .expect("given");
    assert!(given.text.starts_with(&seen.text) && seen.title == given.title);
    for kept in [
        "【隐患】",
        "消防",
        "1幢1单元",
        "住某",
        "把纸箱堆在某户门口",
        "2026-11-23 看到",
    ] {
        assert!(given.text.contains(kept), "{kept}: {}", given.text);
    }
    for hidden in ["11101", "102", "138"] {
        assert!(!given.text.contains(hidden), "{hidden}: {}", given.text);
    }
    let last = given.text.lines().last().expect("lines");
    assert!(
        last.contains("的手机") && last.contains("第 1 次"),
        "{last}"
    );

    let values = json!({"kind": "stairwell", "title": "请住户11101搬走杂物", "text": "周六前。\n102 也请配合。"});
    let office = &story.office.phone;
    let (notice, _) = office
        .open_matter("notice", &stairwell("1-1"), &step("draft", &values))
        .expect("a draft");
    let text = office
        .share(&notice.to_string(), Language::En)
        .expect("given")
        .text;
    assert!(
        text.starts_with("Notice: 请住某搬走杂物\nbuilding 1, stairwell 1"),
        "{text}"
    );
    assert!(
        text.contains("a home 也请配合") && text.contains("no. 1"),
        "{text}"
    );

    leader
        .share(&hazard.to_string(), Language::En)
        .expect("given");
    let shares = leader.shares().expect("two");
    let numbers: Vec<_> = shares.iter().map(|share| share.number).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(
        (shares[1].kind, &shares[1].thing),
        (ThingKind::Hazard, &hazard.to_string())
    );
    assert_eq!(shares[1].title, given.title);
    assert_eq!(leader.digest().expect("digests"), before);
}

#[test]
fn what_is_about_one_home_is_not_shared() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let topic = leader
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "漏水".to_owned(),
            text: String::new(),
            household: Some("1-1-101".to_owned()),
            scope: None,
        })
        .expect("collected");
    let refused = |thing: &str| match leader.share(thing, Language::Zh) {
        Err(Error::Field {
            field: "thing",
            code,
        }) => code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&topic.to_string()), Code::NotForSharing);
    assert_eq!(refused("1-1-101"), Code::RecordUnknown);
    assert_eq!(refused(&"0".repeat(32)), Code::RecordUnknown);
    assert_eq!(leader.shares().expect("none"), []);
}

#[test]
fn a_hazards_pictures_are_given_with_a_line_and_noted_and_no_others() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let hazard = leader
        .report_hazard(HazardDraft {
            place: ScopeName::Stairwell("1-1".to_owned()),
            kind: "消防".to_owned(),
            severity: Severity::High,
            text: "住户11101 把纸箱堆在门口".to_owned(),
            round: None,
        })
        .expect("reported");
    let folder = tempfile::tempdir().expect("a folder");
    let attach = |phone: &Workspace, entity: &str, media_type: &str| {
        let file = folder.path().join("picture");
        std::fs::write(&file, [7; 900]).expect("a picture");
        let draft = PhotoDraft {
            entity: entity.to_owned(),
            file,
            thumbnail: None,
            media_type: media_type.to_owned(),
            caption: Some("住户11101家门口".to_owned()),
        };
        phone.attach_photo(&draft).expect("kept")
    };
    let first = attach(&leader, &hazard.to_string(), "image/jpeg");
    let second = attach(&leader, &hazard.to_string(), "image/png");
    let paper = attach(&leader, &hazard.to_string(), "application/pdf");
    let offered = |phone: &Workspace| -> Vec<RecordId> {
        let seen = phone.preview_share(&hazard.to_string(), Language::Zh);
        let photos = seen.expect("a preview").photos;
        photos.iter().map(|one| one.photo).collect()
    };
    assert_eq!(offered(&leader), [first, second]);
    assert_eq!(leader.shares().expect("none"), []);
    let before = leader.digest().expect("digests");

    let given = leader.share_photo(first, Language::Zh).expect("given");
    assert_eq!(given.title, "【隐患】消防（重大）");
    assert!(
        given.text.starts_with("—— ") && given.text.contains("第 1 次"),
        "{}",
        given.text
    );
    assert!(!given.text.contains('\n') && given.photos.is_empty());
    let noted = &leader.shares().expect("one")[0];
    assert_eq!(
        (noted.kind, &noted.thing, &noted.title, noted.number),
        (ThingKind::Photo, &first.to_string(), &given.title, 1)
    );
    assert_eq!(leader.digest().expect("digests"), before);

    let visit = leader
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    let topic = leader
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "漏水".to_owned(),
            text: String::new(),
            household: Some("1-1-101".to_owned()),
            scope: None,
        })
        .expect("collected");
    let of_visit = attach(&leader, &visit.to_string(), "image/jpeg");
    let of_topic = attach(&leader, &topic.to_string(), "image/jpeg");
    leader.withdraw_photo(second, "拍错了").expect("withdrawn");
    assert_eq!(offered(&leader), [first]);
    let refused = |phone: &Workspace, photo| match phone.share_photo(photo, Language::Zh) {
        Err(Error::Field {
            field: "photo",
            code,
        }) => code,
        other => panic!("{other:?}"),
    };
    for photo in [second, paper, of_visit, of_topic] {
        assert_eq!(refused(&leader, photo), Code::NotForSharing);
    }
    assert_eq!(refused(&leader, visit), Code::RecordUnknown);
    let office = &story.office.phone;
    pass(&leader, office);
    assert_eq!(offered(office), [first]);
    assert_eq!(refused(office, first), Code::PhotoNotHere);
    assert_eq!(leader.shares().expect("one").len(), 1);
    assert_eq!(office.shares().expect("none"), []);
}
