//! Commands of the operator: done here if nobody serves, handed to whoever serves otherwise.

use crate::{Failure, options};
use linli_core::domain::id::from_hex;
use linli_core::env::{Clock, SystemClock, SystemRandom};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::sync::{AUTH_HEADER, HubKey};
use linli_core::workspace::{HttpRequest, Transport};
use linli_hub::folder::FolderError;
use linli_hub::service::Service;
use linli_hub::service::operator::{Command, PATH, sign};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The file in which a serving hub says its address.
const ADDRESS: &str = "listening";

pub(crate) fn leave_address(data: &Path, url: &str) -> std::io::Result<()> {
    std::fs::write(data.join(ADDRESS), url)
}

pub(crate) fn remove_address(data: &Path) {
    let _ = std::fs::remove_file(data.join(ADDRESS));
}

/// Whether the answer is yes, and the answer.
pub(crate) fn ask(data: &Path, command: Command) -> Result<(bool, Value), Failure> {
    match Service::open(data, options()) {
        Ok(service) => service
            .operate(&command)
            .map_err(|refusal| Failure::Machine(refusal.code().to_owned())),
        Err(FolderError::InUse) => ask_serving(data, command),
        Err(error) => Err(error.into()),
    }
}

fn ask_serving(data: &Path, command: Command) -> Result<(bool, Value), Failure> {
    let read = |name: &str| {
        std::fs::read_to_string(data.join(name))
            .map_err(|error| Failure::Machine(error.to_string()))
    };
    let url = read(ADDRESS)?;
    let key = from_hex(read("hub.key")?.trim())
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .map(|secret| HubKey::from_secret(&secret))
        .ok_or_else(|| Failure::Machine("hub.key is damaged".to_owned()))?;
    let (signature, body) = sign(&key, command, SystemClock.now());
    let options = HttpOptions {
        // A backup of a large community takes its time.
        answer: Duration::from_secs(3_600),
        ..HttpOptions::default()
    };
    let transport = HttpTransport::new(options, Arc::new(SystemRandom))
        .map_err(|error| Failure::Machine(error.to_string()))?;
    let request = HttpRequest {
        method: "POST",
        path: PATH.to_owned(),
        auth: (AUTH_HEADER, signature),
        body,
    };
    let response = transport
        .send(url.trim(), key.pin(), &request)
        .map_err(|error| Failure::Machine(format!("the serving hub: {error}")))?;
    let answer: Value = serde_json::from_slice(&response.body)
        .map_err(|_| Failure::Machine("the serving hub's answer cannot be read".to_owned()))?;
    match response.status {
        200 => Ok((true, answer)),
        422 => Ok((false, answer)),
        _ => Err(Failure::Machine(
            answer["error"]["code"]
                .as_str()
                .unwrap_or("refused")
                .to_owned(),
        )),
    }
}
