// Screens and commands in memory.

import Foundation
import Linli

/// Screens and commands in memory: for previews, and for tests of an app's models that need no disk. What a person does at a
/// door, with a draft, a vote or a sync shows on the screens afterwards; everything else is noted in ``done``, and its answer is a
/// sample. No rule of the standard is judged here: what may be done, and what follows, only the library knows.
public final class FakeLinli: Sendable {
    private let state: Locked<State>
    /// Tells the time.
    let clock: @Sendable () -> Date

    struct State {
        var world: FakeWorld
        var done: [String] = []
        var failing: LinliError?
        var made = 0
        var unsent: Set<RecordId> = []
        /// What was committed last, and the world before it.
        var undoable: (committed: Committed, before: FakeWorld)?
        var listeners: [Int: AsyncStream<ChangeSet>.Continuation] = [:]
    }

    /// Shows the world at first.
    public init(_ world: FakeWorld = FakeWorld(), clock: @escaping @Sendable () -> Date = { Samples.now }) {
        state = Locked(State(world: world))
        self.clock = clock
    }

    /// Everything that the screens show now.
    public var world: FakeWorld { state.withLock { $0.world } }

    /// The names of the commands that were given, oldest first.
    public var done: [String] { state.withLock { $0.done } }

    /// Shows another world, and tells it.
    public func show(_ changes: ChangeSet, _ change: (inout FakeWorld) -> Void) {
        state.withLock { change(&$0.world) }
        tell(changes)
    }

    /// Lets the next command fail.
    public func failNext(_ error: LinliError) {
        state.withLock { $0.failing = error }
    }

    /// Every change from now on.
    public func changes() async throws(LinliError) -> AsyncStream<ChangeSet> {
        let (stream, continuation) = AsyncStream.makeStream(of: ChangeSet.self)
        let number = state.withLock { state in
            state.made += 1
            state.listeners[state.made] = continuation
            return state.made
        }
        continuation.onTermination = { [state] _ in
            state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    private func tell(_ changes: ChangeSet) {
        guard !changes.isEmpty else { return }
        for listener in state.withLock({ Array($0.listeners.values) }) {
            listener.yield(changes)
        }
    }

    func read<Answer>(_ read: (FakeWorld) throws(LinliError) -> Answer) throws(LinliError) -> Answer {
        try read(world)
    }

    func isUnsent(_ record: RecordId) -> Bool { state.withLock { $0.unsent.contains(record) } }

    /// Notes a command, lets it fail if it is to, and tells what it changed.
    func command<Answer>(
        _ name: String,
        _ kinds: Change...,
        about: String...,
        work: (inout State) throws(LinliError) -> Answer
    ) throws(LinliError) -> Answer {
        let (result, changes) = state.withLock { state -> (Result<Answer, LinliError>, ChangeSet) in
            state.done.append(name)
            if let failing = state.failing {
                state.failing = nil
                return (.failure(failing), ChangeSet())
            }
            let doors = about.compactMap { state.world.door($0) }.map { state.world.doors[$0] }
            let ids = Set(about).union(doors.map(\.household.rawValue))
            let places = Set(doors.compactMap { $0.place?.id })
            do throws(LinliError) {
                return (.success(try work(&state)), ChangeSet(Set(kinds), places: places, ids: ids))
            } catch {
                return (.failure(error), ChangeSet())
            }
        }
        tell(changes)
        return try result.get()
    }
}

extension FakeLinli.State {
    mutating func nextRecord() -> RecordId {
        made += 1
        let record = RecordId(Self.digits(made, 64))
        unsent.insert(record)
        return record
    }

    mutating func nextDoc() -> DocId {
        made += 1
        return DocId(Self.digits(made, 32))
    }

    private static func digits(_ number: Int, _ length: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: length - digits.count) + digits
    }

    /// One more record that exists only here.
    mutating func owe(_ now: Date) {
        let debt = Debt(records: world.today.debt.records + 1, since: world.today.debt.since ?? now)
        world.today.debt = debt
        world.sync.debt = debt
    }
}

/// The error of an id that nothing has.
func unknown(_ code: ErrorCode, _ field: String) -> LinliError {
    .input(code: code, field: field, texts: Texts(zh: "没有这一项。", en: "There is no such thing."))
}

/// A value behind a lock.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func withLock<Answer>(_ body: (inout Value) -> Answer) -> Answer {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}
