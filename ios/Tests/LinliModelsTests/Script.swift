// `tests/screens/script.json`, as Swift reads it.

import Foundation
import Linli
import Testing

/// The repository's root: this file lies in `ios/Tests/LinliModelsTests`.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The script: a community that is seeded, and steps through its screens.
struct Script: Decodable {
    struct Leader: Decodable {
        let name: String
        let role: String
        let stairwell: String
    }

    /// An act of the seeding. Which parts it has follows from what it does.
    struct Act: Decodable {
        let by: String?
        let `do`: String
        let hours: Int?
        let days: Int?
        let sheets: Int?
        let household: String?
        let households: [String]?
        let flags: [String]?
        let field: String?
        let text: String?
        let outcome: String?
        let note: String?
        let callBack: String?
        let source: String?
        let title: String?
        let rule: String?
        let choice: String?
        let template: String?
        let items: [[String]]?
        let kind: String?
        let severity: String?
        let flow: String?
        let values: [String: String]?
        let begin: Bool?
        let role: String?
        let step: String?
        let correct: Bool?
        let tally: Bool?
    }

    /// A step through the screens.
    struct Step: Decodable {
        let `do`: String
        let text: String?
        let field: String?
        let screen: String?
        let seconds: Int?
        let acts: [Act]?
    }

    let clock: String
    let seed: Int
    let community: String
    let compound: String
    let register: [[String]]
    let leader: Leader
    let acts: [Act]
    let steps: [Step]

    static func read() throws -> Script {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = repository.appendingPathComponent("tests/screens/script.json")
        return try decoder.decode(Script.self, from: Data(contentsOf: file))
    }
}

extension Optional {
    /// A part that this act or step must have.
    func part() throws -> Wrapped {
        try #require(self, "a part of the script is missing")
    }
}

/// A word of a vocabulary, as the tools spell it.
func word<W: RawRepresentable<String>>(_ name: String?) throws -> W {
    try #require(W(rawValue: name.part()), "no such word: \(name ?? "")")
}

/// A moment, as the script writes it.
func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
