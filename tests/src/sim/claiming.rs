//! The office makes an empty hub its community's, over a bad line.

use super::hub::Hub;
use super::network;
use super::world::World;
use crate::hub::Fate;
use linli_core::sync::HubPin;
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};

/// Codes that a claim may come to on such a line; it is made again with the same token.
const NOT_CLAIMED: [&str; 3] = ["hub_unreachable", "hub_timeout", "hub_refused"];

/// A line to the hub for one request.
struct Line<'a> {
    hub: &'a Hub,
    fate: Fate,
    /// Only so many bytes of the body arrive.
    cut: Option<usize>,
}

impl Transport for Line<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if self.fate == Fate::Lost {
            return Err(TransportError::Offline);
        }
        let mut request = request.clone();
        if let Some(cut) = self.cut {
            let most = request.body.len() - 1;
            request.body.truncate(cut.min(most));
        }
        let response = self.hub.handle(&request);
        match self.fate {
            Fate::AnswerLost => Err(TransportError::Timeout),
            Fate::Twice => Ok(self.hub.handle(&request)),
            Fate::Arrives | Fate::Lost => Ok(response),
        }
    }
}

/// The office claims the hub, if nobody has.
pub(super) fn claim(world: &mut World<'_>) {
    let (fate, cut) = match world.below(6) {
        0 => (Fate::Lost, None),
        1 => (Fate::AnswerLost, None),
        2 => (Fate::Twice, None),
        3 => (Fate::Arrives, Some(world.below(4_000))),
        _ => (Fate::Arrives, None),
    };
    claim_over(world, fate, cut);
}

fn claim_over(world: &mut World<'_>, fate: Fate, cut: Option<usize>) {
    let Some(hub) = &world.hub else { return };
    let Some(token) = hub.token.clone() else {
        return;
    };
    let line = Line { hub, fate, cut };
    let pin = hub.pin().to_string();
    let office = &world.peers[0].phone;
    let claimed = office.claim_hub("https://hub.example", &pin, &token, &line);
    world.counts.fault(match (fate, cut, &claimed) {
        (Fate::Lost, ..) => "claim_lost",
        (Fate::AnswerLost, ..) => "claim_answer_lost",
        (Fate::Twice, ..) => "claim_repeated",
        (Fate::Arrives, Some(_), _) => "claim_cut",
        (Fate::Arrives, None, Ok(_)) => "claimed",
        (Fate::Arrives, None, Err(_)) => "claim_refused",
    });
    match claimed {
        Ok(_) if cut.is_none() => {
            if let Some(hub) = &mut world.hub {
                hub.token = None;
            }
        }
        // The hub's clock has jumped beyond its day: the operator gives another one.
        Err(error) if error.code() == "hub_token" => {
            world.counts.fault("token_too_old");
            if let Some(hub) = &mut world.hub {
                hub.token = hub.service().issue_token().ok();
            }
        }
        Err(error)
            if NOT_CLAIMED.contains(&error.code()) && (fate, cut) != (Fate::Arrives, None) => {}
        other => {
            let note = format!("seed {}: a claim came to {other:?}", world.seed);
            world.counts.violation("wrong_answer", note);
        }
    }
}

/// A hub that was not claimed by now is; then everybody hears of it from the office.
pub(super) fn everybody_hears(world: &mut World<'_>) {
    for _ in 0..2 {
        claim_over(world, Fate::Arrives, None);
    }
    // Those whom others have admitted first.
    for peer in 1..world.peers.len() {
        network::pass(world, peer, 0);
    }
    for peer in 1..world.peers.len() {
        network::pass(world, 0, peer);
    }
}
