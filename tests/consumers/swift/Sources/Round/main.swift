// Opens a store in the folder that is named, records a visit, and lists it. The last line is `N passed, N failed`.

import Foundation
import Linli

struct Key: KeySource {
    func key() throws -> Data { Data(repeating: 1, count: 32) }
}

let folder = URL(fileURLWithPath: CommandLine.arguments[1])
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let register = folder.appendingPathComponent("register.csv")
try Data("幢,单元,室,户主\n3,1,501,王建国\n".utf8).write(to: register)

let workspace = try await Workspace.open(folder.appendingPathComponent("store"), key: Key(), ballastBytes: 0)
_ = try await workspace.createCommunity(name: "月亮湾社区", root: .oneOfOne)
try await workspace.importRegister(from: register)
let visit = try await workspace.recordVisit(VisitDraft(household: "3-1-501", outcome: .home, note: "在家"))
let visits = try await workspace.listVisits(household: "3-1-501").items
try await workspace.close()

let found = visits.map(\.visit) == [visit] && visits[0].note == "在家" && visits[0].outcome.zh == "在家"
print(found ? "1 passed, 0 failed" : "0 passed, 1 failed")
exit(found ? 0 : 1)
