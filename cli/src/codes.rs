//! The error codes of commands on a store, with their texts: this layer's own, the workspace's and the spreadsheets'.
//! `docs/drive.md` lists every one of them.

use crate::output::{At, Exit, Failure};
use linli_core::spreadsheet::FileFault;
use linli_core::workspace::{Error, ErrorKind};
use serde_json::{Value, json};

const OWN: &[(&str, &str, &str)] = &[
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
        "field_unknown",
        "这个字段的值不在允许的词汇之内。",
        "The value of this field is none of the known words.",
    ),
    (
        "field_id",
        "这个字段应是一个标识（小写十六进制）。",
        "This field should hold an id (lower-case hexadecimal).",
    ),
    (
        "field_time",
        "这个字段应是 RFC 3339 时间，如 2026-11-23T09:00:00+08:00。",
        "This field should hold a time in RFC 3339, as in 2026-11-23T09:00:00+08:00.",
    ),
    (
        "field_range",
        "这个数字或列表的长度超出了允许的范围。",
        "This number, or the length of this list, is out of range.",
    ),
    (
        "field_excluded",
        "这个字段不能与同时给出的另一个字段并用。",
        "This field cannot go together with another one that was given.",
    ),
    (
        "key_format",
        "数据库密钥应为 64 个十六进制字符。",
        "The database key should be 64 hexadecimal digits.",
    ),
    (
        "key_missing",
        "这里有数据库，却没有密钥文件“key”；请找回它，或用 --key 给出密钥。",
        "There is a database here but no file \"key\"; find it, or give the key with --key.",
    ),
    (
        "no_store",
        "这个文件夹里没有数据库。",
        "There is no store in this folder.",
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
        "bundle_sealed",
        "这个文件是密封的：请用 --store 指明收件设备的文件夹。",
        "This file is sealed: name the folder of the device that it is for with --store.",
    ),
    (
        "stream_failed",
        "输入或输出中断。",
        "Input or output broke off.",
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
    "stream_failed",
    "internal",
];

/// Every code that an answer of `drive` or a command on a store can hold, once each, in order.
pub(crate) fn all() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut all: Vec<_> = OWN.iter().chain(Error::codes()).copied().collect();
    all.extend(FileFault::codes());
    all.sort_by_key(|(code, _, _)| *code);
    all.dedup_by_key(|(code, _, _)| *code);
    all
}

/// A failure with one of this layer's own codes.
pub(crate) fn failure(code: &'static str) -> Box<Failure> {
    let (zh, en) = OWN
        .iter()
        .find(|(own, _, _)| *own == code)
        .map_or(("", ""), |(_, zh, en)| (*zh, *en));
    Box::new(Failure {
        exit: if MACHINE.contains(&code) {
            Exit::Machine
        } else {
            Exit::Wrong
        },
        code,
        at: At::default(),
        zh: zh.to_owned(),
        en: en.to_owned(),
    })
}

/// A failure at a field of a request, or at an option of a call.
pub(crate) fn at_field(code: &'static str, field: &str) -> Box<Failure> {
    let mut failure = failure(code);
    failure.at.field = Some(field.to_owned());
    failure
}

/// A file that the system would not read or write.
pub(crate) fn at_file(error: &std::io::Error, writing: bool, name: &str) -> Box<Failure> {
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

/// A failure as it stands in an answer: `{"code","at","zh","en"}`.
pub(crate) fn to_json(failure: &Failure) -> Value {
    json!({ "code": failure.code, "at": failure.at, "zh": failure.zh, "en": failure.en })
}

impl From<Error> for Box<Failure> {
    fn from(error: Error) -> Self {
        Self::new(Failure {
            exit: match error.kind() {
                ErrorKind::Input => Exit::Wrong,
                ErrorKind::Machine => Exit::Machine,
            },
            code: error.code(),
            at: At {
                field: error.at_field().map(str::to_owned),
                ..At::default()
            },
            zh: error.zh(),
            en: error.en(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_snake_case_and_has_text_in_both_languages() {
        for (code, zh, en) in all() {
            let snake = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            assert!(code.bytes().all(snake), "{code}");
            assert!(!zh.is_empty() && !en.is_empty(), "{code}");
        }
        assert!(MACHINE.iter().all(|code| !failure(code).en.is_empty()));
    }

    #[test]
    fn the_reference_lists_every_code() {
        let page = include_str!("../../docs/drive.md");
        let listed: Vec<&str> = page
            .lines()
            .skip_while(|line| !line.starts_with("## Error codes"))
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        let given: Vec<&str> = all().iter().map(|(code, _, _)| *code).collect();
        assert_eq!(listed, given);
    }
}
