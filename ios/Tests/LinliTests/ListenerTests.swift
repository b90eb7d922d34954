// Listeners: who is told of what, in which order, and until when.

import Foundation
import LinliCore
import Testing

@testable import Linli

@Suite(.timeLimit(.minutes(2))) struct ListenersOfChanges {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func visit(_ office: Linli.Workspace) async throws {
        try await office.recordVisit(.init(household: "3-1-501", outcome: .home))
    }

    @Test func changesAreToldInTheirOrder() async throws {
        let office = try await scratch.office()
        var told = try await office.changes().makeAsyncIterator()
        try await visit(office)
        let visits = try #require(await told.next())
        let door = try await office.door("3-1-501")
        #expect(visits.contains(.visits) && visits.places == Set([door.place?.id].compactMap { $0 }))
        #expect(visits.contains(door.household) && !visits.contains(Linli.HouseholdId(String(repeating: "0", count: 32))))
        try await office.collectTopic(.init(source: .visit, title: "灯", text: "灯不亮", household: "3-1-501"))
        #expect(try #require(await told.next()).contains(.topics))
        try await office.reportHazard(
            .init(place: .stairwell("3-1"), kind: "消防", severity: .high, text: "堵塞")
        )
        #expect(try #require(await told.next()).contains(.hazards))
        try await office.close()
        #expect(await told.next() == nil, "a closed store ends the stream")
    }

    @Test func whatPilesUpComesTogether() async throws {
        let office = try await scratch.office()
        let stream = try await office.changes()
        try await visit(office)
        try await office.collectTopic(.init(source: .visit, title: "灯", text: "灯不亮", household: "3-1-501"))
        // Closing tells what was not told yet, so all of it is in the stream by now.
        try await office.close()
        var sets: [Linli.ChangeSet] = []
        for await set in stream { sets.append(set) }
        #expect(sets.count == 1)
        #expect(sets.first?.kinds.isSuperset(of: [.visits, .topics]) == true)
    }

    @Test func aTallyIsNamed() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        var told = try await leader.changes().makeAsyncIterator()
        let tally = try await leader.openTally(
            .init(
                title: "整治", rule: .stairwell, voters: .scope(.stairwell("3-1")),
                deadline: Date().addingTimeInterval(86_400))
        )
        #expect(try #require(await told.next()).contains(.tally(tally)))
        try await leader.close()
        try await office.close()
    }

    @Test func cancellingEndsTheStreamAndNothingElse() async throws {
        let office = try await scratch.office()
        let first = try await office.changes()
        let second = try await office.changes()
        let listening = Task { () -> Int in
            var count = 0
            for await _ in first { count += 1 }
            return count
        }
        listening.cancel()
        _ = await listening.value
        try await visit(office)
        var told = second.makeAsyncIterator()
        #expect(try #require(await told.next()).contains(.visits))
        try await office.close()
    }

    @Test func observingGivesASnapshotAndThenAFreshOne() async throws {
        let office = try await scratch.office()
        let counts = office.observe(where: { $0.contains(.visits) }, { try await $0.listVisits().items.count })
        var told = counts.makeAsyncIterator()
        #expect(try await told.next() == 0)
        try await visit(office)
        #expect(try await told.next() == 1)
        // Asleep it waits; awake it reads again, and is not told of a failure.
        try await office.suspend()
        try await office.resume()
        try await visit(office)
        var count = try await told.next()
        while count == 1 { count = try await told.next() }
        #expect(count == 2)
        try await office.close()
        while let last = try await told.next() { #expect(last == 2) }
    }

    @Test func observingThrowsWhatTheReaderThrows() async throws {
        let office = try await scratch.office()
        var told = office.observe { try await $0.household("3-1-999") }.makeAsyncIterator()
        let error = try await failure { try await told.next() }
        #expect(error.code == .householdUnknown)
        try await office.close()
    }

    @Test func aListenerThatThrowsHarmsNobody() async throws {
        final class Throwing: LinliCore.ChangeListener {
            struct Anything: Error {}
            let told = Locked(0)
            func changed(changes: LinliCore.ChangeSet) throws {
                told.withLock { $0 += 1 }
                throw Anything()
            }
        }
        let office = try await scratch.office()
        let throwing = Throwing()
        let subscription = try await office.core.subscribe(listener: throwing)
        var told = try await office.changes().makeAsyncIterator()
        for _ in 0..<3 {
            try await visit(office)
            #expect(try #require(await told.next()).contains(.visits))
        }
        try await office.close()
        #expect(throwing.told.withLock { $0 } >= 1)
        try subscription.cancel()
        try subscription.cancel()
    }

    /// The library holds no lock while it lets go of a listener, so one that ends another's subscription is not stuck.
    @Test func aListenerMayEndAnotherSubscriptionAsItGoes() async throws {
        final class Going: LinliCore.ChangeListener {
            let other: LinliCore.Subscription
            init(_ other: LinliCore.Subscription) { self.other = other }
            func changed(changes: LinliCore.ChangeSet) throws {}
            deinit { try? other.cancel() }
        }
        final class Deaf: LinliCore.ChangeListener {
            func changed(changes: LinliCore.ChangeSet) throws {}
        }
        let office = try await scratch.office()
        let other = try await office.core.subscribe(listener: Deaf())
        let subscription = try await office.core.subscribe(listener: Going(other))
        try subscription.cancel()
        try await visit(office)
        try await office.close()
    }

    @Test func aLogThatThrowsIsNoReasonToFail() async throws {
        final class Full: Linli.LogSink {
            struct NoRoom: Error {}
            let lines = Locked<[String]>([])
            func log(_ level: Linli.LogLevel, _ line: String) throws {
                lines.withLock { $0.append("\(level.rawValue) \(line)") }
                throw NoRoom()
            }
        }
        let log = Full()
        let office = try await scratch.office(log: log)
        _ = try await failure { try await office.household("3-1-999") }
        _ = try await failure { try await crossing { try await office.core.probePanic(lane: "read") } }
        #expect(
            log.lines.withLock { $0 } == ["warn household: household_unknown", "error probe_panic: internal"]
        )
        try await office.close()
    }
}
