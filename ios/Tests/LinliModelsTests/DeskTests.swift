// What a person does that no script does: closing the app, tapping twice, joining.

import Foundation
import Linli
import Observation
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct Desks {
    let scene: Scene

    init() throws { scene = try Scene() }

    @available(iOS 17, macOS 14, *)
    @Test func whatWasTypedIsThereAgainAndBecomesARecord() async throws {
        let store = try await scene.leader()
        let before = Player(store, scene.clock)
        before.desk.open(.door("3-1-103"))
        try await before.press("详细填写")
        try await before.choose("不在家")
        try await before.type("note", "邻居说，周三回来")
        try await store.close()
        let again = Player(try await scene.open("leader"), scene.clock)
        try await again.desk.begin()
        #expect(again.desk.stack.top == .visit("3-1-103"))
        #expect(await again.page().transcript.contains("备注: ‹邻居说，周三回来›"))
        try await again.press("保存")
        let visits = try await again.desk.store.door("3-1-103").visits
        #expect(visits.map(\.note) == ["邻居说，周三回来"] && visits.map(\.outcome) == [.notHome])
    }

    @available(iOS 17, macOS 14, *)
    @Test func twoTapsInARowAreOne() async throws {
        let player = Player(try await scene.leader(), scene.clock)
        player.desk.open(.door("3-1-104"))
        let page = await player.page()
        for case .buttons(let buttons) in page.blocks {
            buttons[0].press()
            buttons[1].press()
        }
        await player.desk.settle()
        #expect(try await player.desk.store.door("3-1-104").visits.map(\.outcome) == [.home])
    }

    @available(iOS 17, macOS 14, *)
    @Test func whoeverDrawsAPageIsToldWhenItIsStale() async throws {
        let desk = Desk(try await scene.leader())
        let model = desk.model(.visit("3-1-103"))
        let told = Count()
        func draws(_ change: @MainActor () async throws -> Void) async rethrows -> Bool {
            let before = told.number
            withObservationTracking {
                _ = model.page(Words(.zh))
            } onChange: {
                // The models live on the main actor, and so does every change of theirs.
                MainActor.assumeIsolated { told.number += 1 }
            }
            try await change()
            return told.number > before
        }
        #expect(await draws { await model.refresh() })
        let choices = model.page(Words(.zh)).blocks.compactMap { block in
            if case .choice(let choice) = block { choice } else { nil }
        }
        #expect(await draws { choices[0].options[0].choose() })
        await desk.settle()
    }

    @available(iOS 17, macOS 14, *)
    @Test func aModelThatFollowsReadsAgainAfterEveryChange() async throws {
        let store = try await scene.leader()
        let model = Desk(store).model(.door("3-1-104"))
        let following = Task { await model.follow() }
        // Ends when the page says it: there is no other end than the time limit of the suite.
        func says(_ text: String) async {
            while !model.page(Words(.zh)).transcript.contains(text) { await Task.yield() }
        }
        await says("还没有走访过")
        try await store.recordVisit(VisitDraft(household: "3-1-104", outcome: .refused))
        await says("拒绝")
        following.cancel()
        await following.value
    }

    @available(iOS 17, macOS 14, *)
    @Test func anOfficeGoesTheRoundOfAGridAndAWorkerOfOneBeginsAtItsStairwells() async throws {
        try await scene.leader().close()
        let store = try await scene.open("office")
        try await store.addPlace(.stairwell("3-2"))
        try await store.defineGrid("第一网格", stairwells: [.stairwell("3-1"), .stairwell("3-2")])
        let office = Player(store, scene.clock)
        #expect(await office.page().transcript.contains("网格: (第一网格)\n"))
        try await office.choose("第一网格")
        let round = await office.page()
        #expect(round.title == "今日走访 · 第一网格" && round.transcript.contains("网格: (●第一网格)\n"))
        #expect(round.transcript.contains("> 3-1-101 · 袁某"))

        let worker = try await scene.worker(of: "第一网格", admittedBy: store)
        let player = Player(worker, scene.clock)
        #expect(!(await player.page().transcript.contains("网格:")))
        player.desk.open(.rounds)
        try await player.choose("3幢2单元")
        try await player.type("template", "消防")
        try await player.press("开始")
        #expect(await player.page().title == "消防 · 3幢2单元 · 2026年11月")
    }

    @available(iOS 17, macOS 14, *)
    @Test func aVoteIsOpenedAndWhatTheLibraryRefusesIsSaidAtTheField() async throws {
        let leader = try await scene.leader()
        let player = Player(leader, scene.clock)
        player.desk.open(.newVote)
        try await player.choose("只这几户")
        try await player.type("listed", "3-1-101\n3-1-102")
        try await player.type("other", "2026-11-24 20:30")
        try await player.press("开始表决")
        #expect(await player.page().transcript.contains("表决什么: ‹› ！缺少必填内容。"))
        try await player.type("title", "门厅装灯")
        try await player.press("开始表决")
        let tally = try #require(try await leader.listTallies().first { $0.title == "门厅装灯" })
        #expect(tally.voters == 2 && tally.deadline == Date(timeIntervalSince1970: 1_795_523_400))
        try await leader.close()
    }

    @available(iOS 17, macOS 14, *)
    @Test func aSealedVoteSaysSoInWordsAndAHolderHandsOverTheKey() async throws {
        let leader = try await scene.leader()
        let office = try await scene.open("office")
        let third = try await scene.supervisor(admittedBy: office)
        try await scene.meet(office, leader)
        var holders: [MemberId] = []
        for store in [office, leader, third] { holders.append(try #require(try await store.identity().member)) }
        let deadline = try scene.clock.now().addingTimeInterval(86_400)
        let tally = try await leader.openTally(
            TallyDraft(
                title: "换届意向", rule: .stairwell, voters: .scope(.stairwell("3-1")), deadline: deadline,
                keyHolders: holders))
        let player = Player(leader, scene.clock)
        func shows(_ screen: Screen) async -> String {
            player.desk.open(screen)
            return await player.page().transcript
        }
        #expect(await shows(.votes).contains("封存"))
        #expect(await shows(.ballot(tally: tally.rawValue, voter: "3-1-301")).contains("选项封存到截止，谁也看不到"))
        try await player.press("同意")
        try await player.press("确定：同意")
        let sealed = await shows(.vote(tally.rawValue))
        #expect(sealed.contains("截止前封存") && sealed.contains("已收到的封存票") && sealed.contains("钥匙未交出"))
        #expect(!sealed.contains("同意（户）") && !sealed.contains("交出钥匙]"))

        try await leader.closeTally(tally)
        try await player.press("交出钥匙")
        let half = await player.page().transcript
        #expect(half.contains("已截止，等待钥匙") && half.contains("已交出钥匙"))
        try await scene.meet(office, leader)
        try await office.handOverKey(tally)
        try await scene.meet(office, leader)
        let open = await player.page().transcript
        #expect(open.contains("已开启") && open.contains("同意（户）"))
        for store in [office, leader, third] { try await store.close() }
    }

    @available(iOS 17, macOS 14, *)
    @Test func aPhoneJoinsAndKnowsItsDoors() async throws {
        try await scene.leader().close()
        let files = OneFile(file: scene.file("handed"))
        let office = Player(try await scene.open("office"), scene.clock, files: files)
        let phone = Player(try await scene.open("phone"), scene.clock, files: files)
        try await phone.desk.begin()
        #expect(phone.desk.stack.top == .enrol)

        office.desk.tab(.invite)
        try await office.type("name", "李小满")
        try await office.choose(Role.gridWorker.zh)
        try await office.type("place", "3-1")
        try await office.press("出邀请")
        try await phone.type("invitation", office.code("邀请文字"))
        try await phone.press("加入")
        try await office.type("enrolment", phone.code("给邀请人"))
        try await office.press("出口令")
        try await phone.type("challenge", office.code("邀请人手机上的口令"))
        try await phone.press("生成六位数字")
        let digits = try await phone.heading()
        #expect(digits.count == 7 && digits.filter(\.isNumber).count == 6, "\(digits)")

        // The app is closed meanwhile, and comes back to the digits.
        try await (phone.desk.store as? Workspace)?.close()
        let again = Player(try await scene.open("phone"), scene.clock, files: files)
        try await again.desk.begin()
        #expect(try await again.heading() == digits)

        try await office.type("digits", digits)
        try await office.press("确认加入")
        try await again.press("写出请求文件")
        office.desk.tab(.sync)
        try await office.press("给对方装一包")
        try await again.press("收下文件")
        #expect(try await again.desk.store.me().enrolment == .admitted)
        try await again.press("开始今天的走访")
        #expect(await again.page().transcript.contains("> 3-1-101"))
    }

    @available(iOS 17, macOS 14, *)
    @Test func aStrangersPhoneBelievesACardByTheNumberOnANotice() async throws {
        let worker = Player(try await scene.leader(), scene.clock)
        worker.desk.tab(.me)
        try await worker.press("我的工作证")
        let card = try await worker.code("我的工作证")
        let number = try await worker.find("社区编号") { block -> String? in
            if case .line(let text, _) = block, text.hasPrefix("社区编号：") { String(text.dropFirst(5)) } else { nil }
        }
        let stranger = Player(try await scene.open("resident"), scene.clock)
        try await stranger.desk.begin()
        try await stranger.press("核验工作证")
        try await stranger.type("text", card)
        try await stranger.type("community", number)
        try await stranger.press("核验")
        #expect(try await stranger.heading().hasPrefix("身份属实"))
        try await stranger.type("text", card.replacingOccurrences(of: "王桂芳", with: "王桂香"))
        try await stranger.press("核验")
        #expect(try await stranger.heading().hasPrefix("不成立"))
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatOtherAppsHandOverBecomesTopicsAndHazards() async throws {
        let files = OneFile(file: scene.file("handed"))
        let store = try await scene.leader()
        let player = Player(store, scene.clock, files: files)
        player.desk.handed("三楼灯坏了")
        await player.desk.settle()
        player.desk.back()
        player.desk.handed("四楼也坏了")
        await player.desk.settle()
        #expect(await player.page().transcript.contains("三楼灯坏了\n四楼也坏了"))
        let picture = scene.file("shared.jpg")
        try Data([0xff, 0xd8, 0xff, 0xd9]).write(to: picture)
        player.desk.handed(picture: picture)
        await player.desk.settle()
        #expect(player.desk.stack.top == .handed)
        try await player.press("记作议题（业主群）")
        #expect(await player.page().transcript.contains("会附上收到的照片"))
        try await player.type("title", "楼道灯")
        try await player.press("保存")
        let topic = try #require(try await store.listTopics().items.first { $0.title == "楼道灯" })
        #expect(topic.source == .ownersGroup)
        #expect(try await store.photos(of: topic.topic).count == 1)
    }
}

@Suite(.timeLimit(.minutes(5))) @MainActor struct Transfers {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// More visits than go into two codes.
    private func record(_ store: Workspace) async throws -> Int {
        for n in 0..<4 {
            // Characters that no packing makes much smaller.
            var note = ""
            for at in 0..<200 {
                let code = UInt32(0x4e00 + (n * 7_919 + at * 104_729) % 20_000)
                note.unicodeScalars.append(try #require(UnicodeScalar(code)))
            }
            try await store.recordVisit(VisitDraft(household: "3-1-104", outcome: .home, note: note))
        }
        return 4
    }

    @available(iOS 17, macOS 14, *)
    @Test func whatAPhoneLacksComesByCodesInAnyOrderAlsoAfterBothWereKilled() async throws {
        let store = try await scene.leader()
        let visits = try await record(store)
        let (ofOffice, ofLeader) = (Eyes(), Eyes())
        let office = Player(try await scene.open("office"), scene.clock, files: ofOffice)
        let leader = Player(store, scene.clock, files: ofLeader)
        office.desk.tab(.sync)
        try await office.press("我要收")
        leader.desk.tab(.sync)
        try await leader.press("我来给")
        ofLeader.before = try await office.frames()
        try await leader.press("录对方的码")
        let all = try await leader.frames()
        #expect(all.count > 2)
        ofOffice.before = ["LI1abc"] + all.suffix(2) + all.suffix(1)
        try await office.press("录对方的码")
        #expect(await office.page().transcript.contains("已收 2 张，共 \(all.count) 张"))

        try await (office.desk.store as? Workspace)?.close()
        try await store.close()
        let eyes = Eyes()
        let officeAgain = Player(try await scene.open("office"), scene.clock, files: eyes)
        let leaderAgain = Player(try await scene.open("leader"), scene.clock)
        try await officeAgain.desk.begin()
        try await leaderAgain.desk.begin()
        #expect(officeAgain.desk.stack.top == .get && leaderAgain.desk.stack.top == .give)
        #expect(await officeAgain.page().transcript.contains("已收 2 张"))
        #expect(try await leaderAgain.frames() == all)

        eyes.before = Array(all.dropLast())
        try await officeAgain.press("录对方的码")
        #expect(officeAgain.desk.notice?.said.zh.hasPrefix("收到") == true && officeAgain.desk.stack.top == .sync)
        #expect(try await officeAgain.desk.store.door("3-1-104").visits.count == visits)
        #expect(try await officeAgain.desk.store.drafts().allSatisfy { $0.key.screen != "transfer" })
        try await leaderAgain.press("给下一位")
        #expect(await leaderAgain.page().transcript.contains("[录对方的码]"))
    }

    @available(iOS 17, macOS 14, *)
    @Test func codesOfAnotherTransferAreToldAndOneCanStartAgain() async throws {
        let eyes = Eyes()
        let store = try await scene.leader()
        _ = try await record(store)
        let leader = Player(store, scene.clock, files: eyes)
        let office = Player(try await scene.open("office"), scene.clock, files: eyes)
        office.desk.open(.get)
        leader.desk.open(.give)
        func ask() async throws -> [String] {
            eyes.before = try await office.frames()
            try await leader.press("录对方的码")
            return try await leader.frames()
        }
        eyes.before = Array(try await ask().prefix(1))
        try await office.press("录对方的码")
        try await leader.press("给下一位")
        // The bundle is sealed anew: none of its codes fits those that came.
        eyes.before = try await ask()
        try await office.press("录对方的码")
        #expect(office.desk.notice?.isFailure == true)
        #expect(await office.page().transcript.contains("已收 1 张"))
        try await office.press("从头来")
        try await office.press("录对方的码")
        #expect(office.desk.notice?.isFailure == false && office.desk.notice?.said.zh.hasPrefix("收到") == true)
    }
}

/// A camera before another screen.
@MainActor
private final class Eyes: Files {
    var before: [String]?

    func give(_: String, _: (URL) throws -> Void) async throws {}

    func take() async -> URL? { nil }

    func picture() async -> URL? { nil }

    func codes(_: Codes) async -> [String]? { before }
}

@MainActor
private final class Count {
    var number = 0
}

/// The one file that goes to and fro.
private struct OneFile: Files {
    let file: URL

    func give(_: String, _ write: (URL) throws -> Void) async throws { try write(file) }

    func take() async -> URL? { file }

    func picture() async -> URL? { nil }
}

@available(iOS 17, macOS 14, *)
extension Player {
    fileprivate func code(_ label: String) async throws -> String {
        try await find(label) { block -> String? in
            if case .code(label, let text) = block { text } else { nil }
        }
    }

    fileprivate func frames() async throws -> [String] {
        try await find("▦…") { block -> [String]? in
            if case .frames(let frames) = block { frames.texts } else { nil }
        }
    }

    fileprivate func heading() async throws -> String {
        try await find("##") { block -> String? in
            if case .heading(let text) = block { text } else { nil }
        }
    }
}
