// Where something is that was written on this device.

import Foundation
import Linli

/// Something that was written on this device, and where it is by now.
struct Receipt: Sendable {
    /// What it is.
    let kind: ThingKind
    /// What it is called; none while its words are not here.
    let title: String?
    /// When it was written.
    let at: Date
    /// Where it is.
    let safety: Safety
    /// What a tap opens.
    let screen: Screen
}

@available(iOS 17, macOS 14, *)
extension Desk {
    private static let mostInAList = 20
    private static let receipts = 10

    /// Where the visits are that this device wrote, by visit: what others wrote, their own devices tell.
    func kept(_ visits: [VisitView]) async throws -> [String: Safety] {
        let device = try await store.me().device
        var told: [String: Safety] = [:]
        for visit in visits where visit.device == device {
            told[visit.visit.rawValue] = try await store.safety(of: visit.visit)
        }
        return told
    }

    /// Where the topics are that oneself collected, by topic.
    func kept(_ topics: [TopicView]) async throws -> [String: Safety] {
        try await kept(documents: topics.map { ($0.topic, $0.by) })
    }

    /// Where the hazards are that oneself reported, by hazard.
    func kept(_ hazards: [HazardView]) async throws -> [String: Safety] {
        try await kept(documents: hazards.map { ($0.hazard, $0.by) })
    }

    /// Where documents are that oneself began, by document: as safe as the least safe of one's own steps. A list tells it of the
    /// first few, which are the newest: each is a read of its own, and a cheap phone would wait for hundreds.
    private func kept(documents: [(DocId, MemberId)]) async throws -> [String: Safety] {
        guard let own = try await store.me().member?.id else { return [:] }
        var told: [String: Safety] = [:]
        for (document, _) in documents.filter({ $0.1 == own }).prefix(Self.mostInAList) {
            for step in try await store.matter(document).steps where step.by == own {
                let safety = try await store.safety(of: step.record)
                let before = told[document.rawValue] ?? safety
                told[document.rawValue] = safety.rank < before.rank ? safety : before
            }
        }
        return told
    }

    /// What was written last on this device, the newest first.
    func readReceipts() async throws -> [Receipt] {
        if try await store.me().member == nil { return [] }
        let visits = try await store.listVisits(household: nil, limit: Self.receipts, after: nil).items
        let topics = try await store.topics(TopicFilter(), limit: Self.receipts, after: nil).items
        let hazards = try await store.hazards(HazardFilter(), limit: Self.receipts, after: nil).items
        var all: [Receipt] = []
        let safeVisits = try await kept(visits)
        for one in visits {
            let id = one.visit.rawValue
            guard let safety = safeVisits[id] else { continue }
            let screen = Screen.visited(household: one.householdId.rawValue, visit: id)
            all.append(Receipt(kind: .visit, title: one.household, at: one.at, safety: safety, screen: screen))
        }
        let safeTopics = try await kept(topics)
        for one in topics {
            let id = one.topic.rawValue
            guard let safety = safeTopics[id] else { continue }
            all.append(Receipt(kind: .topic, title: one.title, at: one.at, safety: safety, screen: .topic(id)))
        }
        let safeHazards = try await kept(hazards)
        for one in hazards {
            let id = one.hazard.rawValue
            guard let safety = safeHazards[id] else { continue }
            all.append(Receipt(kind: .hazard, title: one.text, at: one.at, safety: safety, screen: .hazard(id)))
        }
        // What was written in the same moment stays as it came.
        let sorted = all.enumerated().sorted {
            ($1.element.at, $0.offset) < ($0.element.at, $1.offset)
        }
        return sorted.map(\.element).prefix(Self.receipts).map { $0 }
    }
}

extension Safety {
    /// The less safe come first.
    var rank: Int {
        switch self {
        case .here: 0
        case .hub: 1
        case .safe: 2
        }
    }
}

extension Words {
    /// Where something is, in a word or two; nothing of what others wrote.
    func marks(_ safety: Safety?) -> [Mark] {
        safety.map { [Mark(of($0), $0 == .safe ? .good : .quiet)] } ?? []
    }

    /// Where something is, and what that means if this device is lost.
    func explained(_ safety: Safety) -> String {
        let means: AppWord =
            switch safety {
            case .here: .keptHere
            case .hub: .keptHub
            case .safe: .keptSafe
            }
        return beside([of(safety), self[means]])
    }
}
