//! A device whose keys the test holds, on the line to a hub: it says whatever the test wants and hears exactly what comes
//! back.

use crate::forger::Forger;
use crate::hub::LocalHub;
use linli_core::records::Parts;
use linli_core::sync::{
    AUTH_HEADER, Auth, Batch, Carried, Challenge, Cursor, HubPin, Nonce, PAGE_BYTES, PROTOCOL,
    SYNC_PATH, Signed, SyncAnswer, SyncRequest,
};
use linli_core::workspace::{HttpRequest, HttpResponse};

/// A hub's answer as heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A signed answer.
    Answer(Box<SyncAnswer>),
    /// A signed challenge: another nonce is needed.
    Challenge(Nonce),
    /// HTTP's number, the code of the body, and the seconds of `Retry-After`.
    Refused(u16, String, Option<u32>),
}

impl Heard {
    /// The answer.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn answer(self) -> SyncAnswer {
        match self {
            Self::Answer(answer) => *answer,
            other => panic!("no answer: {other:?}"),
        }
    }

    /// Number and code of a refusal.
    ///
    /// # Panics
    /// If it is none.
    #[must_use]
    pub fn refused(self) -> (u16, String) {
        match self {
            Self::Refused(status, code, _) => (status, code),
            other => panic!("not refused: {other:?}"),
        }
    }
}

/// A device and what it remembers of a hub.
pub struct Caller {
    /// Its keys, and what it writes.
    pub forger: Forger,
    /// The hub that its requests are meant for.
    pub pin: HubPin,
    /// The nonce that it signs with.
    pub nonce: Nonce,
    /// The place up to which it has read.
    pub cursor: Option<Cursor>,
}

impl Caller {
    /// On its first contact.
    #[must_use]
    pub const fn new(forger: Forger, pin: HubPin) -> Self {
        Self {
            forger,
            pin,
            nonce: Nonce([0; 16]),
            cursor: None,
        }
    }

    /// The request that it would send with these records.
    #[must_use]
    pub fn request(&self, records: Vec<Parts>) -> SyncRequest {
        let carried = records.into_iter().map(|parts| Carried { parts, seq: 0 });
        SyncRequest {
            protocol: PROTOCOL,
            cursor: self.cursor.clone(),
            limit: PAGE_BYTES as u32,
            entries: Vec::new(),
            requests: Vec::new(),
            records: Batch::pack(self.forger.community, carried),
            sent_all: false,
            count: false,
        }
    }

    /// Any bytes as the body of a signed sync; and the signature, to which the answer is bound.
    #[must_use]
    pub fn sign(&self, body: Vec<u8>) -> (HttpRequest, [u8; 64]) {
        self.sign_for("POST", SYNC_PATH, body)
    }

    /// Any signed request.
    #[must_use]
    pub fn sign_for(
        &self,
        method: &'static str,
        path: &str,
        body: Vec<u8>,
    ) -> (HttpRequest, [u8; 64]) {
        let signed = Signed {
            method,
            path,
            hub: self.pin,
            body: &body,
        };
        let (community, keys) = (self.forger.community, &self.forger.keys);
        let auth = Auth::sign(community, keys, self.nonce, &signed);
        let request = HttpRequest {
            method,
            path: path.to_owned(),
            auth: (AUTH_HEADER, auth.to_text()),
            body,
        };
        (request, auth.signature)
    }

    /// The meaning of a response.
    ///
    /// # Panics
    /// If an answer or challenge is not signed by the hub, or a refusal has no code.
    #[must_use]
    pub fn understand(&self, signature: &[u8; 64], response: &HttpResponse) -> Heard {
        let body = &response.body;
        if response.status == 401
            && let Some(challenge) = Challenge::open(self.pin, signature, body)
        {
            return Heard::Challenge(challenge.nonce);
        }
        match response.status {
            200 => Heard::Answer(Box::new(
                SyncAnswer::open(self.pin, signature, body).expect("a signed answer"),
            )),
            status => {
                let refusal: serde_json::Value = serde_json::from_slice(body).expect("JSON");
                let error = &refusal["error"];
                assert!(error["zh"].is_string() && error["en"].is_string());
                let code = error["code"].as_str().expect("a code").to_owned();
                Heard::Refused(status, code, response.retry_after)
            }
        }
    }

    /// Sends bytes once, and says what came.
    #[must_use]
    pub fn say(&self, hub: &LocalHub, body: Vec<u8>) -> Heard {
        let (request, signature) = self.sign(body);
        let response = hub.deliver(&request).expect("the hub is on");
        self.understand(&signature, &response)
    }

    /// Sends a request, with a fresh nonce if the hub asks for one, and remembers what the answer says.
    ///
    /// # Panics
    /// If the hub refuses.
    pub fn ask(&mut self, hub: &LocalHub, request: &SyncRequest) -> SyncAnswer {
        let heard = match self.say(hub, request.to_bytes()) {
            Heard::Challenge(nonce) => {
                self.nonce = nonce;
                self.say(hub, request.to_bytes())
            }
            other => other,
        };
        let answer = heard.answer();
        self.remember(&answer);
        answer
    }

    /// Goes on from an answer.
    pub fn remember(&mut self, answer: &SyncAnswer) {
        self.nonce = answer.nonce;
        self.cursor = Some(answer.cursor.clone());
    }

    /// Hands records in.
    pub fn push(&mut self, hub: &LocalHub, records: Vec<Parts>) -> SyncAnswer {
        let request = self.request(records);
        self.ask(hub, &request)
    }

    /// Everything that the hub has for it from its cursor on.
    pub fn pull(&mut self, hub: &LocalHub) -> Vec<SyncAnswer> {
        let mut answers = Vec::new();
        loop {
            let answer = self.push(hub, Vec::new());
            let more = answer.more;
            answers.push(answer);
            if !more {
                return answers;
            }
        }
    }
}

/// A body of at most so many bytes that would unpack to 158 times as many: one zero, then "258 bytes, from one back",
/// again and again, in the fixed codes of deflate.
#[must_use]
pub fn bomb(most: usize) -> Vec<u8> {
    // The mark of a packed body.
    let mut out = vec![1];
    let (mut held, mut count) = (0_u32, 0);
    let mut put = |bits: &str, out: &mut Vec<u8>| {
        for bit in bits.chars() {
            held |= u32::from(bit == '1') << count;
            count += 1;
            if count == 8 {
                out.push(held as u8);
                (held, count) = (0, 0);
            }
        }
    };
    // Not the last block, fixed codes, literal 0.
    put("01000110000", &mut out);
    while out.len() + 4 < most {
        put("1100010100000", &mut out);
    }
    // End of block; an empty last one.
    put("00000001100000000000000", &mut out);
    out
}
