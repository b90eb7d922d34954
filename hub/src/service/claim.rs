//! `POST /v1/claim`: an office makes this hub its community's, with a token of the operator's.

use super::{Refusal, Request, Response, Service};
use crate::folder::TokenRefused;
use linli_core::sync::{Auth, BODY_BYTES, Signed, sign_answer};
use linli_core::workspace::ClaimRequest;
use std::sync::PoisonError;

impl Service {
    pub(super) fn claim(&self, auth: &Auth, request: Request<'_>) -> Result<Response, Refusal> {
        if request.body.len() > BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        let claim = ClaimRequest::from_bytes(request.body).ok_or(Refusal::Malformed)?;
        let has_token = || {
            self.folder
                .check_token(&claim.token, auth.community, self.clock.now())
                .map_err(|refused| match refused {
                    TokenRefused::Unknown => Refusal::Token,
                    TokenRefused::Used => Refusal::Claimed,
                })
        };
        // The token first: whoever has none learns nothing and costs nothing.
        has_token()?;
        let signed = Signed {
            method: request.method,
            path: request.path,
            hub: self.pin(),
            body: request.body,
        };
        if !auth.verifies(&claim.keys, &signed) {
            return Err(Refusal::Signature);
        }
        // One claim at a time: between two offices that hold one token, the first takes it.
        let _claiming = self.claiming.lock().unwrap_or_else(PoisonError::into_inner);
        has_token()?;
        self.storage
            .claim(auth.community, claim.entries, &claim.keys)?;
        // Only now: a claim that was cut short is made again with the same token.
        self.folder
            .use_token(&claim.token, auth.community)
            .map_err(|_| Refusal::Internal)?;
        tracing::info!(community = %auth.community, "claimed");
        Ok(Response::binary(sign_answer(
            &self.key,
            &auth.signature,
            b"claimed",
        )))
    }
}
