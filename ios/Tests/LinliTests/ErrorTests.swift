// Every kind of error at the moment when it counts: its case, its code, words in both languages, nothing of a resident.

import Foundation
import LinliCore
import Testing

@testable import Linli

private struct LockedPhone: Linli.KeySource {
    struct PhoneIsLocked: Error { let secret = "袁某 13800000501" }

    func key() throws -> Data { throw PhoneIsLocked() }
}

@Suite struct Errors {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sound(_ error: Linli.LinliError) {
        #expect(!error.zh.isEmpty && !error.en.isEmpty, "\(error)")
        #expect(error.zh.unicodeScalars.contains { $0.value > 0x2E80 }, "\(error.zh)")
        #expect([error.zh, error.en].contains(error.errorDescription))
        #expect(error.localizedDescription == error.errorDescription)
        var dumped = ""
        dump(error, to: &dumped)
        for datum in ["3-1-999", "袁某", "13800000501", "PhoneIsLocked"] {
            let said =
                "\(error) \(error.zh) \(error.en) \(error.localizedDescription) \(String(reflecting: error)) \(dumped)"
            #expect(!said.contains(datum))
        }
    }

    @Test func aFullDiskLosesNothingThatWasAcknowledged() async throws {
        let disk = scratch.file("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        // Only root may; the chroot of this repository's tests is root's.
        guard try run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.path) else { return }
        defer { _ = try? run("umount", "--lazy", disk.path) }
        let office = try await scratch.open("disk/office")
        try await scratch.found(office)
        var kept = 0
        var full: Linli.LinliError?
        while full == nil {
            do {
                let note = String(repeating: "满", count: 900)
                try await office.recordVisit(.init(household: "3-1-501", outcome: .home, note: note))
                kept += 1
            } catch {
                full = error
            }
        }
        let error = try #require(full)
        guard case .store = error else { throw error }
        #expect(error.code == .diskFull && kept > 0)
        sound(error)
        #expect(try await all { try await office.listVisits(limit: 200, after: $0) }.count == kept)
        try? await office.close()
    }

    private func run(_ words: String...) throws -> Bool {
        let program = Process()
        program.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        program.arguments = words
        try program.run()
        program.waitUntilExit()
        return program.terminationStatus == 0
    }

    @Test func aWrongKeyLeavesTheStoreAsItIs() async throws {
        let office = try await scratch.office()
        try await office.close()
        let folder = scratch.file("office")
        let wrong = try await failure {
            try await Workspace.open(folder, key: FixedKey(bytes: Data(repeating: 8, count: 32)))
        }
        guard case .store = wrong else { throw wrong }
        #expect(wrong.code == .wrongKey)
        sound(wrong)
        let again = try await scratch.open("office")
        #expect(try await again.identity().registrar)
        try await again.close()
    }

    @Test func aKeyThatIsNoneAndAKeyThatIsNotGiven() async throws {
        let folder = scratch.file("store")
        let short = try await failure { try await Workspace.open(folder, key: FixedKey(bytes: Data([1, 2, 3]))) }
        #expect(short.code == .keyFormat && short.field == "key")
        let locked = try await failure { try await Workspace.open(folder, key: LockedPhone()) }
        #expect(locked.code == .keyUnavailable && locked.field == "key")
        let thrown = try #require(locked.underlyingError as? LockedPhone.PhoneIsLocked)
        #expect(thrown.secret == "袁某 13800000501" && short.underlyingError == nil)
        sound(short)
        sound(locked)
    }

    @Test func oneProcessOpensAStoreOnce() async throws {
        let office = try await scratch.office()
        let twice = try await failure { try await scratch.open("office") }
        guard case .store = twice else { throw twice }
        #expect(twice.code == .storeInUse)
        sound(twice)
        try await office.close()
    }

    @Test func whatIsAskedOfAClosedStore() async throws {
        let office = try await scratch.office()
        try await office.suspend()
        let asleep = try await failure { try await office.listVisits() }
        guard case .store = asleep else { throw asleep }
        #expect(asleep.code == .storeClosed)
        try await office.resume()
        #expect(try await office.listVisits().items.isEmpty)
        try await office.close()
        let closed = try await failure { try await office.recordVisit(.init(household: "3-1-501", outcome: .home)) }
        #expect(closed.code == .storeClosed)
        sound(closed)
    }

    @Test func inputThatIsWrongNamesItsField() async throws {
        let office = try await scratch.office()
        let unknown = try await failure {
            try await office.recordVisit(.init(household: "3-1-999", outcome: .home, met: "袁某"))
        }
        #expect(unknown.code == .householdUnknown && unknown.field == "household")
        sound(unknown)
        for limit in [0, -1, 201, Int.max] {
            let range = try await failure { try await office.listVisits(limit: limit) }
            #expect(range.code == .fieldRange && range.field == "limit")
            sound(range)
        }
        let id = try await failure { try await office.visitHistory(RecordId("袁某")) }
        guard case .input = id else { throw id }
        #expect(id.code == .fieldId && id.field == "record")
        sound(id)
        #expect(try await office.listVisits().items.isEmpty)
        try await office.close()
    }

    @Test func whatCannotBeDoneNow() async throws {
        let nobody = try await scratch.open("nobody")
        let early = try await failure { try await nobody.recordVisit(.init(household: "3-1-501", outcome: .home)) }
        guard case .state = early else { throw early }
        #expect(early.code == .notEnrolled)
        let office = try await scratch.office()
        let twice = try await failure { try await office.createCommunity(name: "又一个") }
        #expect(twice.code == .alreadyJoined)
        let hubless = try await failure { try await office.sync().value }
        guard case .state = hubless else { throw hubless }
        #expect(hubless.code == .hubMissing)
        [early, twice, hubless].forEach(sound)
        try await nobody.close()
        try await office.close()
    }

    @Test func aRevokedDeviceMayNotGoOn() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office)
        try await leader.workspace.recordVisit(.init(household: "3-1-501", outcome: .home))
        try await scratch.hand(from: leader.workspace, to: office)
        try await office.revoke(.device(leader.id.device))
        try await scratch.hand(from: office, to: leader.workspace)
        let refused = try await failure {
            try await leader.workspace.recordVisit(.init(household: "3-1-501", outcome: .home))
        }
        guard case .notAllowed = refused else { throw refused }
        sound(refused)
        #expect(try await leader.workspace.listVisits().items.count == 1)
        try await leader.workspace.close()
        try await office.close()
    }

    @Test func aHubThatIsNotThere() async throws {
        let office = try await scratch.office()
        let pin = String(repeating: "ab", count: 32)
        let away = try await failure {
            try await office.claimHub(
                address: "https://127.0.0.1:1", pin: pin, token: "0000", options: SyncOptions(retries: 0)
            )
        }
        guard case .network = away else { throw away }
        #expect(away.code == .hubUnreachable)
        sound(away)
        let proxy = try await failure { try await office.sync(SyncOptions(proxy: "no proxy at all")) }
        #expect(proxy.code == .proxyMalformed && proxy.field == "proxy")
        try await office.close()
    }

    @Test func aPanicIsAnErrorAndTheWorkspaceGoesOn() async throws {
        let office = try await scratch.office()
        for lane in ["write", "read", "network"] {
            let fault = try await failure { try await crossing { try await office.core.probePanic(lane: lane) } }
            #expect(fault == .fault)
            sound(fault)
            try await office.recordVisit(.init(household: "3-1-501", outcome: .home))
        }
        #expect(throws: Linli.LinliError.fault) { try crossingNow { try office.core.probePanicHere() } }
        #expect(try await office.listVisits().items.count == 3)
        #expect(try await office.verify().failures.isEmpty)
        try await office.close()
    }
}
