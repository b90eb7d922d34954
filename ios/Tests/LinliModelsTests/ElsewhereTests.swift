// What another system lacks, and a contradiction of which neither value is right.

import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct Elsewhere {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    private func whyNot(_ player: Player, _ text: String) async throws -> String? {
        try await player.find(text) { block -> Block.Button? in
            if case .button(let button) = block, button.text == text { button } else { nil }
        }.whyNot
    }

    @available(iOS 17, macOS 14, *)
    @Test func aHazardIsTypedElsewhereAndItsNumberEndsIt() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.tab(.work)
        try await player.row("还要填到别的系统")
        try await player.row("四楼消防门")
        let copied = await player.page().blocks.compactMap { block -> String? in
            if case .copied(let label, let text) = block { "\(label)=\(text)" } else { nil }
        }
        #expect(copied.contains("事件描述=四楼消防门前堆了电动车") && copied.contains("上报人=王桂芳"))
        #expect(try await whyNot(player, "保存") != nil)
        try await player.type("number", " HZ-1 ")
        try await player.press("保存")
        #expect(await player.page().title == "还要填到别的系统")
        #expect(await player.page().transcript.contains("✓填完了"))
        player.desk.open(.matter(try scene.hazard.part().rawValue))
        try await player.press("还要填到别的系统 · 基层智治综合应用：隐患")
        #expect(await player.page().transcript.contains("✓已有编号 HZ-1"))
    }

    @available(iOS 17, macOS 14, *)
    @Test func aContradictionIsDecidedByWordsOfOnesOwn() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.open(.conflicts)
        #expect(try await whyNot(player, "按写的定") != nil)
        let key = try await player.find("都不对") { block -> String? in
            if case .field(let field) = block { field.key } else { nil }
        }
        try await player.type(key, "二楼活动室")
        try await player.press("按写的定")
        #expect(await player.page().transcript.contains("没有冲突"))
        let agenda = try #require(try await player.desk.store.listAgendas(limit: 1, after: nil).items.first)
        let place = try #require(agenda.fields.first { $0.name == "place" })
        #expect(place.values.map(\.value) == ["二楼活动室"])
    }

    @available(iOS 17, macOS 14, *)
    @Test func anAgendaIsReadFromTheTopicsAndFromASearch() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.open(.topics)
        try await player.press("议程")
        try await player.row("清理楼道")
        let page = await player.page().transcript
        #expect(page.contains("# 清理楼道") && page.contains("一楼大厅") && page.contains("小区凉亭"))
        try await player.press("去看冲突")
        try await player.press("选用：一楼大厅")
        player.desk.back()
        #expect(await player.page().transcript.contains("地点：一楼大厅"))
        player.desk.open(.search)
        try await player.type("text", "清理楼道")
        try await player.press("查找")
        for case .row(let row) in await player.page().blocks { #expect(row.open != nil) }
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatIsOnlyHereSaysSo() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.open(.topics)
        #expect(await player.page().transcript.contains("> 楼道堆物 <仅在本机>"))
        try await player.row("楼道堆物")
        #expect(await player.page().transcript.contains("保存情况：仅在本机 · 只有这台设备有"))
        player.desk.open(.sync)
        try await player.row("隐患 · 四楼消防门前堆了电动车")
        #expect(await player.page().transcript.contains("保存情况：仅在本机"))
    }
}
