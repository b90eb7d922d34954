// A clock and a seed handed in: the same steps give the same bytes.

import Foundation
import Testing

@testable import Linli

@Suite struct TestClockTests {
    private let scratch: Scratch
    private let morning = Date(timeIntervalSince1970: 1_772_352_000)

    init() throws {
        scratch = try Scratch()
    }

    private func day(_ name: String, seed: Int) async throws -> (times: [Date], ids: String) {
        let folder = scratch.file(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = try TestClock.at(morning)
        let store = try await Workspace.openTesting(
            folder.appendingPathComponent("office"),
            key: FixedKey(),
            clock: clock,
            seed: seed
        )
        _ = try await store.createCommunity(name: "月亮湾社区", compound: "月亮湾", root: .oneOfOne)
        try clock.advance(seconds: 3600)
        try await store.collectTopic(.init(source: .visit, title: "灯", text: "不亮", scope: .community))
        #expect(try clock.now() == morning.addingTimeInterval(3600))
        let topics = try await store.listTopics().items
        let device = try await store.identity().device
        try await store.close()
        return (topics.map(\.at), topics.map(\.topic.rawValue).joined() + device.rawValue)
    }

    @Test func aDayIsPlayedAgainToTheByte() async throws {
        let first = try await day("one", seed: 7)
        #expect(first.times == [morning.addingTimeInterval(3600)])
        let again = try await day("two", seed: 7)
        #expect(again.times == first.times && again.ids == first.ids)
        #expect(try await day("three", seed: 8).ids != first.ids)
    }
}
