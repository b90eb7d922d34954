//! Faults of a tally file: a stable code, the line and the field.
//!
//! Owns the codes and their sentences. Never repeats a value of the file, since a value can be a resident's name.

use crate::rules::reasons::reasons;
use std::fmt;

/// The place of something in a tally file. Indexes count from 0, as in the field path `ballots[0].choice`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The whole file.
    File,
    /// A field of the file.
    Field(&'static str),
    /// One of the readings.
    Reading(usize),
    /// A voter on the roll, or one of his fields.
    Roll(usize, Option<&'static str>),
    /// A ballot, or one of its fields.
    Ballot(usize, Option<&'static str>),
    /// One of the ids that a ballot supersedes.
    Superseded(usize, usize),
}

impl Place {
    /// The path of the field, as faults name it; `None` for the whole file.
    #[must_use]
    pub fn path(self) -> Option<String> {
        let member = |list: &str, index: usize, field: Option<&str>| match field {
            Some(field) => format!("{list}[{index}].{field}"),
            None => format!("{list}[{index}]"),
        };
        match self {
            Self::File => None,
            Self::Field(name) => Some(name.to_owned()),
            Self::Reading(index) => Some(member("readings", index, None)),
            Self::Roll(index, field) => Some(member("roll", index, field)),
            Self::Ballot(index, field) => Some(member("ballots", index, field)),
            Self::Superseded(ballot, index) => {
                Some(format!("ballots[{ballot}].supersedes[{index}]"))
            }
        }
    }
}

reasons! {
    /// The reason why a tally file is refused.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    FaultCode {
        /// Bytes that are not UTF-8.
        NotUtf8 = "not_utf8", "文件不是 UTF-8 编码", "the file is not UTF-8";
        /// A byte-order mark at the start.
        ByteOrderMark = "byte_order_mark", "文件开头有字节顺序标记（BOM），请另存为不带 BOM 的 UTF-8",
            "the file starts with a byte-order mark; save it as UTF-8 without one";
        /// No JSON.
        NotJson = "not_json", "不是有效的 JSON", "this is not valid JSON";
        /// Half a surrogate pair in an escape.
        LoneSurrogate = "lone_surrogate", "文字里有不成对的代理项（半个字符）", "a text holds a lone surrogate (half a character)";
        /// A key twice in one object.
        DoubledKey = "doubled_key", "同一对象里键重复", "a key stands twice in one object";
        /// Another type than the table's.
        WrongType = "wrong_type", "类型不对", "the type is wrong";
        /// A number with sign, fraction or exponent.
        NotWhole = "not_a_whole_number", "必须是只由数字组成的整数（不带负号、小数或指数）",
            "this must be a whole number in digits only (no sign, fraction or exponent)";
        /// A number beyond its range.
        OutOfRange = "out_of_range", "数字超出范围", "the number is out of range";
        /// Text that must not be empty.
        EmptyText = "empty_text", "文字不能为空", "the text must not be empty";
        /// A required field is absent.
        MissingField = "missing_field", "缺少必填字段", "a required field is missing";
        /// None of the values of the table.
        UnknownValue = "unknown_value", "不是允许的取值", "this is none of the known values";
        /// The pack does not hold the rule.
        RuleNotInPack = "rule_not_in_pack", "该规则包里没有这条规则", "the pack does not hold the rule";
        /// The rule has no such reading.
        ReadingNotOfRule = "reading_not_of_rule", "这条规则没有这种读法", "the rule does not have this reading";
        /// A reading twice.
        RepeatedReading = "repeated_reading", "同一读法写了两次", "a reading is named twice";
        /// Two readings of which only one can be.
        ExclusiveReadings = "exclusive_readings", "通过比例的读法最多选一种", "at most one reading of the pass share can be chosen";
        /// Nobody on the roll.
        EmptyRoll = "empty_roll", "名册为空", "the roll is empty";
        /// A voter twice on the roll.
        RepeatedVoter = "repeated_voter", "名册里同一表决人出现两次", "a voter stands twice on the roll";
        /// Nobody may vote.
        NobodyEntitled = "nobody_entitled", "名册里没有一个有表决权的人", "nobody on the roll is entitled to vote";
        /// Areas that sum to zero.
        NoArea = "no_area", "有表决权者的面积合计为零", "the areas of the entitled voters sum to zero";
        /// A withdrawal that names a choice.
        ChoiceOnWithdrawal = "choice_on_withdrawal", "撤回的票不能带选项", "a withdrawal must not carry a choice";
        /// Two different ballots of one id.
        ConflictingBallots = "conflicting_ballots", "两张不同的票用了同一编号", "two different ballots have one id";
        /// Ballots that supersede each other in a circle.
        Circle = "circle_of_supersedes", "票的取代关系成环", "ballots supersede each other in a circle";
    }
}

/// The reason why a tally file is refused, and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The reason.
    pub code: FaultCode,
    /// The line, counted from 1; none if the tally was not read from a file.
    pub line: Option<usize>,
    /// The path of the field (`roll[3].area_cm2`); none if the whole file is meant.
    pub field: Option<String>,
}

impl Fault {
    /// The stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code.code()
    }

    /// The sentence in Chinese, with its place.
    #[must_use]
    pub fn zh(&self) -> String {
        let line = self.line.map(|line| format!("第 {line} 行"));
        let place: Vec<String> = line.into_iter().chain(self.field.clone()).collect();
        if place.is_empty() {
            self.code.zh().to_owned()
        } else {
            format!("{}：{}", place.join("，"), self.code.zh())
        }
    }

    /// The sentence in English, with its place.
    #[must_use]
    pub fn en(&self) -> String {
        let line = self.line.map(|line| format!("line {line}"));
        let place: Vec<String> = line.into_iter().chain(self.field.clone()).collect();
        if place.is_empty() {
            self.code.en().to_owned()
        } else {
            format!("{}: {}", place.join(", "), self.code.en())
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}
