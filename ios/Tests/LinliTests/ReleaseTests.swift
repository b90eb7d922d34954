// A store of every release opens and holds what that release wrote: tests/stores/README.md.

import Foundation
import Testing

@testable import Linli

private let stores = repository.appendingPathComponent("tests/stores")

private struct Expected: Decodable {
    let key: String
    let records, households, visits, withdrawn, topics, hazards: Int
    let text: String
    let digests: [String: [String]]
}

@Suite(.timeLimit(.minutes(2))) struct Releases {
    static let all =
        (try? FileManager.default.contentsOfDirectory(atPath: stores.path))?
        .filter { FileManager.default.fileExists(atPath: stores.appendingPathComponent("\($0)/expected.json").path) }
        ?? []

    @Test func thereIsAStoreOfAtLeastOneRelease() {
        #expect(!Self.all.isEmpty)
    }

    @Test(arguments: Releases.all) func aStoreOfEveryReleaseOpens(_ release: String) async throws {
        let scratch = try Scratch()
        let folder = stores.appendingPathComponent(release)
        let file = try Data(contentsOf: folder.appendingPathComponent("expected.json"))
        let expected = try JSONDecoder().decode(Expected.self, from: file)
        let copy = scratch.file("store")
        try FileManager.default.copyItem(at: folder.appendingPathComponent("store"), to: copy)
        let store = try await Workspace.open(copy, key: FixedKey(bytes: bytes(expected.key)), ballastBytes: 0)

        let verified = try await store.verify()
        #expect(verified.failures.isEmpty && verified.records == expected.records)
        #expect(try await store.roundList(.stairwell("3-1")).count == expected.households)
        let visits = try await store.listVisits().items
        #expect(visits.count == expected.visits)
        #expect(visits.filter { $0.standing == .withdrawn }.count == expected.withdrawn)
        #expect(try await store.listTopics().items.count == expected.topics)
        #expect(try await store.listHazards().items.count == expected.hazards)
        let agendas = try await store.listAgendas().items
        let text = try #require(agendas.first?.fields.first { $0.name == "text" })
        #expect(agendas.count == 1 && text.values.map(\.value) == [expected.text])
        let digests = try await store.digest().scopes.map { ($0.scope, [$0.records, $0.state]) }
        #expect(Dictionary(uniqueKeysWithValues: digests) == expected.digests)
        try await store.recordVisit(.init(household: "3-1-101", outcome: .home))
        #expect(try await store.listVisits().items.count == expected.visits + 1)
        try await store.close()
    }

    private func bytes(_ hex: String) -> Data {
        let digits = Array(hex)
        return Data(
            stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        )
    }
}
