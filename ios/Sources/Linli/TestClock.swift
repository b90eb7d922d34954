// A clock and a seed for an embedder's own tests: a day can be played again, and its records are the same to the byte.

import Foundation
internal import LinliCore

/// A clock for tests that stands still until it is moved. Several stores may share one.
public final class TestClock: Sendable {
    let core: LinliCore.TestClock

    init(_ core: LinliCore.TestClock) {
        self.core = core
    }

    /// A clock that stands at a moment.
    public static func at(_ now: Date) throws(LinliError) -> TestClock {
        try crossingNow { TestClock(try LinliCore.TestClock.at(now: now)) }
    }

    /// The moment that it shows.
    public func now() throws(LinliError) -> Date {
        try crossingNow { try core.now() }
    }

    /// Moves it, back too; gives the moment that it shows then. `field_range` if that is more than 200 years at once.
    @discardableResult
    public func advance(seconds: Int) throws(LinliError) -> Date {
        try crossingNow { try core.advance(seconds: Int64(seconds)) }
    }
}

extension Workspace {
    /// The same as ``open(_:key:ballastBytes:log:)``, with a clock of one's own and randomness that follows from a seed, the
    /// name of the folder, and how often the store was opened with it: the system's where one is not given. The same steps
    /// with the same seed in a new folder of the same name give the same bytes. Whoever knows the seed knows every key: only
    /// development builds of the library take one, others fail with `testing_missing`.
    public static func openTesting(
        _ folder: URL,
        key: any KeySource,
        clock: TestClock? = nil,
        seed: Int? = nil,
        ballastBytes: Int = 0,
        log: (any LogSink)? = nil
    ) async throws(LinliError) -> Workspace {
        let options = LinliCore.OpenOptions(folder: folder.path, ballastBytes: UInt64(clamping: ballastBytes))
        let thrown = Thrown(nil)
        return try await crossing(asking: thrown) {
            try await Workspace(
                LinliCore.Workspace.openTesting(
                    options: options,
                    key: Unlocking(key, thrown),
                    clock: clock?.core,
                    seed: seed.map { UInt64(bitPattern: Int64($0)) },
                    log: log.map(Logging.init)
                )
            )
        }
    }
}
