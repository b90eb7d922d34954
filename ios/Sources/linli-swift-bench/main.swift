// `linli-swift-bench OUT.json`: what a call costs in Swift. Writes rows as `cargo xtask bench` takes them; the store of the reads stays
// beside them, to be read in Rust.

import Foundation
import Linli
import LinliCore

struct Key: Linli.KeySource {
    func key() throws -> Data { Data(repeating: 7, count: 32) }
}

final class BareKey: LinliCore.KeySource {
    func key() throws -> Data { Data(repeating: 7, count: 32) }
}

struct Row: Encodable {
    let id: String
    let value: Double
    let unit: String
    let goal: Double
    let better: String
    let met: Bool
    let samples: [Double]
    let note: String
}

/// Reads of a store, for whoever measures the same ones of it in Rust.
struct Reads: Encodable {
    let id: String
    let store: String
    let reads: [String: Double]
}

/// Milliseconds of each read, of a building of 132 doors.
func reads(of store: Linli.Workspace) async throws -> [String: Double] {
    let all: [(String, () async throws -> Void)] = [
        ("today", { _ = try await store.today(.building("3")) }),
        ("door", { _ = try await store.door("3-1-101") }),
        ("households", { _ = try await store.households() }),
        ("topics", { _ = try await store.topics() }),
        ("hazards", { _ = try await store.hazards() }),
        ("list_visits", { _ = try await store.listVisits() }),
    ]
    var found: [String: Double] = [:]
    for (name, read) in all {
        _ = try await micros(51, read)
        var times: [Double] = []
        for _ in 0..<51 { times.append(try await micros(1, read)) }
        found[name] = median(times) / 1_000
    }
    return found
}

/// A building of 132 doors where a week's work was done.
func building(in folder: URL) async throws -> Linli.Workspace {
    let store = try await Linli.Workspace.open(folder, key: Key(), ballastBytes: 0)
    _ = try await store.createCommunity(name: "月亮湾社区", compound: "月亮湾", root: .oneOfOne)
    var (rows, doors): (String, [String]) = ("幢,单元,室,户主\n", [])
    for stairwell in 1...6 {
        for door in 0..<22 {
            let room = "\(door / 2 + 1)0\(door % 2 + 1)"
            rows += "3,\(stairwell),\(room),户主\(stairwell)\(room)\n"
            doors.append("3-\(stairwell)-\(room)")
        }
    }
    let register = folder.appendingPathExtension("csv")
    try Data(rows.utf8).write(to: register)
    try await store.importRegister(from: register)
    for (number, door) in doors.enumerated() where number.isMultiple(of: 2) {
        try await store.recordVisit(Linli.VisitDraft(household: door, outcome: .home, note: "楼道灯不亮", met: "户主"))
    }
    for number in 0..<50 {
        try await store.collectTopic(
            Linli.TopicDraft(source: .visit, title: "第 \(number) 件", text: "楼道堆物", household: doors[number]))
        try await store.reportHazard(
            Linli.HazardDraft(place: .stairwell("3-1"), kind: "消防", severity: .medium, text: "第 \(number) 处"))
    }
    return store
}

/// Microseconds that something takes, on average over `times`.
func micros(_ times: Int, _ work: () async throws -> Void) async rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<times { try await work() }
    return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(times) / 1_000
}

func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("linli-swift-bench OUT.json\n".utf8))
    exit(2)
}
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("linli-swift-bench-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

let facade = try await Linli.Workspace.open(folder.appendingPathComponent("one"), key: Key(), ballastBytes: 0)
_ = try await facade.createCommunity(name: "月亮湾社区", root: .oneOfOne)
let register = folder.appendingPathComponent("register.csv")
try Data("幢,单元,室,户主\n3,1,501,王建国\n".utf8).write(to: register)
try await facade.importRegister(from: register)
for number in 0..<200 {
    let note = "第 \(number) 次，楼道灯不亮"
    try await facade.recordVisit(Linli.VisitDraft(household: "3-1-501", outcome: .home, note: note, met: "王建国"))
}
// The same state in both, each opened in its own way: a store is opened once.
let bare = try await LinliCore.Workspace.open(
    options: LinliCore.OpenOptions(folder: folder.appendingPathComponent("two").path, ballastBytes: 0),
    key: BareKey(),
    log: nil
)
_ = try await bare.createCommunity(name: "月亮湾社区", compound: nil, root: .oneOfOne)

let (pairs, calls) = (101, 100)
var (ratios, withFacade, without): ([Double], [Double], [Double]) = ([], [], [])
_ = try await micros(1_000) { _ = try await facade.identity() }
_ = try await micros(1_000) { _ = try await bare.identity() }
for pair in 0..<pairs {
    // Interleaved, and in turn the first: what the machine does meanwhile hits both.
    var (one, other) = (0.0, 0.0)
    if pair.isMultiple(of: 2) {
        one = try await micros(calls) { _ = try await facade.identity() }
        other = try await micros(calls) { _ = try await bare.identity() }
    } else {
        other = try await micros(calls) { _ = try await bare.identity() }
        one = try await micros(calls) { _ = try await facade.identity() }
    }
    withFacade.append(one)
    without.append(other)
    ratios.append(one / other)
}
var (version, list): ([Double], [Double]) = ([], [])
for _ in 0..<31 {
    version.append(try await micros(1_000) { _ = try LinliCore.version() })
    list.append(try await micros(3) { _ = try await facade.listVisits(limit: 200) } / 200)
}
try await bare.shutdown()
try await facade.close()

let ratio = median(ratios)
let said = String(
    format:
        "identity() %.1f µs through the façade, %.1f µs bare; version() %.2f µs bare; a record of a list of 200 %.2f µs",
    median(withFacade), median(without), median(version), median(list)
)
let row = Row(
    id: "ffi_call_vs_bare_swift",
    value: (ratio * 1_000).rounded() / 1_000,
    unit: "ratio",
    goal: 1.5,
    better: "lower",
    met: ratio <= 1.5,
    samples: ratios,
    note: said
)
let out = URL(fileURLWithPath: CommandLine.arguments[1])
let kept = out.deletingPathExtension().appendingPathExtension("store")
try? FileManager.default.removeItem(at: kept)
let store = try await building(in: kept)
let beside = Reads(id: "reads_vs_rust_swift", store: kept.path, reads: try await reads(of: store))
try await store.close()
let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
let (one, other) = (String(decoding: try encoder.encode(row), as: UTF8.self), try encoder.encode(beside))
try Data("[\(one),\n\(String(decoding: other, as: UTF8.self))]\n".utf8).write(to: out)
print(said)
