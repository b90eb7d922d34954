//! Planted bugs between phones and their hub. They stand in the world around both: whoever plays them holds the keys of
//! the phones and of the hub, opens what passes, and seals it anew.

use super::hub;
use super::plant::Plant;
use super::syncing::opened;
use super::template::database;
use super::world::{World, id_of};
use crate::phone::KEY;
use linli_core::domain::RecordId;
use linli_core::records::{DeviceKeys, Header};
use linli_core::sync::{
    AUTH_HEADER, Auth, Batch, Carried, Challenge, Receipt, Safe, Signed, SyncAnswer, SyncRequest,
};
use linli_core::workspace::{HttpRequest, HttpResponse};
use std::sync::Arc;

/// The hub's answer to a request, with the planted bug.
pub(super) fn handle(world: &mut World<'_>, request: &HttpRequest) -> HttpResponse {
    if world.plant == Some(Plant::HubAcksUnstored)
        && let Some(response) = unstored(world, request)
    {
        return response;
    }
    let hub = world.hub.as_ref().expect("a hub");
    let response = hub.handle(request);
    altered(world, request, &response).unwrap_or(response)
}

fn altered(
    world: &World<'_>,
    request: &HttpRequest,
    response: &HttpResponse,
) -> Option<HttpResponse> {
    let plant = world.plant.filter(|_| response.status == 200)?;
    let (auth, mut answer) = opened(world, request, response)?;
    let community = world.template.community;
    match plant {
        Plant::HubServesAll => {
            let everything = world.dump(0).records.into_iter();
            let all = everything.map(|parts| Carried { parts, seq: 1 });
            answer.records = Batch::pack(community, all);
        }
        Plant::EpochIgnored => answer.rewind = None,
        Plant::BackfillLeftOut => {
            let asked = SyncRequest::from_bytes(&request.body)?.cursor?;
            let fresh = answer.records.unpack(community).ok()?.into_iter();
            answer.records = Batch::pack(community, fresh.filter(|one| one.seq > asked.seq));
        }
        Plant::SafeWithoutBackup => {
            answer.safe = Some(Safe {
                epoch: answer.cursor.epoch,
                seq: answer.cursor.seq,
            });
        }
        _ => return None,
    }
    let key = world.hub.as_ref()?.service().key();
    Some(HttpResponse {
        body: answer.sign(key, &auth.signature),
        ..response.clone()
    })
}

/// Whether the hub of the planted bug throws a record away.
fn thrown_away(id: RecordId) -> bool {
    id.as_bytes()[0].is_multiple_of(4)
}

fn keys_of(world: &World<'_>, auth: &Auth) -> Option<Arc<DeviceKeys>> {
    let founders = world.template.founders.iter().map(|founder| &founder.keys);
    let mut all = world.peers.iter().map(|peer| &peer.keys).chain(founders);
    all.find(|keys| keys.device() == auth.device).cloned()
}

/// The hub acknowledges everything and stores a part of it. `None` for what is no sound request.
fn unstored(world: &World<'_>, request: &HttpRequest) -> Option<HttpResponse> {
    let hub = world.hub.as_ref()?;
    let community = world.template.community;
    let auth = Auth::from_text(&request.auth.1)?;
    let keys = keys_of(world, &auth)?;
    let mut sent = SyncRequest::from_bytes(&request.body)?;
    let records = std::mem::take(&mut sent.records).unpack(community).ok()?;
    let (gone, kept): (Vec<_>, Vec<_>) = records
        .into_iter()
        .partition(|carried| thrown_away(id_of(&carried.parts)));
    sent.records = Batch::pack(community, kept);
    let body = sent.to_bytes();
    let signed = Signed {
        method: request.method,
        path: &request.path,
        hub: hub.pin(),
        body: &body,
    };
    let again = Auth::sign(community, &keys, auth.nonce, &signed);
    let response = hub.handle(&HttpRequest {
        auth: (AUTH_HEADER, again.to_text()),
        body,
        ..request.clone()
    });
    let key = hub.service().key();
    let body = if response.status == 401 {
        Challenge::open(hub.pin(), &again.signature, &response.body)?.sign(key, &auth.signature)
    } else {
        let mut answer = SyncAnswer::open(hub.pin(), &again.signature, &response.body)?;
        for carried in gone {
            let header = Header::from_bytes(&carried.parts.header)?;
            let mut tip = [0; 8];
            tip.copy_from_slice(&id_of(&carried.parts).as_bytes()[..8]);
            answer.receipts.push(Receipt {
                chain: header.chain,
                through: header.seq,
                tip,
                seq: answer.cursor.seq,
            });
        }
        answer.sign(key, &auth.signature)
    };
    Some(HttpResponse { body, ..response })
}

/// The hub has taken a request, which is about to come once more: with the planted bug it stores it twice.
pub(super) fn repeated(world: &mut World<'_>) {
    if world.plant == Some(Plant::StoredTwice)
        && let Some(hub) = &world.hub
    {
        let copy = "INSERT INTO feed(scope, kind, what, num, ref, at)
                    SELECT scope, kind, what, num, ref, at FROM feed WHERE what = 0 ORDER BY seq DESC LIMIT 1";
        hub.database().execute(copy, []).expect("stored twice");
    }
}

/// A request or its answer was lost: with the planted bug the phone has forgotten what it sent.
pub(super) fn forgotten(world: &mut World<'_>, peer: usize) {
    if world.plant == Some(Plant::ForgottenUnsent) {
        let dir = world.peers[peer].phone.dir().to_path_buf();
        let forget = "UPDATE record SET hub_seq = 1 WHERE hub_seq IS NULL";
        database(&dir, &KEY).execute(forget, []).expect("forgotten");
        // The request that it would send again lies in its memory.
        world.reopen(peer, dir);
    }
}

/// Number of records that stand in the hub's feed more than once.
pub(super) fn fed_twice(hub: &hub::Hub) -> u64 {
    let count = "SELECT count(*) FROM (SELECT num FROM feed WHERE what = 0 GROUP BY num HAVING count(*) > 1)";
    let database = hub.database();
    let found: i64 = database
        .query_row(count, [], |sql| sql.get(0))
        .expect("the feed");
    found.cast_unsigned()
}
