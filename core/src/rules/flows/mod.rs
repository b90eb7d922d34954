//! 流程: what a standard prescribes as data, and one engine that runs it (docs/spec/flows.md).
//!
//! A matter (事项) is carried by steps from its opening to its end; a flow in a pack says which steps there are, who may take
//! them, what they record and need, and by when. From the steps that arrived, in whatever order, the fold tells the state,
//! conflicts, flaws, clocks and what comes next. Pure: must not know records, stores, clocks or disks.
//!
//! Writing: [`authoring`], [`split`]. Reading: [`packs`], [`mod@file`], `read_pack`, `form`, `json`. Folding: `graph`, `verdict`,
//! `ancestors`, `fold`. Telling: `needs`, `rows`, `decided`, `results`, `switched`, `clocks`, [`duties`], `explain`, `tell`, `summary`.

mod ancestors;
mod answer;
pub mod authoring;
mod calendar;
pub mod check;
mod clocks;
mod decided;
pub mod duties;
mod explain;
mod fault;
pub mod file;
mod fold;
mod form;
mod graph;
mod instant;
mod json;
mod needs;
pub mod pack;
pub mod packs;
mod periods;
mod read_pack;
mod results;
mod rows;
pub mod split;
mod summary;
mod switched;
mod tell;
#[cfg(test)]
mod tests;
mod value;
mod verdict;

pub use answer::{Answer, ClockAnswer, ClockState, Explanation, Flaw, NeedTold, Next, Told};
pub use calendar::Calendar;
pub use explain::{in_english, moment, need_in_words};
pub use fault::{Fault, Reason};
pub use file::{Matter, read};
pub use fold::{amending, is_amendable};
pub use instant::Instant;
pub use pack::{Flow, Pack, Title};
pub use periods::Every;
pub(crate) use periods::exists as is_period;
pub use read_pack::SETTLE;
pub use results::{RE_VOTES, ResultBefore, result_before};
pub use summary::{OpenClock, Summary, summary};
pub use tell::fold;
pub use value::{LIMIT, Value, Values};
