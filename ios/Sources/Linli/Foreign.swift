// Code that an app hands in. All of it is called on threads of the library and may throw: that is an error of the call, never a
// crash. What was thrown stays in the app; of a key source or keeper it is the underlying error.

import Foundation
internal import LinliCore

/// Gives the database's key, unwrapped by the platform's key store: 32 random bytes, the same for ever.
public protocol KeySource: Sendable {
    /// The key. Called once, while the store is opened; may block while the user unlocks the phone. Whatever it throws
    /// becomes `key_unavailable`, with that as its ``LinliError/underlyingError``.
    func key() throws -> Data
}

/// Keeps a database's key, wrapped by the platform's key store.
public protocol KeyKeeper: Sendable {
    /// Keeps 32 bytes, durably, before it returns. If it throws, nothing is restored, and that is the
    /// ``LinliError/underlyingError``.
    func keep(_ key: Data) throws
}

/// Takes lines of the log: names of operations and codes, never a resident's data.
public protocol LogSink: Sendable {
    /// One line.
    func log(_ level: LogLevel, _ line: String) throws
}

/// Carries requests to the hub in place of the library's own HTTPS: through a background session of the system, a company's
/// proxy, a cable.
public protocol Transport: Sendable {
    /// Sends one request. Blocks until the answer is there; whatever it throws counts as no network.
    func send(_ request: TransportRequest) throws -> TransportResponse
}

/// A request for an own transport to send.
public struct TransportRequest: Sendable, Hashable {
    /// The hub's address, as `https://host:port`.
    public let address: String
    /// The hash of the hub's key, 64 hexadecimal digits. The answer's signature is checked in any case.
    public let pin: String
    /// `POST`, `GET` or `PUT`.
    public let method: String
    /// The path that follows the address.
    public let path: String
    /// The one header that matters: its name.
    public let headerName: String
    /// And its value.
    public let headerValue: String
    /// The body.
    public let body: Data

    init(_ core: LinliCore.TransportRequest) {
        address = core.address
        pin = core.pin
        method = core.method
        path = core.path
        headerName = core.headerName
        headerValue = core.headerValue
        body = core.body
    }
}

/// The answer that came back.
public struct TransportResponse: Sendable, Hashable {
    /// HTTP's number.
    public var status: Int
    /// Seconds of `Retry-After`, if it said so.
    public var retryAfter: Int?
    /// The body.
    public var body: Data

    /// An answer of the hub, as it came.
    public init(status: Int, retryAfter: Int? = nil, body: Data) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }

    var core: LinliCore.TransportResponse {
        LinliCore.TransportResponse(
            status: UInt16(clamping: status),
            retryAfter: retryAfter.map { UInt32(clamping: $0) },
            body: body
        )
    }
}

/// Runs the app's own code. Its error's text could hold anything, so it does not cross: it waits in `thrown`.
private func asking<Answer>(_ thrown: Thrown? = nil, _ app: () throws -> Answer) throws -> Answer {
    do {
        return try app()
    } catch {
        thrown?.withLock { $0 = error }
        throw LinliCore.CallbackError.Failed(reason: "thrown by the app")
    }
}

final class Unlocking: LinliCore.KeySource {
    private let source: any KeySource
    private let thrown: Thrown

    init(_ source: any KeySource, _ thrown: Thrown) {
        self.source = source
        self.thrown = thrown
    }

    func key() throws -> Data { try asking(thrown) { try source.key() } }
}

final class Keeping: LinliCore.KeyKeeper {
    private let keeper: any KeyKeeper
    private let thrown: Thrown

    init(_ keeper: any KeyKeeper, _ thrown: Thrown) {
        self.keeper = keeper
        self.thrown = thrown
    }

    func keep(key: Data) throws { try asking(thrown) { try keeper.keep(key) } }
}

final class Logging: LinliCore.LogSink {
    private let sink: any LogSink

    init(_ sink: any LogSink) {
        self.sink = sink
    }

    func log(level: LinliCore.LogLevel, line: String) throws { try asking { try sink.log(LogLevel(level), line) } }
}

final class Carrying: LinliCore.Transport {
    private let transport: any Transport

    init(_ transport: any Transport) {
        self.transport = transport
    }

    func send(request: LinliCore.TransportRequest) throws -> LinliCore.TransportResponse {
        try asking { try transport.send(TransportRequest(request)).core }
    }
}

final class Watching: LinliCore.SyncListener {
    private let progress: @Sendable (SyncProgress) -> Void

    init(_ progress: @escaping @Sendable (SyncProgress) -> Void) {
        self.progress = progress
    }

    func progressed(progress: LinliCore.SyncProgress) throws { self.progress(SyncProgress(progress)) }
}
