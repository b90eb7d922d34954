//! A phone whose clock is behind draws pages from a hub, in a process of its own. All that it is handed is later than its own
//! time: what a page costs must not grow with what came before.

use super::Planted;
use super::measure::{Before, bytes};
use super::serving::filled;
use super::stage::Stage;
use super::taking::{Taken, elsewhere, told};
use super::work::Work;
use crate::faults::overload::client;
use crate::hub::Unwatched;
use crate::phone::{Phone, TestClock};
use linli_core::http::HttpTransport;
use linli_core::sync::HubPin;
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError, Workspace};
use serde_json::{Value, json};
use std::path::Path;

/// The word by which the program starts itself as such a phone.
pub const DRAW: &str = "price-draw";

/// So many seconds its clock is behind: a month.
const BEHIND: i64 = 30 * 86_400;
/// Times that the planted bug looks through what is there, page by page: a development build's signatures cost far more
/// than its lists.
const LOOKS: usize = 40;

/// The way to the one hub that is served for the case, whatever address the roster gives.
struct Way<'a> {
    http: HttpTransport,
    url: &'a str,
    phone: &'a Workspace,
    planted: Planted,
}

impl Transport for Way<'_> {
    fn send(
        &self,
        _: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if self.planted == Planted::LooksAgain {
            for _ in 0..LOOKS {
                look_through(self.phone);
            }
        }
        self.http.send(self.url, pin, request)
    }

    fn reads_ahead(&self) -> bool {
        self.http.reads_ahead()
    }
}

/// The bug that is there on purpose: with each page all that came before is looked at again.
fn look_through(phone: &Workspace) {
    let mut after: Option<String> = None;
    while let Ok(page) = phone.list_visits(None, 100, after.as_deref()) {
        std::hint::black_box(&page.items);
        after = page.next;
        if after.is_none() {
            return;
        }
    }
}

/// Draws all that the hub at `url` has, and opens the store again.
///
/// # Errors
/// The sync fails, or the system does not tell what it cost.
pub fn draw(store: &Path, url: &str, planted: Planted) -> Result<Value, String> {
    let clock = TestClock::start();
    clock.advance(-BEHIND);
    let mut phone = Phone::at(store, &clock, 78);
    let _ = phone.request();
    let way = Way {
        http: client(),
        url,
        phone: &phone,
        planted,
    };
    let before = Before::of("self")?;
    let report = phone.sync(&way, &Unwatched).map_err(|e| e.to_string())?;
    let receive = before.cost()?;
    drop(way);
    phone.suspend().map_err(|e| e.to_string())?;
    phone.switch_off();
    let stored = bytes(store);
    let before = Before::of("self")?;
    phone.switch_on();
    let _ = phone.request();
    let open = before.cost()?;
    Ok(told(receive, open, stored, report.received, json!("ok")))
}

/// Lets a process of its own draw the work from a hub that has it.
pub(super) fn drawn(stage: &Stage, work: &Work, planted: Planted) -> Result<Taken, String> {
    let store = stage.office()?;
    let (hub, serving) = filled(stage, work)?;
    let taken = elsewhere(DRAW, &store, serving.url.as_ref(), planted);
    serving.kill();
    std::fs::remove_dir_all(&store).map_err(|e| e.to_string())?;
    std::fs::remove_dir_all(&hub.data).map_err(|e| e.to_string())?;
    let taken = taken?;
    let wanted = work.records.len() as u64;
    if taken.kept < wanted {
        return Err(format!("{} of {wanted} were drawn", taken.kept));
    }
    Ok(taken)
}
