//! The codes of errors, with a constant for each in every language. They cross as text: a code of a later version, or of another
//! phone's, has no constant here and is one all the same.

use linli_core::domain::Code;

/// Makes the enum from core's table of codes, and adds those that only this layer can find.
macro_rules! error_code {
    ($($variant:ident $name:tt $zh:tt $en:tt)*) => {
        /// A stable code of an error. A later version may know more.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
        pub enum ErrorCode {
            $(#[doc = $en] $variant,)*
            /// The database key should be 32 bytes.
            KeyFormat,
            /// The system did not give the database key; unlock the phone and try again.
            KeyUnavailable,
            /// The proxy's address cannot be read.
            ProxyMalformed,
            /// This build comes without spreadsheets; import and export at the office's computer.
            SpreadsheetsMissing,
            /// Somebody waits for this sync already.
            TaskAwaited,
            /// This build takes no clock and no seed; run tests with a development build.
            TestingMissing,
        }

        impl From<Code> for ErrorCode {
            fn from(code: Code) -> Self {
                match code { $(Code::$variant => Self::$variant,)* }
            }
        }

        impl ErrorCode {
            /// Its stable name and its sentences in Chinese and in English.
            pub(crate) const fn texts(self) -> (&'static str, &'static str, &'static str) {
                match self {
                    $(Self::$variant => ($name, $zh, $en),)*
                    Self::KeyFormat => (
                        "key_format",
                        "数据库密钥应为 32 个字节。",
                        "The database key should be 32 bytes.",
                    ),
                    Self::KeyUnavailable => (
                        "key_unavailable",
                        "系统没有给出数据库密钥，请解锁手机后再试。",
                        "The system did not give the database key; unlock the phone and try again.",
                    ),
                    Self::ProxyMalformed => (
                        "proxy_malformed",
                        "代理地址无法识别。",
                        "The proxy's address cannot be read.",
                    ),
                    Self::SpreadsheetsMissing => (
                        "spreadsheets_missing",
                        "手机上的版本不带表格功能，请在办公室的电脑上导入、导出。",
                        "This build comes without spreadsheets; import and export at the office's computer.",
                    ),
                    Self::TaskAwaited => (
                        "task_awaited",
                        "已经有人在等这次同步的结果。",
                        "Somebody waits for this sync already.",
                    ),
                    Self::TestingMissing => (
                        "testing_missing",
                        "这个版本不接受测试用的时钟和种子，请用开发版运行测试。",
                        "This build takes no clock and no seed; run tests with a development build.",
                    ),
                }
            }

            /// Every one.
            #[cfg(test)]
            const ALL: &'static [Self] = &[
                $(Self::$variant,)*
                Self::KeyFormat,
                Self::KeyUnavailable,
                Self::ProxyMalformed,
                Self::SpreadsheetsMissing,
                Self::TaskAwaited,
                Self::TestingMissing,
            ];
        }
    };
}

linli_core::error_codes!(error_code);

#[cfg(test)]
mod tests {
    use super::*;

    /// `NotHome` as `not_home`: the façades make the name of a constant's value so.
    fn snake(variant: &str) -> String {
        let mut out = String::new();
        for letter in variant.chars() {
            if letter.is_uppercase() && !out.is_empty() {
                out.push('_');
            }
            out.extend(letter.to_lowercase());
        }
        out
    }

    #[test]
    fn a_constant_has_the_name_of_its_code_and_words_in_both_languages() {
        for code in ErrorCode::ALL {
            let (name, zh, en) = code.texts();
            assert_eq!(snake(&format!("{code:?}")), name);
            assert!(!zh.is_empty() && !en.is_empty(), "{name}");
        }
        for code in Code::ALL {
            assert_eq!(ErrorCode::from(*code).texts().0, code.name());
        }
    }
}
