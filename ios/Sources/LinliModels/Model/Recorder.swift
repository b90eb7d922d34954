// A phone's microphone and speaker.

import Foundation

/// What was recorded.
public struct Recording: Sendable {
    /// A file of the app's own.
    public let file: URL
    /// Milliseconds.
    public let lengthMs: Int

    /// What was recorded into a file.
    public init(file: URL, lengthMs: Int) {
        self.file = file
        self.lengthMs = lengthMs
    }

    /// A minute: well below what the library takes, in every format. A recording ends by itself then.
    public static let longestMs = 60_000
}

/// A phone's microphone and speaker.
@MainActor
public protocol Recorder: Sendable {
    /// The reason why nothing can be recorded here; none if it can.
    var whyNot: AppWord? { get }

    /// Whether it records now.
    var isOn: Bool { get }

    /// Records from now on, into a file of the app's own; gives whether it does.
    func begin() async -> Bool

    /// Ends it; nothing if nothing was heard.
    func end() async -> Recording?

    /// Plays what `write` puts into a file that only the app reads, and removes that; gives whether it could be played here.
    func play(_ write: @MainActor (URL) async throws -> Void) async throws -> Bool

    /// A recording lies sealed in the store, or is not wanted: its file is to go.
    func discard(_ file: URL) async
}

/// There is no microphone.
public struct NoRecorder: Recorder {
    /// Records nothing.
    public nonisolated init() {}

    /// It cannot.
    public var whyNot: AppWord? { .noRecorder }

    /// Never.
    public var isOn: Bool { false }

    /// It does not.
    public func begin() async -> Bool { false }

    /// Nothing.
    public func end() async -> Recording? { nil }

    /// It cannot.
    public func play(_: @MainActor (URL) async throws -> Void) async throws -> Bool { false }

    /// Nothing.
    public func discard(_: URL) async {}
}
