//! Sockets: TCP, TLS, HTTP/1.1, bounds on what may be under way at once, and a shutdown that finishes what has begun.

use crate::service::{Refusal, Request, Response, Service};
use crate::tls::{TlsError, server_config};
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use linli_core::sync::{AUTH_HEADER, BODY_BYTES};
use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;

const KIB: usize = 1_024;

/// The limits on what may be under way.
#[derive(Debug, Clone, Copy)]
pub struct HttpOptions {
    /// Connections at once; more wait in the system's queue.
    pub connections: usize,
    /// Requests at once; more are told to come again.
    pub requests: usize,
    /// Bytes of bodies that are on their way or waiting at once; beyond them, senders are told to come again.
    pub body_bytes: usize,
    /// Until a client must have sent its whole request.
    pub slowest: Duration,
    /// Until a connection is closed, whatever goes on there: whoever takes his answers byte by byte holds nothing up.
    pub longest: Duration,
    /// Until a connection on which nothing is asked is closed.
    pub idle: Duration,
    /// Until a shutdown no longer waits for what is under way.
    pub drain: Duration,
    /// Whether to speak TLS. Without, a proxy in front of the hub must.
    pub tls: bool,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connections: 4_096,
            requests: 128,
            body_bytes: 256 << 20,
            slowest: Duration::from_secs(60),
            longest: Duration::from_secs(600),
            idle: Duration::from_secs(30),
            drain: Duration::from_secs(20),
            tls: true,
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
}

#[derive(Clone)]
struct App {
    service: Arc<Service>,
    requests: Arc<Semaphore>,
    /// In KiB.
    bodies: Arc<Semaphore>,
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
                requests: Arc::new(Semaphore::new(options.requests)),
                bodies: Arc::new(Semaphore::new(options.body_bytes / KIB)),
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
        let connections = Arc::new(Semaphore::new(options.connections));
        let graceful = GracefulShutdown::new();
        let router = router(app);
        tokio::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&listener, &connections) => accepted,
                () = &mut stop => break,
            };
            let Some((stream, permit)) = accepted else {
                continue;
            };
            let (tls, router) = (tls.clone(), router.clone());
            let watcher = graceful.watcher();
            tokio::spawn(async move {
                // An error on one connection is that connection's end, and no news.
                let served = connection(stream, tls, router, options, watcher);
                let _ = tokio::time::timeout(options.longest, served).await;
                drop(permit);
            });
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = tokio::time::sleep(options.drain) => tracing::warn!("connections cut at shutdown"),
        }
    }
}

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let permit = Arc::clone(connections).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, permit)),
        Err(error) => {
            // Out of file descriptors: whoever is served gives some back.
            tracing::warn!(kind = ?error.kind(), "accept");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
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
        .header_read_timeout(options.idle)
        .max_buf_size(64 * 1024)
        .keep_alive(true);
    match tls {
        Some(tls) => {
            let stream = tokio::time::timeout(options.idle, tls.accept(stream)).await??;
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            watcher.watch(connection.into_owned()).await
        }
        None => {
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            watcher.watch(connection.into_owned()).await
        }
    }
}

fn router(app: App) -> Router {
    Router::new().fallback(answer).with_state(app)
}

async fn answer(
    State(app): State<App>,
    request: axum::http::Request<Body>,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    // The body first: whoever sends slowly holds up nobody.
    let read = read_body(body, &app.bodies);
    let (body, held) = match tokio::time::timeout(app.slowest, read).await {
        Ok(Ok(read)) => read,
        Ok(Err(refusal)) => return show(Response::refused(refusal)),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    // Health is asked for just when there is no room.
    let is_health = matches!(parts.uri.path(), "/healthz" | "/readyz");
    let permit = if is_health {
        None
    } else {
        match Arc::clone(&app.requests).try_acquire_owned() {
            Ok(permit) => Some(permit),
            Err(_) => return show(Response::refused(Refusal::Busy(2))),
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
        });
        drop((permit, held));
        response
    })
    .await;
    // A panic in a handler rolled its transaction back.
    show(answered.unwrap_or_else(|_| Response::refused(Refusal::Internal)))
}

/// Reads a body as it comes. What has come is counted against what all bodies together may take.
async fn read_body(
    mut body: Body,
    bodies: &Arc<Semaphore>,
) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Refusal> {
    if body.size_hint().lower() > BODY_BYTES as u64 {
        return Err(Refusal::TooLarge);
    }
    let (mut bytes, mut held) = (Vec::new(), None::<OwnedSemaphorePermit>);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        // Cut in the middle: nobody is there to hear what is said of it.
        let frame = frame.map_err(|_| Refusal::Malformed)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if bytes.len() + data.len() > BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        bytes.extend_from_slice(&data);
        let has = held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let wanted = bytes.len().div_ceil(KIB).saturating_sub(has);
        if wanted > 0 {
            let wanted = u32::try_from(wanted).map_err(|_| Refusal::TooLarge)?;
            let more = Arc::clone(bodies).try_acquire_many_owned(wanted);
            let more = more.map_err(|_| Refusal::Busy(2))?;
            match &mut held {
                Some(held) => held.merge(more),
                None => held = Some(more),
            }
        }
    }
    Ok((bytes, held))
}

fn show(response: Response) -> axum::response::Response {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut shown = (status, response.body).into_response();
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
