// Things that several tests need: a key, a folder of their own, an office with a register.

import Foundation
import Testing

@testable import Linli

/// The repository's root: this file lies in `ios/Tests/LinliTests`.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

struct FixedKey: KeySource {
    var bytes = Data(repeating: 7, count: 32)

    func key() throws -> Data { bytes }
}

/// A folder that is gone with the test.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("linli-swift-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func write(_ name: String, _ text: String) throws -> URL {
        let file = file(name)
        try Data(text.utf8).write(to: file)
        return file
    }

    func open(_ name: String, log: (any LogSink)? = nil) async throws -> Workspace {
        try await Workspace.open(file(name), key: FixedKey(), ballastBytes: 0, log: log)
    }

    /// An office with two stairwells and four doors: 3-1-501, 3-1-502, 3-2-501, 3-2-502.
    func office(log: (any LogSink)? = nil) async throws -> Workspace {
        let office = try await open("office", log: log)
        try await found(office)
        return office
    }

    func found(_ office: Workspace) async throws {
        _ = try await office.createCommunity(name: "月亮湾社区", compound: "月亮湾", root: .oneOfOne)
        let register = try write(
            "register.csv",
            "幢,单元,室,户主,电话\n3,1,501,袁某,13800000501\n3,1,502,李某,\n3,2,501,赵某,\n3,2,502,钱某,\n"
        )
        let imported = try await office.importRegister(from: register)
        try #require(imported.imported == 4 && imported.problems.isEmpty)
    }

    /// A building leader of 3-1, or whoever else is said, who has received what the office has.
    func leader(
        of office: Workspace, _ name: String = "leader", as role: Role = .buildingLeader,
        in scope: ScopeName = .stairwell("3-1")
    ) async throws -> (workspace: Workspace, id: Admitted) {
        let leader = try await open(name)
        let invitation = try await office.invite("李阿姨", as: role, in: scope)
        let enrolment = try await leader.join(invitation: invitation)
        let digits = try await leader.answerChallenge(office.challenge(enrolment: enrolment))
        let admitted = try await office.admit(enrolment: enrolment, digits: digits)
        try await hand(from: office, to: leader)
        return (leader, admitted)
    }

    func hand(from one: Workspace, to other: Workspace) async throws {
        try await other.receive(one.bundle(for: other.request()))
    }
}

/// The error of a call that must fail.
func failure(
    _ call: () async throws -> some Any,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> LinliError {
    do {
        _ = try await call()
    } catch let error as LinliError {
        return error
    }
    Issue.record("nothing failed", sourceLocation: sourceLocation)
    throw CancellationError()
}

/// All items of a list.
func all<Item>(_ page: (String?) async throws -> Page<Item>) async throws -> [Item] {
    var (items, next): ([Item], String?) = ([], nil)
    repeat {
        let one = try await page(next)
        items += one.items
        next = one.next
    } while next != nil
    return items
}
