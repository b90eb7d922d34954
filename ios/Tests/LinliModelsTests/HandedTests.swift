// What other apps hand over.

import Foundation
import Linli
import LinliHandover
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct HandedOver {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// The app's own folder, and what was thrown away.
    @MainActor
    private final class Own: Files {
        let own: URL?

        init(_ own: URL) { self.own = own }

        func give(_: String, _: (URL) throws -> Void) async throws {}
        func take() async -> URL? { nil }
        func picture() async -> URL? { nil }
        func discard(_ picture: URL) async { try? FileManager.default.removeItem(at: picture) }
    }

    private func topic(_ store: Workspace) async throws -> String? {
        let draft = try await store.drafts().first { $0.key == DraftKey(screen: "topic", thing: "") }
        return draft?.fields.first { $0.field == "text" }?.text
    }

    @available(iOS 17, macOS 14, *)
    private func pictures(_ desk: Desk) async throws -> [Data] {
        try await desk.handedPictures().map { try Data(contentsOf: $0.file) }
    }

    @available(iOS 17, macOS 14, *)
    private func picture(_ name: String) throws -> URL {
        let file = scene.file(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data([0xff, 0xd8, 0xff, 0xd9]).write(to: file)
        return file
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatTheExtensionPutAsideBecomesDrafts() async throws {
        let store = try await scene.leader()
        let handover = Handover(scene.file("handover"))
        try handover.put(text: "三楼灯坏了")
        try handover.put(picture: Data([1, 2, 3]))
        try handover.put(picture: Data([4]))
        try handover.put(text: "四楼也坏了")
        let desk = Player(store, scene.clock).desk
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await pictures(desk) == [Data([1, 2, 3]), Data([4])])
        #expect(try await topic(store) == "三楼灯坏了\n四楼也坏了")
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await pictures(desk).count == 2)
        try await desk.dropAsked()
        #expect(try await pictures(desk) == [])
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatCannotBeReadCostsNothingThatCameBefore() async throws {
        let store = try await scene.leader()
        let there = scene.file("handover")
        let handover = Handover(there)
        try handover.put(text: "三楼灯坏了")
        // No file at all where one is to be read.
        let odd = there.appendingPathComponent("000000000002-odd.txt")
        try FileManager.default.createDirectory(at: odd, withIntermediateDirectories: false)
        try handover.put(text: "四楼也坏了")
        let desk = Player(store, scene.clock).desk
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await topic(store) == "三楼灯坏了")
        #expect(desk.notice?.isFailure == true)
        #expect(desk.stack.top == .newTopic())
        try FileManager.default.removeItem(at: odd)
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await topic(store) == "三楼灯坏了\n四楼也坏了")
        #expect(desk.notice == nil)
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatComesAtTheSameTimeLosesNothing() async throws {
        let store = try await scene.leader()
        let handover = Handover(scene.file("handover"))
        try handover.put(text: "三楼灯坏了")
        try handover.put(picture: Data([1, 2, 3]))
        try handover.put(picture: Data([4]))
        let player = Player(store, scene.clock)
        let desk = player.desk
        desk.takeIn(handover, keep: scene.file("kept"))
        desk.takeIn(handover, keep: scene.file("kept"))
        desk.handed("四楼也坏了")
        desk.handed(picture: try picture("one.jpg"))
        desk.handed(picture: try picture("two.jpg"))
        await desk.settle()
        #expect(try await topic(store) == "三楼灯坏了\n四楼也坏了")
        #expect(try await pictures(desk).count == 4)
        desk.tab(.handed)
        #expect(await player.page().transcript.contains("交来 4 张照片"))
        desk.tab(.work)
        #expect(await player.page().transcript.contains("> 收到的照片\n    4"))
        try await player.row("收到的照片")
        try await player.press("记作议题（业主群）")
        #expect(await player.page().transcript.contains("附上收到的 4 张照片"))
        try await player.type("title", "楼道灯")
        try await player.press("保存")
        let kept = try #require(try await store.listTopics().items.first { $0.title == "楼道灯" })
        #expect(try await store.photos(of: kept.topic).count == 4)
        #expect(try await pictures(desk) == [])
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPictureThatCameLaterDoesNotGoWhereAnotherBelongs() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        player.desk.handed(picture: try picture("one.jpg"))
        await player.desk.settle()
        try await player.press("记作议题（业主群）")
        player.desk.handed(picture: try picture("two.jpg"))
        await player.desk.settle()
        try await player.press("记作隐患")
        #expect(await player.page().transcript.contains("保存时会附上收到的照片。"))
        try await player.press("不要了")
        #expect(try await player.desk.handedPictures().map(\.screen) == ["new-topic"])
    }

    private func photos(_ store: Workspace, of title: String) async throws -> Int {
        let topic = try #require(try await store.listTopics().items.first { $0.title == title })
        return try await store.photos(of: topic.topic).count
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPictureThatIsRefusedKeepsNoOtherBackAndGoesToNoOtherTopic() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let broken = scene.file("broken.jpg")
        // Larger than what the library takes.
        #expect(FileManager.default.createFile(atPath: broken.path, contents: nil))
        try FileHandle(forWritingTo: broken).truncate(atOffset: 32 << 20 + 1)
        player.desk.handed(picture: broken)
        player.desk.handed(picture: try picture("good.jpg"))
        await player.desk.settle()
        try await player.press("记作议题（业主群）")
        try await player.type("title", "电梯异响")
        try await player.press("保存")
        #expect(player.desk.notice?.isFailure == true)
        #expect(player.desk.notice?.said.zh.contains("有照片没有附上") == true)
        #expect(try await photos(store, of: "电梯异响") == 1)
        #expect(try await player.desk.handedPictures().map(\.screen) == [""])
    }

    /// What ends an app between two steps.
    private struct Killed: Error {}

    @available(iOS 17, macOS 14, *)
    @Test func aPictureGoesToTheTopicItWasKeptForThoughTheAppWasEndedBetweenTheTwo() async throws {
        let store = try await scene.leader()
        let first = Player(store, scene.clock)
        first.desk.handed(picture: try picture("one.jpg"))
        await first.desk.settle()
        try await first.press("记作议题（业主群）")
        try await first.type("title", "电梯异响")
        await first.desk.settle()
        await #expect(throws: Killed.self) {
            _ = try await first.desk.attachHanded(.newTopic(), "电梯异响") {
                _ = try await store.commitDraft(DraftKey(screen: "topic", thing: ""))
                throw Killed()
            }
        }
        let second = Player(store, scene.clock)
        try await second.desk.begin()
        await second.desk.settle()
        #expect(try await photos(store, of: "电梯异响") == 1)
        #expect(try await second.desk.handedPictures() == [])
    }

    /// Ended once the library had taken a picture, before its file was gone: it lies there still.
    @MainActor
    private final class Halting: Files {
        let own: URL? = nil

        nonisolated init() {}

        func give(_: String, _: (URL) throws -> Void) async throws {}
        func take() async -> URL? { nil }
        func picture() async -> URL? { nil }
        func discard(_ picture: URL) async { await withCheckedContinuation { Self.halted.append($0) } }

        /// Never resumed before the test is over.
        static var halted: [CheckedContinuation<Void, Never>] = []
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPictureIsAttachedOnceThoughTheAppWasEndedBeforeItsFileWasGone() async throws {
        let store = try await scene.leader()
        let first = Player(store, scene.clock, files: Halting())
        let file = try picture("one.jpg")
        first.desk.handed(picture: file)
        await first.desk.settle()
        try await first.press("记作议题（业主群）")
        try await first.type("title", "电梯异响")
        await first.desk.settle()
        let ended = Task {
            try await first.desk.attachHanded(.newTopic(), "电梯异响") {
                _ = try await store.commitDraft(DraftKey(screen: "topic", thing: ""))
                let topic = try await store.listTopics().items.first { $0.title == "电梯异响" }
                return try #require(topic).topic.rawValue
            }
        }
        while Halting.halted.isEmpty { try await Task.sleep(nanoseconds: 10_000_000) }
        let second = Player(store, scene.clock, files: Own(scene.file("nowhere")))
        try await second.desk.begin()
        await second.desk.settle()
        #expect(try await photos(store, of: "电梯异响") == 1)
        #expect(try await second.desk.handedPictures() == [])
        #expect(!FileManager.default.fileExists(atPath: file.path))
        for one in Halting.halted { one.resume() }
        Halting.halted = []
        _ = try await ended.value
    }

    @available(iOS 17, macOS 14, *)
    @Test func aTextThatFitsIntoNoDraftHoldsUpNothing() async throws {
        let store = try await scene.leader()
        let there = scene.file("handover")
        let handover = Handover(there)
        // As an extension of before put it there, which took more.
        try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
        let long = String(repeating: "长", count: 64 * 1024 / 3)
        try Data(long.utf8).write(to: there.appendingPathComponent("000000000001-long.txt"))
        try handover.put(text: "三楼灯坏了")
        let desk = Player(store, scene.clock).desk
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await topic(store) == "三楼灯坏了")
        #expect(desk.notice?.said.zh.contains("太长") == true)
        #expect(try handover.first(beside: [], keep: scene.file("kept")) == nil)
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatADraftHasNoRoomForWaitsAndHoldsUpNothing() async throws {
        let store = try await scene.leader()
        let handover = Handover(scene.file("handover"))
        let most = String(repeating: "长", count: Handover.mostText / 3)
        try handover.put(text: most)
        try handover.put(text: most)
        try handover.put(picture: Data([1, 2, 3]))
        let desk = Player(store, scene.clock).desk
        desk.takeIn(handover, keep: scene.file("kept"))
        await desk.settle()
        #expect(try await topic(store) == most)
        #expect(try await pictures(desk) == [Data([1, 2, 3])])
        #expect(desk.notice?.isFailure == true)
        #expect(try handover.first(beside: [], keep: scene.file("kept"))?.item == .text(most))
    }

    @available(iOS 17, macOS 14, *)
    @Test func anUpdateThatMovesTheAppsFolderLosesNoPicture() async throws {
        let store = try await scene.leader()
        let before = Player(store, scene.clock, files: Own(scene.file("before")))
        before.desk.handed(picture: try picture("before/handed/one.jpg"))
        await before.desk.settle()
        let kept = try #require(try await store.drafts().first { $0.key.thing == "handed" })
        #expect(kept.fields.map(\.text) == ["handed/one.jpg\t"])
        try FileManager.default.moveItem(at: scene.file("before"), to: scene.file("after"))
        let after = Player(store, scene.clock, files: Own(scene.file("after")))
        after.desk.tab(.handed)
        try await after.press("记作隐患")
        try await after.type("kind", "消防")
        try await after.choose("重大")
        try await after.type("text", "楼道里停了电动车")
        try await after.press("保存")
        guard case .hazard(let hazard) = after.desk.stack.top else {
            Issue.record("\(after.desk.stack.top)")
            return
        }
        #expect(try await store.photos(of: DocId(hazard)).count == 1)
        #expect(!FileManager.default.fileExists(atPath: scene.file("after/handed/one.jpg").path))
    }
}
