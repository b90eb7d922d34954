//! Words for a person in both languages, as every view holds them.

use crate::rules::pages::Language;

/// A sentence or name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// The words of one language.
    #[must_use]
    pub fn pick(self, language: Language) -> String {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// A sentence in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// It with words that people wrote after it.
    pub(crate) fn with(&self, typed: &str) -> Self {
        Self::new(
            format!("{} {typed}", self.zh),
            format!("{} {typed}", self.en),
        )
    }

    /// Words that people wrote, which nobody translates.
    pub fn typed(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            zh: text.clone(),
            en: text,
        }
    }
}
