// The script of the day, as `tests/field-day/day.json` writes it.

import Foundation
import Linli

/// The script of a day: who does what, and what everybody must find.
public struct Script: Decodable, Sendable {
    let community: String
    let compound: String
    let register: String
    let grid: Grid
    let agenda: Plan
    let tally: Vote
    /// Everybody but the office.
    public let collectors: [Collector]
    /// The scope that all of them hold.
    public let shared: String
    /// The state that everybody must find at the end.
    public let expected: Expected

    /// The folder of the script: files that it names lie there.
    var folder = URL(fileURLWithPath: ".")

    enum CodingKeys: String, CodingKey {
        case community, compound, register, grid, agenda, tally, collectors, shared, expected
    }

    /// Reads the script.
    public init(_ file: URL) throws {
        let text = try Data(contentsOf: file)
        self = try JSONDecoder().decode(Script.self, from: text)
        folder = file.deletingLastPathComponent()
    }

    struct Grid: Decodable, Sendable {
        let name: String
        let stairwells: [String]
    }

    struct Plan: Decodable, Sendable {
        let scope: Place
        let fields: InOrder
    }

    struct Vote: Decodable, Sendable {
        let by: String
        let title: String
        let rule: String
        let voters: Place
        let sheets: [String: Int]
    }

    /// A collector and his day.
    public struct Collector: Decodable, Sendable {
        /// The person.
        public let name: String
        let role: Role
        let scope: Place
        let acts: [Act]
    }

    /// The counts that the office must find, and everybody the title, the outcome and the number of disputed voters.
    public struct Expected: Decodable, Sendable {
        /// Rows of the register.
        public let households: Int
        /// Visits, the withdrawn ones among them.
        public let visits: Int
        /// Withdrawn visits.
        public let withdrawn: Int
        /// Topics.
        public let topics: Int
        /// Hazards.
        public let hazards: Int
        /// The agenda's title.
        public let title: String
        /// The tally's outcome.
        public let outcome: String
        /// Voters in dispute.
        public let disputed: Int
    }

    /// Something that a collector does; which fields are there depends on what it is.
    struct Act: Decodable, Sendable {
        let act: String
        var household: String?
        var outcome: VisitOutcome?
        var mode: VisitMode?
        var note: String?
        var met: String?
        var fields: [String: String]?
        var reason: String?
        var source: TopicSource?
        var title: String?
        var text: String?
        var scope: Place?
        var field: String?
        var value: String?
        var voter: String?
        var choice: Choice?
        var `for`: String?
        var place: Place?
        var template: String?
        var item: String?
        var result: ItemResult?
        var kind: String?
        var severity: Severity?
    }
}

/// A scope: `{"stairwell":"3-1"}`, `{"community":true}`.
struct Place: Decodable, Sendable {
    let name: ScopeName

    init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: AnyKey.self)
        guard let key = all.allKeys.first else { throw Trouble("a scope without a name") }
        let label = { try all.decode(String.self, forKey: key) }
        switch key.stringValue {
        case "community": name = .community
        case "compound": name = .compound(try label())
        case "grid": name = .grid(try label())
        case "building": name = .building(try label())
        case "stairwell": name = .stairwell(try label())
        default: throw Trouble("\(key.stringValue) is no scope")
        }
    }
}

/// Fields and texts. Foundation gives an object's keys in any order; the title comes before the text, as in the file.
struct InOrder: Decodable, Sendable {
    let pairs: [(name: String, value: String)]

    init(from decoder: any Decoder) throws {
        let all = try decoder.singleValueContainer().decode([String: String].self)
        pairs = all.map { (name: $0.key, value: $0.value) }.sorted { one, _ in one.name == "title" }
    }
}

struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}

/// The reason why a day failed.
public struct Trouble: Error, CustomStringConvertible {
    /// In words.
    public let description: String

    init(_ description: String) { self.description = description }
}
