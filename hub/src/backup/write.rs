//! Making a backup: copied at one moment, sealed, read back, and only then counted on.

use super::archive::{Archive, Summing, Sums, or_damaged, read_archive, read_head, write_head};
use super::{BackupError, Made, SECRETS, key_file};
use crate::folder::{COMMUNITIES, Secrets};
use crate::service::Service;
use linli_core::domain::id::to_hex;
use linli_core::store::{DATABASE_FILE, Scratch, Store, write_durably};
use linli_core::sync::{Opening, Sealing, seal_key};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use zeroize::Zeroizing;

/// Writes a backup, reads it back, and only then tells phones what it covers. Photos are copied into a folder of their
/// own, those that have no copy yet.
///
/// # Errors
/// [`BackupError`]; `to` is not there then, or is what it was.
pub fn write(service: &Service, to: &Path, photos_to: Option<&Path>) -> Result<Made, BackupError> {
    let random = service.random();
    let scratch = Scratch::within(service.folder().dir(), random)?;
    let storage = service.storage();
    let (mut covers, mut copies) = (BTreeMap::new(), Vec::new());
    let mut sealed_keys = Vec::new();
    let key = Zeroizing::new(random.bytes::<32>());
    for community in storage.communities()? {
        let copy = scratch.path().join(format!("{community}.db"));
        covers.insert(community, storage.copy_to(community, &copy)?);
        copies.push((format!("{COMMUNITIES}/{community}/{DATABASE_FILE}"), copy));
        let offices = storage.office_keys(community)?;
        sealed_keys.extend(
            offices
                .iter()
                .filter_map(|keys| seal_key(&key, keys, random)),
        );
    }
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let partial = to.with_extension("partial");
    let sums = {
        let mut file = BufWriter::new(File::create(&partial)?);
        write_head(&mut file, &key, &sealed_keys, service.key())?;
        let mut archive = Archive::new(Sealing::new(&key, file));
        let Secrets { hub, store } = service.folder().secrets();
        let secrets = Zeroizing::new([hub.as_slice(), store.as_slice()].concat());
        archive.add(SECRETS, secrets.len() as u64, secrets.as_slice())?;
        for (name, path) in &copies {
            let size = fs::metadata(path)?.len();
            archive.add(name, size, File::open(path)?)?;
        }
        let (file, sums) = archive.finish()?;
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        sums
    };
    verify(service, &partial, &key, &sums, scratch.path())?;
    let key_file = key_file(to);
    write_durably(&key_file, to_hex(&*key).as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o600))?;
    }
    fs::rename(&partial, to)?;
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    for (community, safe) in &covers {
        storage.set_safe(*community, *safe)?;
    }
    let photos = match photos_to {
        Some(folder) => copy_photos(service, folder)?,
        None => 0,
    };
    Ok(Made {
        photos,
        bytes: fs::metadata(to)?.len(),
        file: to.to_path_buf(),
        key_file,
        covers,
    })
}

fn copy_photos(service: &Service, to: &Path) -> Result<u64, BackupError> {
    let (storage, mut copied) = (service.storage(), 0);
    for community in storage.communities()? {
        for hash in storage.files_to_copy(community)? {
            match service.blobs().copy(community, hash, to) {
                Ok(()) => {}
                // A phone hands it in again: a restored hub says that it lacks it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            }
            storage.file_copied(community, hash)?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// Reads a backup back: every byte, and every database of it.
fn verify(
    service: &Service,
    file: &Path,
    key: &[u8; 32],
    sums: &Sums,
    scratch: &Path,
) -> Result<(), BackupError> {
    let mut reader = BufReader::new(File::open(file)?);
    read_head(&mut reader)?;
    let mut seen = 0;
    read_archive(Opening::new(key, reader), |name, content| {
        let mut content = Summing {
            inner: content,
            hash: Sha256::new(),
        };
        let dir = scratch.join("read-back");
        fs::create_dir_all(&dir)?;
        let path = dir.join(DATABASE_FILE);
        io::copy(&mut content, &mut File::create(&path)?)
            .map_err(|error| or_damaged(error, BackupError::NotVerified))?;
        let sum: [u8; 32] = content.hash.finalize().into();
        if sums.get(name) != Some(&sum) {
            return Err(BackupError::NotVerified);
        }
        if name.starts_with(COMMUNITIES) {
            let key = service.folder().database_key();
            Store::check_copy(&dir, key, service.random())?;
        }
        fs::remove_dir_all(&dir)?;
        seen += 1;
        Ok(())
    })?;
    if seen == sums.len() {
        Ok(())
    } else {
        Err(BackupError::NotVerified)
    }
}
