// 同步.

import Foundation
import Linli
import Observation

/// The relation to the hub, and what was written last on this device.
struct SyncShown: Sendable {
    let screen: SyncScreen
    let receipts: [Receipt]
}

/// 同步: what is only on this phone, and the two ways out of it: the hub, or another phone by a file.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class SyncModel: Model {
    let desk: Desk
    var shown = Shown<SyncShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: SyncShown?) -> String { words[.sync] }

    func read() async throws -> SyncShown {
        SyncShown(screen: try await desk.store.syncScreen(), receipts: try await desk.readReceipts())
    }

    func show(_ value: SyncShown, on page: Drawing) {
        hub(value.screen, on: page)
        receipts(value.receipts, on: page)
        others(on: page)
    }

    private func receipts(_ all: [Receipt], on page: Drawing) {
        let words = page.words
        if all.isEmpty { return }
        page.heading(.receipts)
        let states = Set(all.map(\.safety)).sorted { $0.rank < $1.rank }
        for safety in states { page.line(words.explained(safety), .quiet) }
        for one in all {
            let title = words.beside([words.of(one.kind), one.title ?? words[.notHere]])
            let key = "receipt \(one.screen.text)"
            page.row(key, title, [words.time(one.at)], words.marks(one.safety)) { [desk] in desk.open(one.screen) }
        }
    }

    private func hub(_ value: SyncScreen, on page: Drawing) {
        let (words, status, debt) = (page.words, value.status, value.debt)
        if debt.records == 0 {
            page.line(.nothingOnlyHere, .good)
        } else {
            let since = debt.since.map { words[.since, words.time($0)] } ?? ""
            page.line(words.beside([words[.onlyHere, debt.records], since]), .warning)
        }
        state(value.state, on: page)
        for one in value.byKind { page.fact(one.kind.word, String(one.records)) }
        page.fact(.hub, status.hub ?? words[.noHub])
        page.fact(.lastSync, status.last.map { words.time($0) } ?? words[.never])
        if !status.complete && status.hub != nil { page.line(.notComplete, .warning) }
        if !status.gaps.isEmpty { page.line(words[.gaps, status.gaps.count], .warning) }
        if !status.forks.isEmpty { page.line(words[.forks, status.forks.count], .warning) }
        if status.clockOff != 0 { page.line(words[.clockOff, status.clockOff / 60], .warning) }
        page.button(.syncNow, isMain: true, whyNot: status.hub == nil ? words[.noHub] : nil) { [self] in sync() }
    }

    private func others(on page: Drawing) {
        page.heading(.byCodes)
        page.line(.byCodesHow, .quiet)
        page.button(.getByCode) { [desk] in desk.open(.get) }
        page.button(.giveByCode) { [desk] in desk.open(.give) }
        page.heading(.byFile)
        page.line(.byFileHow, .quiet)
        files(on: page)
    }

    private func sync() {
        act { [self] in
            let done = try await desk.store.syncAndWait(SyncOptions(), transport: nil).records
            let (zh, en) = (
                "送出 \(done.sent) 条，收到 \(done.received) 条。", "\(done.sent) sent, \(done.received) received."
            )
            let kept = done.notTaken > 0
            desk.tell(
                Notice(
                    kept ? zh + Words(.zh)[.notTaken, done.notTaken] : zh,
                    kept ? en + " " + Words(.en)[.notTaken, done.notTaken] : en
                )
            )
        }
    }

    private func files(on page: Drawing) {
        page.button(.writeRequest) { [self] in act { [desk] in try await desk.writeRequest() } }
        page.button(.answerRequest) { [self] in
            act { [desk] in
                guard let file = await desk.files.take() else { return }
                let bundle = try await desk.store.bundle(for: String(contentsOf: file, encoding: .utf8))
                try await desk.files.give("linli-bundle.bin") { try bundle.write(to: $0) }
            }
        }
        page.button(.takeIn) { [self] in
            act { [desk] in
                guard let got = try await desk.takeIn() else { return }
                desk.tell(Notice("收到 \(got.accepted) 条新记录。", "\(got.accepted) new records."))
            }
        }
    }

    private func state(_ state: SyncState, on page: Drawing) {
        let words = page.words
        switch state {
        case .idle:
            break
        case .running(let records, _, _):
            page.line(words[.syncRunning, records])
        case .failed(let said, let retryAt):
            let again = retryAt.map { words[.retryAt, words.time($0)] } ?? ""
            page.line(words.beside([words.of(said), again]), .warning)
        }
    }
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// Writes what this store has into a file that is chosen.
    func writeRequest() async throws {
        let request = try await store.request()
        try await files.give("linli-request.txt") { try request.write(to: $0, atomically: true, encoding: .utf8) }
    }

    /// Takes a chosen file in.
    func takeIn() async throws -> Received? {
        guard let file = await files.take() else { return nil }
        return try await store.receive(Data(contentsOf: file))
    }
}

extension DebtKind {
    fileprivate var word: AppWord {
        switch self {
        case .document(let kind): kind.word
        case .photo: .photos
        case .voice: .voiceNote
        case .later: .otherRecords
        }
    }
}

extension DocKind {
    fileprivate var word: AppWord {
        switch self {
        case .register: .kindRegister
        case .visits: .kindVisits
        case .topic: .kindTopic
        case .agenda: .kindAgenda
        case .motion: .kindMotion
        case .ballots: .kindBallots
        case .round: .kindRound
        case .hazard: .kindHazard
        case .notice: .kindNotice
        case .dispute: .kindDispute
        case .campaign: .kindCampaign
        case .fundProject: .kindFundProject
        case .ledger: .kindLedger
        case .incident: .kindIncident
        case .formAnswers: .kindFormAnswers
        case .review: .kindReview
        case .deliberation: .kindDeliberation
        case .meeting: .kindMeeting
        case .care: .kindCare
        }
    }
}
