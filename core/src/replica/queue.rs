//! Jobs that one of those who brought them does for all. Whoever comes first leads; who comes meanwhile waits, and one of these
//! leads next. Who has his outcome goes, whether or not the next ones are at work already.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Jobs of several callers; `D` is the outcome of each.
pub(super) struct Queue<J, D> {
    line: Mutex<Line<J, D>>,
    /// Jobs that are done together at most.
    most: usize,
}

struct Line<J, D> {
    /// In the order in which they came; the first one is the next leader's.
    waiting: Vec<Arc<Slot<J, D>>>,
    is_led: bool,
}

struct Slot<J, D> {
    state: Mutex<State<J, D>>,
    woken: Condvar,
}

enum State<J, D> {
    Waits(J),
    Leads(J),
    /// Somebody is doing it.
    Taken,
    Done(D),
    /// Its outcome was handed out.
    Gone,
}

fn own<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<J, D> Slot<J, D> {
    fn set(&self, state: State<J, D>) {
        *own(&self.state) = state;
        self.woken.notify_one();
    }

    /// Takes the job out; `None` if somebody has.
    fn take(&self) -> Option<J> {
        let mut state = own(&self.state);
        match std::mem::replace(&mut *state, State::Taken) {
            State::Waits(job) | State::Leads(job) => Some(job),
            other => {
                *state = other;
                None
            }
        }
    }

    /// The next leader from now on.
    fn lead(&self) {
        let job = self.take();
        if let Some(job) = job {
            self.set(State::Leads(job));
        }
    }

    /// Waits for the outcome; `None` once it leads.
    fn wait(&self) -> Option<D> {
        let mut state = own(&self.state);
        loop {
            match std::mem::replace(&mut *state, State::Gone) {
                State::Done(done) => return Some(done),
                State::Leads(job) => {
                    *state = State::Leads(job);
                    return None;
                }
                other => *state = other,
            }
            state = self
                .woken
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The time that one leads. At its end, a panic too, everybody whose job was taken has an outcome, and somebody else leads.
struct Turn<'a, J, D, L: Fn() -> D> {
    queue: &'a Queue<J, D>,
    own: &'a Arc<Slot<J, D>>,
    taken: Vec<Arc<Slot<J, D>>>,
    lost: L,
}

impl<J, D, L: Fn() -> D> Turn<'_, J, D, L> {
    fn take(&mut self) -> Vec<J> {
        let mut line = own(&self.queue.line);
        let count = line.waiting.len().min(self.queue.most);
        self.taken.extend(line.waiting.drain(..count));
        drop(line);
        self.taken.iter().filter_map(|slot| slot.take()).collect()
    }
}

impl<J, D, L: Fn() -> D> Drop for Turn<'_, J, D, L> {
    fn drop(&mut self) {
        let mut line = own(&self.queue.line);
        // Whoever never took his own job does not wait for it either.
        line.waiting.retain(|slot| !Arc::ptr_eq(slot, self.own));
        match line.waiting.first() {
            Some(next) => next.lead(),
            None => line.is_led = false,
        }
        drop(line);
        for slot in self.taken.drain(..) {
            slot.set(State::Done((self.lost)()));
        }
    }
}

impl<J, D> Queue<J, D> {
    pub(super) const fn new(most: usize) -> Self {
        Self {
            line: Mutex::new(Line {
                waiting: Vec::new(),
                is_led: false,
            }),
            most,
        }
    }

    /// Waits until the job is done, and gives its outcome. Who leads calls `work`, which asks for the jobs when it is ready for
    /// them, once, and gives an outcome for each, in their order; `lost` is that of jobs for which there is none.
    pub(super) fn run(
        &self,
        job: J,
        lost: impl Fn() -> D,
        work: impl FnOnce(&mut dyn FnMut() -> Vec<J>) -> Vec<D>,
    ) -> D {
        let slot = Arc::new(Slot {
            state: Mutex::new(State::Waits(job)),
            woken: Condvar::new(),
        });
        let mut line = own(&self.line);
        line.waiting.push(Arc::clone(&slot));
        let leads = !std::mem::replace(&mut line.is_led, true);
        drop(line);
        if !leads && let Some(done) = slot.wait() {
            return done;
        }
        let mut turn = Turn {
            queue: self,
            own: &slot,
            taken: Vec::new(),
            lost: &lost,
        };
        let outcomes = work(&mut || turn.take());
        // Who leads next need not wait until everybody has heard.
        let mut outcomes = outcomes.into_iter();
        let taken = std::mem::take(&mut turn.taken);
        drop(turn);
        let mut mine = None;
        for one in taken {
            let outcome = outcomes.next().unwrap_or_else(&lost);
            if Arc::ptr_eq(&one, &slot) {
                mine = Some(outcome);
            } else {
                one.set(State::Done(outcome));
            }
        }
        mine.unwrap_or_else(lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    /// A queue in which one leads, and waits with his job taken until he is told to go on.
    fn busy<'s>(
        scope: &'s std::thread::Scope<'s, '_>,
        queue: &'s Queue<u32, Option<u32>>,
        end: impl FnOnce(Vec<u32>) -> Vec<Option<u32>> + Send + 's,
    ) -> (
        mpsc::Sender<()>,
        std::thread::ScopedJoinHandle<'s, Option<u32>>,
    ) {
        let (go, going) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let leader = scope.spawn(move || {
            queue.run(
                0,
                || None,
                |take| {
                    let jobs = take();
                    tell.send(()).expect("somebody waits");
                    going.recv().expect("he is told");
                    end(jobs)
                },
            )
        });
        told.recv().expect("he leads");
        (go, leader)
    }

    fn waiting(queue: &Queue<u32, Option<u32>>) -> usize {
        own(&queue.line).waiting.len()
    }

    fn doubled(jobs: Vec<u32>) -> Vec<Option<u32>> {
        jobs.into_iter().map(|job| Some(job * 2)).collect()
    }

    #[test]
    fn who_comes_while_one_is_at_work_is_done_together_with_the_others_and_gets_his_own() {
        let queue: Queue<u32, Option<u32>> = Queue::new(4);
        let groups = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            let (go, leader) = busy(scope, &queue, doubled);
            let others: Vec<_> = (1..=6)
                .map(|job| {
                    let (queue, groups) = (&queue, &groups);
                    scope.spawn(move || {
                        queue.run(
                            job,
                            || None,
                            |take| {
                                let jobs = take();
                                own(groups).push(jobs.len());
                                doubled(jobs)
                            },
                        )
                    })
                })
                .collect();
            while waiting(&queue) < 6 {
                std::thread::yield_now();
            }
            go.send(()).expect("he waits");
            assert_eq!(leader.join().expect("no panic"), Some(0));
            for (job, other) in (1..).zip(others) {
                assert_eq!(other.join().expect("no panic"), Some(job * 2));
            }
        });
        assert_eq!(*own(&groups), [4, 2], "four at most, and nobody alone");
    }

    #[test]
    fn a_leader_who_falls_loses_his_group_and_the_next_one_leads() {
        let queue: Queue<u32, Option<u32>> = Queue::new(4);
        std::thread::scope(|scope| {
            let (go, leader) = busy(scope, &queue, |_| panic!("he falls"));
            let other = scope.spawn(|| queue.run(7, || None, |take| doubled(take())));
            while waiting(&queue) < 1 {
                std::thread::yield_now();
            }
            go.send(()).expect("he waits");
            assert!(leader.join().is_err());
            assert_eq!(other.join().expect("no panic"), Some(14));
        });
        let idle = queue.run(9, || None, |_| Vec::new());
        assert_eq!(idle, None, "he never took it");
        let alone = queue.run(8, || None, |take| doubled(take()));
        assert_eq!(alone, Some(16), "nobody is waited for");
    }

    #[test]
    fn a_job_without_an_outcome_is_lost_and_one_leads_at_a_time() {
        let queue: Queue<u32, Option<u32>> = Queue::new(64);
        let (leading, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for job in 0..200 {
                let (queue, leading, most) = (&queue, &leading, &most);
                scope.spawn(move || {
                    let done = queue.run(
                        job,
                        || None,
                        |take| {
                            most.fetch_max(
                                leading.fetch_add(1, Ordering::SeqCst),
                                Ordering::SeqCst,
                            );
                            let done = doubled(take());
                            leading.fetch_sub(1, Ordering::SeqCst);
                            done
                        },
                    );
                    assert_eq!(done, Some(job * 2));
                });
            }
        });
        assert_eq!(most.into_inner(), 0, "nobody else did meanwhile");
        let lost = queue.run(
            1,
            || None,
            |take| take().into_iter().take(0).map(Some).collect(),
        );
        assert_eq!(lost, None);
    }
}
