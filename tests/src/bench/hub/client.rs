//! A device under load: it signs, sends, checks what comes back and remembers nonce and cursor, and has no store.

use linli_core::domain::CommunityId;
use linli_core::records::DeviceKeys;
use linli_core::sync::{
    AUTH_HEADER, Auth, Batch, Challenge, Cursor, HubPin, Nonce, PAGE_BYTES, PROTOCOL, SYNC_PATH,
    Signed, SyncAnswer, SyncRequest,
};
use linli_core::workspace::{HttpRequest, Transport};

/// Address of the hub, and the client that carries bytes there.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub transport: &'a dyn Transport,
    pub url: &'a str,
    pub pin: HubPin,
}

/// A device without a store.
pub(super) struct Client {
    pub community: CommunityId,
    pub keys: DeviceKeys,
    pub nonce: Nonce,
    pub cursor: Option<Cursor>,
}

impl Client {
    /// One sync of so many records: asks until the hub has no more. Gives the last answer and how many requests it took.
    pub(super) fn sync(&mut self, way: Way<'_>, records: Batch) -> (SyncAnswer, u32) {
        let (mut answer, mut requests) = self.ask(way, records);
        while answer.more {
            let (next, more) = self.ask(way, Batch::default());
            (answer, requests) = (next, requests + more);
        }
        (answer, requests)
    }

    /// One request, or two where the hub wants another nonce.
    fn ask(&mut self, way: Way<'_>, records: Batch) -> (SyncAnswer, u32) {
        let body = SyncRequest {
            protocol: PROTOCOL,
            cursor: self.cursor.clone(),
            limit: PAGE_BYTES as u32,
            entries: Vec::new(),
            requests: Vec::new(),
            records,
            sent_all: false,
            count: self.cursor.is_none(),
        }
        .to_bytes();
        for requests in 1..=2 {
            match self.send(way, &body) {
                Ok(answer) => {
                    self.nonce = answer.nonce;
                    self.cursor = Some(answer.cursor.clone());
                    return (answer, requests);
                }
                Err(nonce) => self.nonce = nonce,
            }
        }
        panic!("the hub does not take its own nonce");
    }

    /// Asks for a nonce and nothing else.
    pub(super) fn greet(&mut self, way: Way<'_>) {
        if let Err(nonce) = self.send(way, &[]) {
            self.nonce = nonce;
        }
    }

    fn send(&self, way: Way<'_>, body: &[u8]) -> Result<SyncAnswer, Nonce> {
        let signed = Signed {
            method: "POST",
            path: SYNC_PATH,
            hub: way.pin,
            body,
        };
        let auth = Auth::sign(self.community, &self.keys, self.nonce, &signed);
        let request = HttpRequest {
            method: "POST",
            path: SYNC_PATH.to_owned(),
            auth: (AUTH_HEADER, auth.to_text()),
            body: body.to_vec(),
        };
        let response = way
            .transport
            .send(way.url, way.pin, &request)
            .expect("the hub answers");
        match response.status {
            200 => {
                Ok(SyncAnswer::open(way.pin, &auth.signature, &response.body)
                    .expect("its own answer"))
            }
            401 => {
                let challenge = Challenge::open(way.pin, &auth.signature, &response.body);
                Err(challenge.expect("its own challenge").nonce)
            }
            status => panic!("{status}: {}", String::from_utf8_lossy(&response.body)),
        }
    }
}
