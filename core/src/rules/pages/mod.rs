//! 打印: pages of A4 paper from the templates of packs.
//!
//! Owns the template language, the sheet around a body, and QR codes. What stands on a page is its caller's. A template is
//! the work of whoever wrote the pack: it is escaped, has no includes, no macros, a bound on its steps, and the sheet around
//! it lets nothing run and nothing load.

mod qr;
mod sheet;
mod template;

pub use qr::qr;
pub use sheet::sheet;
pub use template::{Unprintable, body, is_sound};

/// 语言: the language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Zh, Self::En]
            .into_iter()
            .find(|one| one.code() == code)
    }

    /// That of two texts which is in this language.
    #[must_use]
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests;
