// The open store. Operations are in extensions by subject, what changes is told in Workspace+Changes.swift.

import Foundation
internal import LinliCore

/// An open store: one per folder and process. Share it freely between tasks and actors.
///
/// Every operation runs on a thread of the library, so none blocks the caller's actor, the main actor included. An operation
/// that has begun is finished even if the task that waits for it is cancelled: its answer is still given, and what it wrote
/// stays. Only a sync is stopped by cancelling; see ``SyncTask``.
public final class Workspace: Sendable {
    let core: LinliCore.Workspace
    let listeners = Listeners()

    init(_ core: LinliCore.Workspace) {
        self.core = core
    }

    /// Opens the store in a folder, making it if there is none. Fails with `wrong_key`, `foreign_file`, `damaged_file`,
    /// `disk_full`, `read_only_folder`, `newer_schema`, `store_in_use` or `store_missing`; a file is never deleted.
    ///
    /// - Parameters:
    ///   - folder: Where the store lies. Exclude it from the system's backups: a restored copy is a forked chain.
    ///   - key: Gives the database's key; `key_unavailable` if it throws, `key_format` unless it gives 32 bytes.
    ///   - ballastBytes: Bytes kept for the day on which the disk is full: 20 MB on a phone, 0 at a desk.
    ///   - log: Takes the log's lines.
    public static func open(
        _ folder: URL,
        key: any KeySource,
        ballastBytes: Int = 20_971_520,
        log: (any LogSink)? = nil
    ) async throws(LinliError) -> Workspace {
        let options = LinliCore.OpenOptions(folder: folder.path, ballastBytes: UInt64(clamping: ballastBytes))
        let thrown = Thrown(nil)
        return try await crossing(asking: thrown) {
            try await Workspace(
                LinliCore.Workspace.open(options: options, key: Unlocking(key, thrown), log: log.map(Logging.init))
            )
        }
    }

    /// The community, member and device that this store belongs to.
    public func identity() async throws(LinliError) -> IdentityView {
        try await crossing { IdentityView(try await core.identity()) }
    }

    /// Finishes the write under way and closes the file: before the system sends the app to sleep. What needs the file fails
    /// with `store_closed` until ``resume()``; what observes waits.
    public func suspend() async throws(LinliError) {
        try await crossing { try await core.suspend() }
    }

    /// Opens the file again. What observes reads again.
    public func resume() async throws(LinliError) {
        try await crossing { try await core.resume() }
        listeners.wake()
    }

    /// Closes the store for good. Every stream of changes ends once it has told what was not told yet.
    public func close() async throws(LinliError) {
        try await crossing { try await core.shutdown() }
        listeners.end()
    }
}
