//! Exchange: bundles, meetings, syncs, and the findings of a check.

use linli_core::domain::{ChainId, MemberId, RecordId, ThingKind, Timestamp};
use linli_core::screens::SharedText;
use linli_core::workspace::{
    DigestView, ForkView, GapView, MeetingReport, PhotoView, Received, ScopeDigest, ShareView,
    SyncProgress, SyncReport, SyncStatusView, WitnessView,
};

/// The outcome of a received bundle, after settling.
#[uniffi::remote(Record)]
pub struct Received {
    /// New records that count.
    pub accepted: u64,
    /// New records that wait.
    pub pending: u64,
    /// New records that do not count, though perhaps honest: contested, or set aside by an officer before they came.
    pub contested: u64,
    /// New records for which nobody ever gave their author the right: kept as evidence.
    pub unauthorised: u64,
    /// New records that are ill-formed.
    pub invalid: u64,
    /// Records that were here already.
    pub duplicate: u64,
    /// Records of devices that this store does not know, kept for now.
    pub unverified: u64,
    /// Records refused and not stored: a size, hash or signature is wrong.
    pub refused: u64,
}

/// The outcome of a meeting.
#[uniffi::remote(Record)]
pub struct MeetingReport {
    /// The records that came.
    pub received: Received,
    /// Records handed over.
    pub given: u64,
    /// The reason why the other had nothing for us: a code, `device_unknown` above all.
    pub refused: Option<String>,
}

/// Digests by scope (docs/spec/sync.md 6).
#[uniffi::remote(Record)]
pub struct DigestView {
    /// Records stored.
    pub records: u64,
    /// By scope name, in order; only scopes that this store holds whole.
    pub scopes: Vec<ScopeDigest>,
}

/// The digests of one scope.
#[uniffi::remote(Record)]
pub struct ScopeDigest {
    /// `community`, or the compound's, building's or stairwell's name.
    pub scope: String,
    /// Hex of the records digest.
    pub records: String,
    /// Hex of the state digest.
    pub state: String,
}

/// The outcome of a sync, in records and bytes.
#[uniffi::remote(Record)]
pub struct SyncReport {
    /// Records the hub has acknowledged.
    pub sent: u64,
    /// Records that were new here.
    pub received: u64,
    /// Records that the hub did not take; they stay here and are sent again.
    pub not_taken: u64,
    /// Requests made.
    pub requests: u64,
    /// Bytes of their bodies.
    pub bytes_up: u64,
    /// Bytes of the answers' bodies.
    pub bytes_down: u64,
    /// Whether all that the hub has for this member is here, counted.
    pub complete: bool,
    /// The hub was restored and hands out nothing until an office has synced.
    pub recovering: bool,
    /// Records dropped here because this member reads them no more and the hub's backup has them.
    pub purged: u64,
}

/// The progress of a sync. Photos are counted apart.
#[uniffi::remote(Record)]
pub struct SyncProgress {
    /// Records the hub has acknowledged.
    pub sent: u64,
    /// Records that came.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answers' bodies.
    pub bytes_down: u64,
}

/// The state of this store towards its hub, and what is wrong with what it holds.
#[uniffi::remote(Record)]
pub struct SyncStatusView {
    /// The hub's address, if the community has one.
    pub hub: Option<String>,
    /// The time at which a sync last ended well.
    pub last: Option<Timestamp>,
    /// Whether everything that the hub had for this member was counted and is here.
    pub complete: bool,
    /// Records of this device that the hub is not known to have.
    pub only_here: u64,
    /// The time at which the oldest of them was written.
    pub since: Option<Timestamp>,
    /// So many seconds this device's clock was ahead of the hub's (behind, if negative) at the last sync; 0 within an hour.
    /// What it wrote meanwhile is marked `ahead`, for everybody.
    pub clock_off: i32,
    /// Whether the hub's backups are verified: without, nothing is ever dropped here.
    pub backed_up: bool,
    /// Chains of which a part is missing: somebody has it and has not handed it over.
    pub gaps: Vec<GapView>,
    /// Chains with two records at one place: a copied phone, or a forger.
    pub forks: Vec<ForkView>,
}

/// A chain of which a part is missing.
#[uniffi::remote(Record)]
pub struct GapView {
    /// The chain.
    pub chain: ChainId,
    /// Its owner.
    pub by: Option<MemberId>,
    /// The first seq that is missing.
    pub missing: u64,
    /// Records that wait for it.
    pub waiting: u64,
}

/// A chain with two records at one place.
#[uniffi::remote(Record)]
pub struct ForkView {
    /// The chain.
    pub chain: ChainId,
    /// Its owner.
    pub by: Option<MemberId>,
    /// The lowest seq that stands twice.
    pub seq: u64,
}

/// The time at which the hub first saw a ballot.
#[uniffi::remote(Record)]
pub struct WitnessView {
    /// The ballot.
    pub ballot: RecordId,
    /// By the hub's clock; it was there by then.
    pub at: Timestamp,
}

/// The findings of a check of every signature, chain, hash and list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerifyReport {
    /// Records looked at.
    pub records: u64,
    /// The faults; empty if all is well.
    pub failures: Vec<VerifyFailure>,
}

impl From<linli_core::workspace::VerifyReport> for VerifyReport {
    fn from(report: linli_core::workspace::VerifyReport) -> Self {
        let failures = report.failures.into_iter().map(|failure| VerifyFailure {
            record: failure.record,
            code: failure.code.to_owned(),
        });
        Self {
            records: report.records,
            failures: failures.collect(),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerifyFailure {
    /// Which record, if it is about one.
    pub record: Option<RecordId>,
    /// A stable code.
    pub code: String,
}

/// What another app is given of a notice, a vote or a hazard, or of one of its pictures.
#[uniffi::remote(Record)]
pub struct SharedText {
    /// Its first line, masked.
    pub title: String,
    /// All of it, masked; once it was shared, with the line that says by whose phone. Of a picture that line alone.
    pub text: String,
    /// Its number in this store's list of what was shared; none of a preview.
    pub number: Option<u64>,
    /// Its pictures that may be shared too, in the order in which they were taken; none of a vote.
    pub photos: Vec<PhotoView>,
}

/// Something that was shared from this phone.
#[uniffi::remote(Record)]
pub struct ShareView {
    /// Its number, from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Its kind.
    pub kind: ThingKind,
    /// The id of the matter, vote or hazard; of a picture the record.
    pub thing: String,
    /// The first line as it was given, masked.
    pub title: String,
}
