// The board: a folder that all people of the day see. What lies on it is said in `tests/field-day/README.md`.

import Foundation

struct Board: Sendable {
    let folder: URL

    static let patience: TimeInterval = 120

    /// Written under another name and renamed, so that nobody reads a half.
    func put(_ name: String, _ data: Data) throws {
        let file = folder.appendingPathComponent(name)
        let aside = folder.appendingPathComponent(".\(name).\(ProcessInfo.processInfo.processIdentifier)")
        try data.write(to: aside)
        try FileManager.default.moveItem(at: aside, to: file)
    }

    func put(_ name: String, _ text: String) throws {
        try put(name, Data(text.utf8))
    }

    func put(_ name: String, json: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try put(name, encoder.encode(json))
    }

    /// Waits for a file that somebody else puts up.
    func take(_ name: String) async throws -> Data {
        let file = folder.appendingPathComponent(name)
        let end = Date().addingTimeInterval(Self.patience)
        while Date() < end {
            if let data = FileManager.default.contents(atPath: file.path) {
                return data
            }
            try await Task.sleep(nanoseconds: 20_000_000)
        }
        throw Trouble("waited \(Int(Self.patience)) s for \(name)")
    }

    func text(_ name: String) async throws -> String {
        let data = try await take(name)
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func json<Value: Decodable>(_ name: String, as type: Value.Type) async throws -> Value {
        try JSONDecoder().decode(type, from: await take(name))
    }
}

/// `hub.json`.
public struct Hub: Codable, Sendable {
    let url: String
    let pin: String
    let token: String
}

/// `open.json`.
struct Opened: Codable {
    let agenda: String
    let members: [String: String]
}

/// `tally.json`.
struct Voting: Codable {
    let tally: String
}

/// `done-NAME.json`.
public struct Done: Codable, Sendable {
    /// The person.
    public let person: String
    /// `swift`.
    public let language: String
    /// The findings of a check of the store.
    public let failures: Int
    /// By scope: digest of the records, digest of the state.
    public let digests: [String: [String]]
    /// Visits here.
    public let visits: Int
    /// The withdrawn ones among them.
    public let withdrawn: Int
    /// Topics here.
    public let topics: Int
    /// Hazards here.
    public let hazards: Int
    /// The agenda's title.
    public let title: String
    /// The tally's outcome.
    public let outcome: String
    /// Voters in dispute.
    public let disputed: Int
}
