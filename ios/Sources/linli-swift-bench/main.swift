// `linli-swift-bench OUT.json`: what a call costs in Swift. Writes rows as `cargo xtask bench` takes them.

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
let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
try encoder.encode([row]).write(to: URL(fileURLWithPath: CommandLine.arguments[1]))
print(said)
