// What other apps hand over.

import Foundation
import Linli
import LinliHandover

/// The draft of a topic of no household.
private let topicKey = DraftKey(screen: "topic", thing: "")
/// Pictures that were handed over, one a line: its name, and after a tab the screen on which it is written down what it is of.
private let handedKey = DraftKey(screen: "app", thing: "handed")
/// The draft of a hazard of no round.
private let hazardKey = DraftKey(screen: "hazard", thing: "")
/// Fields of that draft that say what is being written down with the pictures.
private let writing: Set = ["screen", "words", "since", "attaching", "had"]
/// So much of a text tells it apart, and fits into a draft beside the pictures.
private let mostFound = 200

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
        if isTooLong(text) {
            tellTooLong()
            return
        }
        hand { [self] in
            try await addToTopic(text.trimmed)
            if try await store.me().enrolment == .admitted { arrive(at: .newTopic()) }
        }
    }

    /// Whether a text fits into no draft: it never will, and nobody is to be told so again whenever the app is opened.
    private func isTooLong(_ text: String) -> Bool { text.trimmed.utf8.count > Handover.mostText }

    private func tellTooLong() { tell(Notice(AppWord.textTooLong.said, isFailure: true)) }

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
            var hasTooLong = false
            // Also if a later one cannot be read: a screen that lies open would write over what it had not loaded.
            defer {
                if isAdmitted && hasPicture { arrive(at: .handed) }
                if isAdmitted && hasText { arrive(at: .newTopic()) }
                if hasTooLong { tellTooLong() }
            }
            var failure: LinliError?
            var refused: [Handover.Waiting] = []
            while let waiting = try handover.first(
                beside: try await handedPictures().map(\.file), past: refused, keep: keep)
            {
                do {
                    switch waiting.item {
                    case .text(let text) where isTooLong(text):
                        hasTooLong = true
                    case .text(let text):
                        try await addToTopic(text.trimmed)
                        hasText = true
                    case .picture(let file):
                        try await add(picture: file)
                        hasPicture = true
                    }
                } catch let error as LinliError {
                    // It waits for a draft that has room, and holds up nothing behind it.
                    failure = failure ?? error
                    refused.append(waiting)
                    continue
                }
                // Only now that a draft has it: an app that is ended in between has it twice rather than never.
                try handover.forget(waiting)
            }
            if let failure { throw failure }
        }
    }

    private func hand(_ work: @escaping @MainActor () async throws -> Void) {
        launch { [self] in try await handing.inTurn(work) }
    }

    /// The pictures that were handed over.
    func handedPictures() async throws -> [HandedPicture] {
        let text = try await draft(handedKey)["pictures"] ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return kept(String(parts[0])).map {
                HandedPicture(file: $0, screen: parts.count > 1 ? String(parts[1]) : "")
            }
        }
    }

    private func draft(_ key: DraftKey) async throws -> [String: String] {
        try await store.drafts().first { $0.key == key }?.texts ?? [:]
    }

    /// The pictures, and what is being written down; without a word for that, what lies there stays.
    private func keep(_ all: [HandedPicture], writing now: [String: String]? = nil) async throws {
        var draft = try await draft(handedKey).filter { writing.contains($0.key) }
        if let now { draft = now }
        if !all.isEmpty { draft["pictures"] = all.map { "\(written($0.file))\t\($0.screen)" }.joined(separator: "\n") }
        try await store.saveDraft(handedKey, fields(draft))
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
            _ = try await settleHanded()
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

    /// How many pictures wait for what is written down on a screen next: those of something that is written already are not among
    /// them.
    func countHanded(for screen: Screen) async throws -> Int {
        if try await draft(handedKey)["screen"] == screen.name { return 0 }
        return try await handedPictures().filter { $0.screen == screen.name }.count
    }

    /// Writes something down on a screen, and attaches the pictures that wait for it. What is about to be written lies there before:
    /// an app that is ended in between looks for it when it is opened, and no picture goes to what is written next. `words`, its title
    /// or text, are those by which it is found again. Gives why a picture was not attached; it is asked again then what that one is of.
    func attachHanded(
        _ screen: Screen, _ words: String, _ write: @escaping @MainActor () async throws -> String
    ) async throws -> LinliError? {
        try await handing.inTurn { [self] in
            _ = try await settleHanded()
            let since = String(Int(now().timeIntervalSince1970))
            let about = ["screen": screen.name, "words": found(words), "since": since]
            try await keep(try await handedPictures(), writing: about)
            let entity: String
            do {
                entity = try await write()
            } catch let error as LinliError {
                // What failed may have failed behind the record: the pictures go to that then, and stay for the form otherwise. If this
                // fails as well, what is being written down lies there still, and is looked for when the app is opened.
                _ = try? await settleHanded()
                throw error
            }
            return try await attachAll(to: entity, screen.name)
        }
    }

    /// Attaches what belongs to something that was written down before the app was ended.
    func goOnWithHanded() {
        hand { [self] in
            if let failure = try await settleHanded() { throw failure }
        }
    }

    private func settleHanded() async throws -> LinliError? {
        let draft = try await draft(handedKey)
        guard let screen = draft["screen"] else { return nil }
        let since = Date(timeIntervalSince1970: TimeInterval(draft["since"] ?? "") ?? 0)
        if let entity = try await writtenDown(screen, draft["words"] ?? "", since) {
            return try await attachAll(to: entity, screen)
        }
        try await keep(try await handedPictures(), writing: [:])
        return nil
    }

    /// What one has written down oneself on a screen since then; none if the app was ended before.
    private func writtenDown(_ screen: String, _ words: String, _ since: Date) async throws -> String? {
        let own = try await store.me().member?.id
        if screen == Screen.newTopic().name {
            let all = try await store.topics(TopicFilter(), limit: 50, after: nil).items
                .filter { $0.by == own && $0.at >= since && found($0.title ?? "") == words }
            return all.max { $0.at < $1.at }?.topic.rawValue
        }
        let all = try await store.hazards(HazardFilter(), limit: 50, after: nil).items
            .filter { $0.by == own && $0.at >= since && found($0.text ?? "") == words }
        guard let hazard = all.max(by: { $0.at < $1.at }) else { return nil }
        // It is no longer being typed, unless that is another one.
        if found(try await draft(hazardKey)["text"] ?? "") == words { try await store.saveDraft(hazardKey, []) }
        return hazard.hazard.rawValue
    }

    private func attachAll(to entity: String, _ screen: String) async throws -> LinliError? {
        var failure: LinliError?
        for one in try await handedPictures() where one.screen == screen {
            do {
                try await attachOnce(one, to: entity)
                try await drop(one)
            } catch let error as LinliError {
                failure = failure ?? error
                let asked = HandedPicture(file: one.file, screen: "")
                try await keep(try await handedPictures().map { $0 == one ? asked : $0 })
            }
        }
        try await keep(try await handedPictures(), writing: [:])
        return failure
    }

    /// An app that was ended after the library had taken a picture, and before its file was gone, finds here that it is there already.
    private func attachOnce(_ one: HandedPicture, to entity: String) async throws {
        let file = written(one.file)
        let draft = try await draft(handedKey)
        let had = try await store.photos(of: DocId(entity)).count
        if draft["attaching"] == file, let before = Int(draft["had"] ?? ""), had > before { return }
        var about = draft.filter { writing.contains($0.key) }
        about["attaching"] = file
        about["had"] = String(had)
        try await keep(try await handedPictures(), writing: about)
        try await store.attachPhoto(PhotoDraft(entity: entity, file: one.file))
    }

    /// Throws the pictures away that wait for a screen.
    func dropHanded(for screen: Screen) async throws {
        try await handing.inTurn { [self] in
            _ = try await settleHanded()
            for one in try await handedPictures() where one.screen == screen.name { try await drop(one) }
        }
    }

    /// Throws those pictures away of which is asked what they are of.
    func dropAsked() async throws {
        try await handing.inTurn { [self] in
            for one in try await askedPictures() { try await drop(one) }
        }
    }

    /// The file goes first: nothing of a resident's is to lie open.
    private func drop(_ one: HandedPicture) async throws {
        await files.discard(one.file)
        try await keep(try await handedPictures().filter { $0 != one })
    }

    private func found(_ text: String) -> String { String(text.trimmed.prefix(mostFound)) }

    private func addToTopic(_ text: String?) async throws {
        var draft = try await store.drafts().first { $0.key == topicKey }?.texts ?? [:]
        if draft["source"] == nil { draft["source"] = TopicSource.ownersGroup.rawValue }
        if let text { draft["text"] = [draft["text"], text].compactMap { $0 }.joined(separator: "\n") }
        try await store.saveDraft(topicKey, fields(draft))
    }
}

extension Notice {
    /// That something is kept, and whether its pictures are: `failure` says why not.
    init(kept: Said, without failure: LinliError?) {
        guard let failure else {
            self.init(kept)
            return
        }
        let zh = "\(kept.zh)有照片没有附上：\(failure.zh)它还在“收到的照片”里。"
        let en = "\(kept.en) A picture was not attached: \(failure.en) It waits in \"Pictures received\"."
        self.init(Said(zh: zh, en: en), isFailure: true)
    }
}
