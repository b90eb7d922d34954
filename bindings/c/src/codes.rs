//! The codes that only this layer can find.

use linli_json::codes::{self, Code};
use linli_json::failure::Failure;

/// Beside those of `docs/drive.md`.
pub(crate) const OWN: &[Code] = &[
    (
        "argument_missing",
        "缺少必需的参数（NULL）。",
        "A required argument is NULL.",
    ),
    (
        "argument_encoding",
        "参数应为 UTF-8 文字。",
        "An argument should be text in UTF-8.",
    ),
    (
        "key_format",
        "数据库密钥应为 32 个字节。",
        "The database key should be 32 bytes.",
    ),
    (
        "key_not_kept",
        "程序没有保存密钥，所以没有恢复。",
        "The app did not keep the key, so nothing was restored.",
    ),
    (
        "options_malformed",
        "选项应为一个 JSON 对象。",
        "Options should be one JSON object.",
    ),
    (
        "proxy_malformed",
        "代理地址无法识别。",
        "The proxy's address cannot be read.",
    ),
    (
        "numbers_used_up",
        "打开的次数太多，请重启程序。",
        "Too much was opened; start the program again.",
    ),
];

/// One of these codes, or of those that requests know.
pub(crate) fn failure(code: &'static str) -> Box<Failure> {
    codes::failure_of(OWN, code)
}

/// The same, at an argument or option.
pub(crate) fn at_field(code: &'static str, field: &str) -> Box<Failure> {
    let mut failure = failure(code);
    failure.at.field = Some(field.to_owned());
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_codes_has_a_constant_for_each() {
        let header = include_str!("../../include/linli_codes.h");
        let defined: Vec<&str> = header
            .lines()
            .filter_map(|line| line.strip_prefix("#define LINLI_CODE_"))
            .collect();
        let all = codes::all(OWN).into_iter();
        let expected: Vec<String> = all
            .map(|(code, ..)| format!("{} \"{code}\"", code.to_uppercase()))
            .collect();
        for line in &expected {
            assert!(
                defined.contains(&line.as_str()),
                "#define LINLI_CODE_{line}"
            );
        }
        if cfg!(feature = "spreadsheet") {
            assert_eq!(defined, expected);
        }
    }
}
