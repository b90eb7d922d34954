//! Open stores and subscriptions by number. Numbers are never used twice, so one that has been closed is known for what it
//! is, whoever still holds it: a garbage collector's late finaliser does no harm.

use crate::codes;
use crate::listening::Listening;
use linli_core::env::{SystemClock, SystemRandom};
use linli_core::http::HttpOptions;
use linli_core::store::{Ballast, DatabaseKey};
use linli_core::workspace::{OpenOptions, Subscription, Workspace};
use linli_json::failure::Failure;
use linli_json::fields::Fields;
use linli_json::network::Network;
use linli_json::ops::{self, Context};
use linli_json::request::{self, Answer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

type Result<T> = std::result::Result<T, Box<Failure>>;

struct Open {
    /// Calls hold it for reading; closing takes the store out once all of them are done.
    context: RwLock<Option<Context>>,
    /// Beside it, so that a sync can be called off while it is held.
    network: Arc<Network>,
}

struct Subscribed {
    store: u32,
    listening: Arc<Listening>,
    /// Dropping it tells the core.
    _held: Subscription,
}

/// The room that a phone keeps free, as through the other languages.
const BALLAST: u64 = 20 * 1024 * 1024;

static STORES: Mutex<BTreeMap<u32, Arc<Open>>> = Mutex::new(BTreeMap::new());
static SUBSCRIPTIONS: Mutex<BTreeMap<u32, Subscribed>> = Mutex::new(BTreeMap::new());
static LAST: AtomicU32 = AtomicU32::new(0);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn number() -> Result<u32> {
    LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| {
        last.checked_add(1)
    })
    .map(|last| last + 1)
    .map_err(|_| codes::failure("numbers_used_up"))
}

fn find(store: u32) -> Result<Arc<Open>> {
    let found = lock(&STORES).get(&store).cloned();
    found.ok_or_else(|| codes::failure("store_closed"))
}

/// Opens a store with the system's clock and randomness.
pub(crate) fn open(folder: &str, key: [u8; 32], options: Option<&str>) -> Result<u32> {
    let options = match options.map(serde_json::from_str) {
        None => serde_json::Map::new(),
        Some(Ok(Value::Object(map))) => map,
        Some(_) => return Err(codes::at_field("options_malformed", "options")),
    };
    let options = Fields::new(&options);
    let ballast = if options.has("ballast") {
        Ballast::bytes(options.seq("ballast")?)
    } else {
        Ballast::bytes(BALLAST)
    };
    let network = Network::new(HttpOptions {
        proxy: options.owned("proxy")?,
        ..HttpOptions::default()
    });
    let network = network.map_err(|_| codes::at_field("proxy_malformed", "proxy"))?;
    let network = Arc::new(network);
    let workspace = Workspace::open(OpenOptions {
        dir: PathBuf::from(folder),
        key: DatabaseKey::new(key),
        ballast,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
    })?;
    let open = Open {
        context: RwLock::new(Some(Context {
            workspace,
            network: Arc::clone(&network),
            codes: codes::OWN,
        })),
        network,
    };
    let number = number()?;
    lock(&STORES).insert(number, Arc::new(open));
    Ok(number)
}

/// Does something with an open store. Many threads may at once.
fn with<T>(store: u32, work: impl FnOnce(&Context) -> Result<T>) -> Result<T> {
    let open = find(store)?;
    let context = open.context.read().unwrap_or_else(PoisonError::into_inner);
    match context.as_ref() {
        Some(context) => work(context),
        None => Err(codes::failure("store_closed")),
    }
}

/// Answers a request.
pub(crate) fn call(store: u32, request: &[u8]) -> String {
    request::answer(request, |name, fields| {
        with(store, |context| perform(context, name, fields))
    })
}

fn perform(context: &Context, name: &str, fields: &Fields<'_>) -> Answer {
    #[cfg(debug_assertions)]
    if name == "probe_panic" {
        panic!("planted by a test");
    }
    ops::perform(context, name, fields)
}

/// Subscribes a listener.
pub(crate) fn subscribe(store: u32, listening: Listening) -> Result<u32> {
    with(store, |context| {
        let listening = Arc::new(listening);
        let number = number()?;
        // Held until the listener is in the table, or closing the store at the same time would not find it.
        let mut all = lock(&SUBSCRIPTIONS);
        let held = context.workspace.subscribe(listening.clone());
        let subscribed = Subscribed {
            store,
            listening,
            _held: held,
        };
        all.insert(number, subscribed);
        Ok(number)
    })
}

/// Ends a subscription; one that has ended is none.
pub(crate) fn unsubscribe(subscription: u32) {
    // No lock is held while a callback is waited for: it may call us.
    let ended = lock(&SUBSCRIPTIONS).remove(&subscription);
    if let Some(ended) = ended {
        ended.listening.end();
    }
}

/// Calls off every sync under way.
pub(crate) fn cancel(store: u32) -> Result<()> {
    find(store)?.network.cancel();
    Ok(())
}

/// Closes a store: waits for the calls under way, tells listeners what they have not heard, ends their subscriptions.
pub(crate) fn close(store: u32) -> Result<()> {
    let removed = lock(&STORES).remove(&store);
    let open = removed.ok_or_else(|| codes::failure("store_closed"))?;
    open.network.end();
    let mut context = open.context.write().unwrap_or_else(PoisonError::into_inner);
    let taken = context.take();
    drop(context);
    let closed = taken.map_or(Ok(()), |context| context.workspace.shutdown());
    let of_store = |(number, one): (&u32, &Subscribed)| (one.store == store).then_some(*number);
    let ended: Vec<u32> = lock(&SUBSCRIPTIONS).iter().filter_map(of_store).collect();
    for subscription in ended {
        unsubscribe(subscription);
    }
    Ok(closed?)
}
