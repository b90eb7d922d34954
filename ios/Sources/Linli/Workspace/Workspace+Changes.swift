// Changes are told in order, and what piles up comes together.

import Foundation
internal import LinliCore

extension Workspace {
    /// Every change from now on, until the task that iterates is cancelled, the stream is let go of, or the store is closed.
    /// Ask for the stream first, then read: what changes in between is told. Changes that nobody has taken yet are united
    /// into one set, so a slow reader is never behind by more than one.
    public func changes() async throws(LinliError) -> AsyncStream<ChangeSet> {
        try await changes(told: .ofChanges)
    }

    /// The answer of `read` now, and that after each change that is `relevant`. The newest value only is kept for a
    /// reader who is slow. While the store is suspended it waits, and reads again when the store is resumed. It ends when the
    /// store is closed or the task that iterates is cancelled, and throws what `read` throws.
    public func observe<Value: Sendable>(
        where relevant: @escaping @Sendable (ChangeSet) -> Bool = { _ in true },
        _ read: @escaping @Sendable (Workspace) async throws -> Value
    ) -> AsyncThrowingStream<Value, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: Value.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let observing = Task {
            do {
                let changes = try await changes(told: .ofWakingToo)
                var stale = try await !give(read, to: continuation)
                for await change in changes where stale || relevant(change) {
                    stale = try await !give(read, to: continuation)
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in observing.cancel() }
        return stream
    }

    /// Whether there was something to give: a suspended store has nothing for now.
    private func give<Value: Sendable>(
        _ read: @Sendable (Workspace) async throws -> Value,
        to continuation: AsyncThrowingStream<Value, any Error>.Continuation
    ) async throws -> Bool {
        do {
            continuation.yield(try await read(self))
            return true
        } catch let error as LinliError where error.code == .storeClosed {
            return false
        }
    }

    private func changes(told: Listeners.Told) async throws(LinliError) -> AsyncStream<ChangeSet> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ChangeSet.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let subscription = try await crossing { try await core.subscribe(listener: Listening(continuation)) }
        let number = listeners.add(continuation, told)
        continuation.onTermination = { [listeners] _ in
            listeners.remove(number)
            try? subscription.cancel()
        }
        return stream
    }
}

/// Hands the library's changes to a stream. Gone when the library lets go of it, and the stream with it.
private final class Listening: LinliCore.ChangeListener {
    private let continuation: AsyncStream<ChangeSet>.Continuation

    init(_ continuation: AsyncStream<ChangeSet>.Continuation) {
        self.continuation = continuation
    }

    func changed(changes: LinliCore.ChangeSet) throws {
        continuation.unite(ChangeSet(changes))
    }

    deinit {
        continuation.finish()
    }
}

extension AsyncStream<ChangeSet>.Continuation {
    /// Puts changes into a stream that buffers one set: what was not taken yet stays in it. Should the reader take the first
    /// in the middle of this he is told of it twice, never not at all.
    func unite(_ changes: ChangeSet) {
        var put = changes
        while case .dropped(let untaken) = yield(put), !untaken.isSubset(of: put) {
            put = put.union(untaken)
        }
    }
}

/// The streams of a workspace, to be woken and ended with it.
final class Listeners: Sendable {
    enum Told: Sendable {
        /// Of changes alone.
        case ofChanges
        /// Also that the store is awake again, as an empty set.
        case ofWakingToo
    }

    private struct State {
        var streams: [Int: (continuation: AsyncStream<ChangeSet>.Continuation, told: Told)] = [:]
        var next = 0
        var ended = false
    }

    private let state = Locked(State())

    func add(_ continuation: AsyncStream<ChangeSet>.Continuation, _ told: Told) -> Int {
        let (number, ended) = state.withLock { state in
            state.next += 1
            if !state.ended {
                state.streams[state.next] = (continuation, told)
            }
            return (state.next, state.ended)
        }
        if ended {
            continuation.finish()
        }
        return number
    }

    /// The number of streams: for tests.
    var count: Int { state.withLock { $0.streams.count } }

    func remove(_ number: Int) {
        state.withLock { state in
            _ = state.streams.removeValue(forKey: number)
        }
    }

    func wake() {
        for stream in state.withLock({ Array($0.streams.values) }) where stream.told == .ofWakingToo {
            stream.continuation.unite(ChangeSet())
        }
    }

    /// No lock is held while the streams end: ending one removes it from here.
    func end() {
        let streams = state.withLock { state in
            state.ended = true
            defer { state.streams = [:] }
            return Array(state.streams.values)
        }
        for stream in streams {
            stream.continuation.finish()
        }
    }
}
