//! The error codes of this layer with their texts, and all that an answer can hold.

use crate::failure::{At, Failure};
use linli_core::workspace::{Error, ErrorKind};

/// A code, its sentence in Chinese, its sentence in English.
pub type Code = (&'static str, &'static str, &'static str);

const OWN: &[Code] = &[
    (
        "not_a_request",
        "这一行不是请求：应为一个 JSON 对象，UTF-8 编码，不超过 4 MiB。",
        "This line is no request: a JSON object in UTF-8 of at most 4 MiB is expected.",
    ),
    (
        "unknown_op",
        "没有这个操作。",
        "There is no such operation.",
    ),
    ("field_missing", "缺少这个字段。", "This field is missing."),
    (
        "field_type",
        "这个字段的类型不对。",
        "This field has the wrong type.",
    ),
    (
        "field_time",
        "这个字段应是 RFC 3339 时间，如 2026-11-23T09:00:00+08:00。",
        "This field should hold a time in RFC 3339, as in 2026-11-23T09:00:00+08:00.",
    ),
    (
        "field_excluded",
        "这个字段不能与同时给出的另一个字段并用。",
        "This field cannot go together with another one that was given.",
    ),
    ("file_not_found", "没有这个文件。", "There is no such file."),
    (
        "not_a_file",
        "这是文件夹，不是文件。",
        "This is a folder, not a file.",
    ),
    ("file_too_large", "文件太大。", "The file is too large."),
    (
        "permission_denied",
        "没有权限读写这个文件或文件夹。",
        "Permission to read or write this file or folder is denied.",
    ),
    (
        "file_unreadable",
        "文件读取失败。",
        "The file could not be read.",
    ),
    (
        "file_unwritable",
        "文件写不进去：磁盘已满、出错，或文件夹不存在。",
        "The file could not be written: the disk is full or failed, or its folder does not exist.",
    ),
    (
        "internal",
        "程序内部出错，这个操作没有执行。",
        "The program failed inside; the operation was not done.",
    ),
];

const MACHINE: &[&str] = &[
    "permission_denied",
    "file_unreadable",
    "file_unwritable",
    "internal",
];

/// Every code that an answer can hold, once each, in order: `more`, this layer's, the workspace's and the spreadsheets'.
/// Of two texts for one code the first counts.
#[must_use]
pub fn all(more: &[Code]) -> Vec<Code> {
    let mut all: Vec<_> = more
        .iter()
        .chain(OWN)
        .chain(Error::codes())
        .copied()
        .collect();
    #[cfg(feature = "spreadsheet")]
    all.extend(linli_core::spreadsheet::FileFault::codes());
    all.sort_by_key(|(code, _, _)| *code);
    all.dedup_by_key(|(code, _, _)| *code);
    all
}

/// A failure with a code of this layer, or of the workspace where both mean the same.
#[must_use]
pub fn failure(code: &'static str) -> Box<Failure> {
    failure_of(&[], code)
}

/// A failure with a code of `more`, or of this layer.
#[must_use]
pub fn failure_of(more: &[Code], code: &'static str) -> Box<Failure> {
    let mut known = more.iter().chain(OWN).chain(Error::codes());
    let (zh, en) = known
        .find(|(own, _, _)| *own == code)
        .map_or(("", ""), |(_, zh, en)| (*zh, *en));
    Box::new(Failure {
        kind: if MACHINE.contains(&code) {
            ErrorKind::Machine
        } else {
            ErrorKind::Input
        },
        code,
        at: At::default(),
        zh: zh.to_owned(),
        en: en.to_owned(),
    })
}

/// A failure at a field of a request, or at an option of a call.
#[must_use]
pub fn at_field(code: &'static str, field: &str) -> Box<Failure> {
    let mut failure = failure(code);
    failure.at.field = Some(field.to_owned());
    failure
}

/// A file that the system would not read or write.
#[must_use]
pub fn at_file(error: &std::io::Error, writing: bool, name: &str) -> Box<Failure> {
    use std::io::ErrorKind;
    let code = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory if !writing => "file_not_found",
        ErrorKind::InvalidInput | ErrorKind::InvalidFilename => "file_not_found",
        ErrorKind::IsADirectory => "not_a_file",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "permission_denied",
        _ if writing => "file_unwritable",
        _ => "file_unreadable",
    };
    let mut failure = failure(code);
    failure.at.file = Some(name.to_owned());
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_snake_case_and_has_text_in_both_languages() {
        for (code, zh, en) in all(&[]) {
            let snake = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            assert!(code.bytes().all(snake), "{code}");
            assert!(!zh.is_empty() && !en.is_empty(), "{code}");
        }
        assert!(MACHINE.iter().all(|code| !failure(code).en.is_empty()));
    }

    #[test]
    fn what_is_added_counts_first() {
        let more: &[Code] = &[("internal", "甲", "a"), ("zzz", "乙", "b")];
        assert_eq!(failure_of(more, "internal").en, "a");
        let all = all(more);
        assert_eq!(all.last(), Some(&more[1]));
        assert_eq!(
            all.iter().filter(|(code, ..)| *code == "internal").count(),
            1
        );
    }
}
