// Against the real hub: the field day with all four people, syncs on a bad line, and syncs that are called off.

import FieldDay
import Foundation
import Testing

@testable import Linli

@Suite(.serialized, .enabled(if: hubProgram != nil, "LINLI_HUB says where linli-hub is"), .timeLimit(.minutes(5)))
struct WithTheHub {
    let scratch: Scratch
    let hub: PracticeHub

    init() throws {
        scratch = try Scratch()
        hub = try PracticeHub(scratch.file("hub"))
    }

    private func claimed() async throws -> Workspace {
        let office = try await scratch.office()
        try await office.claimHub(address: hub.url, pin: hub.pin, token: hub.token)
        return office
    }

    private func work(_ office: Workspace, _ visits: Int) async throws {
        for number in 0..<visits {
            let note = String(repeating: "楼道里堆着纸箱 \(number) ", count: 20)
            try await office.recordVisit(.init(household: "3-1-501", outcome: .home, note: note))
        }
    }

    @Test func theFieldDay() async throws {
        let script = repository.appendingPathComponent("tests/field-day/day.json")
        let board = scratch.file("board")
        try FileManager.default.createDirectory(at: board, withIntermediateDirectories: true)
        try hub.invitation.write(to: board.appendingPathComponent("hub.json"))
        let day = try Script(script)
        let people = ["office"] + day.collectors.map(\.name)
        let done = try await withThrowingTaskGroup(of: Done.self) { group in
            for (number, person) in people.enumerated() {
                let store = scratch.file("person-\(number)")
                group.addTask { try await Day.play(person, script: script, store: store, board: board) }
            }
            return try await group.reduce(into: [String: Done]()) { $0[$1.person] = $1 }
        }
        let office = try #require(done["office"])
        let expected = day.expected
        #expect(office.visits == expected.visits && office.withdrawn == expected.withdrawn)
        #expect(office.topics == expected.topics && office.hazards == expected.hazards)
        for one in done.values {
            #expect(one.failures == 0)
            #expect(one.title == expected.title, "\(one.person)")
            #expect(one.outcome == expected.outcome && one.disputed == expected.disputed, "\(one.person)")
            #expect(!one.digests.isEmpty)
            for (scope, digest) in one.digests {
                for other in done.values {
                    if let his = other.digests[scope] {
                        #expect(his == digest, "\(scope): \(one.person) and \(other.person)")
                    }
                }
            }
        }
        #expect(done.values.allSatisfy { $0.digests[day.shared] != nil })
        #expect(done.count == people.count)
    }

    @Test func aSyncTellsHowFarItIs() async throws {
        let office = try await claimed()
        try await work(office, 50)
        let task = try await office.sync()
        var last: SyncProgress?
        for await progress in task.progress {
            #expect(progress.sent >= last?.sent ?? 0)
            last = progress
        }
        let outcome = try await task.value
        #expect(outcome.records.sent >= 50 && outcome.records.complete)
        #expect(try #require(last).sent == outcome.records.sent)
        #expect(try await task.value == outcome, "as often as it is asked")
        #expect(try task.currentProgress().sent == outcome.records.sent)
        let status = try await office.syncStatus()
        #expect(status.onlyHere == 0 && status.last != nil && status.hub == hub.url)
        try await office.close()
    }

    @Test func onALineThatBreaksEverythingArrivesOnce() async throws {
        let office = try await claimed()
        try await work(office, 30)
        hub.line(is: "garage")
        while true {
            do {
                let records = try await office.sync().value.records
                if records.sent == 0 && records.received == 0 { break }
            } catch {
                guard case .network = error else { throw error }
            }
        }
        #expect(try await office.syncStatus().onlyHere == 0)
        #expect(try await office.verify().failures.isEmpty)
        try await office.close()
    }

    @Test func cancellingTheTaskThatWaitsCallsTheSyncOff() async throws {
        let office = try await claimed()
        _ = try await office.sync().value
        try await work(office, 200)
        hub.line(is: "slow")
        let task = try await office.sync()
        let waiting = Task { try await task.value }
        waiting.cancel()
        await #expect(throws: LinliError.self) { try await waiting.value }
        let error = try await failure { try await task.value }
        guard case .cancelled = error else { throw error }
        #expect(error.code == .syncCancelled && !error.zh.isEmpty && !error.en.isEmpty)
        // Nothing is lost by it: the next one goes on from there.
        hub.line(is: "good")
        _ = try await office.sync().value
        #expect(try await office.syncStatus().onlyHere == 0)
        try await office.close()
    }

    @Test func callingOffEndsTheProgressToo() async throws {
        let office = try await claimed()
        try await work(office, 200)
        hub.line(is: "slow")
        let task = try await office.sync()
        task.cancel()
        task.cancel()
        for await _ in task.progress {}
        #expect(try await failure { try await task.value }.code == .syncCancelled)
        try await office.close()
    }

    @Test func anOwnTransportCarriesTheRequestsAndItsFailureIsNoNetwork() async throws {
        final class Broken: Transport {
            struct Garage: Error {}
            let requests = Locked<[TransportRequest]>([])
            func send(_ request: TransportRequest) throws -> TransportResponse {
                requests.withLock { $0.append(request) }
                throw Garage()
            }
        }
        let office = try await claimed()
        let transport = Broken()
        let error = try await failure { try await office.sync(transport: transport).value }
        guard case .network = error else { throw error }
        #expect(error.code == .hubUnreachable)
        let first = try #require(transport.requests.withLock { $0.first })
        #expect(first.address == hub.url && first.pin == hub.pin && first.method == "POST" && first.path.hasPrefix("/"))
        #expect(!first.body.isEmpty && !first.headerName.isEmpty && !first.headerValue.isEmpty)
        _ = try await office.sync().value
        try await office.close()
    }

    @Test func photosGoAlongIfTheyAreAskedFor() async throws {
        let office = try await claimed()
        let visit = try await office.recordVisit(.init(household: "3-1-501", outcome: .home))
        let picture = try scratch.write("lamp.jpg", String(repeating: "(a picture)", count: 5_000))
        try await office.attachPhoto(.init(entity: visit.rawValue, file: picture, mediaType: "image/jpeg"))
        let outcome = try await office.sync(SyncOptions(photos: .everything)).value
        #expect(outcome.photos?.sent == 1 && outcome.photos?.waiting == 0)
        // The hub has no verified copy elsewhere, so nothing may be dropped here.
        #expect(try await office.freePhotos() == 0)
        try await office.close()
    }
}
