// Two phones that meet.

import Foundation
internal import LinliCore

/// A meeting with another phone under way, over any channel that carries whole pieces of bytes: send what ``outgoing()``
/// gives, hand what comes to ``hear(_:)``, until ``isOver()``.
public final class Meeting: Sendable {
    private let core: LinliCore.Meeting

    init(_ core: LinliCore.Meeting) {
        self.core = core
    }

    /// The next message to send; `nil` if there is none for now.
    public func outgoing() async throws(LinliError) -> Data? {
        try await crossing { try await core.outgoing() }
    }

    /// Takes a message of the other phone in.
    public func hear(_ incoming: Data) async throws(LinliError) {
        try await crossing { try await core.hear(incoming: incoming) }
    }

    /// Whether both have what the other had for them.
    public func isOver() async throws(LinliError) -> Bool {
        try await crossing { try await core.isOver() }
    }

    /// The outcome so far.
    public func report() async throws(LinliError) -> MeetingReport {
        try await crossing { MeetingReport(try await core.report()) }
    }
}
