// A call's way into the library, and what several files need for it.

import Foundation
internal import LinliCore

/// Whatever the generated code throws becomes the façade's error: also a panic, which it reports as an error of its own.
func crossing<Answer>(_ call: () async throws -> Answer) async throws(LinliError) -> Answer {
    do {
        return try await call()
    } catch {
        throw LinliError(error)
    }
}

/// The same for what needs no waiting.
func crossingNow<Answer>(_ call: () throws -> Answer) throws(LinliError) -> Answer {
    do {
        return try call()
    } catch {
        throw LinliError(error)
    }
}

/// The same where the app's own code is asked on the way: if it threw, that is the underlying error.
func crossing<Answer>(
    asking app: Thrown,
    _ call: () async throws -> Answer
) async throws(LinliError) -> Answer {
    do {
        return try await crossing(call)
    } catch {
        throw error.because(of: app.withLock { $0 })
    }
}

/// The last error that the app's own code threw while the library asked it.
typealias Thrown = Locked<(any Error)?>

/// A page's request. Out of range is refused by the library, so it must stay out of range.
func rows(_ limit: Int, _ after: String?) -> LinliCore.PageRequest {
    LinliCore.PageRequest(limit: UInt32(clamping: limit), after: after)
}

/// A value behind a lock. The one place where this package vouches for thread safety itself: `Mutex` asks for iOS 18.
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
