// A half-year of public revenue (5.1.2): refused while it does not add up, then published with its notice.

import Foundation
import Testing

@testable import Linli

@Suite(.timeLimit(.minutes(2))) struct Matters {
    let scratch: Scratch
    let compound = ScopeName.compound("月亮湾")

    init() throws { scratch = try Scratch() }

    private func halfYear(income: Int) -> StepDraft {
        StepDraft(
            step: "prepare",
            values: [
                .init("period", "2026-H1"),
                .init(
                    "income",
                    .rows([FormRow(cells: [.init("source", "premises"), .init("amount", .whole(income))])])),
                .init("spending", .rows([FormRow(cells: [.init("use", "repair"), .init("amount", 20_000)])])),
                .init("total_in", 120_000), .init("total_out", 20_000), .init("balance", 100_000),
            ])
    }

    @Test func whatDoesNotAddUpIsRefusedWithItsNumbersAndWhatDoesIsPublished() async throws {
        let office = try await scratch.office()
        let committee = try await scratch.leader(of: office, "committee", as: .committee, in: compound).workspace
        let form = try await committee.flow("revenue-notice")
        let opening = try #require(form.steps.first { $0.opening })
        let income = try #require(opening.fields.first { $0.field == "income" })
        #expect(income.columns.map(\.kind) == [.choice, .fen])
        #expect(try await committee.packs().allSatisfy { !$0.own })

        let wrong = try await failure {
            try await committee.openMatter("revenue-notice", at: compound, halfYear(income: 110_000))
        }
        #expect(wrong.code == .needUnmet && wrong.zh.contains("110000") && wrong.zh.contains("120000"))
        let unfit = try await failure {
            try await committee.openMatter(
                "revenue-notice", at: compound, StepDraft(step: "", values: [.init("period", "2026-H1")]))
        }
        guard case .input(_, let field, _, _) = unfit else { throw unfit }
        #expect(field == "total_in")

        let opened = try await committee.openMatter("revenue-notice", at: compound, halfYear(income: 120_000))
        let notice: [FormEntry] = [.init("kind", "revenue"), .init("title", "上半年公共收益"), .init("text", "见附表")]
        let posted = try await committee.takeStep(of: opened.matter, StepDraft(step: "publish", opening: notice))
        try await committee.amendStep(opened.record, values: [.init("balance", 100_000)], reason: "核对")
        try await committee.comment(on: opened.matter, step: opened.record, text: "三楼住户问过")
        let view = try await committee.matter(opened.matter)
        #expect(view.state == "published" && view.namedBy == posted.opened)
        #expect(view.values.first { $0.field == "total_in" }?.value == 120_000)
        #expect(view.lacking.map(\.need) == ["photos"] && view.comments.map(\.text) == ["三楼住户问过"])
        #expect(view.next.contains { $0.step == "close" && $0.may } && !view.conflict)

        #expect(try await committee.listMatters(.init(flow: "revenue-notice")).items.map(\.matter) == [opened.matter])
        #expect(try await committee.matterFile(opened.matter).contains("\"flow\":\"revenue-notice\""))
        try await committee.withdrawStep(posted.record, reason: "照片没拍")
        #expect(try await committee.matter(opened.matter).state == "prepared")

        let day = 86_400.0
        let due = try await committee.obligations(from: Date(), until: Date(timeIntervalSinceNow: 500 * day))
        #expect(
            due.contains {
                guard case .duty(let duty, _, let scope, _, _, _, _, _) = $0 else { return false }
                return duty == "half-year-revenue" && scope == "月亮湾"
            })
        let unsound = try await failure { try await office.adoptPack(Data("{}".utf8)) }
        #expect(unsound.code == .packUnsound)
        try await committee.close()
        try await office.close()
    }
}
