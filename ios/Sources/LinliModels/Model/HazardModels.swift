// 隐患.

import Linli
import Observation

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// A hazard in a list.
    func hazard(_ hazard: HazardView, _ desk: Desk, _ safety: Safety? = nil) {
        let lines = [words.beside([words.of(hazard.placeSaid), words.of(hazard.kindSaid), words.time(hazard.at)])]
        let severity = Mark(words.of(hazard.severity), hazard.severity.tone)
        let marks = [severity] + words.marks(hazard.standing) + words.marks(safety)
        row(hazard.hazard.rawValue, hazard.text ?? words[.notHere], lines, marks) {
            desk.open(.hazard(hazard.hazard.rawValue))
        }
    }
}

extension Severity {
    fileprivate var tone: Tone { self == .high ? .warning : .plain }
}

/// Hazards, and where those are that oneself reported.
struct HazardsShown: Sendable {
    let hazards: Listed<HazardView>
    let kept: [String: Safety]
}

/// 隐患: all that stand, newest first.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class HazardsModel: Model {
    let desk: Desk
    private let length = Length()
    var shown = Shown<HazardsShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: HazardsShown?) -> String { words[.hazards] }

    func read() async throws -> HazardsShown {
        let hazards = try await length.read { [desk] in
            try await desk.store.hazards(HazardFilter(), limit: $0, after: $1)
        }
        return HazardsShown(hazards: hazards, kept: try await desk.kept(hazards.items))
    }

    func show(_ value: HazardsShown, on page: Drawing) {
        page.button(.newHazard, isMain: true) { [desk] in desk.open(.newHazard()) }
        if value.hazards.items.isEmpty { page.line(.noHazards, .quiet) }
        for one in value.hazards.items { page.hazard(one, desk, value.kept[one.hazard.rawValue]) }
        length.more(value.hazards.hasMore, on: page) { [self] in act {} }
    }
}

/// A hazard with its pictures.
struct HazardShown: Sendable {
    /// As it was reported.
    let view: HazardView
    /// How many pictures show it.
    let photos: Int
    /// Where it is, if it is one's own.
    let safety: Safety?
    /// The first of them.
    let shots: Listed<Shot>
}

/// A hazard as it was reported; what becomes of it is on the screen of its matter.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class HazardModel: Model {
    let desk: Desk
    private let hazard: String
    private let shots: Shots
    var shown = Shown<HazardShown>.waiting

    init(_ desk: Desk, _ hazard: String) {
        self.desk = desk
        shots = Shots(desk)
        self.hazard = hazard
    }

    func title(_ words: Words, _ value: HazardShown?) -> String {
        words.beside([words[.hazard], value.map { words.of($0.view.placeSaid) } ?? ""])
    }

    func read() async throws -> HazardShown {
        let view = try await find()
        let photos = try await desk.store.photos(of: DocId(hazard))
        return HazardShown(
            view: view, photos: photos.count, safety: try await desk.kept([view])[hazard],
            shots: await shots.read(photos))
    }

    private func find() async throws -> HazardView {
        let found = try await firstOf(
            where: { $0.hazard.rawValue == hazard },
            { [desk] in try await desk.store.hazards(HazardFilter(), limit: $0, after: $1) }
        )
        guard let found else { throw Gone() }
        return found
    }

    func show(_ shown: HazardShown, on page: Drawing) {
        let (words, value) = (page.words, shown.view)
        page.line(value.text ?? words[.notHere])
        page.fact(.place, words.of(value.placeSaid))
        page.fact(.kind, words.of(value.kindSaid))
        page.fact(.severity, words.of(value.severity), value.severity.tone)
        page.fact(.time, words.time(value.at))
        for one in words.marks(value.standing) { page.line(one.text, one.tone) }
        if shown.photos > 0 { page.fact(.photos, String(shown.photos)) }
        page.shots(shown.shots.items, desk) { [self] in act($0) }
        shots.more(shown.shots.hasMore, on: page) { [self] in act {} }
        if let safety = shown.safety { page.fact(.kept, words.explained(safety)) }
        page.button(.whatBecomes, isMain: true) { [self] in desk.open(.matter(hazard)) }
        page.button(.addPhoto) { [self] in act { [self] in try await desk.photograph(DocId(hazard)) } }
        page.share(hazard, desk)
    }
}

/// A hazard that is being written down.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class NewHazardModel: Model {
    let desk: Desk
    private let round: String
    private let typing: Typing
    private var handed = 0
    @ObservationIgnored private var written = ""
    var shown = Shown<[Spot]>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ round: String) {
        self.desk = desk
        self.round = round
        typing = Typing(desk, "hazard", round, known: ["kind", "severity", "text"])
    }

    func title(_ words: Words, _: [Spot]?) -> String { words[.newHazard] }

    func read() async throws -> [Spot] {
        handed = round.isEmpty ? try await desk.countHanded(for: .newHazard()) : 0
        return try await desk.ownPlaces()
    }

    func show(_ places: [Spot], on page: Drawing) {
        let place = page.place(places, typing)
        page.text(.kind, typing, "kind")
        page.wordChoice(.severity, typing, "severity", Severity.self)
        page.text(.whatWasSeen, typing, "text", isLong: true)
        page.handed(handed)
        let severity = Severity(rawValue: typing["severity"])
        let whyNot = severity == nil ? page.words[.chooseSeverity] : nil
        if let place {
            page.button(.save, isMain: true, whyNot: whyNot) { [self] in
                if let severity { save(place, severity) }
            }
        }
        discard(typing, on: page) { [self] in
            if handed > 0 { try await desk.dropHanded(for: .newHazard()) }
        }
    }

    private func save(_ place: ScopeName, _ severity: Severity) {
        act { [self] in
            var failure: LinliError?
            if handed > 0 {
                failure = try await desk.attachHanded(.newHazard(), typing["text"]) { [self] in
                    try await write(place, severity)
                }
            } else {
                _ = try await write(place, severity)
            }
            desk.back()
            desk.open(.hazard(written))
            desk.tell(Notice(kept: Said(zh: "隐患已报告。", en: "The hazard is reported."), without: failure))
        }
    }

    /// Reports it, and gives which hazard it is now.
    private func write(_ place: ScopeName, _ severity: Severity) async throws -> String {
        let draft = HazardDraft(
            place: place, kind: typing["kind"], severity: severity, text: typing["text"],
            round: round.isEmpty ? nil : DocId(round)
        )
        written = try await desk.store.reportHazard(draft).rawValue
        try await typing.clear()
        return written
    }
}
