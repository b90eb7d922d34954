// The code on `docs/embedding/swift.md` and in the DocC catalogue: compiled here, run here, and the pages show exactly this.

import Foundation
import Linli
import Testing

// page: key
/// The database's key. On a phone it lies in the keychain; this one lies in a file, for a program at a desk.
struct KeyFile: KeySource {
    let file: URL

    func key() throws -> Data {
        if let key = try? Data(contentsOf: file) { return key }
        let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        try key.write(to: file, options: .withoutOverwriting)
        return key
    }
}
// page: end

// page: office
func foundOffice(in folder: URL, register: URL) async throws -> Workspace {
    let office = try await Workspace.open(
        folder.appendingPathComponent("store"),
        key: KeyFile(file: folder.appendingPathComponent("key"))
    )
    let made = try await office.createCommunity(name: "月亮湾社区", compound: "月亮湾", root: .twoOfThree)
    print("Print these and lock them away:", made.recovery.count, "texts")
    let imported = try await office.importRegister(from: register)
    for problem in imported.problems { print(problem.row, problem.zh) }
    return office
}
// page: end

// page: visit
func recordVisit(_ workspace: Workspace) async throws -> [VisitView] {
    do {
        try await workspace.recordVisit(
            VisitDraft(household: "3-1-501", outcome: .home, mode: .door, note: "楼道灯不亮", met: "王建国")
        )
    } catch {
        // A LinliError: its code is stable, an input error names its field, `zh` and `en` are sentences for a person.
        guard error.code == .householdUnknown else { throw error }
        print(error.zh)
    }
    let page = try await workspace.listVisits(household: "3-1-501", limit: 20)
    return page.items
}
// page: end

// page: observe
@MainActor final class VisitsModel {
    private(set) var visits: [VisitView] = []

    /// Run it in a view's `task`: it ends when the view goes.
    func follow(_ workspace: Workspace) async throws {
        let lists = workspace.observe(where: { $0.contains(.visits) }, { try await $0.listVisits().items })
        for try await list in lists { visits = list }
    }
}
// page: end

// page: sync
func syncOnce(_ workspace: Workspace) async throws -> String {
    let sync = try await workspace.sync(SyncOptions(photos: .thumbnails))
    Task {
        for await progress in sync.progress { print("sent", progress.sent, "received", progress.received) }
    }
    do {
        // Cancelling the task that waits here calls the sync off; nothing is lost by it.
        let outcome = try await sync.value
        return outcome.records.complete ? "complete" : "to be continued"
    } catch {
        switch error {
        case .network: return "later"
        case .cancelled: return "called off"
        default: throw error
        }
    }
}
// page: end

@Suite(.timeLimit(.minutes(2))) struct Pages {
    @Test func whatThePageShowsWorks() async throws {
        let scratch = try Scratch()
        let register = try scratch.write("register.csv", "幢,单元,室,户主\n3,1,501,王建国\n")
        let office = try await foundOffice(in: scratch.folder, register: register)
        let model = VisitsModel()
        let following = Task { try await model.follow(office) }
        #expect(try await recordVisit(office).map(\.note) == ["楼道灯不亮"])
        while await model.visits.isEmpty { await Task.yield() }
        await #expect(throws: LinliError.self) { try await syncOnce(office) }
        try await office.close()
        try await following.value
    }

    private func pieces(of text: String) -> [Substring: String] {
        var pieces: [Substring: String] = [:]
        for piece in text.components(separatedBy: "// page" + ": ").dropFirst() where !piece.hasPrefix("end") {
            let lines = piece.split(separator: "\n", omittingEmptySubsequences: false)
            pieces[lines[0]] = lines.dropFirst().joined(separator: "\n").trimmingCharacters(in: .newlines)
        }
        return pieces
    }

    @Test(arguments: ["docs/embedding/swift.md", "ios/Sources/Linli/Linli.docc/Linli.md"])
    func thePageShowsWhatIsTested(_ path: String) throws {
        let code = pieces(of: try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8))
        let page = try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
        let blocks = page.components(separatedBy: "```swift\n").dropFirst()
            .map { $0.components(separatedBy: "\n```")[0] }
        #expect(!blocks.isEmpty)
        for block in blocks where !block.hasPrefix("// Package.swift") {
            #expect(code.values.contains(block), "\(block)")
        }
        #expect(blocks.count >= code.count)
    }
}
