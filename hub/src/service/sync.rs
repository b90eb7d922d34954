//! `POST /v1/sync`.

use super::{Refusal, Request, Response, Service};
use linli_core::replica::{Proven, Reply};
use linli_core::sync::{BODY_BYTES, Challenge};

impl Service {
    pub(super) fn sync(
        &self,
        asked: &Proven<'_>,
        request: Request<'_>,
    ) -> Result<Response, Refusal> {
        if request.body.len() > BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        let auth = asked.auth();
        match self.storage.sync(auth.community, asked)? {
            Reply::Challenge(nonce) => Ok(Response {
                status: 401,
                ..Response::binary(Challenge { nonce }.sign(&self.key, &auth.signature))
            }),
            Reply::Answer(answer) => Ok(Response::binary(answer.sign(&self.key, &auth.signature))),
        }
    }
}
