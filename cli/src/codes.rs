//! The error codes that only the tool has; those of requests and files are `linli_json`'s. `docs/drive.md` lists all of them.

use linli_core::workspace::ErrorKind;
use linli_json::codes::{self, Code};
use linli_json::failure::Failure;

/// Faults that the command line finds by itself.
pub(crate) const TOOL: &[Code] = &[
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
    (
        "bundle_sealed",
        "这个文件是密封的：请用 --store 指明收件设备的文件夹。",
        "This file is sealed: name the folder of the device that it is for with --store.",
    ),
    (
        "flow_not_found",
        "规则包里没有这个流程。",
        "The pack has no such flow.",
    ),
    (
        "stream_failed",
        "输入或输出中断。",
        "Input or output broke off.",
    ),
];

/// A failure with one of these codes, or of those that requests know.
pub(crate) fn failure(code: &'static str) -> Box<Failure> {
    let mut failure = codes::failure_of(TOOL, code);
    if code == "stream_failed" {
        failure.kind = ErrorKind::Machine;
    }
    failure
}

/// A failure at an option of a call.
pub(crate) fn at_field(code: &'static str, field: &str) -> Box<Failure> {
    let mut failure = failure(code);
    failure.at.field = Some(field.to_owned());
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_text_in_both_languages() {
        for (code, ..) in TOOL {
            let failure = failure(code);
            assert!(!failure.zh.is_empty() && !failure.en.is_empty(), "{code}");
        }
    }

    #[test]
    fn the_reference_lists_every_code() {
        let page = include_str!("../../docs/drive.md");
        let listed: Vec<&str> = page
            .lines()
            .skip_while(|line| !line.starts_with("## Error codes"))
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        let given: Vec<&str> = codes::all(TOOL).iter().map(|(code, _, _)| *code).collect();
        assert_eq!(listed, given);
    }
}
