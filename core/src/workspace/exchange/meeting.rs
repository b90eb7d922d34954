//! Two phones that meet: over a cable, a radio, a file that is handed to and fro. Each message is one piece of bytes; how
//! it travels whole is the channel's business, and whoever listens in learns nothing but sizes and two public keys.
//!
//! Both say what they have and answer the other with what he lacks and may read, sealed to him. Whoever does not know the
//! other yet waits for what he brings: the roster that makes him known may be in it.

use crate::domain::Code;
use crate::domain::DeviceId;
use crate::records::caps;
use crate::sync::BundleRequest;
use crate::workspace::{Error, Received, Workspace};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Message {
    /// A signed request.
    Hello(String),
    /// A sealed answer.
    Bundle(Vec<u8>),
    /// There is none, for this reason.
    Refused(String),
}

/// A meeting under way. Send what [`Meeting::outgoing`] gives, hand what comes to [`Workspace::hear`], until it is over.
#[derive(Debug, Default)]
pub struct Meeting {
    outgoing: Vec<Vec<u8>>,
    /// The other's request, while it cannot be answered.
    waiting: Option<String>,
    own: Option<DeviceId>,
    answered: bool,
    heard: bool,
    refused: Option<String>,
    received: Received,
    given: u64,
}

/// Result of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingReport {
    /// Records and roster entries that came.
    pub received: Received,
    /// Records handed over.
    pub given: u64,
    /// The reason why the other had nothing for us: a code, `device_unknown` above all.
    pub refused: Option<String>,
}

impl Meeting {
    /// The next message to send.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        (!self.outgoing.is_empty()).then(|| self.outgoing.remove(0))
    }

    /// Whether both have what the other had for them, once everything outgoing is sent.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.answered && self.heard && self.outgoing.is_empty()
    }

    /// The meeting's result so far.
    #[must_use]
    pub fn report(&self) -> MeetingReport {
        MeetingReport {
            received: self.received,
            given: self.given,
            refused: self.refused.clone(),
        }
    }

    fn send(&mut self, message: &Message) {
        self.outgoing
            .push(postcard::to_allocvec(message).unwrap_or_default());
    }
}

impl Workspace {
    /// Begins a meeting with another phone.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn meet(&self) -> Result<Meeting, Error> {
        let mut meeting = Meeting {
            own: Some(self.shown.device()),
            ..Meeting::default()
        };
        let hello = Message::Hello(self.request()?);
        meeting.send(&hello);
        Ok(meeting)
    }

    /// Takes a message of the other phone in.
    ///
    /// # Errors
    /// `meeting_malformed`; what [`Workspace::receive`] refuses a bundle for; [`Error::Store`]. The meeting can go on
    /// after a refused bundle; nothing of it was taken.
    pub fn hear(&self, meeting: &mut Meeting, message: &[u8]) -> Result<(), Error> {
        let malformed = || Error::refused("message", Code::MeetingMalformed);
        if message.len() > caps::BUNDLE {
            return Err(malformed());
        }
        match postcard::from_bytes(message).map_err(|_| malformed())? {
            Message::Hello(request) => self.answer_hello(meeting, request),
            Message::Bundle(bundle) => {
                meeting.heard = true;
                let received = self.receive(&bundle)?;
                meeting.received = received;
                self.answer_waiting(meeting)
            }
            Message::Refused(code) => {
                meeting.heard = true;
                meeting.refused = Some(code);
                self.answer_waiting(meeting)
            }
        }
    }

    fn answer_hello(&self, meeting: &mut Meeting, request: String) -> Result<(), Error> {
        match self.bundle(&request) {
            Ok((bundle, made)) => {
                meeting.given = made.records;
                meeting.answered = true;
                meeting.send(&Message::Bundle(bundle));
                Ok(())
            }
            // Of two that do not know each other one must speak first: the one with the smaller id waits for nothing.
            Err(error)
                if error.reason() == Code::DeviceUnknown && self.may_wait(meeting, &request) =>
            {
                meeting.waiting = Some(request);
                Ok(())
            }
            Err(Error::Store(error)) => Err(Error::Store(error)),
            Err(error) => {
                meeting.answered = true;
                meeting.send(&Message::Refused(error.code().to_owned()));
                Ok(())
            }
        }
    }

    fn may_wait(&self, meeting: &Meeting, request: &str) -> bool {
        let other = BundleRequest::open(request).map(|request| request.keys.device());
        !meeting.heard && other.is_ok_and(|other| meeting.own > Some(other))
    }

    fn answer_waiting(&self, meeting: &mut Meeting) -> Result<(), Error> {
        match meeting.waiting.take() {
            Some(request) => self.answer_hello(meeting, request),
            None => Ok(()),
        }
    }
}
