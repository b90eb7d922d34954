// Pictures that screens show.

import Foundation
import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct ShownPictures {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// Counts what is opened, and how large.
    @MainActor
    private final class Counted: Pictures {
        private let drawn = Drawn()
        private(set) var sides: [Int] = []

        nonisolated init() {}

        func see(
            longest: Int, _ write: @MainActor (URL) async throws -> Void
        ) async throws -> (any SeenPicture)? {
            sides.append(longest)
            return try await drawn.see(longest: longest, write)
        }

        func covered(
            _ covers: [Cover], _ line: String, _ write: @MainActor (URL) async throws -> Void
        ) async throws -> URL? { try await drawn.covered(covers, line, write) }
    }

    private func file(_ name: String, _ text: String = "a picture") throws -> URL {
        let file = scene.file(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    @available(iOS 17, macOS 14, *)
    private func images(_ player: Player) async -> [String] {
        await player.page().blocks.compactMap { block in
            if case .image(let label, _) = block { label } else { nil }
        }
    }

    @available(iOS 17, macOS 14, *)
    @Test func aHazardAndWhatBecomesOfItShowItsPicturesSmallAndEachOpenedOnce() async throws {
        let store = try await scene.leader()
        let pictures = Counted()
        let player = Player(store, scene.clock, pictures: pictures)
        let hazard = try scene.hazard.part()
        player.desk.tab(.hazard(hazard.rawValue))
        #expect(await images(player) == ["照片 1 · 11月22日 07:16"])
        _ = await player.page()
        #expect(pictures.sides == [800])
        for n in 1...7 {
            try await store.attachPhoto(PhotoDraft(entity: hazard.rawValue, file: try file("\(n).jpg")))
        }
        #expect(await images(player).count == 6)
        try await player.press("再看一些")
        #expect(await images(player).count == 8)
        #expect(pictures.sides.count == 8)
        try await player.press("办理情况")
        #expect(await images(player).count == 6)
    }

    @available(iOS 17, macOS 14, *)
    @Test func aTopicAndADoorShowTheirPictures() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let topic = try #require(try await store.listTopics().items.first).topic
        try await store.attachPhoto(PhotoDraft(entity: topic.rawValue, file: try file("topic.jpg")))
        player.desk.tab(.topic(topic.rawValue))
        #expect(await images(player).count == 1)
        let visit = try #require(try await store.door("3-1-201").visits.first).visit
        try await store.attachPhoto(PhotoDraft(entity: visit.rawValue, file: try file("visit.jpg")))
        player.desk.tab(.door("3-1-201"))
        #expect(await images(player).count == 1)
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPictureThatIsNotHereIsSaidNotToBeAndIsFetched() async throws {
        try await scene.leader().close()
        let player = Player(try await scene.open("office"), scene.clock)
        player.desk.tab(.hazard(try scene.hazard.part().rawValue))
        #expect(await images(player).isEmpty)
        #expect(await player.page().transcript.contains("照片 1 · 11月22日 07:16：照片还不在本机。"))
        try await player.press("下次同步时取来")
        #expect(player.desk.notice == nil)
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPictureThatWaitsIsSeenAndOneThatCannotBeOpenedClosesNoScreen() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        let broken = try file("broken.jpg", "")
        for picture in [try file("whole.jpg"), broken] { player.desk.handed(picture: picture) }
        await player.desk.settle()
        #expect(player.desk.stack.top == .handed)
        #expect(await images(player) == ["照片 1"])
        #expect(await player.page().transcript.contains("！照片 2：这台设备打不开这张照片。"))
    }
}
