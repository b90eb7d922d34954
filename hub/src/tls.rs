//! The hub's certificate: made from its own key at each start, so that its pin is the key's and no file can go stale.

use linli_core::sync::HubKey;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;

/// The reason why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate could not be made.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// TLS would not take it.
    #[error("tls: {0}")]
    Tls(#[from] rustls::Error),
}

/// An ed25519 key in PKCS #8 (RFC 8410), which both libraries read.
fn pkcs8(key: &HubKey) -> PrivatePkcs8KeyDer<'static> {
    const HEAD: [u8; 16] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    let secret = key.secret();
    PrivatePkcs8KeyDer::from([HEAD.as_slice(), secret.as_slice()].concat())
}

fn certificate(key: &HubKey) -> Result<CertificateDer<'static>, TlsError> {
    let pair = rcgen::KeyPair::try_from(&pkcs8(key))?;
    let mut params = rcgen::CertificateParams::new(vec!["linli-hub".to_owned()])?;
    // Phones check the key and nothing else: a certificate that ends would only lock them out.
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2120, 1, 1);
    Ok(params.self_signed(&pair)?.der().clone())
}

/// TLS 1.3 and 1.2 with the hub's own key.
pub(crate) fn server_config(key: &HubKey) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![certificate(key)?], PrivateKeyDer::Pkcs8(pkcs8(key)))?;
    Ok(Arc::new(config))
}
