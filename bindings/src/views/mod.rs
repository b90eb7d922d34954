//! What an app gets: one view per screen, owned values.

mod community;
mod deliberation;
mod exchange;
mod round;

pub use community::{ContestedView, MemberPage, RequestView, SearchHit, WordText};
pub use deliberation::{AgendaPage, ConflictPage, ConflictView, TallyView, TopicPage};
pub use exchange::{ImportConflict, ImportOutcome, ImportProblem, VerifyFailure, VerifyReport};
pub use round::{HazardPage, InspectionPage, RoundStop, VisitPage};
