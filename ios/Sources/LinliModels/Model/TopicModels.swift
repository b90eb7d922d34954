// 议题.

import Linli
import Observation

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// A topic in a list.
    func topic(_ topic: TopicView, _ desk: Desk, _ safety: Safety? = nil) {
        let from = words.beside([
            topic.household ?? words.of(topic.placeSaid), words.of(topic.source), words.time(topic.at),
        ])
        let changed = topic.changed.map { words.of($0.said) } ?? ""
        let marks =
            words.marks(topic.standing) + (topic.relayed ? [Mark(words[.relayed])] : [])
            + (topic.changed != nil ? [Mark(words[.resultChanged], .warning)] : []) + words.marks(safety)
        row(topic.topic.rawValue, topic.title ?? words[.notHere], [from, changed], marks) {
            desk.open(.topic(topic.topic.rawValue))
        }
    }
}

/// Topics, and where those are that oneself collected.
struct TopicsShown: Sendable {
    let topics: Listed<TopicView>
    let kept: [String: Safety]
}

/// 议题: all topics that are here, newest first.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class TopicsModel: Model {
    let desk: Desk
    private let length = Length()
    var shown = Shown<TopicsShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: TopicsShown?) -> String { words[.topics] }

    func read() async throws -> TopicsShown {
        let topics = try await length.read { [desk] in
            try await desk.store.topics(TopicFilter(), limit: $0, after: $1)
        }
        return TopicsShown(topics: topics, kept: try await desk.kept(topics.items))
    }

    func show(_ value: TopicsShown, on page: Drawing) {
        page.button(.newTopic, isMain: true) { [desk] in desk.open(.newTopic()) }
        page.button(.agendas) { [desk] in desk.open(.agendas) }
        if value.topics.items.isEmpty { page.line(.noTopics, .quiet) }
        for one in value.topics.items { page.topic(one, desk, value.kept[one.topic.rawValue]) }
        length.more(value.topics.hasMore, on: page) { [self] in act {} }
    }
}

/// A topic that is being written down.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class NewTopicModel: Model {
    let desk: Desk
    private let household: String
    private let typing: Typing
    private var handed = 0
    var shown = Shown<String>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ household: String) {
        self.desk = desk
        self.household = household
        typing = Typing(desk, "topic", household, known: ["source", "title", "text"])
    }

    func title(_ words: Words, _ value: String?) -> String { words.beside([words[.newTopic], value ?? ""]) }

    /// The door's number; empty where the topic comes from none.
    func read() async throws -> String {
        if !household.isEmpty { return try await desk.store.door(household).door }
        handed = try await desk.countHanded(for: .newTopic())
        return ""
    }

    func show(_: String, on page: Drawing) {
        page.wordChoice(.source, typing, "source", TopicSource.self)
        page.text(.title, typing, "title")
        page.text(.text, typing, "text", isLong: true)
        page.handed(handed)
        let lacks: AppWord? =
            typing["source"].isEmpty ? .chooseSource : typing["title"].isBlank ? .titleMissing : nil
        page.button(.save, isMain: true, whyNot: lacks.map { page.words[$0] }) { [self] in
            act { [self] in
                let kept = Said(zh: "议题已收集。", en: "The topic is kept.")
                if handed > 0 {
                    // What has a picture is taken back by a reason: it is not offered for a moment.
                    let failure = try await desk.attachHanded(.newTopic(), typing["title"]) { [self] in
                        let record = try await typing.commit().record
                        return try await desk.store.thing(record.rawValue).id
                    }
                    desk.back()
                    desk.tell(Notice(kept: kept, without: failure))
                    return
                }
                let committed = try await typing.commit()
                desk.back()
                desk.tell(Notice(kept, undo: committed.record, until: committed.until))
            }
        }
        discard(typing, on: page) { [self] in
            if handed > 0 { try await desk.dropHanded(for: .newTopic()) }
        }
    }
}

/// A topic, and where it is if it is one's own.
struct TopicShown: Sendable {
    let screen: TopicScreen
    let safety: Safety?
    /// Its first pictures.
    let shots: Listed<Shot>
}

/// A topic with what belongs to it; what becomes of it is on the screen of its matter.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class TopicModel: Model {
    let desk: Desk
    private let topic: String
    private let shots: Shots
    var shown = Shown<TopicShown>.waiting

    init(_ desk: Desk, _ topic: String) {
        self.desk = desk
        self.topic = topic
        shots = Shots(desk)
    }

    func title(_ words: Words, _ value: TopicShown?) -> String { value?.screen.topic.title ?? words[.topic] }

    func read() async throws -> TopicShown {
        let screen = try await desk.store.topic(DocId(topic))
        let safety = try await desk.kept([screen.topic])[topic]
        return TopicShown(screen: screen, safety: safety, shots: await shots.read(screen.photos))
    }

    func show(_ shown: TopicShown, on page: Drawing) {
        let (words, value, topic) = (page.words, shown.screen, shown.screen.topic)
        page.line(topic.text ?? "")
        page.fact(.source, words.of(topic.source))
        page.fact(.place, topic.household ?? words.of(topic.placeSaid))
        page.fact(.by, words.beside([words.of(value.by), words.time(topic.at)]))
        for one in words.marks(topic.standing) { page.line(one.text, one.tone) }
        if topic.relayed { page.line(.relayed, .warning) }
        if !value.photos.isEmpty { page.fact(.photos, String(value.photos.count)) }
        page.numbers(value.externalIds)
        page.shots(shown.shots.items, desk) { [self] in act($0) }
        shots.more(shown.shots.hasMore, on: page) { [self] in act {} }
        if let safety = shown.safety { page.fact(.kept, words.explained(safety)) }
        page.button(.whatBecomes, isMain: true) { [self] in desk.open(.matter(self.topic)) }
        page.button(.addPhoto) { [self] in act { [self] in try await desk.photograph(DocId(self.topic)) } }
        if let household = value.household {
            page.button(.toTheDoor) { [desk] in desk.open(.door(household.rawValue)) }
        }
    }
}
