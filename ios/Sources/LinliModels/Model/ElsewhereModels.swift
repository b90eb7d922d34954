// 还要填到别的系统.

import Linli
import Observation

/// What another system lacks, with the places of the community by name.
struct ElsewhereShown: Sendable {
    let system: ElsewhereSystem
    let rows: Listed<ElsewhereRow>
    let places: [String: Said]
}

/// 还要填到别的系统: what other systems lack, each with its lines.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class ElsewhereModel: Model {
    let desk: Desk
    private let length = Length()
    var shown = Shown<[ElsewhereShown]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: [ElsewhereShown]?) -> String { words[.elsewhere] }

    func read() async throws -> [ElsewhereShown] {
        let places = try await desk.placesSaid()
        var lacking: [String: Listed<ElsewhereRow>] = [:]
        var all: [ElsewhereShown] = []
        for system in try await desk.store.elsewhereSystems() {
            let name = system.system
            if all.contains(where: { $0.system.system == name && $0.system.flow == system.flow }) { continue }
            if lacking[name] == nil {
                lacking[name] = try await length.read { [desk] in
                    try await desk.store.toType(in: name, all: false, limit: $0, after: $1)
                }
            }
            let rows = lacking[name]
            let own = (rows?.items ?? []).filter { $0.flow == system.flow }
            let listed = Listed(items: own, hasMore: rows?.hasMore ?? false)
            all.append(ElsewhereShown(system: system, rows: listed, places: places))
        }
        return all
    }

    func show(_ value: [ElsewhereShown], on page: Drawing) {
        let words = page.words
        let hasMore = value.contains { $0.rows.hasMore }
        if !hasMore && value.allSatisfy({ $0.rows.items.isEmpty }) { page.line(.elsewhereDone, .good) }
        for shown in value where !shown.rows.items.isEmpty {
            page.heading(words.of(shown.system.title))
            for row in shown.rows.items {
                let place = shown.places[row.scope].map { words.of($0) } ?? row.scope
                let line = words.beside([place, words.time(row.at)])
                let marks = row.state == .several ? [Mark(words[.elsewhereSeveral], .warning)] : []
                page.row(row.matter.rawValue, row.title ?? words[.notHere], [line], marks) { [desk] in
                    desk.open(.toType(system: shown.system.system, matter: row.matter.rawValue))
                }
            }
        }
        length.more(hasMore, on: page) { [self] in act {} }
    }
}

/// A matter that belongs into another system, which people call by its title.
struct ToTypeShown: Sendable {
    let system: Said
    let row: ElsewhereRow
}

/// One matter, line by line in the order of the other system; the number that it was given there ends it.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class ToTypeModel: Model {
    let desk: Desk
    private let system: String
    private let matter: String
    private let typing: Typing
    var shown = Shown<ToTypeShown>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ system: String, _ matter: String) {
        self.desk = desk
        self.system = system
        self.matter = matter
        typing = Typing(desk, "to-type", "\(system) \(matter)", known: ["number"])
    }

    func title(_ words: Words, _ value: ToTypeShown?) -> String { value?.row.title ?? words[.elsewhere] }

    func read() async throws -> ToTypeShown {
        let row = try await find()
        let all = try await desk.store.elsewhereSystems()
        let named = all.first { $0.system == system && $0.flow == row.flow }
        return ToTypeShown(system: named?.title ?? Said(zh: system, en: system), row: row)
    }

    private func find() async throws -> ElsewhereRow {
        let found = try await firstOf(
            where: { $0.matter.rawValue == matter },
            { [desk, system] in try await desk.store.toType(in: system, all: true, limit: $0, after: $1) }
        )
        guard let found else { throw Gone() }
        return found
    }

    func show(_ value: ToTypeShown, on page: Drawing) {
        let words = page.words
        page.line(words[.elsewhereCopy, words.of(value.system)])
        page.cells(value.row)
        page.numbered(value.row)
        page.text(.elsewhereNumber, typing, "number")
        let number = typing["number"]
        page.button(.save, isMain: true, whyNot: number.isBlank ? words[.elsewhereNumberMissing] : nil) { [self] in
            act { [self] in
                try await desk.store.setExternalId(of: DocId(matter), system: system, number: number.trimmed)
                try await typing.clear()
                desk.back()
                desk.tell(Notice(AppWord.elsewhereNumberKept.said))
            }
        }
        page.button(.whatBecomes) { [self] in desk.open(.matter(matter)) }
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// The lines that are to be typed into another system, in its order.
    func cells(_ row: ElsewhereRow) {
        for cell in row.cells {
            if cell.text.isBlank {
                fact(cell.heading, words[.leftEmpty], .quiet)
            } else {
                copied(cell.heading, cell.text)
            }
        }
    }

    /// The numbers that a matter has in another system; several are a warning.
    func numbered(_ row: ElsewhereRow) {
        if row.numbers.isEmpty { return }
        let isSeveral = row.state == .several
        let said = words[.elsewhereTyped, words.listed(row.numbers)]
        line(words.beside([said, isSeveral ? words[.elsewhereSeveral] : ""]), isSeveral ? .warning : .good)
    }
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// The places of the community by name, as people say them.
    func placesSaid() async throws -> [String: Said] {
        let places = try await store.places().map { ($0.name, $0.said) }
        return Dictionary(places) { first, _ in first }
    }
}
