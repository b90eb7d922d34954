//! 表决证书: what a store states of a closed tally, signed (docs/spec/certificate.md).

use super::motion::{Motion, is_whole, motion};
use super::public_codes::PublicCodes;
use super::taken::{Taken, signers};
use super::tally_closing::ClosingRecord;
use super::tally_file::{Filed, file};
use crate::admission::closes;
use crate::certificate::{self, canonical, classes, return_of};
use crate::domain::entry::encode;
use crate::domain::id::to_hex;
use crate::domain::{Code, DocId, RecordId};
use crate::intake::known_keys;
use crate::records::{seal_context, sha256_tagged};
use crate::roster::Roster;
use crate::rules::authority::Permission;
use crate::rules::counting;
use crate::store::{Connection, StoreError, record};
use crate::workspace::{Error, Workspace};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The lists of an answer that name voters or ballots.
const NAMING: [&str; 6] = [
    "disputed",
    "duplicates",
    "contested",
    "late",
    "ineligible",
    "not_counted",
];

impl Workspace {
    /// The certificate of a closed tally, signed by this device: result, rule, readings, roots, the roll's hash, classes of
    /// signature, the closing's record; and, but under area rules, the file with codes that anybody may recount.
    ///
    /// # Errors
    /// `tally_unknown`, `not_allowed` (who may not close it certifies nothing), `tally_open`, `tally_sealed`, `tally_undecided`;
    /// [`Error::Store`].
    pub fn certificate(&self, tally: DocId) -> Result<Value, Error> {
        let device = self.shown.device();
        let (statement, signer) = self.view(|connection, roster| {
            let motion = motion(connection, tally)?;
            let operation = closes(&motion.opening.rule);
            let roles = roster.permissions(device, operation, motion.scope);
            let may = |(role, right): (crate::domain::Role, Permission)| {
                (right != Permission::Own).then(|| role.name())
            };
            let roles: Vec<&str> = roles.into_iter().filter_map(may).collect();
            if roles.is_empty() {
                return Err(Error::NotAllowed {
                    operation: operation.name(),
                });
            }
            let member = roster.device(device).map(|device| device.member);
            let signer = json!({
                "device": device.to_string(), "member": member.map(|id| id.to_string()), "roles": roles,
            });
            Ok((statement(connection, roster, &motion, device)?, signer))
        })?;
        let keys = &self.lock().keys;
        certificate::sign(statement, keys, signer)
            .ok_or_else(|| StoreError::Internal("certificate".to_owned()).into())
    }

    /// The code by which a household finds its ballot in what is published; none where the words of the opening are not here.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn receipt(&self, tally: DocId, ballot: RecordId) -> Result<Option<String>, Error> {
        self.view(|connection, _| {
            let codes = motion(connection, tally)?.codes();
            Ok(codes.map(|codes| codes.of_ballot(ballot)))
        })
    }
}

fn statement(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    device: crate::domain::DeviceId,
) -> Result<Value, Error> {
    let internal = || StoreError::Internal("certificate".to_owned());
    let taken = Taken::read(connection, motion)?;
    let (Some(closing), Some(_)) = (taken.closings.standing(), &taken.judged) else {
        return Err(Error::field("tally", Code::TallyOpen));
    };
    if taken.seal.as_ref().is_some_and(|seal| seal.key.is_none()) {
        return Err(Error::field("tally", Code::TallySealed));
    }
    let Filed { file, names, .. } = file(connection, roster, motion, &taken)?;
    let answer = counting::count(&file);
    if !answer.certificate || !is_whole(roster, device, motion) {
        return Err(Error::field("tally", Code::TallyUndecided));
    }
    let by_area = file.rule().counts_area();
    let codes = motion.codes().filter(|_| !by_area);
    let public = codes.and_then(|codes| codes.published(&file, &names));
    let mut result = serde_json::to_value(match &public {
        Some(public) => counting::count(public),
        None => answer,
    })
    .map_err(|_| internal())?;
    if public.is_none() {
        // Nothing that names anybody: only how many.
        for list in NAMING {
            result[list] = json!(result[list].as_array().map_or(0, Vec::len));
        }
        result["explanation"] = Value::Null;
    }
    let area: Option<u64> = by_area
        .then(|| {
            let entitled = file.roll().iter().filter(|voter| voter.entitled);
            let areas = entitled.filter_map(|voter| voter.area);
            areas
                .map(counting::AreaCm2::get)
                .try_fold(0, u64::checked_add)
        })
        .flatten();
    let inspection = canonical(&file.to_json()).ok_or_else(internal)?;
    Ok(json!({
        "certificate": certificate::VERSION,
        "community": roster.community().to_string(),
        "tally": motion.id.to_string(),
        "title": file.title(),
        "place": roster.scope_name(motion.scope),
        "rule": file.rule().name(),
        "pack": file.to_json()["pack"],
        "readings": public.as_ref().unwrap_or(&file).to_json()["readings"],
        "opening": motion.opened.to_string(),
        "opened": motion.opening.at.to_rfc3339(),
        "deadline": motion.opening.deadline.to_rfc3339(),
        "closed": closing.closing.at.to_rfc3339(),
        "roll": {
            "hash": to_hex(&sha256_tagged("linli/roll/1", &[&encode(&motion.opening.roll)])),
            "voters": file.roll().len(),
            "entitled": file.roll().iter().filter(|voter| voter.entitled).count(),
            "area_cm2": area,
        },
        "root": to_hex(&closing.closing.root),
        "parts": parts(roster, closing),
        "returns": closing.closing.returns.iter().map(return_of).collect::<Vec<_>>(),
        "classes": classes(&file),
        "signers": signers(&taken),
        "result": result,
        "public": match (&public, &codes) {
            (Some(public), Some(codes)) => Some(shown(public, codes, motion, &taken)),
            _ => None,
        },
        "seal": seal(motion, &taken),
        "inspection": to_hex(&Sha256::digest(inspection)),
        "records": {
            "opening": signed(connection, roster, motion.opened, Chunk::Kept)?,
            "closing": signed(connection, roster, closing.id, Chunk::Shown)?,
            "keys": key_records(connection, roster, &taken)?,
        },
    }))
}

/// The published file; of a sealed tally each ballot with its seal, so that anybody opens it with the published secret.
fn shown(
    public: &counting::TallyFile,
    codes: &PublicCodes,
    motion: &Motion,
    taken: &Taken,
) -> Value {
    let mut file = public.to_json();
    let sealed = taken.ballots.iter().filter_map(|row| {
        let seal = row.sealed.as_ref()?;
        let context = seal_context(&motion.opening.subject, row.voter, row.member);
        Some((codes.of_ballot_long(row.id), (seal.to_bytes(), context)))
    });
    let sealed: BTreeMap<String, _> = sealed.collect();
    for ballot in file["ballots"].as_array_mut().into_iter().flatten() {
        let code = ballot["id"].as_str().unwrap_or_default().to_owned();
        let mut of_code = sealed.range(code.clone()..);
        if let Some((_, (seal, context))) =
            of_code.next().filter(|(long, _)| long.starts_with(&code))
        {
            ballot["sealed"] = json!(to_hex(seal));
            ballot["context"] = json!(to_hex(context));
        }
    }
    file
}

/// The key of a sealed tally, secret and all: nothing is hidden once it is open.
fn seal(motion: &Motion, taken: &Taken) -> Option<Value> {
    let seal = motion.opening.seal.as_ref()?;
    let key = taken.seal.as_ref()?.key.as_ref()?;
    let holders = seal.holders.iter();
    let holders: Vec<String> = holders.map(|holder| holder.member.to_string()).collect();
    Some(json!({
        "key": to_hex(&key.public()), "secret": to_hex(&key.secret()), "holders": holders,
    }))
}

/// The records by which holders handed over their shares, each naming the key.
fn key_records(
    connection: &Connection,
    roster: &Roster,
    taken: &Taken,
) -> Result<Vec<Value>, StoreError> {
    let keys = taken.seal.iter().flat_map(|seal| seal.handed_over);
    let keys = keys.flatten();
    keys.map(|id| signed(connection, roster, id, Chunk::Shown))
        .collect()
}

fn parts(roster: &Roster, closing: &ClosingRecord) -> Vec<Value> {
    let parts = closing.closing.parts.iter();
    let told = parts.map(|(part, root)| {
        json!({ "id": part.to_string(), "place": roster.scope_name(*part), "root": to_hex(root) })
    });
    told.collect()
}

/// Whether a record's chunk stands in the certificate: that of an opening holds who votes, and with how large a home.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chunk {
    Shown,
    Kept,
}

fn signed(
    connection: &Connection,
    roster: &Roster,
    id: RecordId,
    chunk: Chunk,
) -> Result<Value, StoreError> {
    let internal = || StoreError::Internal("certificate".to_owned());
    let row = record::by_id(connection, id)?.ok_or_else(internal)?;
    let parts = record::parts(connection, row.num)?;
    let keys = known_keys(roster, row.header.device).ok_or_else(internal)?;
    let shown = parts.chunk.filter(|_| chunk == Chunk::Shown);
    Ok(json!({
        "header": to_hex(&parts.header), "signature": to_hex(&parts.signature),
        "key": to_hex(&keys.signing), "chunk": shown.map(|bytes| to_hex(&bytes)),
    }))
}
