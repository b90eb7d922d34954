//! The line with which a proxy that passes TLS through says for whom it speaks (the PROXY protocol, version 1). It is read
//! from one configured address alone: anybody else could claim any address.

use std::net::IpAddr;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// The longest line that the protocol allows.
const MOST: usize = 107;

/// The address for which the proxy speaks.
///
/// # Errors
/// It says something else, or the line is cut.
pub(crate) async fn address(stream: &mut TcpStream) -> std::io::Result<IpAddr> {
    let mut line = Vec::with_capacity(MOST);
    while !line.ends_with(b"\r\n") {
        if line.len() == MOST {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        // Byte by byte: what follows the line is TLS's.
        line.push(stream.read_u8().await?);
    }
    parse(&line).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

fn parse(line: &[u8]) -> Option<IpAddr> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix("\r\n")?;
    let mut words = line.strip_prefix("PROXY ")?.split(' ');
    let family = words.next()?;
    let address: IpAddr = words.next()?.parse().ok()?;
    match (family, address) {
        ("TCP4", IpAddr::V4(_)) | ("TCP6", IpAddr::V6(_)) => Some(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_line_names_an_address_or_nothing() {
        let read = |line: &str| parse(line.as_bytes()).map(|address| address.to_string());
        let v4 = "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\n";
        assert_eq!(read(v4).as_deref(), Some("192.0.2.7"));
        let v6 = "PROXY TCP6 2001:db8::7 2001:db8::1 1 443\r\n";
        assert_eq!(read(v6).as_deref(), Some("2001:db8::7"));
        for line in [
            "PROXY UNKNOWN\r\n",
            "PROXY TCP6 192.0.2.7 192.0.2.1 1 2\r\n",
            "PROXY TCP4 x y 1 2\r\n",
            "GET / HTTP/1.1\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 1 2",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
