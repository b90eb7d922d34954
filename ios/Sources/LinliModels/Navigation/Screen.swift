// Screens by the ids of what they show.

import Foundation
import Linli

/// A screen, by the ids of what it shows: it can be written down and opened again.
public enum Screen: Hashable, Sendable {
    /// Today's round, of a place or of all that one works in.
    case today(ScopeName? = nil)
    /// A household, by door number or id.
    case door(String)
    /// A visit that is being written down.
    case visit(String)
    /// A visit that was made, to be taken back.
    case visited(household: String, visit: String)
    /// Everything but the doors.
    case work
    /// Topics.
    case topics
    /// A topic that is being written down; of no household if that is empty.
    case newTopic(String = "")
    /// A topic.
    case topic(String)
    /// Agendas.
    case agendas
    /// An agenda.
    case agenda(String)
    /// Matters.
    case matters
    /// The flows of which a matter can be opened.
    case flows
    /// A matter.
    case matter(String)
    /// The form of an opening step, about a document perhaps.
    case open(flow: String, about: String = "")
    /// The form of a step.
    case step(matter: String, step: String)
    /// Votes.
    case votes
    /// A vote that is being opened.
    case newVote
    /// A vote.
    case vote(String)
    /// A vote's voters.
    case roll(String)
    /// One voter's answer.
    case ballot(tally: String, voter: String)
    /// Inspection rounds.
    case rounds
    /// An inspection round.
    case round(String)
    /// Hazards.
    case hazards
    /// A hazard.
    case hazard(String)
    /// A hazard that is being written down; of no round if that is empty.
    case newHazard(String = "")
    /// What is due.
    case obligations
    /// Contradictions.
    case conflicts
    /// What other systems lack.
    case elsewhere
    /// What of a matter is to be typed into another system.
    case toType(system: String, matter: String)
    /// What is only here, and the ways out.
    case sync
    /// One's own.
    case me
    /// What one shows at a door.
    case card
    /// What another shows at a door.
    case checkCard
    /// What another app would be given.
    case share(String)
    /// A picture of it that another app would be given.
    case sharePhoto(thing: String, photo: String)
    /// What other apps were given.
    case shares
    /// A picture that another app handed over.
    case handed
    /// Search.
    case search
    /// Joining.
    case enrol
    /// Letting somebody join.
    case invite
    /// What this phone lacks, by codes from another one.
    case get
    /// What another phone lacks, by codes.
    case give

    /// Its name where it is written down.
    var name: String { parts.name }

    /// In one line.
    public var text: String { ([parts.name] + parts.ids).joined(separator: "\t") }

    private var parts: (name: String, ids: [String]) {
        switch self {
        case .today(let place): ("today", [place.map(written) ?? ""])
        case .door(let household): ("door", [household])
        case .visit(let household): ("visit", [household])
        case .visited(let household, let visit): ("visited", [household, visit])
        case .work: ("work", [])
        case .topics: ("topics", [])
        case .newTopic(let household): ("new-topic", [household])
        case .topic(let topic): ("topic", [topic])
        case .agendas: ("agendas", [])
        case .agenda(let agenda): ("agenda", [agenda])
        case .matters: ("matters", [])
        case .flows: ("flows", [])
        case .matter(let matter): ("matter", [matter])
        case .open(let flow, let about): ("open", [flow, about])
        case .step(let matter, let step): ("step", [matter, step])
        case .votes: ("votes", [])
        case .newVote: ("new-vote", [])
        case .vote(let tally): ("vote", [tally])
        case .roll(let tally): ("roll", [tally])
        case .ballot(let tally, let voter): ("ballot", [tally, voter])
        case .rounds: ("rounds", [])
        case .round(let round): ("round", [round])
        case .hazards: ("hazards", [])
        case .hazard(let hazard): ("hazard", [hazard])
        case .newHazard(let round): ("new-hazard", [round])
        case .obligations: ("obligations", [])
        case .conflicts: ("conflicts", [])
        case .elsewhere: ("elsewhere", [])
        case .toType(let system, let matter): ("to-type", [system, matter])
        case .sync: ("sync", [])
        case .me: ("me", [])
        case .card: ("card", [])
        case .checkCard: ("check-card", [])
        case .share(let thing): ("share", [thing])
        case .sharePhoto(let thing, let photo): ("share-photo", [thing, photo])
        case .shares: ("shares", [])
        case .handed: ("handed", [])
        case .search: ("search", [])
        case .enrol: ("enrol", [])
        case .invite: ("invite", [])
        case .get: ("get", [])
        case .give: ("give", [])
        }
    }

    private static let plain: [Screen] = [
        .work, .topics, .agendas, .matters, .flows, .votes, .newVote, .rounds, .hazards, .obligations, .conflicts,
        .elsewhere, .sync, .me,
        .card,
        .checkCard, .shares, .handed, .search, .enrol, .invite, .get, .give,
    ]

    private static let ofOne: [String: @Sendable (String) -> Screen] = [
        "today": { .today(scope($0)) }, "door": { .door($0) }, "visit": { .visit($0) }, "new-topic": { .newTopic($0) },
        "topic": { .topic($0) }, "matter": { .matter($0) }, "vote": { .vote($0) }, "roll": { .roll($0) },
        "round": { .round($0) }, "hazard": { .hazard($0) }, "new-hazard": { .newHazard($0) },
        "share": { .share($0) }, "agenda": { .agenda($0) },
    ]

    private static let ofTwo: [String: @Sendable (String, String) -> Screen] = [
        "share-photo": { .sharePhoto(thing: $0, photo: $1) }, "visited": { .visited(household: $0, visit: $1) },
        "open": { .open(flow: $0, about: $1) },
        "step": { .step(matter: $0, step: $1) }, "ballot": { .ballot(tally: $0, voter: $1) },
        "to-type": { .toType(system: $0, matter: $1) },
    ]

    /// The screen that was written down; none if this version has no such.
    public init?(_ text: String) {
        let parts = text.components(separatedBy: "\t")
        let found: Screen? =
            switch parts.count {
            case 1: Self.plain.first { $0.name == text }
            case 2: Self.ofOne[parts[0]]?(parts[1])
            case 3: Self.ofTwo[parts[0]]?(parts[1], parts[2])
            default: nil
            }
        guard let found else { return nil }
        self = found
    }
}

/// A place in one line, as it is written down.
func written(_ scope: ScopeName) -> String {
    switch scope {
    case .community: "community"
    case .compound(let name): "compound \(name)"
    case .grid(let name): "grid \(name)"
    case .building(let label): "building \(label)"
    case .stairwell(let label): "stairwell \(label)"
    }
}

private func scope(_ text: String) -> ScopeName? {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.count > 1 ? parts[1] : ""
    return switch parts.first {
    case "community": .community
    case "compound": .compound(name)
    case "grid": .grid(name)
    case "building": .building(name)
    case "stairwell": .stairwell(name)
    default: nil
    }
}
