// A sync under way.

import Foundation
internal import LinliCore

extension Workspace {
    /// Starts a sync: through the library's own HTTPS, or the app's transport. It sends what the hub lacks and takes what is
    /// new. Fails with `proxy_malformed`; what goes wrong later is thrown by the task's ``SyncTask/value``.
    ///
    /// - Parameters:
    ///   - options: Which photos go along, a proxy, how often to try again.
    ///   - transport: Carries the requests in place of the library's own HTTPS.
    public func sync(
        _ options: SyncOptions = SyncOptions(),
        transport: (any Transport)? = nil
    ) async throws(LinliError) -> SyncTask {
        let (progress, continuation) = AsyncStream.makeStream(
            of: SyncProgress.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let started = try await crossing {
            try await core.startSync(
                options: options.core,
                listener: Watching { continuation.yield($0) },
                transport: transport.map(Carrying.init)
            )
        }
        return SyncTask(started, progress, continuation)
    }
}

/// A sync under way. It goes on whether somebody waits for it or not, until it is done or called off.
public final class SyncTask: Sendable {
    private let core: LinliCore.SyncTask
    private let ending: Task<Result<SyncOutcome, LinliError>, Never>

    /// Its progress, after each answer of the hub; ends with the sync. For one reader, who gets the newest.
    public let progress: AsyncStream<SyncProgress>

    init(
        _ core: LinliCore.SyncTask,
        _ progress: AsyncStream<SyncProgress>,
        _ continuation: AsyncStream<SyncProgress>.Continuation
    ) {
        self.core = core
        self.progress = progress
        ending = Task {
            defer { continuation.finish() }
            do throws(LinliError) {
                return .success(SyncOutcome(try await crossing { try await core.wait() }))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The outcome, as often as it is asked. Cancelling a task that waits here calls the sync off: what was exchanged
    /// until then is kept, and everybody who waits gets `sync_cancelled`.
    public var value: SyncOutcome {
        get async throws(LinliError) {
            let result = await withTaskCancellationHandler {
                await ending.value
            } onCancel: {
                cancel()
            }
            return try result.get()
        }
    }

    /// Its progress now.
    public func currentProgress() throws(LinliError) -> SyncProgress {
        try crossingNow { SyncProgress(try core.progress()) }
    }

    /// Calls it off: what was exchanged until then is kept. Calling twice does no harm.
    public func cancel() {
        // It only sets a mark and closes the connection; there is nothing that could fail.
        try? core.cancel()
    }
}
