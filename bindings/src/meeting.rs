//! Two phones that meet, over any channel that carries whole pieces of bytes.

use crate::error::LinliError;
use crate::workers::{Lane, Workers};
use linli_core::workspace::{Meeting as CoreMeeting, MeetingReport};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A meeting under way: send what `outgoing` gives, hand what comes to `hear`, until `is_over`.
#[derive(uniffi::Object)]
pub struct Meeting {
    workers: Arc<Workers>,
    meeting: Arc<Mutex<CoreMeeting>>,
}

fn lock(meeting: &Mutex<CoreMeeting>) -> MutexGuard<'_, CoreMeeting> {
    meeting.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Meeting {
    pub(crate) fn new(workers: Arc<Workers>, meeting: CoreMeeting) -> Self {
        Self {
            workers,
            meeting: Arc::new(Mutex::new(meeting)),
        }
    }
}

#[uniffi::export]
impl Meeting {
    /// The next message to send; none for now if absent.
    pub async fn outgoing(&self) -> Result<Option<Vec<u8>>, LinliError> {
        let meeting = Arc::clone(&self.meeting);
        self.workers
            .run(Lane::Write, "outgoing", move |_| {
                Ok(lock(&meeting).outgoing())
            })
            .await
    }

    /// Takes a message of the other phone in.
    pub async fn hear(&self, incoming: Vec<u8>) -> Result<(), LinliError> {
        let meeting = Arc::clone(&self.meeting);
        self.workers
            .write("hear", move |workspace| {
                workspace.hear(&mut lock(&meeting), &incoming)
            })
            .await
    }

    /// Whether both have what the other had for them.
    pub async fn is_over(&self) -> Result<bool, LinliError> {
        let meeting = Arc::clone(&self.meeting);
        self.workers
            .run(
                Lane::Write,
                "is_over",
                move |_| Ok(lock(&meeting).is_over()),
            )
            .await
    }

    /// The outcome so far.
    pub async fn report(&self) -> Result<MeetingReport, LinliError> {
        let meeting = Arc::clone(&self.meeting);
        self.workers
            .run(Lane::Write, "report", move |_| Ok(lock(&meeting).report()))
            .await
    }
}

impl std::fmt::Debug for Meeting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Meeting")
    }
}
