//! Every operation by name. A group of them is a file; each operation is one function from fields to an answer.

mod community;
mod deliberation;
mod exchange;
mod inspection;
mod photos;
mod register;
mod review;
mod session;
mod sync;
mod visits;

use super::clock::DriveClock;
use super::fields::Fields;
use super::session::Answer;
use crate::codes::at_field;
use linli_core::http::HttpTransport;
use linli_core::workspace::Workspace;
use std::sync::Arc;

/// What operations work on.
pub(super) struct Context {
    /// The store.
    pub(super) workspace: Workspace,
    /// The session's clock.
    pub(super) clock: Arc<DriveClock>,
    /// The way to a hub.
    pub(super) transport: HttpTransport,
}

/// An operation: its name and what it does.
type Op = (&'static str, fn(&Context, &Fields<'_>) -> Answer);

const GROUPS: &[&[Op]] = &[
    community::OPS,
    register::OPS,
    visits::OPS,
    deliberation::OPS,
    inspection::OPS,
    review::OPS,
    exchange::OPS,
    sync::OPS,
    photos::OPS,
    session::OPS,
];

/// Performs the operation of that name.
pub(super) fn perform(context: &Context, name: &str, fields: &Fields<'_>) -> Answer {
    let op = GROUPS.iter().copied().flatten().find(|(op, _)| *op == name);
    match op {
        Some((_, perform)) => perform(context, fields),
        None => Err(at_field("unknown_op", "op")),
    }
}

#[cfg(test)]
mod tests {
    use super::GROUPS;

    #[test]
    fn the_reference_has_a_section_for_every_operation() {
        let page = include_str!("../../../../docs/drive.md");
        let sections: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
            .collect();
        for (op, _) in GROUPS.iter().copied().flatten() {
            let found = sections.iter().filter(|section| *section == op).count();
            assert_eq!(found, 1, "{op}");
            assert!(
                page.contains(&format!("\"op\":\"{op}\"")),
                "{op} has no example"
            );
        }
        assert_eq!(
            sections.len(),
            GROUPS.iter().map(|group| group.len()).sum::<usize>()
        );
    }
}
