// With the hub, and from phone to phone.

import Foundation
internal import LinliCore

extension Workspace {
    /// On the office's store: makes a hub this community's. Its address and pin enter the roster.
    @discardableResult
    public func claimHub(
        address: String, pin: String, token: String, options: SyncOptions = SyncOptions(),
        transport: (any Transport)? = nil
    ) async throws(LinliError) -> Int {
        try await crossing {
            Int(
                try await core.claimHub(
                    address: address, pin: pin, token: token, options: options.core,
                    transport: transport.map(Carrying.init)))
        }
    }

    /// The state of this store towards its hub: records that are only here, the last good sync, gaps.
    public func syncStatus() async throws(LinliError) -> SyncStatusView {
        try await crossing { SyncStatusView(try await core.syncStatus()) }
    }

    /// A signed list of what this store has: to be shown to whoever may have more.
    public func request() async throws(LinliError) -> String {
        try await crossing { try await core.request() }
    }

    /// Everything that a request lacks and its device may read, sealed to it: for any messenger.
    public func bundle(for request: String) async throws(LinliError) -> Data {
        try await crossing { try await core.bundle(request: request) }
    }

    /// Takes a bundle in.
    @discardableResult
    public func receive(_ bundle: Data) async throws(LinliError) -> Received {
        try await crossing { Received(try await core.receive(bundle: bundle)) }
    }

    /// Begins a meeting with another phone.
    public func meet() async throws(LinliError) -> Meeting {
        try await crossing { Meeting(try await core.meet()) }
    }

    /// Digests by scope: stores that hold the same have the same.
    public func digest() async throws(LinliError) -> DigestView {
        try await crossing { DigestView(try await core.digest()) }
    }

    /// Checks every signature, chain, hash and list of this store.
    public func verify() async throws(LinliError) -> VerifyReport {
        try await crossing { VerifyReport(try await core.verify()) }
    }

    /// Checks every record of a bundle against the community's roster, without taking it in.
    public func verifyBundle(_ bundle: Data) async throws(LinliError) -> VerifyReport {
        try await crossing { VerifyReport(try await core.verifyBundle(bundle: bundle)) }
    }

    /// Signed statements of the hub: the time at which it first saw each ballot of a tally.
    public func witnesses(of tally: DocId) async throws(LinliError) -> [WitnessView] {
        try await crossing { try await core.witnesses(tally: tally.rawValue).map(WitnessView.init) }
    }

    /// What ``share(_:in:)`` would give, without its last line: nothing is kept of that.
    public func previewShare(_ thing: String, in language: Language) async throws(LinliError) -> SharedText {
        try await crossing { SharedText(try await core.previewShare(thing: thing, language: language.core)) }
    }

    /// A notice, a vote or a hazard in a few lines for another app: names, doors and numbers masked, with a last line that says
    /// whose phone gave it and when. That it was given is kept in this store (``shares()``).
    public func share(_ thing: String, in language: Language) async throws(LinliError) -> SharedText {
        try await crossing { SharedText(try await core.share(thing: thing, language: language.core)) }
    }

    /// A picture of a hazard or a notice for another app: as `text` the line that is to stand on the picture that is handed over.
    /// What a person covers in it, and what a camera noted in the file, must be gone from that. That it was given is kept in this
    /// store (``shares()``).
    public func sharePhoto(_ photo: RecordId, in language: Language) async throws(LinliError) -> SharedText {
        try await crossing { SharedText(try await core.sharePhoto(photo: photo.rawValue, language: language.core)) }
    }

    /// What was shared from this phone, newest first, 500 at most.
    public func shares() async throws(LinliError) -> [ShareView] {
        try await crossing { try await core.shares().map(ShareView.init) }
    }
}
