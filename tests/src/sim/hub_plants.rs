//! Bugs of phones and hubs that are planted on purpose: each edits the files of an unmodified store behind its back, as
//! code with that bug would have left them.

use super::hub::{copy_hub, reopen};
use super::plant::Plant;
use super::template::open_store;
use super::world::World;
use crate::phone::KEY;
use linli_core::domain::id::from_hex;
use linli_core::store::DATABASE_FILE;

/// A sync has failed. A phone that forgets what it sent before the receipt is there takes it for handed over.
pub(super) fn after_a_failure(world: &mut World<'_>, peer: usize) {
    if world.plant != Some(Plant::ForgottenBeforeReceipt) || peer == 0 {
        return;
    }
    let dir = world.fresh_dir();
    let from = world.peers[peer].phone.dir().to_path_buf();
    world.peers[peer].phone.switch_off();
    crate::scratch::copy_store(&from, &dir, None).expect("the phone's files");
    let store = open_store(&dir.join(DATABASE_FILE), &KEY);
    store
        .execute("UPDATE record SET hub_seq = 1 WHERE hub_seq IS NULL", [])
        .expect("forgotten");
    drop(store);
    world.reopen(peer, dir);
}

/// Halfway through a schedule.
pub(super) fn halfway(world: &mut World<'_>) {
    if world.plant != Some(Plant::HoleInFeed) {
        return;
    }
    let (community, dir) = (world.template.community, world.fresh_dir());
    world.hub.hub.stop();
    copy_hub(world.hub.hub.dir(), &dir);
    let key = std::fs::read_to_string(dir.join("store.key")).expect("the hub's store key");
    let key: [u8; 32] = from_hex(key.trim())
        .and_then(|key| key.try_into().ok())
        .expect("a key");
    let path = dir.join("communities").join(community.to_string());
    let store = open_store(&path.join(DATABASE_FILE), &key);
    // What came in its last transactions is stored, and never handed out.
    store
        .execute(
            "DELETE FROM feed WHERE what = 0 AND num > (SELECT max(num) - 12 FROM record)",
            [],
        )
        .expect("a hole");
    drop(store);
    reopen(world, &dir);
}
