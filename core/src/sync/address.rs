//! Addresses of hubs that may be spoken to.

use std::net::IpAddr;

/// Whether nobody on the way to an address can read along: it is `https`, or `http` on this very machine, where tests and
/// the hub's own tools are.
#[must_use]
pub fn is_private(address: &str) -> bool {
    if address.starts_with("https://") {
        return true;
    }
    let Some(rest) = address.strip_prefix("http://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A name before `@` is none of the host's.
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => host,
        None => authority,
    };
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for address in [
            "https://hub.example",
            "https://10.0.0.2:8443",
            "http://127.0.0.1:80",
            "http://127.8.9.1/v1",
            "http://[::1]:8080",
        ] {
            assert!(is_private(address), "{address}");
        }
        for address in [
            "http://10.0.0.2",
            "http://hub.example:80",
            "http://127.0.0.1.example",
            "http://127.0.0.1@hub.example/",
            "http://localhost",
            "http://[::2]:80",
            "ftp://127.0.0.1",
            "hub.example",
            "",
        ] {
            assert!(!is_private(address), "{address}");
        }
    }
}
