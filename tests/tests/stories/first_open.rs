//! The first stores of a process, opened by several threads at once, as an app does that opens one workspace a person.
//! SQLite says that it is ready a moment before SQLCipher is, and a thread in between got an error that no user could
//! act on. Only a fresh process shows it.

use crate::own_process;
use linli_core::store::{Ballast, DatabaseKey};
use linli_core::workspace::{OpenOptions, Workspace};
use linli_tests::phone::{KEY, TestClock, TestRandom};
use std::sync::Barrier;
use std::time::{Duration, Instant};

const THREADS: u32 = 3;
const PROCESSES: u32 = 200;
/// Longest delay between the beginnings of two threads: the gap is somewhere in the first half millisecond.
const STEP_US: u32 = 250;

/// Not a test of its own: what the next one starts as another process, told by a variable how far apart.
#[test]
fn a_process_whose_first_stores_open_at_once() {
    let Ok(step) = std::env::var("LINLI_TEST_OPENS_AT_ONCE") else {
        return;
    };
    let step = Duration::from_micros(step.parse().expect("microseconds"));
    let start = Barrier::new(THREADS as usize);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let start = &start;
            scope.spawn(move || {
                let dir = tempfile::tempdir().expect("a folder");
                start.wait();
                let begin = Instant::now();
                while begin.elapsed() < step * thread {
                    std::hint::spin_loop();
                }
                Workspace::open(OpenOptions {
                    dir: dir.path().to_path_buf(),
                    key: DatabaseKey::new(KEY),
                    ballast: Ballast::NONE,
                    clock: TestClock::start(),
                    random: TestRandom::new(u64::from(thread)),
                })
                .expect("the store opens");
            });
        }
    });
}

#[test]
fn the_first_stores_of_a_process_open_side_by_side() {
    for process in 0..PROCESSES {
        let step = process * 7 % STEP_US;
        let story = "a_process_whose_first_stores_open_at_once";
        let output = own_process::command(module_path!(), story)
            .env("LINLI_TEST_OPENS_AT_ONCE", step.to_string())
            .output()
            .expect("a process");
        assert!(
            own_process::ran(&output),
            "process {process}, {step} us apart: {}",
            own_process::said(&output)
        );
    }
}
