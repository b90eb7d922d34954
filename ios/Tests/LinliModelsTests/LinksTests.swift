// Steps that name a vote or another matter, and steps that open one.

import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct NamedByForms {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    @Test func anObjectionNamesItsVoteByATapAndNobodyTypesANumber() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        player.desk.tab(.open(flow: "civil-code/tally-objection"))
        let vote = try await player.find("清理楼道堆物") { block -> Block.Option? in
            guard case .choice(let choice) = block, choice.label.hasPrefix("表决记录") else { return nil }
            return choice.options.first { $0.text.hasPrefix("清理楼道堆物") }
        }
        try await player.choose(vote.text)
        try await player.type("household", "3-1-101")
        try await player.choose("程序")
        try await player.type("text", "没有通知我")
        try await player.press("保存")
        let listed = try await store.listMatters(MatterFilter(flow: "tally-objection"), limit: 5, after: nil).items
        let view = try await store.matter(try #require(listed.first).matter)
        #expect(view.steps.flatMap(\.told).contains { $0.said.zh.contains("清理楼道堆物") })
    }

    @available(iOS 17, macOS 14, *)
    @Test func aStepThatOpensAnotherMatterAsksForThatOnesFormToo() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let listed = try await store.listMatters(MatterFilter(), limit: 50, after: nil).items
        let matter = try #require(listed.first { $0.title == "单元门禁更换" }).matter
        let screened = [FormEntry("result", .text("taken_up")), FormEntry("category", .text("upkeep"))]
        try await store.takeStep(of: matter, StepDraft(step: "screen", values: screened))
        player.desk.tab(.step(matter: matter.rawValue, step: "escalate"))
        #expect(await player.page().transcript.contains("同时开出：小区议事"))
        try await player.choose("楼道议事提交")
        #expect(await player.page().transcript.contains("(●楼道议事提交)"))
    }
}
