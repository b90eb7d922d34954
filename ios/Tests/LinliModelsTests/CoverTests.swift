// Places on pictures that nobody is to see.

import Foundation
import Linli
import Testing

@testable import LinliModels

@Suite struct Covers {
    @Test func aCoverStaysOnThePictureAndCoversEachPixelThatItTouches() {
        let new = Cover.around(500, 500)
        #expect(new == Cover(420, 420, 160, 160))
        #expect(Cover.around(0, 1000) == Cover(0, 840, 160, 160))
        #expect(new.moved(right: 600, down: -20) == Cover(840, 400, 160, 160))
        #expect(new.grown(wider: -500, taller: 900) == Cover(420, 420, 20, 580))
        #expect(new.on(wide: 333, high: 10) == Cover.Box(x: 139, y: 4, beyondX: 194, beyondY: 6))
        #expect(Cover(0, 0, 1000, 1000).on(wide: 7, high: 3) == Cover.Box(x: 0, y: 0, beyondX: 7, beyondY: 3))
    }

    @Test func whatWasWrittenDownIsReadAndNothingElse() {
        let all = [Cover(420, 420, 160, 160), Cover(0, 840, 160, 160)]
        #expect(Cover.read(all.map(\.text).joined(separator: "\n")) == all)
        for odd in ["", "1,2,3", "a,b,c,d", "900,0,160,160", "0,0,19,160", "-1,0,160,160", "1,2,3,4,5"] {
            #expect(Cover.read(odd).isEmpty, "\(odd)")
        }
    }
}

@Suite(.timeLimit(.minutes(5))) @MainActor struct SharedPictures {
    let scene: Scene

    init() throws { scene = try Scene() }

    @MainActor
    private final class Apps: Files {
        private(set) var given: [URL] = []

        nonisolated init() {}

        func sharePicture(_ picture: URL) async { given.append(picture) }
        func give(_: String, _: (URL) throws -> Void) async throws {}
        func take() async -> URL? { nil }
        func picture() async -> URL? { nil }
    }

    @available(iOS 17, macOS 14, *)
    @Test func nothingLeavesBeforeItWasLookedAtAndEachChangeIsLookedAtAnew() async throws {
        let store = try await scene.leader()
        let (apps, drawn) = (Apps(), Drawn())
        let player = Player(store, scene.clock, files: apps, pictures: drawn)
        let hazard = try scene.hazard.part().rawValue
        player.desk.open(.share(hazard))
        try await player.row("照片 1")
        try await player.press("遮一块")
        try await player.choose("看过了：没有露出人脸、门牌、姓名、电话")
        try await player.press("右移")
        #expect(await player.page().transcript.contains("[分享] ✕ 请先看一遍"))
        #expect(apps.given.isEmpty && drawn.made.isEmpty)
        #expect(try await store.shares().isEmpty)
        try await player.choose("看过了：没有露出人脸、门牌、姓名、电话")
        try await player.press("分享")
        #expect(apps.given.count == 1)
        #expect(drawn.made.first?.covers == [Cover(440, 420, 160, 160)])
        #expect(drawn.made.first?.line.hasPrefix("—— 王桂芳 的手机") == true)
        #expect(try await store.shares().map(\.kind) == [.photo])
        #expect(player.desk.stack.top == .share(hazard))
    }
}
