// 今日走访.

import Foundation
import Linli
import Observation

/// A round, and the grids of which one could go the round.
struct TodayShown: Sendable {
    let today: Today
    let grids: [String]
    /// The place that was chosen, as people say it.
    let place: Said?
}

/// 今日走访: who is due, then every door by floor.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class TodayModel: Model {
    let desk: Desk
    private let place: ScopeName?
    var shown = Shown<TodayShown>.waiting

    init(_ desk: Desk, _ place: ScopeName?) {
        self.desk = desk
        self.place = place
    }

    /// More than anybody visits in a day; the others are further down, by floor.
    private static let mostPlanned = 40

    func title(_ words: Words, _ value: TodayShown?) -> String {
        words.beside([words[.today], value?.place.map { words.of($0) } ?? ""])
    }

    func read() async throws -> TodayShown {
        let (today, grids) = (try await desk.store.today(place), try await desk.ownGrids())
        return TodayShown(today: today, grids: grids, place: try await said())
    }

    private func said() async throws -> Said? {
        guard let place else { return nil }
        return try await desk.said(place)
    }

    func validUntil(_ value: TodayShown) -> Date? { value.today.validUntil }

    func show(_ shown: TodayShown, on page: Drawing) {
        let (words, value) = (page.words, shown.today)
        if value.debt.records > 0 {
            let since = value.debt.since.map { words[.since, words.time($0)] } ?? ""
            page.row("debt", words[.onlyHere, value.debt.records], [since]) { [desk] in desk.open(.sync) }
        }
        if !value.toCorrect.isEmpty { page.heading(words[.resultsToCorrect]) }
        for one in value.toCorrect { page.matter(one, desk) }
        grids(shown.grids, on: page)
        places(value, on: page)
        let all = value.floors.flatMap(\.doors).map { ($0.household, $0) }
        let doors = Dictionary(all, uniquingKeysWith: { first, _ in first })
        let planned = value.plan.compactMap { doors[$0] }
        if !planned.isEmpty { page.heading(words[.toVisit, planned.count]) }
        for one in planned.prefix(Self.mostPlanned) { door(one, "plan-", on: page) }
        for floor in value.floors {
            let stairwell = value.places.first { $0.place.id == floor.stairwell }?.place.said
            page.heading(
                words.beside([
                    stairwell.map { words.of($0) } ?? "", floor.n.map { words[.floor, $0] } ?? words[.floorUnknown],
                ]))
            for one in floor.doors { door(one, "floor-", on: page) }
        }
        if doors.isEmpty && value.places.isEmpty { page.line(.noDoors, .quiet) }
    }

    private func grids(_ names: [String], on page: Drawing) {
        if names.isEmpty { return }
        let options = names.map { name in
            Block.Option(name, isChosen: place == .grid(name)) { [desk] in desk.open(.today(.grid(name))) }
        }
        page.choice(page.words[.grids], options)
    }

    /// Of many doors only places are told: one of them is chosen, and its doors are shown.
    private func places(_ value: Today, on page: Drawing) {
        let words = page.words
        if value.floors.isEmpty {
            for tab in value.places {
                page.row(tab.place.id.rawValue, words.of(tab.place.said), [words[.doorsDue, tab.doors, tab.due]]) {
                    [desk] in
                    desk.open(.today(tab.place.scope))
                }
            }
        } else if value.places.count > 1 {
            let options = value.places.map { tab in
                Block.Option(words.beside([words.of(tab.place.said), "\(tab.due)/\(tab.doors)"]), isChosen: false) {
                    [desk] in
                    desk.open(.today(tab.place.scope))
                }
            }
            page.choice(words[.stairwells], options)
        }
    }

    private func door(_ row: DoorRow, _ list: String, on page: Drawing) {
        let words = page.words
        let contact = row.last.map { words.contact($0) } ?? words[.neverVisited]
        let lines = [contact, row.callBack.map { words[.callBackAt, words.time($0)] } ?? ""]
        let title = words.beside([row.door, words.listed(row.names)])
        page.row(list + row.household.rawValue, title, lines, words.marks(row)) { [desk] in
            desk.open(.door(row.household.rawValue))
        }
    }
}

extension Words {
    fileprivate func marks(_ row: DoorRow) -> [Mark] {
        var marks: [Mark] = []
        if row.knock != .ok { marks.append(Mark(of(row.knock), .warning)) }
        if let due = row.due { marks.append(Mark(of(due), due == .returned ? .warning : .plain)) }
        marks += row.flags.filter { $0 != .doNotKnock }.map { Mark(of($0)) }
        if row.missed > 1 { marks.append(Mark(self[.missed, row.missed])) }
        if row.openBallots > 0 { marks.append(Mark(self[.ballotsOpen, row.openBallots])) }
        if row.openTopics > 0 { marks.append(Mark(self[.topicsOpen, row.openTopics])) }
        if row.conflicted { marks.append(Mark(self[.conflicted], .warning)) }
        if row.unsent > 0 { marks.append(Mark(self[.unsent], .quiet)) }
        return marks
    }

    /// A contact in a line: when, by whom, with what outcome, why.
    fileprivate func contact(_ last: Contact) -> String {
        beside([time(last.at), of(last.by), last.outcome.map { of($0) } ?? "", last.why ?? ""])
    }
}
