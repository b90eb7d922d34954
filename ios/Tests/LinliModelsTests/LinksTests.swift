// Steps that name a vote or another matter, and steps that open one.

import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct NamedByForms {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    @Test func aMatterGoesToTheCompoundWithItsVoteAndNobodyTypesANumber() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let listed = try await store.listMatters(MatterFilter(), limit: 50, after: nil).items
        let matter = try #require(listed.first { $0.title == "单元门禁更换" }).matter
        let screened = [FormEntry("result", .text("taken_up")), FormEntry("category", .text("upkeep"))]
        try await store.takeStep(of: matter, StepDraft(step: "screen", values: screened))
        player.desk.tab(.step(matter: matter.rawValue, step: "escalate"))
        let form = await player.page()
        #expect(form.transcript.contains("同时开出：小区议事"))
        let vote = try await player.find("清理楼道堆物") { block -> Block.Option? in
            guard case .choice(let choice) = block else { return nil }
            return choice.options.first { $0.text.hasPrefix("清理楼道堆物") }
        }
        try await player.choose(vote.text)
        try await player.type("reason", "要动用公共收益")
        try await player.choose("楼道议事提交")
        try await player.choose("楼道议事")
        try await player.press("保存")
        let view = try await store.matter(matter)
        #expect(view.state == "escalated")
        let told = try #require(view.steps.first { $0.step == "escalate" }).told
        #expect(told.contains { $0.said.zh.contains("清理楼道堆物") })
    }
}
