//! Twins of matters: steps that the form and the flow refuse, and work of others that is amended or taken back.

use super::stage::{OFF, OPENED, Who};
use super::written::{NOW, Twin, Writer};
use crate::forger::{after, parts};
use crate::matter::collects;
use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::{Code, DocKind};
use linli_core::records::testing::Dice;

fn word(text: &str) -> Datum {
    Datum::Plain(Plain::One(Atom::Word(text.to_owned())))
}

fn entry(entry: MatterEntry) -> Entry {
    Entry::Matter(DocKind::Topic, entry)
}

/// One of each.
pub(super) fn forged(w: &mut Writer<'_>, dice: &mut Dice) {
    let (matter, opening) = w.stage.matter;
    let lies = Some((matter, w.stage.at));
    let screen = Step {
        step: "screen".to_owned(),
        operation: "screen_topic".to_owned(),
        after: vec![opening],
        values: vec![
            ("category".to_owned(), word("hygiene")),
            ("result".to_owned(), word("taken_up")),
        ],
        ..collects()
    };
    let step = |step: Step| (lies, entry(MatterEntry::Step(step)));
    let result = |datum| {
        let mut step = screen.clone();
        step.values[1].1 = datum;
        step
    };
    let many = Plain::Many(vec![Atom::Word("taken_up".to_owned()); 2]);
    let values = [word("perhaps"), Datum::Plain(many), Datum::Rows(Vec::new())];
    let unfit = values.map(|datum| step(result(datum)));
    w.add(
        Code::FieldUnfit,
        "a result of no known word, of two, and of rows",
        Who::Leader,
        unfit.into(),
    );
    let more = format!("field{}", dice.below(1 << 16));
    let mut unknown = screen.clone();
    unknown.values.push(("zz".to_owned() + &more, word("x")));
    w.add(
        Code::FieldUnknown,
        "a field that the step lacks",
        Who::Leader,
        vec![step(unknown)],
    );
    let misplaced: [&dyn Fn(&mut Step); 4] = [
        &|step| step.step = "nowhere".to_owned(),
        &|step| step.step = "close".to_owned(),
        &|step| step.edition = "1999-01-01".to_owned(),
        &|step| step.flow = "hazard".to_owned(),
    ];
    let misplaced = misplaced.map(|change| {
        let mut forged = screen.clone();
        change(&mut forged);
        step(forged)
    });
    w.add(
        Code::StepMisplaced,
        "steps that the flow lacks, or not from here, or of another edition or flow",
        Who::Leader,
        misplaced.into(),
    );
    let off = Step {
        flow: OFF.to_owned(),
        step: "ask".to_owned(),
        operation: "record_visit".to_owned(),
        after: Vec::new(),
        values: vec![("kind".to_owned(), word("other"))],
        ..screen.clone()
    };
    w.add(
        Code::FlowOff,
        "a matter of a flow that is switched off",
        Who::Leader,
        vec![(None, Entry::Matter(DocKind::Care, MatterEntry::Step(off)))],
    );
    let claims = Step {
        operation: "collect_topic".to_owned(),
        ..screen.clone()
    };
    w.add(
        Code::StepMisplaced,
        "a step under another operation than its own",
        Who::Leader,
        vec![step(claims)],
    );
    w.add(
        Code::NotAllowed,
        "a step without the right",
        Who::Mediator,
        vec![step(screen)],
    );
    let amends = MatterEntry::Amend {
        target: opening,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        values: vec![("source".to_owned(), word("online"))],
        without: Vec::new(),
        at: NOW,
    };
    let withdraws = |target| MatterEntry::Withdraw {
        target,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        at: NOW,
    };
    w.add(
        Code::NotAuthor,
        "another's step amended, and taken back",
        Who::Leader,
        vec![(lies, entry(amends)), (lies, entry(withdraws(opening)))],
    );
    let (built_on, own) = w.stage.built_on;
    let at = w.stage.at;
    let forger = w.stage.who(Who::Leader, OPENED);
    let header = forger.header(at, built_on, DocKind::Topic, 2, after(own));
    let record = forger.entry(header, &entry(withdraws(own)), None);
    w.out.push(Twin {
        code: Code::StepBuiltOn,
        what: "his own step, on which another built, taken back",
        by: Who::Leader,
        parts: parts(&[record]),
    });
}
