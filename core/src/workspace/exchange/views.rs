//! Views of exchange: owned values, words already resolved to what a person reads.

/// Result of a received bundle, after settling.
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

/// Digests by scope (docs/spec/sync.md 6).
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
