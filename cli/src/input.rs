//! Files that a person hands to the tool: read whole, or told why not.

use linli_core::workspace::ErrorKind;
use linli_json::failure::{At, Failure};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Far above any tally or matter; a file beyond it is not read into memory.
const MAX_BYTES: u64 = 256 << 20;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// It is not there, is no file, cannot be read, or is larger than anything that it could be.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<Failure>> {
    let bytes = bytes(path).map_err(|error| Box::new(unreadable(path, &error)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(Box::new(Failure {
            kind: ErrorKind::Input,
            code: "file_too_large",
            at: in_file(path),
            zh: "文件过大".to_owned(),
            en: "the file is too large".to_owned(),
        }));
    }
    Ok(bytes)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)?;
    } else {
        File::open(path)?
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The place of a fault in a file.
pub(crate) fn in_file(path: &Path) -> At {
    At {
        file: Some(path.display().to_string()),
        ..At::default()
    }
}

/// A file whose content is refused: the code and its sentences, and the place in the file.
pub(crate) fn refused(
    path: &Path,
    code: &'static str,
    [zh, en]: [String; 2],
    line: Option<usize>,
    field: Option<String>,
) -> Box<Failure> {
    Box::new(Failure {
        kind: ErrorKind::Input,
        code,
        zh,
        en,
        at: At {
            line,
            field,
            ..in_file(path)
        },
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let (kind, code, zh, en) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            ErrorKind::Input,
            "file_not_found",
            "没有这个文件",
            "there is no such file",
        ),
        io::ErrorKind::IsADirectory => (
            ErrorKind::Input,
            "not_a_file",
            "这是文件夹，不是文件",
            "this is a folder, not a file",
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => (
            ErrorKind::Input,
            "file_not_found",
            "文件名不对",
            "this cannot be the name of a file",
        ),
        io::ErrorKind::PermissionDenied => (
            ErrorKind::Machine,
            "permission_denied",
            "没有读取权限",
            "permission to read it is denied",
        ),
        _ => (
            ErrorKind::Machine,
            "file_unreadable",
            "读取失败",
            "it could not be read",
        ),
    };
    Failure {
        kind,
        code,
        at: in_file(path),
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}
