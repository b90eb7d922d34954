// What other apps hand over.

import Foundation
import Linli
import LinliHandover

/// The draft of a topic of no household.
private let topicKey = DraftKey(screen: "topic", thing: "")
/// A picture that was handed over: where it lies, and what it is for once that was said.
private let handedKey = DraftKey(screen: "app", thing: "handed")

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

    /// A picture that another app hands over, as a copy of our own, is kept until it is said what it is of.
    public func handed(picture file: URL) {
        hand { [self] in
            if let before = try await handedPicture() { await files.discard(before) }
            try await store.saveDraft(handedKey, fields(["picture": file.path]))
            if try await store.me().enrolment == .admitted { arrive(at: .handed) }
        }
    }

    /// Takes in what the share extension put aside: all texts, and the first picture if none waits yet to be said what it is of.
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
            while let waiting = try handover.first(beside: try await handedPicture(), keep: keep) {
                switch waiting.item {
                case .text(let text):
                    try await addToTopic(text.trimmed)
                    hasText = true
                case .picture(let file):
                    try await store.saveDraft(handedKey, fields(["picture": file.path]))
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

    /// The picture that was handed over, if one waits.
    func handedPicture() async throws -> URL? {
        let kept = try await store.drafts().first { $0.key == handedKey }?.texts["picture"]
        return kept.map { URL(fileURLWithPath: $0) }
    }

    /// Says what the picture is of: it goes to what is written down there next.
    func keepHanded(for screen: Screen) async throws {
        guard let file = try await handedPicture() else { return }
        try await store.saveDraft(handedKey, fields(["picture": file.path, "for": screen.name]))
        if case .newTopic = screen { try await handing.inTurn { [self] in try await addToTopic(nil) } }
        back()
        arrive(at: screen)
    }

    /// Whether a picture waits for what is written down on a screen.
    func isHanded(for screen: Screen) async throws -> Bool {
        try await store.drafts().first { $0.key == handedKey }?.texts["for"] == screen.name
    }

    /// Attaches the picture that waits for a screen to what was written down there.
    func attachHanded(_ screen: Screen, to entity: String) async throws {
        guard try await isHanded(for: screen), let file = try await handedPicture() else { return }
        try await store.attachPhoto(PhotoDraft(entity: entity, file: file))
        try await dropHanded()
    }

    /// Throws the picture away.
    func dropHanded() async throws {
        if let file = try await handedPicture() { await files.discard(file) }
        try await store.saveDraft(handedKey, [])
    }

    private func addToTopic(_ text: String?) async throws {
        var draft = try await store.drafts().first { $0.key == topicKey }?.texts ?? [:]
        if draft["source"] == nil { draft["source"] = TopicSource.ownersGroup.rawValue }
        if let text { draft["text"] = [draft["text"], text].compactMap { $0 }.joined(separator: "\n") }
        try await store.saveDraft(topicKey, fields(draft))
    }
}
