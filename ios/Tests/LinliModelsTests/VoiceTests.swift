// What is said at a door instead of typed.

import Foundation
import Linli
import Testing

@testable import LinliModels

/// Hears the same words each time.
@MainActor
private final class Heard: Recorder {
    let file: URL
    var isOn = false
    var played: [Data] = []

    static let sound = Data("OggS".utf8) + Data(repeating: 7, count: 5_000)

    init(_ file: URL) {
        self.file = file
    }

    var whyNot: AppWord? { nil }

    func begin() async -> Bool {
        isOn = true
        return true
    }

    func end() async -> Recording? {
        isOn = false
        try? Self.sound.write(to: file)
        return Recording(file: file, lengthMs: 4_200)
    }

    func play(_ write: @MainActor (URL) async throws -> Void) async throws -> Bool {
        let heard = file.appendingPathExtension("heard")
        try await write(heard)
        played.append(try Data(contentsOf: heard))
        try FileManager.default.removeItem(at: heard)
        return true
    }

    func discard(_ file: URL) async { try? FileManager.default.removeItem(at: file) }
}

@Suite(.timeLimit(.minutes(5))) @MainActor struct Voices {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    @Test func aVoiceNoteIsThereAgainAndGoesWithItsVisit() async throws {
        let file = scene.file("said.ogg")
        let store = try await scene.leader()
        let first = Player(store, scene.clock, recorder: Heard(file))
        first.desk.open(.visit("3-1-603"))
        try await first.choose("在家")
        try await first.press("录音（可用方言）")
        #expect(await first.page().transcript.contains("正在录音"))
        try await first.press("停")
        let recorder = Heard(file)
        let again = Player(store, scene.clock, recorder: recorder)
        try await again.desk.begin()
        #expect(await again.page().transcript.contains("录音：4 秒"))
        try await again.press("听")
        try await again.press("保存")
        #expect(!FileManager.default.fileExists(atPath: file.path) && again.desk.notice?.undo == nil)
        let visit = try #require(try await store.door("3-1-603").visits.first).visit
        let kept = try #require(try await store.photos(of: visit).first)
        #expect(kept.lengthMs == 4_200 && kept.mediaType == "audio/ogg")
        again.desk.tab(.visited(household: "3-1-603", visit: visit.rawValue))
        try await again.press("听")
        #expect(recorder.played == [Heard.sound, Heard.sound])
        #expect(try await store.drafts().allSatisfy { $0.key.screen != "voice" })
    }

    @MainActor
    private struct Own: Files {
        let own: URL?

        func give(_: String, _: (URL) throws -> Void) async throws {}
        func take() async -> URL? { nil }
        func picture() async -> URL? { nil }
    }

    @available(iOS 17, macOS 14, *)
    @Test func anUpdateThatMovesTheAppsFolderLosesNoRecording() async throws {
        let (before, after) = (scene.file("before"), scene.file("after"))
        try FileManager.default.createDirectory(at: before, withIntermediateDirectories: false)
        let store = try await scene.leader()
        let first = Player(
            store, scene.clock, files: Own(own: before), recorder: Heard(before.appendingPathComponent("said.ogg")))
        first.desk.open(.visit("3-1-603"))
        try await first.press("录音（可用方言）")
        try await first.press("停")
        try FileManager.default.moveItem(at: before, to: after)
        let recorder = Heard(after.appendingPathComponent("said.ogg"))
        let again = Player(store, scene.clock, files: Own(own: after), recorder: recorder)
        again.desk.open(.visit("3-1-603"))
        try await again.press("听")
        #expect(recorder.played == [Heard.sound])
    }

    @available(iOS 17, macOS 14, *)
    @Test func aRecordingIsDeletedAndWithoutAMicrophoneTheButtonSaysSo() async throws {
        let file = scene.file("said.ogg")
        let store = try await scene.leader()
        let player = Player(store, scene.clock, recorder: Heard(file))
        player.desk.open(.visit("3-1-603"))
        try await player.press("录音（可用方言）")
        try await player.press("停")
        try await player.press("删除录音")
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let without = Player(store, scene.clock)
        without.desk.open(.visit("3-1-603"))
        #expect(await without.page().transcript.contains("[录音（可用方言）] ✕ 这台设备不能录音"))
    }
}
