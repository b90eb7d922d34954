//! Which files are a store's own: nothing that a person asks to be written may take their place. Knows names, opens nothing.

use super::{BALLAST_FILE, DATABASE_FILE, INSTALL_FILE};
use std::path::Path;

/// What lies in a store's folder beside its database: SQLite's own files, and the key and the seed of desk tools.
const BESIDE: [&str; 8] = [
    "linli.db-wal",
    "linli.db-shm",
    "linli.db-journal",
    INSTALL_FILE,
    BALLAST_FILE,
    "lock",
    "key",
    "seed",
];
/// The folder of photos and voices.
const ATTACHED: &str = "files";

/// Would a file written here take the place of a store's own: its database, its key, what it keeps beside them? Names are
/// compared as file systems without case do.
#[must_use]
pub fn is_of_store(file: &Path) -> bool {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let is = |names: &[&str]| {
        let name = file.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| names.iter().any(|own| name.eq_ignore_ascii_case(own)))
    };
    // Links and `..` are no way round.
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let holds = |folder: &Path| folder.join(DATABASE_FILE).exists();
    let is_attached = folder.file_name().is_some_and(|name| name == ATTACHED)
        && folder.parent().is_some_and(holds);
    is_attached || holds(&folder) && (is(&[DATABASE_FILE]) || is(&BESIDE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_what_a_store_keeps_is_its_own() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = dir.path().join("store");
        fs::create_dir_all(store.join(ATTACHED)).expect("folders");
        assert!(!is_of_store(&store.join("key")), "no store is here yet");
        fs::write(store.join(DATABASE_FILE), b"").expect("written");
        for own in [
            "linli.db",
            "LINLI.DB",
            "key",
            "install",
            "linli.db-wal",
            "files/a",
            "files/../key",
        ] {
            assert!(is_of_store(&store.join(own)), "{own}");
        }
        for other in ["backup.linli", "register.xlsx", "keys", "no/key"] {
            assert!(!is_of_store(&store.join(other)), "{other}");
        }
        assert!(!is_of_store(&dir.path().join("key")));
    }
}
