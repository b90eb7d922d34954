//! Taking in an answer: roster first, then records, witness statements, receipts and the cursor in one
//! transaction.

use super::ahead::Opened;
use super::outbox::Sent;
use super::state::{HubState, hear};
use super::steps::{Phase, SyncSteps};
use super::witnesses;
use crate::domain::Code;
use crate::intake::{HUB, seconds_off};
use crate::projection::photo;
use crate::store::{StoreError, outbox, purge, roster as rows};
use crate::sync::SyncAnswer;
use crate::workspace::exchange::receiving::{Carrier, Takings};
use crate::workspace::{Error, Workspace};

impl Workspace {
    pub(super) fn apply(
        &self,
        steps: &mut SyncSteps,
        sent: &Sent,
        opened: Opened,
    ) -> Result<(), Error> {
        let Opened { mut answer, batch } = opened;
        // A hub that was restored hands out nothing for now, not even the roster that a joining store waits for.
        if answer.recovering && self.lock().roster.is_none() {
            return Err(Error::state(Code::HubBusy));
        }
        self.receive_roster(
            steps.community,
            std::mem::take(&mut answer.entries),
            std::mem::take(&mut answer.requests),
            Carrier::Hub,
        )?;
        let (own, now) = (self.shown.device(), self.clock.now());
        let set = self.roster()?.reading_set(own);
        let mut taken = Takings::default();
        let mut acknowledged = 0;
        let mut complete = false;
        let mut heard = self.lock().heard;
        let (pin, last) = (steps.pin, !answer.more && sent.all);
        let first = !std::mem::replace(&mut steps.told_time, true);
        self.receive_batch(batch, HUB, Some(answer.at), &mut taken, |intake| {
            let tx = intake.tx;
            let mut state = HubState::load(tx, pin)?;
            if let Some(seq) = answer.rewind {
                outbox::rewind(tx, seq)?;
                rows::forget_at_hub(tx, answer.roster.index)?;
                photo::forget_at_hub(tx)?;
                state.floor = 0;
                state.complete = false;
            }
            let before = heard;
            heard = hear(tx, answer.at, now)?;
            state.clock_off = seconds_off(now, answer.at);
            if first {
                intake.correct_seen(now, answer.at, before)?;
            }
            if state.cursor.is_none() && answer.roster.index < intake.roster.tip().index {
                // A hub that the community has just come to: an earlier one may have had what it lacks.
                rows::forget_at_hub(tx, answer.roster.index)?;
            }
            witnesses::keep(tx, intake.roster, &answer.witnesses)?;
            acknowledged = sent.acknowledge(tx, &answer, intake.roster.tip().index)?;
            state.nonce = answer.nonce;
            state.safe = answer.safe;
            state.floor = outbox::floor(tx, state.floor)?;
            state.cursor = Some(answer.cursor.clone());
            if let Some(expected) = answer.held.filter(|_| !state.complete) {
                if purge::count_readable(tx, &set)? == expected {
                    state.complete = true;
                } else if !state.retried {
                    // Something was handed out and not taken: once more from the start.
                    state.retried = true;
                    state.cursor = None;
                }
            }
            if last && !answer.recovering {
                state.last = Some(now);
            }
            complete = state.complete;
            state.save(tx)
        })?;
        {
            let mut inner = self.lock();
            inner.unanswered = None;
            inner.heard = heard;
        }
        steps.report.sent += acknowledged;
        steps.report.not_taken += answer.not_taken.len() as u64;
        let received = self.settled(taken)?;
        steps.report.received += received.accepted
            + received.pending
            + received.contested
            + received.unauthorised
            + received.invalid;
        steps.report.complete = complete;
        steps.report.recovering = answer.recovering;
        self.advance(steps, sent, &answer)
    }

    /// The next step of the sync.
    fn advance(
        &self,
        steps: &mut SyncSteps,
        sent: &Sent,
        answer: &SyncAnswer,
    ) -> Result<(), Error> {
        if answer.rewind.is_some() {
            steps.phase = Phase::Own;
            steps.sent_through = 0;
            return Ok(());
        }
        steps.sent_through = sent.through;
        if answer.more || !sent.all {
            return Ok(());
        }
        match steps.phase {
            Phase::Own => {
                steps.sent_through = 0;
                let floor = self.store.read(|connection| {
                    Ok::<_, StoreError>(HubState::load(connection, steps.pin)?.floor)
                })?;
                // Entries that the registrar made upon this answer go at once: somebody waits at the door for them.
                let nothing = self.store.read(|connection| {
                    Ok::<_, StoreError>(
                        outbox::after(connection, floor, None, 1)?.is_empty()
                            && rows::entries_not_at_hub(connection)?.is_empty(),
                    )
                })?;
                // A hub that waits for what an office knows is told when that is all.
                steps.phase = if nothing && !answer.recovering {
                    Phase::Done
                } else {
                    Phase::Carried
                };
            }
            Phase::Carried | Phase::Done => steps.phase = Phase::Done,
        }
        if steps.phase == Phase::Done {
            // What a hub has that is being left makes nothing safe any more.
            if self
                .roster()?
                .hub()
                .is_some_and(|hub| hub.pin == steps.pin.0)
            {
                steps.report.purged = self.purge(steps.pin)?;
            }
            let inner = self.lock();
            let device = inner.device();
            let removed = inner
                .roster
                .as_ref()
                .and_then(|roster| roster.device(device))
                .is_some_and(|device| device.removed.is_some());
            if removed {
                return Err(Error::state(Code::DeviceRevoked));
            }
        }
        Ok(())
    }
}
