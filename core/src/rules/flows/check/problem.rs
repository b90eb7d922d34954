//! The reasons for which a pack is refused, each with its sentence in both languages.

use crate::rules::reasons::reasons;

reasons! {
    /// A fault of a pack.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    Wrong {
        /// A name twice.
        NameTwice = "name_twice", "名称重复", "a name stands twice";
        /// A step called `settle`, which every flow has.
        SettleIsTaken = "settle_is_taken", "“settle”是每个流程自带的步骤，不能另写", "every flow has the step settle; it cannot be written";
        /// A title missing in one language.
        TitleMissing = "title_missing", "标题应有中文和英文", "a title is missing in one language";
        /// No such state.
        NoState = "unknown_state", "没有这个状态", "there is no such state";
        /// No such step.
        NoStep = "unknown_step", "没有这个步骤", "there is no such step";
        /// A side step is meant.
        NoSideStep = "not_a_side_step", "这里应为不改变状态的附步", "this must be a side step";
        /// A main step is meant.
        NoMainStep = "not_a_main_step", "这里应为改变状态的步骤", "this must be a main step";
        /// No such field.
        NoField = "unknown_field", "没有这个字段", "there is no such field";
        /// No such column.
        NoColumn = "unknown_column", "没有这一列", "there is no such column";
        /// No such word.
        NoWord = "unknown_word", "这个选项里没有这个词", "the choice has no such word";
        /// No such flow.
        NoFlow = "unknown_flow", "没有这个流程", "there is no such flow";
        /// No such operation.
        NoOperation = "unknown_operation", "权限表里没有这项操作", "the matrix has no such operation";
        /// No such class.
        NoClass = "unknown_class", "没有这个类别", "there is no such class";
        /// A word of the choice without a case.
        WordWithoutCase = "word_without_case", "有的选项没有对应的状态", "a word of the choice has no case";
        /// The type of a field does not serve here.
        WrongType = "wrong_type", "字段类型不适用于此", "a field of this type does not serve here";
        /// A need on words, which may be erased.
        NeedOnText = "need_on_text", "要求不能依据文字字段（文字可以删除）", "a need cannot look at text, which may be erased";
        /// No step reaches it.
        StateUnreached = "state_unreached", "没有步骤到达这个状态", "no step reaches this state";
        /// No way to an end.
        DeadEnd = "dead_end", "从这个状态走不到任何终结状态", "no step leads from this state to a final one";
        /// `roll` on hours.
        RollOnHours = "roll_on_hours", "小时期限不能顺延", "hours cannot roll";
        /// A need or clock that can never be.
        NeverCan = "never_can", "永远不可能满足或结束", "this can never be";
        /// Nobody could settle.
        NobodySettles = "nobody_settles", "没有角色可以裁定", "no role holds the operation that settles";
        /// A template that does not parse.
        NoTemplate = "unreadable_template", "打印模板读不通", "the template of a page cannot be read";
        /// A counting rule that cannot be counted by, or whose name or reading is taken.
        NoRule = "unsound_rule", "计票规则不成立（名称、比例、读法或权限）", "a counting rule does not hang together: its name, shares, readings or right";
        /// A share that is none.
        NoShare = "not_a_share", "比例应满足 0 < a ≤ b", "a share is a of b with 0 < a ≤ b";
    }
}

/// A fault and its place (`flows[0].steps[2].needs[1].field`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The reason.
    pub wrong: Wrong,
    /// The path.
    pub at: String,
}
