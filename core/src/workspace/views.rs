//! What an embedder gets: one view per screen, owned values, words already resolved to what a person reads.

use crate::domain::words::{
    ItemResult, PersonKind, Severity, TopicSource, VisitMode, VisitOutcome,
};
use crate::domain::{
    ChainId, CommunityId, DeviceId, DocId, GridId, HouseholdId, MemberId, PersonId, PlaceId,
    RecordId, RequestId, Role, Timestamp,
};
use crate::roster::Level;

/// A page of a list, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Opaque; `None` at the end.
    pub next: Option<String>,
}

/// A community that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunityCreated {
    /// The community.
    pub community: CommunityId,
    /// The office's first member.
    pub member: MemberId,
    /// This device.
    pub device: DeviceId,
    /// The root keys, to be printed and locked away; kept nowhere else.
    pub recovery: Vec<String>,
}

/// What a joining device shows to the one who invited it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// To be handed over.
    pub enrolment: String,
    /// To be read aloud.
    pub digits: String,
}

/// A member and the device admitted for him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

/// Who this store belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityView {
    /// The community, once joined.
    pub community: Option<CommunityId>,
    /// This device.
    pub device: DeviceId,
    /// The member it works for, once admitted.
    pub member: Option<MemberId>,
    /// His roles.
    pub roles: Vec<Role>,
    /// Whether this device is the registrar's.
    pub registrar: bool,
}

/// A visit as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitView {
    /// Its id: that of its first record.
    pub visit: RecordId,
    /// The door.
    pub household: String,
    /// The household's id.
    pub household_id: HouseholdId,
    /// How it ended, after corrections.
    pub outcome: VisitOutcome,
    /// How contact was made.
    pub mode: VisitMode,
    /// The note; `None` if there is none, or its body is not here.
    pub note: Option<String>,
    /// Who was met.
    pub met: Option<String>,
    /// When to come again.
    pub call_back: Option<Timestamp>,
    /// Who made it, if somebody else typed it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// Whether it was corrected.
    pub corrected: bool,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether two corrections contradict each other.
    pub conflicted: bool,
}

/// One version of a visit, first one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitVersion {
    /// Its record.
    pub record: RecordId,
    /// What it says; `None` withdraws.
    pub outcome: Option<VisitOutcome>,
    /// The note.
    pub note: Option<String>,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
}

/// A household on the round's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundStop {
    /// Its id.
    pub household: HouseholdId,
    /// The door.
    pub door: String,
    /// The floor, if known.
    pub floor: Option<i32>,
    /// When it was last visited, and how that ended.
    pub last_visit: Option<(Timestamp, VisitOutcome)>,
    /// When somebody wanted to come again.
    pub call_back: Option<Timestamp>,
}

/// A person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub person: PersonId,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// Fields and values; several values are a conflict.
    pub fields: Vec<FieldView>,
}

/// A field with all its live values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// One value, or all the concurrent ones.
    pub values: Vec<ValueView>,
}

/// A value, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueView {
    /// The text; `None` if its body is not here.
    pub value: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
}

/// The household's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdView {
    /// Its id.
    pub household: HouseholdId,
    /// The door.
    pub door: String,
    /// The floor.
    pub floor: Option<i32>,
    /// Its own fields (area, note, the office's columns).
    pub fields: Vec<FieldView>,
    /// Who lives there or owns it.
    pub people: Vec<PersonView>,
    /// The last visits.
    pub visits: Vec<VisitView>,
}

/// A topic as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicView {
    /// Its id.
    pub topic: DocId,
    /// Where it came from.
    pub source: TopicSource,
    /// The door, if it came from one that this store knows.
    pub household: Option<String>,
    /// In a few words.
    pub title: Option<String>,
    /// In full.
    pub text: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who collected it.
    pub by: MemberId,
    /// Where it lies.
    pub scope: String,
    /// Whether its collector withdrew it.
    pub withdrawn: bool,
}

/// An agenda with all its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaView {
    /// Its id.
    pub agenda: DocId,
    /// Where it lies.
    pub scope: String,
    /// Fields in order of name; `text` is the merged text.
    pub fields: Vec<FieldView>,
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    pub contested: bool,
}

/// A contradiction that the role that owns it must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictView {
    /// The document.
    pub document: DocId,
    /// Its kind (`agenda`, `register`, …).
    pub kind: &'static str,
    /// Which field. In a register, `<household or person id>/<field>`; elsewhere the field's or item's name.
    pub field: String,
    /// What a person calls it (`3-1-501 phone`).
    pub title: String,
    /// The values.
    pub values: Vec<ValueView>,
    /// Who decides.
    pub owner: Role,
}

/// An open tally in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallySummary {
    /// Its id.
    pub tally: DocId,
    /// What is voted on.
    pub title: Option<String>,
    /// The rule.
    pub rule: String,
    /// When ballots must be in.
    pub deadline: Timestamp,
    /// How many voters.
    pub voters: u32,
}

/// A tally: the file that anybody can recount, and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyView {
    /// The recount.md file.
    pub input: serde_json::Value,
    /// Its answer; `None` in a store that lacks a part of the tally.
    pub answer: Option<serde_json::Value>,
}

/// A collector's return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnView {
    /// The whole return as text.
    pub text: String,
    /// Its spoken form: 26 characters of base 32.
    pub spoken: String,
}

/// An inspection round as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundView {
    /// Its id.
    pub round: DocId,
    /// Where.
    pub place: String,
    /// The template.
    pub template: String,
    /// The period.
    pub period: String,
    /// Items with every live result.
    pub items: Vec<RoundItem>,
}

/// An item of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundItem {
    /// Its name.
    pub item: String,
    /// Live entries: one, or all the contradicting ones.
    pub entries: Vec<LogView>,
}

/// A log entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogView {
    /// Its record.
    pub entry: RecordId,
    /// What was found.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
}

/// A hazard as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardView {
    /// Its id.
    pub hazard: DocId,
    /// Where.
    pub place: String,
    /// What kind.
    pub kind: String,
    /// How severe.
    pub severity: Severity,
    /// In words.
    pub text: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who found it.
    pub by: MemberId,
    /// Whether its finder withdrew it.
    pub withdrawn: bool,
}

/// The number that another system gives a thing; several values are a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalIdView {
    /// Which system.
    pub system: String,
    /// The numbers; `None` where the body is not here.
    pub values: Vec<Option<String>>,
}

/// A contested record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestedView {
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: &'static str,
    /// Its chain and its place there.
    pub chain: ChainId,
    /// From 1.
    pub seq: u64,
    /// Who wrote it.
    pub by: Option<MemberId>,
    /// Why it is contested.
    pub why: &'static str,
}

/// What an officer asks of the registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its id.
    pub request: RequestId,
    /// Who asks.
    pub by: Option<MemberId>,
    /// Who agrees, himself included.
    pub agreed: Vec<MemberId>,
    /// `admit`, `revoke` or `other`.
    pub asks: &'static str,
    /// About whom: a member, or the device's member.
    pub member: Option<MemberId>,
    /// About which device, if it is about one.
    pub device: Option<DeviceId>,
    /// Whether it holds already: two officers signed a revocation.
    pub holds: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `household`, `person`, `topic`, `hazard`, `agenda` or `tally`.
    pub kind: &'static str,
    /// The id of that thing.
    pub id: String,
    /// What to show.
    pub title: String,
    /// The words that matched.
    pub matched: String,
}

/// What came of a received bundle, after settling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// New records that count.
    pub accepted: u64,
    /// New records that wait.
    pub pending: u64,
    /// New records that are contested.
    pub contested: u64,
    /// New records that are ill-formed.
    pub invalid: u64,
    /// Records that were here already.
    pub duplicate: u64,
    /// Records of devices that this store does not know, kept for now.
    pub unverified: u64,
    /// Records refused and not stored: a size, hash or signature is wrong.
    pub refused: u64,
}

/// A bundle that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// Records in it.
    pub records: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Digests by scope, as records-and-sync.md defines them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestView {
    /// Records stored.
    pub records: u64,
    /// By scope name, in order; only scopes that this store holds whole.
    pub scopes: Vec<ScopeDigest>,
}

/// The digests of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeDigest {
    /// `community`, or the compound's, building's or stairwell's name.
    pub scope: String,
    /// Hex of the records digest.
    pub records: String,
    /// Hex of the state digest.
    pub state: String,
}

/// A place of the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceView {
    /// Its id.
    pub place: PlaceId,
    /// Its canonical scope name.
    pub name: String,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

/// A grid of the community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridView {
    /// Its id.
    pub grid: GridId,
    /// Its name.
    pub name: String,
    /// Its stairwells, by canonical name.
    pub stairwells: Vec<String>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOutcome {
    /// Households added or changed.
    pub imported: u64,
    /// Households that were the same already.
    pub unchanged: u64,
    /// Cells that changed both in the file and in the store since the export.
    pub conflicts: Vec<ImportConflict>,
    /// To take it back as one; `None` if nothing was written.
    pub undo: Option<Vec<RecordId>>,
}

/// A cell that changed on both sides; both values are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportConflict {
    /// The door.
    pub household: String,
    /// The field.
    pub field: String,
    /// The row in the file.
    pub row: u32,
}
