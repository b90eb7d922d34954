//! HTTPS to a hub, with nothing but blocking sockets: a pinned key, timeouts, a proxy, waiting that grows, calling off.
//!
//! The only module of core that opens sockets and waits; whoever brings a [`Transport`] of his own does without it.

mod pinned;
mod wait;

use crate::env::Random;
use crate::sync::is_private;
use crate::sync::{BODY_BYTES, HubPin};
use crate::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use pinned::PinnedTls;
use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, TcpConnector};
use ureq::{Agent, Proxy};

/// Bytes that are read or written at once.
const BUFFER: usize = 32 * 1024;

/// The behaviour of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpOptions {
    /// Time until a connection must stand.
    pub connect: Duration,
    /// Time until a whole answer must be here, once the connection stands.
    pub answer: Duration,
    /// An HTTP proxy (`http://user:password@host:port`), if the network asks for one.
    pub proxy: Option<String>,
    /// The number of times that a request that failed is sent again before the sync gives up.
    pub retries: u32,
    /// The wait before the first time; it doubles each time, up to a minute.
    pub first_wait: Duration,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            proxy: None,
            retries: 4,
            first_wait: Duration::from_secs(1),
        }
    }
}

/// The proxy's address cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the proxy's address is malformed")]
pub struct ProxyMalformed;

/// Speaks HTTPS with one hub at a time. Connections are kept between requests.
pub struct HttpTransport {
    options: HttpOptions,
    proxy: Option<Proxy>,
    random: Arc<dyn Random>,
    cancelled: AtomicBool,
    /// The agent of the hub that was asked last.
    agent: Mutex<Option<(HubPin, Agent)>>,
}

impl std::fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the proxy: its address may hold a password.
        f.write_str("HttpTransport")
    }
}

impl HttpTransport {
    /// A client.
    ///
    /// # Errors
    /// [`ProxyMalformed`].
    pub fn new(options: HttpOptions, random: Arc<dyn Random>) -> Result<Self, ProxyMalformed> {
        let proxy = options.proxy.as_deref().map(Proxy::new).transpose();
        Ok(Self {
            proxy: proxy.map_err(|_| ProxyMalformed)?,
            options,
            random,
            cancelled: AtomicBool::new(false),
            agent: Mutex::new(None),
        })
    }

    /// Calls off what is under way, and everything that comes: from any thread.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        let agent = self.agent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, agent)) = &*agent {
            // Sockets on which somebody waits return at once.
            agent.clone().shutdown();
        }
    }

    /// Whether it was called off.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    fn agent(&self, pin: HubPin) -> Agent {
        let mut held = self.agent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, agent)) = &*held
            && *of == pin
        {
            return agent.clone();
        }
        let config = Agent::config_builder()
            .timeout_connect(Some(self.options.connect))
            .timeout_send_request(Some(self.options.answer))
            .timeout_send_body(Some(self.options.answer))
            .timeout_recv_response(Some(self.options.answer))
            .timeout_recv_body(Some(self.options.answer))
            .proxy(self.proxy.clone())
            // Whatever the number: what it means is for the sync to say. Nothing is followed anywhere else.
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent("linli/1")
            // There are two of each for a connection, filled with zeros before anything is asked; half a megabyte otherwise.
            .input_buffer_size(BUFFER)
            .output_buffer_size(BUFFER)
            .max_response_header_size(BUFFER / 2)
            .build();
        let chain =
            ().chain(ConnectProxyConnector::default())
                .chain(TcpConnector::default())
                .chain(PinnedTls::new(pin));
        let agent = Agent::with_parts(config, chain, DefaultResolver::default());
        *held = Some((pin, agent.clone()));
        agent
    }

    fn exchange(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, ureq::Error> {
        let agent = self.agent(pin);
        let uri = format!("{}{}", address.trim_end_matches('/'), request.path);
        let (name, value) = &request.auth;
        let call = ureq::http::Request::builder()
            .method(request.method)
            .uri(uri)
            .header(*name, value)
            .header("content-type", "application/octet-stream")
            .body(request.body.as_slice())?;
        let response = agent.run(call)?;
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let mut body = Vec::new();
        let limit = (BODY_BYTES + 1) as u64;
        response
            .into_body()
            .into_reader()
            .take(limit)
            .read_to_end(&mut body)?;
        Ok(HttpResponse {
            status,
            retry_after,
            body,
        })
    }
}

impl Transport for HttpTransport {
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if self.is_cancelled() {
            return Err(TransportError::Cancelled);
        }
        // In the clear there is no key to check, and everybody on the way reads along.
        if !is_private(address) {
            return Err(TransportError::Pin);
        }
        match self.exchange(address, pin, request) {
            Ok(response) if response.body.len() > BODY_BYTES => Err(TransportError::Malformed),
            Ok(response) => Ok(response),
            Err(_) if self.is_cancelled() => Err(TransportError::Cancelled),
            Err(error) => Err(failed(&error)),
        }
    }

    fn reads_ahead(&self) -> bool {
        true
    }

    fn pause(&self, attempt: u32, retry_after: Option<u32>) -> bool {
        attempt < self.options.retries && {
            let wait = wait::before(
                attempt,
                self.options.first_wait,
                retry_after,
                self.random.as_ref(),
            );
            wait::wait(wait, &|| self.is_cancelled())
        }
    }
}

fn failed(error: &ureq::Error) -> TransportError {
    use std::io::ErrorKind;
    match error {
        ureq::Error::Timeout(_) => TransportError::Timeout,
        ureq::Error::Io(error) if pinned::is_wrong_pin(error) => TransportError::Pin,
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => TransportError::Timeout,
            _ => TransportError::Offline,
        },
        ureq::Error::Tls(_) => TransportError::Pin,
        ureq::Error::Protocol(_)
        | ureq::Error::Http(_)
        | ureq::Error::BadUri(_)
        | ureq::Error::BodyExceedsLimit(_)
        | ureq::Error::LargeResponseHeader(..) => TransportError::Malformed,
        _ => TransportError::Offline,
    }
}
