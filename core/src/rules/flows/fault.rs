//! Faults of matter files, duty files and packs: a stable code, the line and the field.
//!
//! Owns the codes of the form and their sentences. Never repeats a value of the file, since a value can be a resident's name.

use crate::rules::counting::FaultCode;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        /// The reason why a file of flows is refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reason {
            /// The reason of a text that is no JSON, as counting has it.
            Json(FaultCode),
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// Its stable name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { Self::Json(code) => code.code(), $(Self::$name => $code,)* }
            }

            /// The sentence in Chinese, without its place.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { Self::Json(code) => code.zh(), $(Self::$name => $zh,)* }
            }

            /// The sentence in English, without its place.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { Self::Json(code) => code.en(), $(Self::$name => $en,)* }
            }
        }
    };
}

codes! {
    /// Another version than 1.
    Version = "unknown_version", "不认识这个版本", "this version is not known";
    /// No RFC 3339 moment with an offset.
    Time = "not_a_time", "应为带时区的 RFC 3339 时间", "this must be an RFC 3339 time with an offset";
    /// No day that exists.
    Day = "not_a_day", "应为存在的日期（YYYY-MM-DD）", "this must be a day that exists (YYYY-MM-DD)";
    /// No period, or several.
    Period = "not_a_period", "期限应为小时、日、工作日或月中的一种", "a period is one of hours, days, working days, months";
    /// `within` and `least`, or neither.
    Bound = "within_or_least", "时限应写 within 或 least 之一", "a clock has either within or least";
    /// `field` and `side`, or neither.
    FieldOrSide = "field_or_side", "要求应写 field 或 side 之一", "this need looks at either a field or a side step";
    /// A counting rule of another form.
    Rules = "not_a_rule", "计票规则的写法不对", "this is not the form of a counting rule";
    /// A name twice where it must be once.
    Twice = "name_twice", "名称重复", "a name stands twice";
    /// An id twice among the steps.
    StepTwice = "step_twice", "同一步骤编号出现两次", "a step id stands twice";
    /// A circle in `after`.
    Circle = "circle_of_after", "步骤的先后关系成环", "steps come after each other in a circle";
    /// No such pack in this version.
    NoPack = "unknown_pack", "没有这个规则包", "there is no such pack";
    /// No such flow in the pack.
    NoFlow = "unknown_flow", "规则包里没有这个流程", "the pack has no such flow";
}

/// The reason why a file is refused, and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The reason.
    pub reason: Reason,
    /// The line, counted from 1; none if it was not read from a file.
    pub line: Option<usize>,
    /// The path of the field (`steps[3].after`), none if the whole file is meant.
    pub field: Option<String>,
}

impl Fault {
    /// The stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason.code()
    }

    fn place(&self, line: impl Fn(usize) -> String, between: &str) -> Option<String> {
        let parts: Vec<String> = self
            .line
            .map(line)
            .into_iter()
            .chain(self.field.clone())
            .collect();
        (!parts.is_empty()).then(|| parts.join(between))
    }

    /// The sentence in Chinese, with its place.
    #[must_use]
    pub fn zh(&self) -> String {
        match self.place(|line| format!("第 {line} 行"), "，") {
            Some(place) => format!("{place}：{}", self.reason.zh()),
            None => self.reason.zh().to_owned(),
        }
    }

    /// The sentence in English, with its place.
    #[must_use]
    pub fn en(&self) -> String {
        match self.place(|line| format!("line {line}"), ", ") {
            Some(place) => format!("{place}: {}", self.reason.en()),
            None => self.reason.en().to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}
