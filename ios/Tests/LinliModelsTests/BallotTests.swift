// A ballot that is taken at a door, and a tap that went wrong.

import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct Ballots {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    @Test func aTapThatWentWrongIsCorrectedAndNobodyDisputesAnything() async throws {
        let store = try await scene.leader()
        let player = Player(store, scene.clock)
        let tally = try #require(try await store.listTallies().first { $0.title == "清理楼道堆物" }).tally
        let ballot = Screen.ballot(tally: tally.rawValue, voter: "3-1-304")
        player.desk.tab(ballot)
        #expect(await !player.page().transcript.contains("这户已有票"))
        try await player.press("同意")
        try await player.press("确定：同意")
        player.desk.tab(ballot)
        #expect(await player.page().transcript.contains("这户已有票"))
        try await player.press("反对")
        try await player.press("确定：反对")
        let row = try #require(try await store.voteRoll(tally).items.first { $0.voter == "3-1-304" })
        #expect(row.state == .voted)
        #expect(row.choice == .no)
    }
}
