//! Sockets: TCP, TLS, HTTP/1.1, bounds on what may be under way at once, and a shutdown that finishes what has begun.

use crate::proxied;
use crate::service::{Refusal, Request, Response, Service};
use crate::shares::{Origin, Pool, Taken};
use crate::silent::Silent;
use crate::tls::{TlsError, server_config};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use hyper::body::{Frame, SizeHint};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use linli_core::sync::{AUTH_HEADER, BODY_BYTES};
use std::future::{Future, poll_fn};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Connections of an address of which the hub is tired.
const FEW: usize = 16;
/// Until somebody who asks what nobody should hears that.
const UNHURRIED: Duration = Duration::from_secs(1);
/// Bytes of an answer that nobody needs to count.
const SHORT: usize = 16 * 1_024;

/// The limits on what may be under way. All bytes together are what a hub may take beside its databases.
#[derive(Debug, Clone, Copy)]
pub struct HttpOptions {
    /// Connections at once that have spoken.
    pub connections: usize,
    /// Of them, those of one address. A carrier may put a town behind one.
    pub connections_per_address: usize,
    /// Connections at once that have said nothing yet; of one address an eighth of it.
    pub silent: usize,
    /// Requests at once; more are told to come again.
    pub requests: usize,
    /// Of them, those of one address.
    pub requests_per_address: usize,
    /// Bytes of bodies that are on their way or waiting at once; beyond them, senders are told to come again.
    pub body_bytes: usize,
    /// Of them, those of one address.
    pub body_bytes_per_address: usize,
    /// Bytes of answers that have not been fetched yet; of one address a quarter of it.
    pub answer_bytes: usize,
    /// Until a connection must have said something.
    pub first_byte: Duration,
    /// Until the greeting of TLS is over, and until the head of a request is here. A connection on which nothing is asked
    /// is closed as soon.
    pub head: Duration,
    /// Until a client must have sent its whole request.
    pub slowest: Duration,
    /// Until a connection is closed, whatever goes on there: whoever takes his answers byte by byte holds nothing up.
    pub longest: Duration,
    /// Until a shutdown no longer waits for what is under way.
    pub drain: Duration,
    /// Whether to speak TLS. Without it a hub listens on its own machine only.
    pub tls: bool,
    /// A proxy that passes TLS through and says for whom (PROXY protocol, version 1). From this address nothing else is
    /// understood.
    pub proxy: Option<IpAddr>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connections: 2_048,
            connections_per_address: 256,
            silent: 512,
            requests: 128,
            requests_per_address: 64,
            body_bytes: 32 << 20,
            body_bytes_per_address: 8 << 20,
            answer_bytes: 24 << 20,
            first_byte: Duration::from_secs(5),
            head: Duration::from_secs(15),
            slowest: Duration::from_secs(60),
            longest: Duration::from_secs(600),
            drain: Duration::from_secs(20),
            tls: true,
            proxy: None,
        }
    }
}

/// The reason why a hub does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("listen: {0}")]
    Listen(#[from] std::io::Error),
    /// TLS.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Without TLS it would be read, and changed, by whoever is on the way.
    #[error("a hub without TLS listens on its own machine only")]
    Plain,
}

#[derive(Clone)]
struct App {
    service: Arc<Service>,
    requests: Arc<Pool>,
    bodies: Arc<Pool>,
    answers: Arc<Pool>,
    slowest: Duration,
}

/// A hub that listens and does not serve yet.
pub struct Listening {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    app: App,
    options: HttpOptions,
}

impl Listening {
    /// Listens on an address.
    ///
    /// # Errors
    /// [`ServeError`].
    pub async fn bind(
        service: Arc<Service>,
        address: SocketAddr,
        options: HttpOptions,
    ) -> Result<Self, ServeError> {
        if !options.tls && !address.ip().is_loopback() {
            return Err(ServeError::Plain);
        }
        let tls = if options.tls {
            Some(TlsAcceptor::from(server_config(service.key())?))
        } else {
            None
        };
        Ok(Self {
            listener: TcpListener::bind(address).await?,
            tls,
            app: App {
                service,
                requests: Pool::new(options.requests, options.requests_per_address),
                bodies: Pool::new(options.body_bytes, options.body_bytes_per_address),
                answers: Pool::new(options.answer_bytes, options.answer_bytes / 4),
                slowest: options.slowest,
            },
            options,
        })
    }

    /// The address on which it listens.
    ///
    /// # Errors
    /// The system.
    pub fn address(&self) -> Result<SocketAddr, ServeError> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves until `stop` is done, then finishes what has begun.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let Self {
            listener,
            tls,
            app,
            options,
        } = self;
        let doors = Arc::new(Doors {
            connections: Pool::new(options.connections, options.connections_per_address),
            silent: Silent::new(options.silent, (options.silent / 8).max(1)),
            service: Arc::clone(&app.service),
        });
        let graceful = GracefulShutdown::new();
        tokio::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut stop => break,
            };
            let (stream, from) = match accepted {
                Ok((stream, address)) => (stream, address.ip()),
                Err(error) => {
                    // Out of file descriptors: whoever is served gives some back.
                    tracing::warn!(kind = ?error.kind(), "accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let (tls, app, doors) = (tls.clone(), app.clone(), Arc::clone(&doors));
            let watcher = graceful.watcher();
            tokio::spawn(async move {
                let Some((stream, from, taken)) = doors.let_in(stream, from, options).await else {
                    return;
                };
                let service = Arc::clone(&app.service);
                let served = connection(stream, tls, router(app, from), options, watcher);
                // An error on one connection is that connection's end, and no news.
                if let Ok(Err(_)) = tokio::time::timeout(options.longest, served).await {
                    service.wasted(Origin::of(from));
                }
                drop(taken);
            });
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = tokio::time::sleep(options.drain) => tracing::warn!("connections cut at shutdown"),
        }
    }
}

/// Connections before anything is asked on them.
struct Doors {
    connections: Arc<Pool>,
    silent: Silent,
    service: Arc<Service>,
}

impl Doors {
    /// A connection that has spoken, for whom it speaks, and its part of the connections; `None` for one that has not, or
    /// for which there is no room.
    async fn let_in(
        &self,
        mut stream: TcpStream,
        from: IpAddr,
        options: HttpOptions,
    ) -> Option<(TcpStream, IpAddr, Taken)> {
        // The proxy says at once for whom it speaks; from then on it is as if that one had come by himself.
        let from = match options.proxy {
            Some(proxy) if proxy == from.to_canonical() => {
                let line = proxied::address(&mut stream);
                tokio::time::timeout(options.first_byte, line)
                    .await
                    .ok()?
                    .ok()?
            }
            _ => from,
        };
        let origin = Origin::of(from);
        let (place, mut gone) = self.silent.enter(origin);
        let mut byte = [0];
        let spoken = tokio::select! {
            spoken = tokio::time::timeout(options.first_byte, stream.peek(&mut byte)) => spoken,
            _ = &mut gone => return None,
        };
        self.silent.leave(place);
        let has_spoken = matches!(spoken, Ok(Ok(read)) if read > 0);
        if !has_spoken {
            self.service.wasted(origin);
        }
        // A greeting costs more than anything that could be said after it.
        if self.connections.held(origin) >= FEW && self.service.is_tired_of(origin) {
            return None;
        }
        let taken = has_spoken.then(|| self.connections.take(origin, 1))??;
        Some((stream, from, taken))
    }
}

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    router: Router,
    options: HttpOptions,
    watcher: hyper_util::server::graceful::Watcher,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let service = TowerToHyperService::new(router);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(options.head)
        .max_buf_size(16 * 1024)
        .keep_alive(true);
    match tls {
        Some(tls) => {
            let stream = tokio::time::timeout(options.head, tls.accept(stream)).await??;
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            watcher.watch(connection.into_owned()).await
        }
        None => {
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            watcher.watch(connection.into_owned()).await
        }
    }
}

fn router(app: App, from: IpAddr) -> Router {
    Router::new().fallback(answer).with_state((app, from))
}

async fn answer(
    State((app, from)): State<(App, IpAddr)>,
    request: axum::http::Request<Body>,
) -> axum::response::Response {
    let origin = Origin::of(from);
    let service = Arc::clone(&app.service);
    let answered = handled(app, from, request).await;
    // Nothing but the connection is held meanwhile.
    if service.takes_its_time(origin, answered.status().as_u16()) {
        tokio::time::sleep(UNHURRIED).await;
    }
    answered
}

async fn handled(
    app: App,
    from: IpAddr,
    request: axum::http::Request<Body>,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let origin = Origin::of(from);
    // The body first: whoever sends slowly holds up nobody.
    let read = read_body(body, &app.bodies, origin);
    let (body, held) = match tokio::time::timeout(app.slowest, read).await {
        Ok(Ok(read)) => read,
        Ok(Err(refusal)) => {
            app.service.wasted(origin);
            return show(Response::refused(refusal), None);
        }
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    // Health is asked for just when there is no room.
    let is_health = matches!(parts.uri.path(), "/healthz" | "/readyz");
    let permit = if is_health {
        None
    } else {
        match app.requests.take(origin, 1) {
            Some(permit) => Some(permit),
            None => return show(Response::refused(Refusal::Busy(2)), None),
        }
    };
    let service = Arc::clone(&app.service);
    let answered = tokio::task::spawn_blocking(move || {
        let path = parts
            .uri
            .path_and_query()
            .map_or("", axum::http::uri::PathAndQuery::as_str);
        let auth = parts.headers.get(AUTH_HEADER);
        let response = service.handle(Request {
            method: parts.method.as_str(),
            path,
            auth: auth.and_then(|value| value.to_str().ok()),
            body: &body,
            from: Some(from),
        });
        drop((permit, held));
        response
    })
    .await;
    // A panic in a handler rolled its transaction back.
    let response = answered.unwrap_or_else(|_| Response::refused(Refusal::Internal));
    // Short ones lie in the connection's own buffer.
    if response.body.len() <= SHORT {
        return show(response, None);
    }
    match app.answers.take(origin, response.body.len()) {
        Some(taken) => show(response, Some(taken)),
        None => show(Response::refused(Refusal::Busy(2)), None),
    }
}

/// Reads a body as it comes. What has come is counted against what all bodies, and those of one address, may take.
async fn read_body(
    mut body: Body,
    bodies: &Arc<Pool>,
    origin: Origin,
) -> Result<(Vec<u8>, Option<Taken>), Refusal> {
    if body.size_hint().lower() > BODY_BYTES as u64 {
        return Err(Refusal::TooLarge);
    }
    let (mut bytes, mut held) = (Vec::new(), None::<Taken>);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        // Cut in the middle: nobody is there to hear what is said of it.
        let frame = frame.map_err(|_| Refusal::Malformed)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if bytes.len() + data.len() > BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        let (needed, has) = (bytes.len() + data.len(), bytes.capacity());
        if needed > has {
            // What is set aside is what is counted.
            let grown = needed.max(2 * has).min(BODY_BYTES);
            let is_taken = match &mut held {
                Some(held) => held.more(grown - has),
                None => {
                    held = bodies.take(origin, grown - has);
                    held.is_some()
                }
            };
            if !is_taken {
                return Err(Refusal::Busy(2));
            }
            bytes.reserve_exact(grown - bytes.len());
        }
        bytes.extend_from_slice(&data);
    }
    Ok((bytes, held))
}

/// An answer's bytes that are counted until they are gone.
struct Counted {
    rest: Bytes,
    _taken: Option<Taken>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        // In pieces: the rest is counted as long as whoever fetches it lets it wait.
        let piece = self.rest.len().min(SHORT);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(piece)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

fn show(response: Response, taken: Option<Taken>) -> axum::response::Response {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = Body::new(Counted {
        rest: Bytes::from(response.body),
        _taken: taken,
    });
    let mut shown = (status, body).into_response();
    let headers = shown.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(response.content_type),
    );
    if let Some(seconds) = response.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    shown
}
