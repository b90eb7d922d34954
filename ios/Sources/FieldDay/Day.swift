// One person's day, from the first opening of the store to what it says at the end.

import Foundation
import Linli

/// The key of a store that holds nobody's real data.
struct PracticeKey: KeySource {
    func key() throws -> Data { Data(repeating: 0x5a, count: 32) }
}

/// One person's day.
public struct Day: Sendable {
    let person: String
    let script: Script
    let board: Board
    let workspace: Workspace

    /// Lives the whole day.
    ///
    /// - Parameters:
    ///   - person: `office` or a collector's name.
    ///   - script: The path of `day.json`.
    ///   - store: A folder for the person's store.
    ///   - board: A folder that all people see.
    public static func play(_ person: String, script: URL, store: URL, board: URL) async throws -> Done {
        let script = try Script(script)
        let workspace = try await Workspace.open(store, key: PracticeKey(), ballastBytes: 0)
        let day = Day(person: person, script: script, board: Board(folder: board), workspace: workspace)
        let opened: Subjects
        if person == "office" {
            opened = try await day.office()
        } else {
            guard let collector = script.collectors.first(where: { $0.name == person }) else {
                throw Trouble("the script knows no \(person)")
            }
            opened = try await day.collect(collector)
        }
        let done = try await day.end(opened)
        try await workspace.close()
        return done
    }

    /// The subject of the day.
    struct Subjects: Sendable {
        let agenda: DocId
        let tally: DocId
    }

    /// Until a sync neither sent nor received a record.
    func syncAll() async throws {
        while true {
            let records = try await workspace.sync().value.records
            if records.sent == 0 && records.received == 0 { return }
        }
    }

    private func end(_ opened: Subjects) async throws -> Done {
        try await syncAll()
        let failures = try await workspace.verify().failures.count
        let visits = try await all { try await workspace.listVisits(limit: 200, after: $0) }
        let topics = try await all { try await workspace.listTopics(limit: 200, after: $0) }
        let hazards = try await all { try await workspace.listHazards(limit: 200, after: $0) }
        let agenda = try await workspace.agenda(opened.agenda)
        let tally = try await workspace.tally(opened.tally)
        let digests = try await workspace.digest().scopes.map { ($0.scope, [$0.records, $0.state]) }
        let done = Done(
            person: person,
            language: "swift",
            failures: failures,
            digests: Dictionary(uniqueKeysWithValues: digests),
            visits: visits.count,
            withdrawn: visits.filter { $0.standing == .withdrawn }.count,
            topics: topics.count,
            hazards: hazards.count,
            title: agenda.fields.first { $0.name == "title" }?.values.compactMap(\.value).joined(separator: " | ")
                ?? "",
            outcome: tally.outcome?.rawValue ?? "",
            disputed: tally.disputed.count
        )
        try board.put("done-\(person).json", json: done)
        return done
    }

    /// The fields of the agenda that contradict each other here.
    func contradicted(_ agenda: DocId) async throws -> [String] {
        let conflicts = try await all { try await workspace.conflicts(limit: 200, after: $0) }
        return conflicts.filter { $0.document == agenda }.map(\.field)
    }

    private func all<Item>(_ page: (String?) async throws -> Page<Item>) async throws -> [Item] {
        var (items, next): ([Item], String?) = ([], nil)
        repeat {
            let one = try await page(next)
            items += one.items
            next = one.next
        } while next != nil
        return items
    }
}
