//! One answer to one request; and one durable transaction for all requests that wait meanwhile: whoever gets the writer
//! commits for everybody, so that a busy hub waits for its disk once, not once for each phone.

use super::epochs::{self, Standing};
use super::push::{Push, Pushed};
use super::queue::Queue;
use super::{HubError, Inner, Proven, Replica};
use crate::domain::{DeviceId, Timestamp};
use crate::intake::{ChangeSet, Intake, Projects};
use crate::roster::{Reads, Roster};
use crate::store::{Connection, StoreError, hub};
use crate::sync::{Nonce, PAGE_BYTES, Share, SyncAnswer, SyncRequest, UNPACKED_FACTOR};
use std::sync::Arc;
use std::time::Duration;

/// Requests that share a transaction.
pub(super) const MOST_JOBS: usize = 64;

/// Bytes in memory for each byte that an answer's page may hold: its records, packed, and compressed.
const PAGE_FACTOR: usize = 6;
/// Until a request for which there is no memory is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// A hub's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The nonce was not the last one: sign the request with this one.
    Challenge(Nonce),
    /// The answer.
    Answer(Box<SyncAnswer>),
}

/// The share of one request in the next transaction.
pub(super) struct Job {
    pub device: DeviceId,
    nonce: Nonce,
    body: [u8; 32],
    /// None: its nonce is known to be wrong, or it never had one.
    push: Option<Push>,
}

/// The outcome of the transaction for it.
pub(super) enum Done {
    Challenge(Nonce),
    Taken {
        pushed: Pushed,
        nonce: Nonce,
        standing: Standing,
        recovering: bool,
        at: Timestamp,
        roster: Arc<Roster>,
    },
}

/// Requests that wait for the writer.
pub(super) type Waiting = Queue<Job, Result<Done, StoreError>>;

impl Replica {
    /// Answers a request of a phone. What the phone sent is durable when this returns.
    ///
    /// # Errors
    /// [`HubError::DeviceUnknown`]: it was not signed with the keys that the roster has; [`HubError::Malformed`];
    /// [`HubError::Store`], and then nothing was taken.
    pub fn sync(&self, asked: &Proven<'_>) -> Result<Reply, HubError> {
        let (auth, signed) = (asked.auth(), asked.signed());
        let roster = self.known(asked)?;
        let body = signed.body_hash();
        let known = self
            .store
            .read(|connection| hub::nonces(connection, auth.device))?;
        let mut job = Job {
            device: auth.device,
            nonce: auth.nonce,
            body,
            push: None,
        };
        let (mut wants, mut held) = (None, None);
        match known {
            // The one that was handed out is still fresh: nothing needs to be written.
            Some(known) if judge(&known, auth.nonce, &body) == Verdict::Wrong => {
                return Ok(Reply::Challenge(Nonce(known.issued)));
            }
            None => {}
            Some(_) => {
                // Nothing is unpacked before there is room for the worst that it can be.
                let most = SyncRequest::most_unpacked(signed.body) * UNPACKED_FACTOR;
                let mut share = self.room(most)?;
                let (request, unpacked) =
                    SyncRequest::measured(signed.body).ok_or(HubError::Malformed)?;
                share.shrink(unpacked * UNPACKED_FACTOR);
                held = Some(share);
                let (push, rest) = Push::open(request, &roster, asked.verifier())?;
                job.push = Some(push);
                wants = Some(rest);
            }
        }
        let done = self.run(job)?;
        drop(held);
        match (done, wants) {
            (Done::Challenge(nonce), _) => Ok(Reply::Challenge(nonce)),
            (
                Done::Taken {
                    pushed,
                    nonce,
                    standing,
                    recovering,
                    at,
                    roster,
                },
                Some(wants),
            ) => {
                // What was sent is taken by now: whoever is told to come again sends the same once more.
                let _page = self.room(wants.limit.min(PAGE_BYTES) * PAGE_FACTOR)?;
                let reader = self.readers.of(&roster, auth.device);
                let page = self.page(&roster, &reader, &wants, standing, recovering, pushed.new)?;
                let page = page.marked(&self.hub, roster.community(), auth.device);
                Ok(Reply::Answer(Box::new(
                    page.answer(&roster, pushed, nonce, at, recovering),
                )))
            }
            (Done::Taken { .. }, None) => {
                Err(StoreError::Internal("a challenge was taken".to_owned()).into())
            }
        }
    }

    fn room(&self, bytes: usize) -> Result<Share, HubError> {
        self.room.take(bytes, PATIENCE).ok_or(HubError::Busy)
    }

    /// Waits until a transaction has dealt with the job.
    fn run(&self, job: Job) -> Result<Done, HubError> {
        let lost = || Err(StoreError::Internal("the transaction was lost".to_owned()));
        let done = self.queue.run(job, lost, |take| {
            let mut inner = self.lock();
            let jobs = take();
            let count = jobs.len();
            match self.commit(&mut inner, jobs) {
                Ok(all) => all.into_iter().map(Ok).collect(),
                Err(error) => {
                    inner.agendas.clear();
                    std::iter::repeat_n(error, count).map(Err).collect()
                }
            }
        });
        Ok(done?)
    }

    /// One transaction for all of these.
    fn commit(&self, inner: &mut Inner, jobs: Vec<Job>) -> Result<Vec<Done>, StoreError> {
        let at = self.clock.now();
        let before = self
            .roster
            .get()
            .ok_or_else(|| StoreError::Internal("no community here".to_owned()))?;
        let agendas = &mut inner.agendas;
        let mut changes = ChangeSet::default();
        let (done, roster) = self.store.write(|tx| {
            let mut accepted: Vec<(Job, Result<Nonce, Nonce>)> = Vec::new();
            for job in jobs {
                let nonce = self.consume(tx, &job)?;
                accepted.push((job, nonce));
            }
            let pushes = accepted
                .iter_mut()
                .filter_map(|(job, nonce)| nonce.is_ok().then_some(job.push.as_mut()).flatten());
            let appended = self.append(tx, &before, pushes, at)?;
            let roster = appended.as_ref().map_or(&*before, |some| some.roster());
            let mut intake =
                Intake::new(tx, roster, agendas, &mut changes, at).projecting(Projects::Decisions);
            // Records of devices that the entries made known.
            let mut found = Vec::new();
            if let Some(appended) = &appended {
                found = appended.settle(&mut intake)?;
            }
            let mut taken = Vec::new();
            for (job, nonce) in accepted {
                taken.push(match (nonce, job.push) {
                    (Ok(nonce), Some(push)) => {
                        let standing = match &push.cursor {
                            Some(cursor) => {
                                let (epoch, seq) = (cursor.epoch.0, cursor.seq);
                                let community = roster.community();
                                let device = job.device;
                                epochs::standing(tx, cursor, || {
                                    cursor.mark
                                        == self.hub.cursor_mark(community, device, epoch, seq)
                                })?
                            }
                            None => Standing::Here,
                        };
                        if standing == Standing::Ahead {
                            epochs::distrust(tx, self.random.as_ref())?;
                        }
                        if push.sent_all && standing == Standing::Here {
                            self.recover(tx, roster, job.device)?;
                        }
                        let taking = Self::take(&mut intake, push, job.device)?;
                        Ok((taking, nonce, standing))
                    }
                    (Ok(nonce) | Err(nonce), _) => Err(nonce),
                });
            }
            intake.settle()?;
            let gone = intake.trim()?;
            for num in found.into_iter().filter(|num| !gone.contains(num)) {
                super::push::feed_record(&intake, num, at)?;
            }
            let mut told = Vec::new();
            for one in taken {
                told.push(match one {
                    Ok((taking, nonce, standing)) => {
                        let pushed = self.tell(&intake, taking, &gone, at)?;
                        Ok((pushed, nonce, standing))
                    }
                    Err(nonce) => Err(nonce),
                });
            }
            for num in std::mem::take(&mut intake.opened) {
                super::push::feed_opened(&intake, num, at)?;
            }
            let newest = hub::newest(tx)?;
            let recovering = epochs::is_recovering(tx)?;
            Ok::<_, StoreError>((
                (told, newest, recovering),
                appended.map(crate::intake::Appended::into_roster),
            ))
        })?;
        changes.let_words_go(&self.store);
        let roster = roster.map_or(before, Arc::new);
        self.roster.set(Arc::clone(&roster));
        let (taken, newest, recovering) = done;
        Ok(taken
            .into_iter()
            .map(|one| match one {
                Err(nonce) => Done::Challenge(nonce),
                Ok((pushed, nonce, standing)) => Done::Taken {
                    pushed: pushed.through(newest),
                    nonce,
                    standing,
                    recovering,
                    at,
                    roster: Arc::clone(&roster),
                },
            })
            .collect())
    }

    /// Uses the job's nonce up and draws the next, or says which one it should have had.
    fn consume(&self, tx: &Connection, job: &Job) -> Result<Result<Nonce, Nonce>, StoreError> {
        let fresh = || Nonce::draw(self.random.as_ref());
        let known = hub::nonces(tx, job.device)?;
        let verdict = known.map(|known| (known, judge(&known, job.nonce, &job.body)));
        Ok(match verdict {
            Some((_, Verdict::Fresh)) if job.push.is_some() => {
                let next = fresh();
                let nonces = hub::Nonces {
                    issued: next.0,
                    used: Some((job.nonce.0, job.body)),
                };
                hub::set_nonces(tx, job.device, &nonces)?;
                Ok(next)
            }
            Some((known, Verdict::Again)) if job.push.is_some() => Ok(Nonce(known.issued)),
            Some((known, _)) => Err(Nonce(known.issued)),
            None => {
                let issued = fresh();
                let nonces = hub::Nonces {
                    issued: issued.0,
                    used: None,
                };
                hub::set_nonces(tx, job.device, &nonces)?;
                Err(issued)
            }
        })
    }

    /// An office that reads everything has told all that it knows: erasure orders too.
    fn recover(
        &self,
        tx: &Connection,
        roster: &Roster,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        let everything = || {
            let whole = roster.reading_set(device).of(roster.whole());
            whole.is_some_and(Reads::is_whole)
        };
        if epochs::is_recovering(tx)? && everything() {
            epochs::set_recovering(tx, false)?;
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The one that was handed out last.
    Fresh,
    /// The very request that was taken last, once more.
    Again,
    Wrong,
}

fn judge(known: &hub::Nonces, nonce: Nonce, body: &[u8; 32]) -> Verdict {
    if nonce.0 == known.issued {
        Verdict::Fresh
    } else if known.used == Some((nonce.0, *body)) {
        Verdict::Again
    } else {
        Verdict::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_once_and_the_same_request_may_come_again() {
        let known = hub::Nonces {
            issued: [1; 16],
            used: Some(([2; 16], [3; 32])),
        };
        let of = |nonce, body| judge(&known, Nonce([nonce; 16]), &[body; 32]);
        assert_eq!(of(1, 9), Verdict::Fresh);
        assert_eq!(of(2, 3), Verdict::Again);
        assert_eq!(of(2, 4), Verdict::Wrong, "another request with a used one");
        assert_eq!(of(5, 3), Verdict::Wrong, "one that nobody handed out");
        let unused = hub::Nonces {
            used: None,
            ..known
        };
        let again = judge(&unused, Nonce([2; 16]), &[3; 32]);
        assert_eq!(again, Verdict::Wrong, "nothing was taken yet");
    }
}
