// The script of `tests/screens`: the models of every language say the same, letter by letter.

import Foundation
import Linli
import Testing

@testable import LinliModels

@Suite(.timeLimit(.minutes(5))) @MainActor struct Transcripts {
    private func golden(_ name: String) throws -> String {
        let file = repository.appendingPathComponent("tests/screens/\(name)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Compares screen by screen, so that what differs can be read.
    private func compare(_ name: String, _ text: String, apart: String) throws {
        let (ours, theirs) = (text.components(separatedBy: apart), try golden(name).components(separatedBy: apart))
        for (one, other) in zip(ours, theirs) { #expect(one == other, "\(name)") }
        #expect(ours.count == theirs.count, "\(name)")
    }

    @available(iOS 17, macOS 14, *)
    @Test func everyScreenSaysWhatItsGoldenFileSays() async throws {
        let scene = try Scene()
        let store = try await scene.leader()
        let office = try await scene.open("office")
        let player = Player(store, scene.clock)
        try await player.desk.begin()
        var chinese = ""
        var english: [(screen: Screen, text: String)] = []

        func note(_ step: String) async {
            chinese += "=== \(step)\n" + (await player.page().transcript)
            if let notice = player.desk.notice { chinese += "… \(notice.said.zh)\n" }
            let screen = player.desk.stack.top
            let text = await player.page(Words(.en)).transcript
            if let at = english.firstIndex(where: { $0.screen == screen }) {
                english[at].text = text
            } else {
                english.append((screen, text))
            }
        }
        await note("begin")
        for step in scene.script.steps {
            if let acts = step.acts { try await scene.play(acts, office, store) } else { try await player.take(step) }
            let parts = [step.do, step.field, step.text, step.screen, step.seconds.map(String.init)]
            await note(parts.compactMap { $0 }.joined(separator: " "))
        }
        try await office.close()
        try await store.close()
        try compare("golden-zh.txt", chinese, apart: "=== ")
        try compare("golden-en.txt", english.map(\.text).joined(separator: "\n"), apart: "\n\n")
    }
}
