// What other apps hand over.

import Foundation
import Linli
import LinliHandover

/// The draft of a topic of no household.
private let topicKey = DraftKey(screen: "topic", thing: "")
/// Pictures that were handed over, one a line: its name, and after a tab the screen on which it is written down what it is of.
private let handedKey = DraftKey(screen: "app", thing: "handed")

/// A picture that another app handed over, as a copy of our own.
struct HandedPicture: Hashable {
    /// The copy.
    let file: URL
    /// The name of the screen on which it is written down what it is of; empty until that was said.
    var screen: String
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// A text that another app hands over becomes the draft of a topic from the owners' group, below what is typed there already.
    public func handed(_ text: String) {
        if text.isBlank { return }
        hand { [self] in
            try await addToTopic(text.trimmed)
            if try await store.me().enrolment == .admitted { arrive(at: .newTopic()) }
        }
    }

    /// A picture that another app hands over, as a copy of our own, is kept beside those that came before until it is said what it
    /// is of.
    public func handed(picture file: URL) {
        hand { [self] in
            try await add(picture: file)
            if try await store.me().enrolment == .admitted { arrive(at: .handed) }
        }
    }

    /// Takes in what the share extension put aside.
    public func takeIn(_ handover: Handover, keep: URL) {
        hand { [self] in
            let isAdmitted = try await store.me().enrolment == .admitted
            var hasPicture = false
            var hasText = false
            // Also if a later one cannot be read: a screen that lies open would write over what it had not loaded.
            defer {
                if isAdmitted && hasPicture { arrive(at: .handed) }
                if isAdmitted && hasText { arrive(at: .newTopic()) }
            }
            while let waiting = try handover.first(beside: try await handedPictures().map(\.file), keep: keep) {
                switch waiting.item {
                case .text(let text):
                    try await addToTopic(text.trimmed)
                    hasText = true
                case .picture(let file):
                    try await add(picture: file)
                    hasPicture = true
                }
                // Only now that a draft has it: an app that is ended in between has it twice rather than never.
                try handover.forget(waiting)
            }
        }
    }

    private func hand(_ work: @escaping @MainActor () async throws -> Void) {
        launch { [self] in try await handing.inTurn(work) }
    }

    /// The pictures that were handed over.
    func handedPictures() async throws -> [HandedPicture] {
        let text = try await store.drafts().first { $0.key == handedKey }?.texts["pictures"] ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return kept(String(parts[0])).map {
                HandedPicture(file: $0, screen: parts.count > 1 ? String(parts[1]) : "")
            }
        }
    }

    private func keep(_ all: [HandedPicture]) async throws {
        let text = all.map { "\(written($0.file))\t\($0.screen)" }.joined(separator: "\n")
        try await store.saveDraft(handedKey, all.isEmpty ? [] : fields(["pictures": text]))
    }

    private func add(picture file: URL) async throws {
        try await keep(try await handedPictures() + [HandedPicture(file: file, screen: "")])
    }

    /// Those of which is asked what they are of: all, where it was said of each, and nothing came of it yet.
    func askedPictures() async throws -> [HandedPicture] {
        let all = try await handedPictures()
        let new = all.filter(\.screen.isEmpty)
        return new.isEmpty ? all : new
    }

    /// Says what the pictures are of: they go to what is written down there next.
    func keepHanded(for screen: Screen) async throws {
        let isAny = try await handing.inTurn { [self] in
            let asked = try await askedPictures()
            var all = try await handedPictures()
            for at in all.indices where asked.contains(all[at]) { all[at].screen = screen.name }
            try await keep(all)
            if case .newTopic = screen, !asked.isEmpty { try await addToTopic(nil) }
            return !asked.isEmpty
        }
        if !isAny { return }
        back()
        arrive(at: screen)
    }

    /// How many pictures wait for what is written down on a screen.
    func countHanded(for screen: Screen) async throws -> Int {
        try await handedPictures().filter { $0.screen == screen.name }.count
    }

    /// Attaches the pictures that wait for a screen to what was written down there.
    func attachHanded(_ screen: Screen, to entity: String) async throws {
        try await finish { [self] in
            try await handedPictures().filter { $0.screen == screen.name }
        } with: { [self] file in
            try await store.attachPhoto(PhotoDraft(entity: entity, file: file))
        }
    }

    /// Throws the pictures away that wait for a screen.
    func dropHanded(for screen: Screen) async throws {
        try await finish { [self] in try await handedPictures().filter { $0.screen == screen.name } }
    }

    /// Throws those pictures away of which is asked what they are of.
    func dropAsked() async throws {
        try await finish { [self] in try await askedPictures() }
    }

    /// One after the other: what comes of one stays when another one fails. The file goes first: nothing of a resident's is to lie
    /// open.
    private func finish(
        _ which: @escaping @MainActor () async throws -> [HandedPicture],
        with work: @escaping @MainActor (URL) async throws -> Void = { _ in }
    ) async throws {
        try await handing.inTurn { [self] in
            for one in try await which() {
                try await work(one.file)
                await files.discard(one.file)
                try await keep(try await handedPictures().filter { $0 != one })
            }
        }
    }

    private func addToTopic(_ text: String?) async throws {
        var draft = try await store.drafts().first { $0.key == topicKey }?.texts ?? [:]
        if draft["source"] == nil { draft["source"] = TopicSource.ownersGroup.rawValue }
        if let text { draft["text"] = [draft["text"], text].compactMap { $0 }.joined(separator: "\n") }
        try await store.saveDraft(topicKey, fields(draft))
    }
}
