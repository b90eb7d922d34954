// Taps through the screens without any.

import Foundation
import Linli
import Testing

@testable import LinliModels

/// A phone that takes whatever is a file for a picture of one size.
@MainActor
final class Drawn: Pictures {
    struct Seen: SeenPicture {
        let width = 400
        let height = 300
    }

    /// What was asked for: the covers, and the line below.
    private(set) var made: [(covers: [Cover], line: String)] = []

    nonisolated init() {}

    func see(
        longest: Int, _ write: @MainActor (URL) async throws -> Void
    ) async throws -> (any SeenPicture)? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try await write(file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Data(contentsOf: file).isEmpty ? nil : Seen()
    }

    func covered(
        _ covers: [Cover], _ line: String, _ write: @MainActor (URL) async throws -> Void
    ) async throws -> URL? {
        made.append((covers, line))
        return try await see(longest: PictureSide.longest, write).map { _ in URL(fileURLWithPath: "covered.jpg") }
    }
}

/// Taps through the screens without any: what a person does, on the pages that the models say.
@available(iOS 17, macOS 14, *)
@MainActor
final class Player {
    let desk: Desk
    private let clock: TestClock
    private let chinese = Words(.zh)
    private var shown: (screen: Screen, model: any ScreenModel)?

    init(
        _ store: Workspace, _ clock: TestClock, files: any Files = NoFiles(), recorder: any Recorder = NoRecorder(),
        pictures: any Pictures = Drawn()
    ) {
        desk = Desk(store, files: files, recorder: recorder, pictures: pictures) { (try? clock.now()) ?? .distantPast }
        self.clock = clock
    }

    /// The model of the screen where one is, kept as long as one is there; read again.
    private func model() async -> any ScreenModel {
        await desk.settle()
        let screen = desk.stack.top
        let model = shown?.screen == screen ? shown?.model : nil
        let kept = model ?? desk.model(screen)
        shown = (screen, kept)
        await kept.refresh()
        return kept
    }

    func page(_ words: Words = Words(.zh)) async -> ScreenPage { await model().page(words) }

    /// One step of the script.
    func take(_ step: Script.Step) async throws {
        switch step.do {
        case "row": try await row(step.text.part())
        case "press": try await press(step.text.part())
        case "choose": try await choose(step.text.part())
        case "type": try await type(step.field.part(), step.text.part())
        case "undo": desk.undo()
        case "back": desk.back()
        case "tab":
            // What a screen is of may be left out, where it is of nothing.
            let name = try step.screen.part()
            desk.tab(try #require(Screen(name) ?? Screen(name + "\t")))
        case "later": try clock.advance(seconds: step.seconds.part())
        default: Issue.record("the script does what nobody knows: \(step.do)")
        }
        await desk.settle()
    }

    func find<Found>(_ what: String, _ pick: (Block) -> Found?) async throws -> Found {
        let page = await page()
        return try #require(page.blocks.lazy.compactMap(pick).first, "there is no `\(what)` on\n\(page.transcript)")
    }

    func row(_ title: String) async throws {
        let open = try await find(title) { block -> Action? in
            if case .row(let row) = block, row.title.hasPrefix(title) { row.open } else { nil }
        }
        open()
        await desk.settle()
    }

    func press(_ text: String) async throws {
        let button = try await find(text) { block -> Block.Button? in
            let buttons: [Block.Button] =
                switch block {
                case .button(let button): [button]
                case .buttons(let buttons): buttons
                default: []
                }
            return buttons.first { $0.text == text && $0.whyNot == nil }
        }
        button.press()
        await desk.settle()
    }

    func choose(_ text: String) async throws {
        let option = try await find(text) { block -> Block.Option? in
            if case .choice(let choice) = block { choice.options.first { $0.text == text } } else { nil }
        }
        option.choose()
        await desk.settle()
    }

    func type(_ key: String, _ text: String) async throws {
        let field = try await find(key) { block -> Block.Field? in
            if case .field(let field) = block, field.key == key { field } else { nil }
        }
        field.type(text)
        await desk.settle()
    }
}
