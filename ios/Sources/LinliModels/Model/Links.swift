// What a field of a form may name beside people: nobody types the number of a record.

import Linli

/// What the fields of forms may name.
struct Links: Sendable {
    private var tallies: [TallySummary] = []
    private var matters: [MatterSummary] = []
    private var rounds: [RoundView] = []
    private var agendas: [AgendaView] = []

    /// The field by which a hazard names the round in which it was found.
    private static let round = "round"
    /// The field by which a meeting names its agenda.
    private static let agenda = "agenda"
    private static let atOnce = 50

    /// Reads what the fields of these forms may name; nothing is read for those that name nothing.
    @available(iOS 17, macOS 14, *)
    @MainActor
    init(_ desk: Desk, _ forms: [StepForm]) async throws {
        let kinds = forms.flatMap { form in form.fields.flatMap { $0.columns + [$0] } }.map(\.kind)
        if kinds.contains(.tally) { tallies = try await desk.store.listTallies() }
        guard kinds.contains(.doc) else { return }
        matters = try await desk.store.listMatters(MatterFilter(), limit: Self.atOnce, after: nil).items
        rounds = try await desk.store.listRounds(limit: Self.atOnce, after: nil).items
        agendas = try await desk.store.listAgendas(limit: Self.atOnce, after: nil).items
    }

    /// What one field may name, with the words for it: what its flow is made for first, then the newest.
    func of(_ field: FormField, _ words: Words) -> [(String, String)] {
        if field.kind == .tally {
            return tallies.map { ($0.tally.rawValue, words.beside([$0.title ?? "", words.time($0.deadline)])) }
        }
        let likely = matters.filter { $0.flow == field.field } + matters.filter { $0.flow != field.field }
        let named = likely.map {
            ($0.matter.rawValue, words.beside([$0.title ?? "", words.of($0.flowTitle), words.of($0.placeSaid)]))
        }
        let walked = rounds.map {
            ($0.round.rawValue, words.beside([$0.template, words.of($0.periodSaid), words.of($0.placeSaid)]))
        }
        let planned = agendas.map { ($0.agenda.rawValue, words.beside([words.named($0), words[.agenda]])) }
        return switch field.field {
        case Self.round: walked + named + planned
        case Self.agenda: planned + named + walked
        default: named + walked + planned
        }
    }
}
