// Many at once, some of whom stop waiting. Also run under the thread sanitizer.

import Foundation
import Testing

@testable import Linli

@Suite(.serialized, .timeLimit(.minutes(5))) struct Concurrency {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func notes(_ workspace: Workspace) async throws -> Set<String> {
        Set(try await all { try await workspace.listVisits(limit: 200, after: $0) }.compactMap(\.note))
    }

    @Test func twentyCallersSomeOfWhomAreCancelled() async throws {
        let office = try await scratch.office()
        let acknowledged = Locked<Set<String>>([])
        let callers = (0..<20).map { caller in
            Task {
                for round in 0..<12 {
                    let note = "\(caller)/\(round)"
                    try await office.recordVisit(.init(household: "3-1-501", outcome: .home, note: note))
                    // Durable, whether the task is cancelled by now or not.
                    acknowledged.withLock { _ = $0.insert(note) }
                    _ = try await office.listVisits(household: "3-1-501", limit: 5)
                    try Task.checkCancellation()
                }
            }
        }
        for caller in callers.shuffled().prefix(10) {
            await Task.yield()
            caller.cancel()
        }
        var whole = 0
        for caller in callers {
            switch await caller.result {
            case .success: whole += 1
            case .failure(let error): #expect(error is CancellationError)
            }
        }
        #expect(whole >= 10)
        try await office.close()
        let again = try await scratch.open("office")
        let kept = try await notes(again)
        #expect(acknowledged.withLock { $0 } == kept)
        #expect(try await again.verify().failures.isEmpty)
        try await again.close()
    }

    @Test func suspendedInTheMiddleOfWritesNothingAcknowledgedIsLost() async throws {
        let office = try await scratch.office()
        let acknowledged = Locked<Set<String>>([])
        let writers = (0..<6).map { writer in
            Task {
                var round = 0
                while round < 15 {
                    let note = "\(writer)/\(round)"
                    do {
                        try await office.recordVisit(.init(household: "3-2-501", outcome: .home, note: note))
                        acknowledged.withLock { _ = $0.insert(note) }
                        round += 1
                    } catch let error as LinliError where error.code == .storeClosed {
                        await Task.yield()
                    }
                }
            }
        }
        for _ in 0..<8 {
            try await office.suspend()
            _ = try await failure { try await office.listVisits() }
            try await office.resume()
            _ = try await office.identity()
        }
        for writer in writers { try await writer.value }
        try await office.close()
        let again = try await scratch.open("office")
        #expect(acknowledged.withLock { $0.count } == 90)
        let kept = try await notes(again)
        #expect(acknowledged.withLock { $0 } == kept)
        try await again.close()
    }

    @Test func closedWhileManyCallEverybodyIsAnswered() async throws {
        let office = try await scratch.office()
        let codes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        while true { _ = try await office.listVisits(limit: 10) }
                    } catch {
                        return (error as? LinliError)?.code.rawValue ?? "\(error)"
                    }
                }
            }
            group.addTask {
                try? await office.close()
                return "store_closed"
            }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(codes == ["store_closed"])
    }

    /// A key source that answers only after the main actor's heart has beaten: a call that blocked the main actor would
    /// never come back.
    @Test @MainActor func theMainActorGoesOnWhileCallsAreAwaited() async throws {
        final class Waiting: KeySource {
            let beats = DispatchSemaphore(value: 0)
            func key() throws -> Data {
                for _ in 0..<10 { beats.wait() }
                return Data(repeating: 7, count: 32)
            }
        }
        let source = Waiting()
        var beats = 0
        let heart = Task { @MainActor in
            while !Task.isCancelled {
                beats += 1
                source.beats.signal()
                try? await Task.sleep(nanoseconds: 1_000_000)
            }
        }
        let office = try await Workspace.open(scratch.file("office"), key: source, ballastBytes: 0)
        try await scratch.found(office)
        let rows = (1...2000).map { "5,\(1 + $0 / 500),\($0),户\($0)" }
        let register = try scratch.write("many.csv", "幢,单元,室,户主\n" + rows.joined(separator: "\n"))
        for heavy in [
            { try await office.importRegister(from: register).imported },
            { try await office.verify().records },
            { try await office.search("户1", limit: 200).count },
        ] as [@Sendable () async throws -> Int] {
            let before = beats
            #expect(try await heavy() > 0)
            // Waits for one more beat, so that a call that came back at once is none the worse.
            while beats == before { await Task.yield() }
        }
        heart.cancel()
        try await office.close()
    }
}

/// Leftovers of a workspace; alone in their process for their numbers' sake.
@Suite(.serialized, .timeLimit(.minutes(5))) struct Leftovers {
    private func status(_ field: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\(field):") })
        return try #require(Int(line.split(whereSeparator: { !$0.isNumber }).first ?? ""))
    }

    @Test func tenThousandSubscriptionsLeaveNothing() async throws {
        let scratch = try Scratch()
        let office = try await scratch.office()
        func cycles(_ number: Int) async throws {
            for _ in 0..<number {
                let stream = try await office.changes()
                _ = stream
            }
        }
        try await cycles(1_000)
        let (threads, memory) = (try status("Threads"), try status("VmRSS"))
        try await cycles(10_000)
        #expect(try status("Threads") <= threads + 4, "the runtime's own pool may still grow by the processors it has")
        #expect(try status("VmRSS") < memory + 8_192, "kB")
        #expect(office.listeners.count == 0)
        var told = try await office.changes().makeAsyncIterator()
        try await office.recordVisit(.init(household: "3-1-501", outcome: .home))
        #expect(try #require(await told.next()).contains(.visits))
        try await office.close()
    }

    @Test func aHundredStoresLeaveNoThreads() async throws {
        let scratch = try Scratch()
        try await scratch.office().close()
        let threads = try status("Threads")
        for _ in 0..<100 {
            let office = try await scratch.open("office")
            _ = try await office.changes()
            try await office.close()
        }
        // The last one's threads end a moment after it is let go of.
        var now = try status("Threads")
        for _ in 0..<200 where now > threads + 4 {
            try await Task.sleep(nanoseconds: 20_000_000)
            now = try status("Threads")
        }
        #expect(now <= threads + 4)
    }
}
