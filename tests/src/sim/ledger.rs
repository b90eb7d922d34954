//! Acknowledgements to the people of the simulated world: the promises that the stores must keep.

use linli_core::domain::vocabulary::Choice;
use linli_core::domain::{DocId, MemberId, RecordId};

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Promise {
    /// A visit, with a note that no other has.
    Visit { id: RecordId, note: String },
    /// A ballot; `plain` if it is a first one that names no other.
    Ballot {
        id: RecordId,
        tally: DocId,
        voter: String,
        choice: Option<Choice>,
        member: MemberId,
        plain: bool,
    },
    /// Any other record.
    Record { id: RecordId },
    /// A step of a matter.
    Step { matter: DocId, id: RecordId },
    /// A topic, by its title.
    Topic { title: String },
    /// A value of an agenda's field, and the values that its author saw and replaced.
    Field {
        agenda: DocId,
        field: &'static str,
        value: String,
        saw: Vec<String>,
    },
    /// A line of an agenda's text, and the line with which that text had been started again, if it had. Nobody deletes
    /// lines; but the office erases a whole text, and what was written on it waits for good.
    Line {
        agenda: DocId,
        line: String,
        on: Option<String>,
    },
}

/// Words that the office ordered erased.
#[derive(Debug)]
pub(super) enum Erased {
    /// A visit's note.
    Note { visit: RecordId, note: String },
    /// The lines of an agenda's text, which began again with one.
    Text {
        agenda: DocId,
        lines: Vec<String>,
        begins: String,
    },
}

/// A promise and what has happened to it since.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub promise: Promise,
    pub peer: usize,
    /// Its author's rights were taken away or his chain is forked: it must be kept, but need not count.
    pub tainted: bool,
    /// The only phone that surely had it is gone: it may be lost.
    pub lost: bool,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub kept: Vec<Kept>,
    pub erased: Vec<Erased>,
}

impl Ledger {
    pub(super) fn promise(&mut self, peer: usize, tainted: bool, promise: Promise) {
        self.kept.push(Kept {
            promise,
            peer,
            tainted,
            lost: false,
        });
    }

    /// The line with which this text of an agenda began again; none, if it is the first.
    pub(super) fn began(&self, agenda: DocId, text: &str) -> Option<String> {
        let here = |line: &String| text.lines().any(|one| one == line);
        let began = self.erased.iter().filter_map(|erased| match erased {
            Erased::Text {
                agenda: of, begins, ..
            } if *of == agenda => Some(begins),
            _ => None,
        });
        began.rev().find(|line| here(line)).cloned()
    }

    /// The phone is gone; what it promised after its backup goes with it.
    pub(super) fn lose(&mut self, peer: usize, since: usize) {
        for kept in self.kept.iter_mut().skip(since) {
            kept.lost |= kept.peer == peer;
        }
    }

    pub(super) fn taint(&mut self, peer: usize) {
        for kept in &mut self.kept {
            kept.tainted |= kept.peer == peer;
        }
    }
}
