// What somebody types on a screen.

import Linli
import Observation

/// What somebody types on a screen. Each letter is kept in the store at once, so that nothing is lost if the app is killed; the
/// fields are there again when the screen is opened the next time.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class Typing {
    private let desk: Desk
    private let key: DraftKey
    private var fieldsTyped: [String: String] = [:]
    private var wrong: [String: Said] = [:]
    @ObservationIgnored private var isLoaded = false
    @ObservationIgnored private let saving = Turns()

    /// The fields that the screen shows: a mistake in another one is told below.
    @ObservationIgnored var known: Set<String>

    init(_ desk: Desk, _ screen: String, _ thing: String = "", known: Set<String> = []) {
        self.desk = desk
        key = DraftKey(screen: screen, thing: thing)
        self.known = known
    }

    /// The text of a field; empty if nothing was typed.
    subscript(_ field: String) -> String { fieldsTyped[field] ?? "" }

    /// What is wrong with a field.
    func mistake(_ field: String, _ words: Words) -> String? { wrong[field].map { words.of($0) } }

    /// Brings back what was typed before, once.
    func load() async throws {
        if isLoaded { return }
        let kept = try await desk.store.drafts().first { $0.key == key }
        isLoaded = true
        fieldsTyped.merge(kept?.texts ?? [:]) { new, _ in new }
    }

    /// Types. An empty text takes the field away.
    func put(_ field: String, _ text: String) {
        fieldsTyped[field] = text.isEmpty ? nil : text
        wrong[field] = nil
        desk.launch { [self] in try await save() }
    }

    /// The last letters win: whoever waits here saves all that was typed meanwhile.
    private func save() async throws {
        try await saving.inTurn { [self] in try await desk.store.saveDraft(key, fields(fieldsTyped)) }
    }

    /// Makes a record of it. A letter that is still to be saved waits, and finds nothing: else it would bring the draft back.
    func commit() async throws -> Committed {
        try await saving.inTurn { [self] in
            try await desk.store.saveDraft(key, fields(fieldsTyped))
            let committed = try await desk.store.commitDraft(key)
            forget()
            return committed
        }
    }

    /// Throws it away.
    func clear() async throws {
        forget()
        try await save()
    }

    private func forget() {
        fieldsTyped = [:]
        wrong = [:]
    }

    /// Shows what is wrong beside its field; whether there is such a field is for the screen to say.
    func refuse(_ error: any Error) -> Bool {
        guard case .input(_, let field?, let texts, _)? = error as? LinliError else { return false }
        wrong[field] = Said(zh: texts.zh, en: texts.en)
        return known.contains(field)
    }
}

/// Work that goes on in the order in which it was asked for.
@MainActor
final class Turns {
    private var last: Task<Void, Never>?

    func inTurn<Answer: Sendable>(_ work: @escaping @MainActor () async throws -> Answer) async throws -> Answer {
        let before = last
        let task = Task {
            await before?.value
            return try await work()
        }
        last = Task { _ = await task.result }
        return try await task.value
    }
}

/// What was typed, as the library takes it.
func fields(_ typed: [String: String]) -> [DraftField] {
    typed.sorted { $0.key < $1.key }.map { DraftField(field: $0.key, text: $0.value) }
}

extension DraftView {
    /// What was typed, by field.
    var texts: [String: String] { Dictionary(fields.map { ($0.field, $0.text) }, uniquingKeysWith: { $1 }) }
}
