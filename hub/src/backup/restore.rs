//! Putting a hub up again from a backup. What was there before is moved aside, never removed.

use super::archive::{Head, or_damaged, read_archive, read_head};
use super::{BackupError, SECRETS, key_file, self_key};
use crate::blobs::{Blobs, FolderBlobs};
use crate::folder::{COMMUNITIES, FILES, Folder, FolderError, Secrets};
use crate::storage::{SqliteStorage, Storage};
use linli_core::domain::id::from_hex;
use linli_core::domain::{CommunityId, Timestamp};
use linli_core::env::{Clock, Random};
use linli_core::store::{DATABASE_FILE, DatabaseKey, Scratch};
use linli_core::sync::{HubKey, Opening, Room, SEALED_KEY};
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The office's way to open a backup's sealed key, where the key file beside it is not at hand.
pub type OfficeKey<'a> = &'a dyn Fn(&[u8; SEALED_KEY]) -> Option<Zeroizing<[u8; 32]>>;

fn find_key(
    head: &Head,
    file: &Path,
    hub: Option<&HubKey>,
    office: Option<OfficeKey<'_>>,
) -> Result<Zeroizing<[u8; 32]>, BackupError> {
    if let Some(hub) = hub {
        let mut key = Zeroizing::new(Vec::new());
        let mut opening = Opening::new(&self_key(hub), head.own.as_slice());
        if opening.read_to_end(&mut key).is_ok()
            && let Ok(key) = <[u8; 32]>::try_from(key.as_slice())
        {
            return Ok(Zeroizing::new(key));
        }
    }
    if let Some(key) = office.and_then(|office| head.sealed_keys.iter().find_map(office)) {
        return Ok(key);
    }
    let text = fs::read_to_string(key_file(file)).map_err(|_| BackupError::KeyMissing)?;
    let text = Zeroizing::new(text);
    from_hex(text.trim())
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .map(Zeroizing::new)
        .ok_or(BackupError::KeyMissing)
}

/// Puts a hub up again from a backup. What the folder held before is moved aside, not removed. Gives the communities.
///
/// # Errors
/// [`BackupError`]; [`FolderError::InUse`] while a hub serves from the folder.
pub fn restore(
    dir: &Path,
    file: &Path,
    office: Option<OfficeKey<'_>>,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<Vec<CommunityId>, BackupError> {
    let before = match Folder::open(dir) {
        Ok(folder) => Some(folder),
        Err(FolderError::Missing) => None,
        Err(error) => return Err(error.into()),
    };
    let hub = before
        .as_ref()
        .map(|folder| HubKey::from_secret(&folder.key().secret()));
    let mut reader = BufReader::new(File::open(file)?);
    let head = read_head(&mut reader)?;
    let key = find_key(&head, file, hub.as_ref(), office)?;
    fs::create_dir_all(dir)?;
    let scratch = Scratch::within(dir, random.as_ref())?;
    let (mut secrets, mut communities) = (None, Vec::new());
    read_archive(Opening::new(&key, reader), |name, content| {
        if name == SECRETS {
            let mut bytes = Zeroizing::new(Vec::new());
            content
                .read_to_end(&mut bytes)
                .map_err(|error| or_damaged(error, BackupError::Damaged))?;
            let (hub, store) = bytes
                .split_first_chunk::<32>()
                .and_then(|(hub, rest)| Some((*hub, <[u8; 32]>::try_from(rest).ok()?)))
                .ok_or(BackupError::Damaged)?;
            secrets = Some(Secrets {
                hub: Zeroizing::new(hub),
                store: Zeroizing::new(store),
            });
            return Ok(());
        }
        let community: CommunityId = name
            .strip_prefix(COMMUNITIES)
            .and_then(|rest| {
                rest.strip_prefix('/')?
                    .strip_suffix(DATABASE_FILE)?
                    .strip_suffix('/')
            })
            .and_then(|community| community.parse().ok())
            .ok_or(BackupError::Damaged)?;
        let folder = scratch.path().join(COMMUNITIES).join(community.to_string());
        fs::create_dir_all(&folder)?;
        let mut out = File::create(folder.join(DATABASE_FILE))?;
        io::copy(content, &mut out).map_err(|error| or_damaged(error, BackupError::Damaged))?;
        out.sync_all()?;
        communities.push(community);
        Ok(())
    })?;
    let secrets = secrets.ok_or(BackupError::Damaged)?;
    let restored = HubKey::from_secret(&secrets.hub);
    if hub.is_some_and(|hub| hub.pin() != restored.pin()) {
        return Err(BackupError::OtherHub);
    }
    // The new epoch begins before the copies are anywhere where a hub could serve them.
    begin_epochs(
        scratch.path(),
        &communities,
        &secrets,
        restored,
        clock,
        random,
    )?;
    if before.is_none() {
        Folder::put_up(dir, &secrets)?;
    }
    move_aside(dir, clock.now())?;
    fs::rename(scratch.path().join(COMMUNITIES), dir.join(COMMUNITIES))?;
    File::open(dir)?.sync_all()?;
    Ok(communities)
}

fn begin_epochs(
    scratch: &Path,
    communities: &[CommunityId],
    secrets: &Secrets,
    hub: HubKey,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<(), BackupError> {
    fs::create_dir_all(scratch.join(COMMUNITIES))?;
    let store = secrets.store.clone();
    let storage = SqliteStorage::new(
        scratch,
        Arc::new(move || DatabaseKey::new(*store)),
        Arc::new(hub),
        Arc::clone(clock),
        Arc::clone(random),
        // Nothing is unpacked here.
        Room::new(0),
    );
    for community in communities {
        storage.restored(*community)?;
    }
    Ok(storage.shutdown()?)
}

fn move_aside(dir: &Path, now: Timestamp) -> io::Result<()> {
    let current = dir.join(COMMUNITIES);
    if !current.exists() {
        return Ok(());
    }
    if fs::read_dir(&current)?.next().is_none() {
        return fs::remove_dir(&current);
    }
    fs::rename(
        &current,
        dir.join(format!("{COMMUNITIES}.before-restore-{}", now.0)),
    )
}

/// Copies photos back that are missing, each checked against its name.
///
/// # Errors
/// The disk.
pub fn restore_photos(dir: &Path, from: &Path) -> Result<u64, BackupError> {
    let (copies, blobs) = (FolderBlobs::at(from), FolderBlobs::new(dir));
    let mut restored = 0;
    for (community, hash) in copies.all()? {
        if !blobs.has(community, hash)? {
            copies.copy(community, hash, &dir.join(FILES))?;
            restored += 1;
        }
    }
    Ok(restored)
}
