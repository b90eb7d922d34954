// What is said before a vote is opened, and what a draft of it kept from another day or rule.

import Foundation
import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct NewVotes {
    private static let day = 86_400

    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    private func whyNot(_ player: Player) async throws -> String? {
        try await player.find("开始表决") { block -> Block.Button? in
            if case .button(let button) = block, button.text == "开始表决" { button } else { nil }
        }.whyNot
    }

    @available(iOS 17, macOS 14, *)
    private func chosen(_ player: Player, _ label: String) async throws -> [String] {
        try await player.find(label) { block -> Block.Choice? in
            if case .choice(let choice) = block, choice.label == label { choice } else { nil }
        }.options.filter(\.isChosen).map(\.text)
    }

    @available(iOS 17, macOS 14, *)
    @Test func aTimeThatHasPassedSinceItWasChosenOrTypedIsNone() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.open(.newVote)
        try await player.type("title", "门厅装灯")
        try await player.choose("7 天后 11月29日 19:00")
        _ = try scene.clock.advance(seconds: Self.day)
        #expect(try await chosen(player, "截止时间") == ["11月29日 19:00"])
        #expect(try await whyNot(player) == nil)
        _ = try scene.clock.advance(seconds: 7 * Self.day)
        #expect(try await chosen(player, "截止时间") == [])
        #expect(try await whyNot(player) == "请先选截止时间")
        try await player.type("other", "2026-11-24 20:30")
        #expect(try await whyNot(player) == "截止时间已经过了，请改晚一些")
        try await player.type("other", "2026-12-24 20:30")
        #expect(try await whyNot(player) == nil)
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatWasChosenUnderAnotherRuleIsNeitherShownNorSent() async throws {
        let store = try await scene.leader()
        let nobody = String(repeating: "0", count: 32)
        let kept = ["title": "门厅装灯", "readings": "of-another-rule", "voters": "of-another-rule"]
            .merging(["sheets": nobody, "key_holders": nobody]) { $1 }
        try await store.saveDraft(
            DraftKey(screen: "vote", thing: ""), kept.map { DraftField(field: $0.key, text: $0.value) })
        let player = Player(store, scene.clock)
        player.desk.open(.newVote)
        #expect(try await chosen(player, "谁来投票").count == 1)
        try await player.choose("3 天后 11月25日 19:00")
        try await player.press("开始表决")
        guard case .vote = player.desk.stack.top else {
            Issue.record("\(await player.page().transcript)")
            return
        }
    }

    @available(iOS 17, macOS 14, *)
    @Test func sheetsThatNobodyTakesAreToldAtTheirField() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let key = "sheets.\(try #require(try await store.identity().member).rawValue)"
        player.desk.open(.newVote)
        try await player.choose("3 天后 11月25日 19:00")
        let collectors = try await player.find("编号票") { block -> Block.Choice? in
            if case .choice(let choice) = block, choice.label.contains("编号票") { choice } else { nil }
        }
        try #require(collectors.options.first { $0.text == "王桂芳" }).choose()
        await player.desk.settle()
        for wrong in ["0", "-1", "10001", "4294967297", "三张"] {
            try await player.type(key, wrong)
            let field = try await player.find(key) { block -> Block.Field? in
                if case .field(let field) = block, field.key == key { field } else { nil }
            }
            #expect(field.mistake == "每人领 1 到 10000 张", "\(wrong)")
            #expect(try await whyNot(player) == "每人领 1 到 10000 张", "\(wrong)")
        }
        try await player.type(key, "10000")
        #expect(try await whyNot(player) == nil)
    }
}
