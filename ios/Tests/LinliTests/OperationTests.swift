// Operations that the field day does not come to: what they give, through the façade.

import Foundation
import Testing

@testable import Linli

@Suite(.timeLimit(.minutes(2))) struct Operations {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func theLibraryHasAVersion() throws {
        #expect(try Workspace.libraryVersion().split(separator: ".").count == 3)
    }

    @Test func placesGridsAndNumbersOfOthers() async throws {
        let office = try await scratch.office()
        let added = try await office.addPlace(.stairwell("3-3"))
        #expect(added.name == "3-3" && added.level == .stairwell)
        let grid = try await office.defineGrid("第一网格", stairwells: [.stairwell("3-1"), .stairwell("3-2")])
        #expect(grid.stairwells == ["3-1", "3-2"])
        #expect(try await office.places().map(\.name).contains("3-3"))
        let household = try await office.household("3-1-501").household
        try await office.setExternalId(of: household, system: "城市平台", number: "HZ-1")
        #expect(try await office.externalIds(of: household).first?.values == ["HZ-1"])
        let member = try #require(try await office.identity().member)
        _ = try await office.memberName(member)
        try await office.close()
    }

    @Test func aNewPhoneAFurtherRoleAndAHandover() async throws {
        let office = try await scratch.office()
        let wang = try await scratch.leader(of: office)
        let new = try await scratch.open("new")
        let enrolment = try await new.join(invitation: office.inviteDevice(of: wang.id.member))
        let digits = try await new.answerChallenge(office.challenge(enrolment: enrolment))
        #expect(try await office.admit(enrolment: enrolment, digits: digits).member == wang.id.member)
        try await scratch.hand(from: office, to: new)
        let me = try await new.identity()
        #expect(me.member == wang.id.member && me.name == "李阿姨")
        let here = Said(zh: "3幢1单元", en: "building 3, stairwell 1")
        #expect(
            me.grants == [GrantView(role: .buildingLeader, scope: .stairwell("3-1"), placeSaid: here, removed: false)])
        let liu = try await scratch.leader(of: office, "liu")
        try await office.grant(liu.id.member, as: .committee, in: .compound("月亮湾"))
        let done = try await office.handover(from: wang.id.member, to: liu.id.member, in: .stairwell("3-1"))
        #expect(done.rosterIndex > 0 && done.callBacks == 0)
        let members = try await all { try await office.members(limit: 2, after: $0) }
        let listed = try #require(members.first { $0.member == wang.id.member })
        #expect(listed.grants.map(\.removed) == [true] && listed.devices.count == 2)
        #expect(members.count == 3)
        #expect(try await office.grids().isEmpty)
        for store in [wang.workspace, new, liu.workspace, office] { try await store.close() }
    }

    @Test func aVisitIsCorrectedWithdrawnAndFound() async throws {
        let office = try await scratch.office()
        let back = Date(timeIntervalSince1970: 1_795_190_400.123)
        let visit = try await office.recordVisit(
            .init(household: "3-1-501", outcome: .notHome, mode: .phone, note: "晚上再来", callBack: back)
        )
        try await office.correct(visit, .visit(.init(outcome: .home, note: .clear)), reason: "听错门铃")
        let history = try await office.visitHistory(visit)
        #expect(history.map(\.outcome) == [.notHome, .home])
        #expect(history[1].reason == "听错门铃" && history[1].note == nil)
        try await office.withdraw(visit, reason: "走错门了")
        let listed = try await office.listVisits(household: "3-1-501").items
        #expect(listed.count == 1 && listed[0].standing == .withdrawn && listed[0].mode == .phone)
        #expect(abs(try #require(listed[0].callBack).timeIntervalSince(back)) < 0.002)
        #expect(try await office.roundList(.stairwell("3-1")).map(\.door) == ["3-1-501", "3-1-502"])
        #expect(try await office.search("3-1-501").first?.kind == .household)
        let people = try await office.household("3-1-501").people
        #expect(people.first?.fields.contains { $0.values.first?.value == "13800000501" } == true)
        #expect(try await office.eraseBodies(of: [visit], ground: "住户要求删除") >= 1)
        try await office.close()
    }

    @Test func pagesFollowEachOther() async throws {
        let office = try await scratch.office()
        for number in 0..<7 {
            try await office.recordVisit(.init(household: "3-1-502", outcome: .home, note: "\(number)"))
        }
        let first = try await office.listVisits(limit: 3)
        #expect(first.items.count == 3 && first.next != nil)
        let visits = try await all { try await office.listVisits(limit: 3, after: $0) }
        // Newest first; two of the same millisecond have no order that anybody could tell.
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.at >= $1.at })
        #expect(Set(visits.compactMap(\.note)) == Set((0..<7).map { "\($0)" }))
        #expect(Set(visits.map(\.id)).count == 7)
        try await office.close()
    }

    @Test func importsArePreviewedTakenBackAndExported() async throws {
        let office = try await scratch.office()
        let more = try scratch.write("more.csv", "幢,单元,室,户主\n4,1,101,孙某\n4,1,一百,周某\n")
        let preview = try await office.importRegister(from: more, preview: true)
        #expect(preview.undo == nil)
        let done = try await office.importRegister(from: more)
        #expect(done.imported >= 1)
        #expect(try await office.undoImport(try #require(done.undo)) >= 1)
        for kind in ExportKind.allCases {
            let file = scratch.file("\(kind.rawValue).xlsx")
            try await office.export(kind, to: file)
            #expect(try Data(contentsOf: file).starts(with: Data("PK".utf8)))
        }
        try await office.close()
    }

    @Test func twoPhonesMeet() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        try await leader.recordVisit(.init(household: "3-1-501", outcome: .home))
        let (one, other) = (try await office.meet(), try await leader.meet())
        var over = false
        for _ in 0..<100 where !over {
            while let message = try await one.outgoing() { try await other.hear(message) }
            while let message = try await other.outgoing() { try await one.hear(message) }
            let (here, there) = (try await one.isOver(), try await other.isOver())
            over = here && there
        }
        #expect(over)
        #expect(try await one.report().received.accepted == 1)
        #expect(try await other.report().given == 1)
        #expect(try await office.listVisits().items.count == 1)
        try await leader.close()
        try await office.close()
    }

    @Test func contestedWorkIsDecided() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office)
        try await office.revoke(.member(leader.id.member))
        let late = try await leader.workspace.recordVisit(.init(household: "3-1-501", outcome: .home))
        let later = try await leader.workspace.recordVisit(.init(household: "3-1-502", outcome: .home))
        let bundle = try await leader.workspace.bundle(for: office.request())
        #expect(try await office.verifyBundle(bundle).failures.isEmpty)
        #expect(try await office.receive(bundle).contested == 2)
        #expect(Set(try await office.listContested().map(\.record)) == [late, later])
        #expect(try await office.adopt(.record(late)) == 1)
        #expect(try await office.setAside(.record(later)) == 1)
        #expect(try await office.listRequests().isEmpty)
        try await leader.workspace.close()
        try await office.close()
    }

    @Test func photosAreKeptAndShown() async throws {
        let office = try await scratch.office()
        let hazard = try await office.reportHazard(
            .init(place: .stairwell("3-1"), kind: "消防", severity: .low, text: "灯不亮")
        )
        let picture = try scratch.write("lamp.jpg", "(a picture)")
        let photo = try await office.attachPhoto(
            .init(entity: hazard.rawValue, file: picture, mediaType: "image/jpeg", caption: "二楼")
        )
        #expect(try await office.photos(of: hazard).map(\.caption) == ["二楼"])
        let shown = scratch.file("shown.jpg")
        try await office.exportPhoto(photo, to: shown)
        #expect(try Data(contentsOf: shown) == Data("(a picture)".utf8))
        _ = try? await office.wantPhoto(photo)
        try await office.withdrawPhoto(photo, reason: "拍错了")
        #expect(try await office.photos(of: hazard).allSatisfy(\.withdrawn))
        try await office.close()
    }

    @Test func aBackupIsPutUpAgainUnderAKeyOfItsOwn() async throws {
        final class Safe: KeyKeeper, KeySource {
            let kept = Locked(Data())
            func keep(_ key: Data) throws { kept.withLock { $0 = key } }
            func key() throws -> Data { kept.withLock { $0 } }
        }
        struct Broken: KeyKeeper {
            struct NoSafe: Error {}
            func keep(_ key: Data) throws { throw NoSafe() }
        }
        let office = try await scratch.office()
        try await office.recordVisit(.init(household: "3-1-501", outcome: .home))
        let file = scratch.file("office.backup")
        let made = try await office.backup(to: file)
        try await office.close()
        let broken = try await failure {
            try await Workspace.restoreBackup(file, code: made.code, into: scratch.file("no"), keeper: Broken())
        }
        #expect(!broken.zh.isEmpty && broken.underlyingError is Broken.NoSafe)
        let misread = try await failure {
            try await Workspace.restoreBackup(file, code: "0000", into: scratch.file("no"), keeper: Broken())
        }
        #expect(misread.underlyingError == nil, "nobody was asked to keep anything")
        let safe = Safe()
        try await Workspace.restoreBackup(file, code: made.code, into: scratch.file("again"), keeper: safe)
        #expect(safe.kept.withLock { $0.count } == 32)
        let again = try await Workspace.open(scratch.file("again"), key: safe, ballastBytes: 0)
        #expect(try await again.listVisits().items.count == 1)
        try await again.close()
    }

    @Test func agendasAndContradictionsComeInPages() async throws {
        let office = try await scratch.office()
        let one = try await scratch.leader(of: office, "one").workspace
        let other = try await scratch.leader(of: office, "other").workspace
        try await scratch.hand(from: office, to: one)
        var agendas: [DocId] = []
        for number in 0..<3 {
            agendas.append(try await one.editAgenda(scope: .stairwell("3-1"), field: "title", value: "\(number)"))
        }
        try await scratch.hand(from: one, to: other)
        for agenda in agendas {
            try await one.editAgenda(agenda, field: "title", value: "清理")
            try await other.editAgenda(agenda, field: "title", value: "整治")
        }
        try await scratch.hand(from: other, to: one)
        #expect(try await one.listAgendas(limit: 2).items.count == 2)
        let listed = try await all { try await one.listAgendas(limit: 2, after: $0) }
        #expect(Set(listed.map(\.id)) == Set(agendas) && listed.count == 3)
        let first = try await one.conflicts(limit: 2)
        #expect(first.items.count == 2 && first.next != nil)
        let conflicts = try await all { try await one.conflicts(limit: 2, after: $0) }
        #expect(Set(conflicts.map(\.document)) == Set(agendas) && conflicts.count == 3)
        for conflict in conflicts {
            #expect(conflict.owner == .role(.buildingLeader) && conflict.field == "title")
            #expect(Set(conflict.values.map(\.value)) == ["清理", "整治"])
            #expect(Set(conflict.values.map(\.record)).count == 2)
        }
        try await scratch.hand(from: one, to: office)
        let refused = try await failure { try await office.resolve(agendas[0], field: "title", value: "整治") }
        guard case .notAllowed = refused else { throw refused }
        try await one.resolve(agendas[0], field: "title", value: "整治")
        #expect(Set(try await one.conflicts().items.map(\.document)) == Set(agendas.dropFirst()))
        for workspace in [one, other, office] { try await workspace.close() }
    }

    @Test func aClosedTallyIsCertifiedAndAnOwnerOfTwoFlatsIsOneVoter() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        let roll = OwnersRoll(households: ["3-1-501", "3-1-502"], owners: [["3-1-501", "3-1-502"]])
        let tally = try await leader.openTally(
            .init(title: "整治", rule: .stairwell, voters: .owners(roll), deadline: Date().addingTimeInterval(86_400)))
        let picture = scratch.file("mandate")
        try Data(repeating: 9, count: 700).write(to: picture)
        let served = Served(at: Date(timeIntervalSince1970: 0), how: .post)
        let agent = PaperDraft(capacity: .agent, served: served, mandate: Picture(file: picture))
        let ballot = try await leader.castBallot(
            .init(tally: tally, voter: "3-1-502", choice: .yes, paper: agent))
        #expect(try await leader.signIn(tally, ["3-1-501"]) == 1)
        let spoken = try await leader.collectingDone(tally).spoken
        let closed = try await leader.closeTally(tally, returns: [HandedReturn(text: spoken)])
        let view = try await leader.tally(tally)
        #expect(view.state == .closed && view.closings.map(\.root) == [closed.root])
        #expect(view.closings.first?.agreement == .same && view.closings.first?.closing == closed.closing)
        #expect(view.closings.first?.returns.map(\.how) == [.synced])
        let certificate = try await leader.certificate(tally)
        #expect(try await leader.perhapsOneOwner(in: tally).isEmpty)
        #expect(certificate.contains(try #require(try await leader.receipt(tally, of: ballot))))
        try await leader.close()
        try await office.close()
    }

    @Test func severalMotionsShareASheetAndAVoteIsTakenAgain() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        let deadline = Date().addingTimeInterval(86_400)
        let motions = ["周六清理", "周日清理"].map { MotionDraft(title: $0, rule: .stairwell) }
        let tallies = try await leader.openQuestion(
            .init(form: .options, motions: motions, voters: .households(["3-1-501", "3-1-502"]), deadline: deadline))
        let cast = try await leader.castSheet(
            .init(tally: tallies[1], voter: "3-1-501", answers: [.no, .yes]))
        #expect(cast.count == 2)
        let view = try await leader.question(tallies[0])
        #expect(view.motions.map(\.tally) == tallies && view.undecided && view.torn.isEmpty)
        #expect(try await leader.vote(tallies[0], by: ["of-all"]).tally == tallies[0])
        try await leader.closeTally(tallies[0])
        let again = try await leader.voteAgain(tallies[0], deadline: deadline)
        let shown = try await leader.listTallies().first { $0.tally == again }
        #expect(shown?.again == tallies[0] && shown?.shared == false)
        try await leader.close()
        try await office.close()
    }

    @Test func aSealedVoteIsOpenedByTwoOfItsThreeHolders() async throws {
        let office = try await scratch.office()
        let one = try await scratch.leader(of: office).workspace
        let two = try await scratch.leader(of: office, "supervisor", as: .supervisors).workspace
        try await scratch.hand(from: office, to: one)
        var holders: [MemberId] = []
        for store in [office, one, two] { holders.append(try #require(try await store.identity().member)) }
        let tally = try await one.openTally(
            .init(
                title: "清理楼道", rule: .stairwell, voters: .scope(.stairwell("3-1")),
                deadline: Date().addingTimeInterval(86_400), keyHolders: holders))
        #expect(try await one.listTallies().map(\.sealed) == [true])
        try await one.castBallot(.init(tally: tally, voter: "3-1-501", choice: .yes))
        let seal = try #require(try await one.vote(tally).seal)
        #expect(seal.state == .sealed && seal.unread == 1 && seal.holders.count == 3)
        let early = try await failure { try await one.handOverKey(tally) }
        #expect(early.code == .tallyOpen)
        try await one.closeTally(tally)
        try await one.handOverKey(tally)
        #expect(try await one.tally(tally).seal?.state == .awaitsKeys)
        try await scratch.hand(from: one, to: office)
        #expect(try await office.vote(tally).seal?.mayHandOver == true)
        try await office.handOverKey(tally)
        #expect(try await office.vote(tally).seal?.state == .opened)
        #expect(try await office.voteRoll(tally).items.first { $0.voter == "3-1-501" }?.choice == .yes)
        for store in [office, one, two] { try await store.close() }
    }

    @Test func aTallyIsCountedAgainFromItsFileAlone() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        let rules = try await leader.openableRules(in: .stairwell("3-1"))
        #expect(rules.first { $0.rule == .stairwell }?.may == true)
        #expect(rules.first { $0.rule == .assemblyOrdinary }?.byArea == true)
        let tally = try await leader.openTally(
            .init(
                title: "整治", rule: .stairwell, voters: .households(["3-1-501", "3-1-502"]),
                deadline: Date().addingTimeInterval(86_400))
        )
        try await leader.castBallot(.init(tally: tally, voter: "3-1-501", choice: .yes))
        let view = try await leader.tally(tally)
        #expect(try await leader.listTallies().map(\.tally) == [tally])
        let counted = try await Workspace.recount(view.input)
        let parsed = { (text: String) in try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary }
        #expect(try parsed(counted) == parsed(try #require(view.answer)))
        let refused = try await failure { try await Workspace.recount("{}") }
        guard case .input = refused else { throw refused }
        #expect(!refused.zh.isEmpty)
        _ = try await leader.collectingDone(tally)
        #expect(try await leader.witnesses(of: tally).isEmpty)
        try await leader.close()
        try await office.close()
    }

    @Test func aHouseholdVotesByItsSlipAndOnItsOwnPhone() async throws {
        let office = try await scratch.office()
        let leader = try await scratch.leader(of: office).workspace
        let home = try await scratch.open("home")
        let place = ScopeName.stairwell("3-1")
        let invitation = try await office.invite("赵六", as: .householdRepresentative, in: place)
        let enrolment = try await home.join(invitation: invitation)
        let digits = try await home.answerChallenge(office.challenge(enrolment: enrolment))
        let member = try await office.admit(enrolment: enrolment, digits: digits).member
        try await office.appointRepresentative(of: "3-1-502", member)
        let tally = try await leader.openTally(
            .init(title: "整治", rule: .stairwell, voters: .scope(place), deadline: Date().addingTimeInterval(86_400))
        )
        try await scratch.hand(from: leader, to: office)
        let slips = try await office.handOutSlips(tally, to: ["3-1-501"])
        #expect(slips.map(\.voter) == ["3-1-501"])
        let slip = try #require(slips.first).slip
        for store in [leader, home] { try await scratch.hand(from: office, to: store) }
        let anothers = try await failure {
            try await leader.castBallot(
                .init(tally: tally, voter: "3-1-502", choice: .yes, authority: .slip, slip: slip))
        }
        guard case .input = anothers else { throw anothers }
        try await leader.castBallot(.init(tally: tally, voter: "3-1-501", choice: .yes, authority: .slip, slip: slip))
        try await home.castBallot(.init(tally: tally, voter: "3-1-502", choice: .no))
        let refused = try await failure {
            try await home.castBallot(.init(tally: tally, voter: "3-1-501", choice: .no))
        }
        guard case .notAllowed = refused else { throw refused }
        for store in [home, leader, office] { try await store.close() }
    }
}
