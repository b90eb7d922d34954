//! `POST /v1/claim`: an office makes this hub its community's, with a token of the operator's.

use super::{Refusal, Request, Response, Service};
use crate::folder::TokenRefused;
use linli_core::sync::{Auth, BODY_BYTES, sign_answer};
use linli_core::workspace::ClaimRequest;
use std::sync::PoisonError;
use std::time::Duration;

/// Until a claim for which there is no memory is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

impl Service {
    pub(super) fn claim(&self, auth: &Auth, request: Request<'_>) -> Result<Response, Refusal> {
        if request.body.len() > BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        // Token and signature first, and nothing else of the body is read before both hold: whoever has none learns nothing
        // and costs nothing.
        let (token, keys) = ClaimRequest::head(request.body).ok_or(Refusal::Malformed)?;
        let has_token = || {
            self.folder
                .check_token(token, auth.community, self.clock.now())
                .map_err(|refused| match refused {
                    TokenRefused::Unknown => Refusal::Token,
                    TokenRefused::Used => Refusal::Claimed,
                })
        };
        has_token()?;
        if !auth.verifies(&keys, &request.signed(self.pin())) {
            return Err(Refusal::Signature);
        }
        let memory = ClaimRequest::memory(request.body);
        let _room = self.room.take(memory, PATIENCE).ok_or(Refusal::Busy(2))?;
        let claim = ClaimRequest::from_bytes(request.body).ok_or(Refusal::Malformed)?;
        // One claim at a time: between two offices that hold one token, the first takes it.
        let _claiming = self.claiming.lock().unwrap_or_else(PoisonError::into_inner);
        has_token()?;
        self.storage.claim(auth.community, claim.entries, &keys)?;
        // Only now: a claim that was cut short is made again with the same token.
        self.folder
            .use_token(token, auth.community)
            .map_err(|_| Refusal::Internal)?;
        tracing::info!(community = %auth.community, "claimed");
        Ok(Response::binary(sign_answer(
            &self.key,
            &auth.signature,
            b"claimed",
        )))
    }
}
