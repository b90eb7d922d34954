//! `linli-hub practice`: the real hub on a line that fails on demand, for embedders' own tests. What it holds is whatever
//! was practised.

use crate::local::{LocalError, LocalHub};
use crate::relay::{Line, Relay};
use crate::service::LimitOptions;
use linli_core::env::{Clock, Random};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The behaviour of the line to the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// A line that holds.
    Good,
    /// The door of the lift closes: every second connection is cut after 800 bytes from the phone: past the
    /// greeting of TLS, within the request.
    Lift,
    /// The garage: every second connection is cut before the hub's answer has come whole, so that receipts are lost.
    Garage,
    /// 2G: 1,024 bytes at a time, ten times a second.
    Slow,
    /// No network: every connection ends at once.
    None,
}

impl Weather {
    /// All of them, by name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("good", Self::Good),
        ("lift", Self::Lift),
        ("garage", Self::Garage),
        ("slow", Self::Slow),
        ("none", Self::None),
    ];

    /// The one of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, weather)| *weather)
    }

    /// The fate of the connection of this number, from 0.
    fn line(self, number: u64) -> Line {
        let cut = number.is_multiple_of(2);
        match self {
            Self::Lift if cut => Line {
                up: Some(800),
                ..Line::default()
            },
            // The greeting of TLS and its ticket come through; the answer does not.
            Self::Garage if cut => Line {
                down: Some(850),
                ..Line::default()
            },
            Self::Slow => Line {
                slow: Some((1024, Duration::from_millis(100))),
                ..Line::default()
            },
            Self::None => Line {
                up: Some(0),
                down: Some(0),
                ..Line::default()
            },
            Self::Good | Self::Lift | Self::Garage => Line::default(),
        }
    }
}

/// A hub to practise on. Dropping it ends it.
#[derive(Debug)]
pub struct Practice {
    // Dropped in this order: a hub that shuts down waits for those who are connected.
    relay: Relay,
    hub: LocalHub,
}

impl Practice {
    /// Serves the hub in a folder, made if it is missing, on free ports of the loopback address.
    ///
    /// # Errors
    /// [`LocalError`].
    pub fn start(
        dir: &Path,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, LocalError> {
        // A test syncs more often in a minute than a person does in a day.
        let limits = LimitOptions {
            burst: 100_000,
            ..LimitOptions::default()
        };
        let hub = LocalHub::start(dir, clock, random, limits)?;
        let relay = Relay::to_url(hub.url())?;
        Ok(Self { relay, hub })
    }

    /// The address, the pin, and a token with which one office claims the hub: `{"url","pin","token"}`.
    ///
    /// # Errors
    /// The disk.
    pub fn invitation(&self) -> Result<Value, LocalError> {
        let token = self.hub.issue_token()?;
        let pin = self.hub.pin().to_string();
        Ok(json!({ "url": self.relay.url(), "pin": pin, "token": token }))
    }

    /// The behaviour of the line from now on; connections that stand are cut.
    pub fn weather(&self, weather: Weather) {
        let mut number = 0;
        self.relay.lines(move || {
            let line = weather.line(number);
            number += 1;
            line
        });
        self.relay.cut_all();
    }

    /// The traffic so far: `{"up","down","cuts"}` in bytes and connections.
    #[must_use]
    pub fn passed(&self) -> Value {
        let (up, down) = self.relay.passed();
        json!({ "up": up, "down": down, "cuts": self.relay.cuts() })
    }
}
