// 议程.

import Linli
import Observation

/// Agendas, with the places of the community by name.
struct AgendasShown: Sendable {
    let agendas: Listed<AgendaView>
    let places: [String: Said]
}

/// 议程: what is to be talked about, where and when; newest first.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class AgendasModel: Model {
    let desk: Desk
    private let length = Length()
    var shown = Shown<AgendasShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: AgendasShown?) -> String { words[.agendas] }

    func read() async throws -> AgendasShown {
        let agendas = try await length.read { [desk] in try await desk.store.listAgendas(limit: $0, after: $1) }
        return AgendasShown(agendas: agendas, places: try await desk.placesSaid())
    }

    func show(_ value: AgendasShown, on page: Drawing) {
        let words = page.words
        if value.agendas.items.isEmpty { page.line(.noAgendas, .quiet) }
        for agenda in value.agendas.items {
            let place = value.places[agenda.scope].map { words.of($0) } ?? agenda.scope
            let (time, room) = (words.said(agenda, AgendaField.time), words.said(agenda, AgendaField.place))
            let line = words.beside([place, time, room])
            let marks = agenda.isUndecided ? [Mark(words[.conflicted], .warning)] : []
            page.row(agenda.agenda.rawValue, words.named(agenda), [line], marks) { [desk] in
                desk.open(.agenda(agenda.agenda.rawValue))
            }
        }
        length.more(value.agendas.hasMore, on: page) { [self] in act {} }
    }
}

/// An agenda, as it stands: values that contradict each other stand side by side until they are decided.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class AgendaModel: Model {
    let desk: Desk
    private let agenda: String
    var shown = Shown<AgendaView>.waiting

    init(_ desk: Desk, _ agenda: String) {
        self.desk = desk
        self.agenda = agenda
    }

    func title(_ words: Words, _ value: AgendaView?) -> String { value.map { words.named($0) } ?? words[.agenda] }

    func read() async throws -> AgendaView { try await desk.store.agenda(DocId(agenda)) }

    func show(_ value: AgendaView, on page: Drawing) {
        let words = page.words
        for field in value.fields where field.name != AgendaField.text {
            let tone: Tone = field.values.count > 1 ? .warning : .plain
            page.fact(words.label(field), words.said(value, field.name), tone)
        }
        let text = words.said(value, AgendaField.text)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { page.line(String(line)) }
        if value.contested { page.line(.agendaContested, .warning) }
        if value.waiting > 0 { page.line(words[.agendaWaiting, value.waiting], .warning) }
        if value.isUndecided { page.button(.toTheConflicts) { [desk] in desk.open(.conflicts) } }
    }
}

/// Fields of an agenda that have a name among people.
private enum AgendaField {
    static let title = "title"
    static let time = "time"
    static let place = "place"
    static let chair = "chair"
    static let text = "text"
}

extension AgendaView {
    fileprivate var isUndecided: Bool { fields.contains { $0.values.count > 1 } }
}

extension Words {
    /// All values of a field.
    fileprivate func said(_ agenda: AgendaView, _ field: String) -> String {
        let values = agenda.fields.first { $0.name == field }?.values ?? []
        return values.map { $0.value ?? self[.notHere] }.joined(separator: " ⁄ ")
    }

    func named(_ agenda: AgendaView) -> String {
        let title = said(agenda, AgendaField.title)
        return title.isBlank ? self[.agenda] : title
    }

    /// A field's name; one of another kind has the name that somebody typed for it.
    fileprivate func label(_ field: FieldView) -> String {
        switch field.name {
        case AgendaField.title: self[.title]
        case AgendaField.time: self[.time]
        case AgendaField.place: self[.place]
        case AgendaField.chair: self[.agendaChair]
        default: field.name
        }
    }
}
