//! The community's hub, on this machine: the real server, its TLS and its sockets, and a wire to it that breaks at times.

use super::cast::Who;
use super::clock::DayClock;
use super::day::{Day, Done};
use super::story::both;
use linli_core::env::{Clock, Random};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::sync::HubPin;
use linli_core::workspace::{
    Error, HttpRequest, HttpResponse, SyncReport, Transport, TransportError, Unwatched,
};
use linli_hub::local::LocalHub;
use linli_hub::relay::Relay;
use linli_hub::service::LimitOptions;
use linli_hub::service::operator::Command;
use linli_json::seed::SeededRandom;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// The hub's address in the roster. The port on this machine changes from run to run; what is signed may not.
const ADDRESS: &str = "https://hub.yueliangwan.example";

/// The hub and the way to it.
pub(super) struct Network {
    // Dropped in this order: a hub that shuts down waits for those who are connected.
    wire: Relay,
    hub: LocalHub,
    seed: u64,
}

impl Network {
    /// Starts an empty hub in a folder.
    pub(super) fn start(dir: &Path, seed: u64, clock: &Arc<DayClock>) -> Done<Self> {
        let failed = |_| super::broken("the hub does not start");
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(seed, &[b"field day", b"hub"]));
        let clock = Arc::clone(clock) as Arc<dyn Clock>;
        let hub = LocalHub::start(dir, clock, random, LimitOptions::default()).map_err(failed)?;
        let wire = Relay::to_url(hub.url());
        let wire = wire.map_err(|_| super::broken("no port on this machine"))?;
        Ok(Self { wire, hub, seed })
    }

    /// The next one who connects is cut off after so many bytes.
    pub(super) fn cut_after(&self, bytes: u64) {
        self.wire.cut_next_after(bytes);
    }

    /// A telephone line to the hub, with a connection of its own.
    fn line(&self, who: Who, answers: bool) -> Done<Line> {
        let options = HttpOptions {
            // Those of the story try again by themselves.
            retries: 0,
            ..HttpOptions::default()
        };
        let random = SeededRandom::new(self.seed, &[b"line", who.store().as_bytes()]);
        let https = HttpTransport::new(options, Arc::new(random))
            .map_err(|_| super::broken("no transport"))?;
        Ok(Line {
            https,
            url: self.wire.url(),
            answers,
        })
    }

    /// The hub's answer to its operator.
    fn operate(&self, command: &Command) -> Done<Value> {
        let (_, answer) = self
            .hub
            .service()
            .operate(command)
            .map_err(|_| super::broken("the hub does not answer its operator"))?;
        Ok(answer)
    }

    /// Records at the hub, and how many of them fail when every signature and chain is checked.
    pub(super) fn verify(&self) -> Done<(u64, usize)> {
        let answer = self.operate(&Command::Verify)?;
        let failures = answer["failures"].as_array().map_or(0, Vec::len);
        Ok((answer["records"].as_u64().unwrap_or_default(), failures))
    }

    /// Records at the hub.
    pub(super) fn records(&self) -> Done<u64> {
        let answer = self.operate(&Command::Status)?;
        let records = answer.pointer("/communities/0/records");
        Ok(records.and_then(Value::as_u64).unwrap_or_default())
    }
}

/// HTTPS over the wire, whatever the roster says where the hub is.
struct Line {
    https: HttpTransport,
    url: String,
    /// Whether answers arrive.
    answers: bool,
}

impl Transport for Line {
    fn send(
        &self,
        _: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let response = self.https.send(&self.url, pin, request)?;
        if self.answers {
            Ok(response)
        } else {
            Err(TransportError::Timeout)
        }
    }
}

/// The office makes the hub its community's.
pub(super) fn claim(day: &mut Day) -> Done {
    let token = day.network.hub.issue_token();
    let token = token.map_err(|_| super::broken("the hub gives no token"))?;
    let pin = day.network.hub.pin().to_string();
    let line = day.network.line(Who::Shen, true)?;
    day.of(Who::Shen).claim_hub(ADDRESS, &pin, &token, &line)?;
    let lang = day.lang();
    let seen = pin.get(..8).unwrap_or_default();
    day.moment(&both!(
        lang,
        "路由器旁边多了一个小盒子：社区自己的服务器。小沈输入装机师傅给的一次性口令，核对指纹{seen}…，从此它归月亮湾用。它能存、能转，但一条记录也签不出来。",
        "A small box beside the router: the community's own hub. Shen types the one-time token that its operator left her and compares its pin, {seen}…; from now on it serves Moon Bay. It can store and forward, and cannot sign a single record.",
    ));
    Ok(())
}

/// One sync.
pub(super) fn sync(day: &Day, who: Who) -> Done<SyncReport> {
    let line = day.network.line(who, true)?;
    let report = day.of(who).sync(&line, &Unwatched)?;
    day.clock.tick(5);
    Ok(report)
}

/// One sync on a line that fails: how it is called.
fn failing(day: &Day, who: Who, answers: bool) -> Done<&'static str> {
    let line = day.network.line(who, answers)?;
    let result: Result<SyncReport, Error> = day.of(who).sync(&line, &Unwatched);
    day.clock.tick(20);
    match result {
        Ok(_) => Err(super::broken("a sync over a broken line went well")),
        Err(error) => Ok(error.code()),
    }
}

/// A sync whose line is cut while the phone still speaks.
pub(super) fn sync_cut(day: &Day, who: Who, bytes: u64) -> Done {
    day.network.cut_after(bytes);
    match failing(day, who, true)? {
        "hub_unreachable" => Ok(()),
        _ => Err(super::broken("a cut line is taken for something else")),
    }
}

/// A sync that arrives, and whose answer does not.
pub(super) fn sync_unanswered(day: &Day, who: Who) -> Done {
    match failing(day, who, false)? {
        "hub_timeout" => Ok(()),
        _ => Err(super::broken("a lost answer is taken for something else")),
    }
}
