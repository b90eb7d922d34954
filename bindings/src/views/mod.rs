//! Views: one for each screen, owned values.

mod community;
mod deliberation;
mod doors;
mod elsewhere;
mod exchange;
mod flows;
mod matters;
mod office;
mod photos;
mod printing;
mod rounds;
mod screens;
mod unfinished;

pub use community::{ContestedView, MemberPage, RequestView};
pub use deliberation::{
    AgendaPage, ConflictPage, ConflictView, OpenableRule, QuestionView, TallySummary, TallyView,
    TopicPage,
};
pub use doors::{RoundStop, SearchHit, VisitPage};
pub use elsewhere::{
    ElsewhereCell, ElsewherePage, ElsewhereRow, PackChoice, RuleReadings, SwitchChoice,
};
pub use exchange::{VerifyFailure, VerifyReport};
pub use flows::{
    ClockForm, DutySummary, FieldMust, FieldType, FieldWord, FlowState, FlowSummary, FlowView,
    FormField, PackAdopted, PackChosen, PackSwitch, PackView, RuleStatus, StepForm, SwitchWord,
};
pub use matters::{
    ClockState, ClockView, FlawView, MatterOpened, MatterPage, MatterView, NeedView, NextStep,
    StepDraft, StepView,
};
pub use office::{
    ImportColumn, ImportConflict, ImportOutcome, ImportPerson, ImportProblem, ImportReading,
};
pub use printing::{FormAdopted, FormFilled, FormQuestion, MonthlyStatement, QuestionKind};
pub use rounds::{HazardPage, InspectionPage};
pub use screens::{
    ConflictListPage, Found, FoundPage, HouseholdPage, RegisterAct, RegisterDraft, RegisterEdit,
    RollPage,
};
pub use unfinished::{DraftField, DraftView};
