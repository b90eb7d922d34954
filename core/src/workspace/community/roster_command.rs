//! Commands that append to the roster: one transaction with everything that the new entry moves.

use crate::domain::Code;
use crate::intake::{AppendRefused, Appended, ChangeSet, Intake, note};
use crate::roster::{MemberWords, OfficerRequest, Op, RequestState};
use crate::store::StoreError;
use crate::workspace::{Command, Error, Workspace};

/// The registrar's store appends an entry; another officer's signs a request for it.
pub(in crate::workspace) fn append_ops(
    appended: &mut Appended,
    command: &Command<'_>,
    ops: Vec<Op>,
    mut words: MemberWords,
) -> Result<u32, Error> {
    let tx = command.intake.tx;
    let roster = appended.roster();
    for op in &ops {
        if let Op::EraseWords { member } = op {
            words.extend(roster.words_beside(*member));
        }
    }
    if roster.registrar().device() == command.keys.device() {
        let raw = roster
            .draft(ops, &words, command.random())
            .map_err(|error| Error::refused("roster", roster_code(error.code())))?
            .sign(command.keys);
        return Ok(appended.append(tx, raw)?.index);
    }
    let request = OfficerRequest::sign(
        roster.community(),
        roster.tip(),
        ops,
        &words,
        command.keys,
        command.random(),
    );
    appended.request(tx, request)?;
    Ok(appended.roster().tip().index)
}

/// The registrar's store follows what other officers ask for that holds nobody up: admissions and grants. What takes
/// something away waits for the registrar's own [decision](Workspace::decide_request), whoever asks.
pub(in crate::workspace) fn follow_requests(
    appended: &mut Appended,
    command: &Command<'_>,
) -> Result<(), Error> {
    let roster = appended.roster();
    if roster.registrar().device() != command.keys.device() || roster.fork().is_some() {
        return Ok(());
    }
    let open: Vec<OfficerRequest> = roster
        .requests()
        .filter(|(_, state)| matches!(state, RequestState::Open))
        .map(|(request, _)| request.clone())
        .collect();
    for request in open {
        if let Ok(ops) = appended.roster().plan_request(&request)
            && !ops.is_empty()
            && !ops
                .iter()
                .any(|op| matches!(op, Op::Narrow { .. } | Op::EraseWords { .. }))
        {
            append_ops(appended, command, ops, request.words())?;
        }
    }
    Ok(())
}

/// Whether the hub has what is appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workspace) enum Knows {
    NotYet,
    /// It comes from there.
    Already,
}

/// A refused entry or request is somebody else's mistake, and what follows it waits or is refused as well; a store that
/// fails is ours.
pub(in crate::workspace) fn tolerate<T>(
    result: Result<T, AppendRefused>,
) -> Result<(), StoreError> {
    match result {
        Ok(_) | Err(AppendRefused::Roster(_)) => Ok(()),
        Err(AppendRefused::Store(error)) => Err(error),
    }
}

impl From<AppendRefused> for Error {
    fn from(refused: AppendRefused) -> Self {
        match refused {
            AppendRefused::Roster(code) => Self::refused("roster", roster_code(code)),
            AppendRefused::Store(error) => Self::Store(error),
        }
    }
}

/// Roster codes have no sentences of their own: they are for developers, the sentence is one.
pub(in crate::workspace) fn roster_code(code: &'static str) -> Code {
    match code {
        "not_authorised" => Code::NotAllowed,
        _ => Code::RosterRefused,
    }
}

impl Workspace {
    /// Runs a command that may append to the roster. What it appends holds from the end of the transaction on, and the
    /// records that it touches are judged again in the same transaction.
    pub(in crate::workspace) fn roster_command<T>(
        &self,
        work: impl FnOnce(&mut Command<'_>, &mut Appended) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.roster_command_then(Knows::NotYet, work, |_, value| Ok(value))
    }

    /// Runs [`Self::roster_command`], and `then` writes records that already stand on what was appended: all in one
    /// transaction.
    pub(in crate::workspace) fn roster_command_then<T, U>(
        &self,
        hub: Knows,
        work: impl FnOnce(&mut Command<'_>, &mut Appended) -> Result<T, Error>,
        then: impl FnOnce(&mut Command<'_>, T) -> Result<U, Error>,
    ) -> Result<U, Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        let mut changes = ChangeSet::default();
        let mut appended = Appended::new((*roster).clone(), hub == Knows::Already);
        let (mut hlc, seen) = (inner.hlc, self.seen(inner.heard, &roster));
        let result = self.store.write(|tx| {
            note(tx, inner.noted, seen)?;
            let value = {
                let mut command = Command {
                    workspace: self,
                    keys: &inner.keys,
                    nonce: inner.nonce,
                    hlc: &mut hlc,
                    intake: Intake::new(tx, &roster, &mut inner.agendas, &mut changes, seen),
                };
                let value = work(&mut command, &mut appended)?;
                command.intake.settle()?;
                value
            };
            let mut command = Command {
                workspace: self,
                keys: &inner.keys,
                nonce: inner.nonce,
                hlc: &mut hlc,
                intake: Intake::new(
                    tx,
                    appended.roster(),
                    &mut inner.agendas,
                    &mut changes,
                    seen,
                ),
            };
            appended.settle(&mut command.intake)?;
            let value = then(&mut command, value)?;
            command.intake.settle()?;
            Ok(value)
        });
        match result {
            Ok(value) => {
                inner.hlc = hlc;
                inner.has_come(seen);
                self.go_by(inner, appended.into_roster());
                drop(guard);
                self.tell(changes);
                Ok(value)
            }
            Err(error) => {
                inner.agendas.clear();
                Err(error)
            }
        }
    }
}
