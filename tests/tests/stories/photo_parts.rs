//! Parts of photos at a hub: they belong to the device that sent them, and count.

use linli_core::domain::DeviceId;
use linli_core::workspace::{PhotoDraft, PhotoPolicy};
use linli_hub::blobs::{Appended, Blobs, FolderBlobs};
use linli_tests::hub::{Fate, Unwatched, sync};
use linli_tests::hub_scene::{Scene, scene, visit};

#[test]
fn parts_of_a_photo_belong_to_the_device_that_sent_them() {
    let mut scene = scene();
    let folder = tempfile::tempdir().expect("a folder");
    let picture = folder.path().join("picture");
    std::fs::write(&picture, vec![7; 300_000]).expect("written");
    let shown = visit(&scene.honest, "1-1-102");
    let drafted = PhotoDraft {
        entity: shown.to_string(),
        file: picture,
        thumbnail: None,
        media_type: "image/jpeg".to_owned(),
        caption: None,
    };
    scene.honest.attach_photo(&drafted).expect("kept");
    sync(&scene.honest, &scene.hub);
    // The phone says what it is going to hand in, and is not heard.
    scene.hub.fate(|_| Fate::Lost);
    let transfer = |scene: &Scene| {
        let policy = PhotoPolicy::Everything;
        scene.honest.sync_photos(policy, &scene.hub, &Unwatched)
    };
    transfer(&scene).expect_err("nobody hears");
    let put = scene.hub.last();
    scene.hub.fate(|_| Fate::Arrives);
    // Somebody of the same stairwell begins that very photo, with rubbish.
    scene.caller.pull(&scene.hub);
    let (request, _) = scene.caller.sign_for("PUT", &put.path, vec![9; 200 * 1024]);
    let response = scene.hub.deliver(&request).expect("the hub is on");
    assert_eq!(response.status, 200, "he reads the visit, and may hand in");
    let report = transfer(&scene).expect("handed in");
    assert_eq!(report.sent, 1, "nothing of his is in it");
    let usage = scene.hub.with(|service| {
        let community = scene.caller.forger.community;
        service.blobs().usage(community).expect("usage")
    });
    assert_eq!(usage.whole.photos, 1);
    let begun = usage.unfinished.get(&scene.caller.forger.keys.device());
    assert_eq!(begun.map(|counted| counted.bytes), Some(200 * 1024));
    scene.nothing_else_is_lost();
}

#[test]
fn what_a_device_has_begun_is_listed_and_nobody_elses() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = FolderBlobs::at(folder.path());
    let community = linli_core::domain::CommunityId::from_bytes([1; 16]);
    let of = |n: u8| (community, DeviceId::from_bytes([n; 16]));
    let append = |n: u8, hash: u8, bytes: &[u8]| {
        let appended = blobs.append(of(n), [hash; 32], (0, 100), bytes);
        appended.expect("appended")
    };
    assert_eq!(append(1, 1, &[1; 10]), Appended::Part(10));
    assert_eq!(append(1, 2, &[1; 20]), Appended::Part(20));
    assert_eq!(
        append(2, 1, &[1; 30]),
        Appended::Part(30),
        "his own beginning"
    );
    let mut own = blobs.unfinished(of(1)).expect("a list");
    own.sort_unstable();
    assert_eq!(own, [([1; 32], 10), ([2; 32], 20)]);
    assert_eq!(blobs.unfinished(of(3)).expect("a list"), []);
    assert_eq!(blobs.all().expect("all"), [], "none is whole");
}
