// 面对面扫码.

import Foundation
import Linli
import Observation

extension Drawing {
    fileprivate func come(_ progress: FramesProgress?) {
        guard let progress else { return }
        let text = words[.codesHave, progress.have, progress.of]
        gauge(
            Block.Gauge(
                label: words[.codesCome],
                have: progress.have,
                need: progress.of,
                of: progress.of,
                text: text
            )
        )
    }
}

/// 我要收: a request for another phone's camera, then that one's codes, in any order, also after the app was killed.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class GetModel: Model {
    let desk: Desk
    let isPrivate = false
    private let came: Frames
    private var request: [String] = []
    var shown = Shown<[String]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
        came = Frames(desk, "came")
    }

    func title(_ words: Words, _: [String]?) -> String { words[.getByCode] }

    /// The request, the same as long as the screen is open: half of it may have been seen.
    func read() async throws -> [String] {
        try await came.load()
        if request.isEmpty {
            request = try Workspace.frames(of: Data(try await desk.store.request().utf8), size: Frames.bytes)
        }
        return request
    }

    func show(_ value: [String], on page: Drawing) {
        page.line(.showRequestHow)
        page.frames(.askedByCode, value)
        page.line(.filmHow)
        page.come(came.progress)
        page.button(.filmCodes, isMain: true) { [self] in act { [self] in try await film() } }
        if came.progress != nil {
            page.button(.againFromStart) { [self] in act { [came] in try await came.clear() } }
        }
    }

    private func film() async throws {
        guard let bundle = try await came.film() else { return }
        let got = try await desk.store.receive(bundle)
        try await came.clear()
        request = []
        desk.back()
        desk.tell(Notice("收到 \(got.accepted) 条新记录。", "\(got.accepted) new records."))
    }
}

/// 我来给: another phone's request is scanned, and what it lacks is shown as codes until somebody else comes.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class GiveModel: Model {
    let desk: Desk
    let isPrivate = false
    private let asked: Frames
    private let given: Frames
    var shown = Shown<[String]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
        asked = Frames(desk, "asked")
        given = Frames(desk, "given")
    }

    func title(_ words: Words, _: [String]?) -> String { words[.giveByCode] }

    /// The codes to be shown: the same ones after the app was closed, for the other phone has some of them.
    func read() async throws -> [String] {
        try await asked.load()
        try await given.load()
        return given.texts
    }

    func show(_ value: [String], on page: Drawing) {
        if value.isEmpty {
            page.line(.scanRequestHow)
            page.come(asked.progress)
            page.button(.filmCodes, isMain: true) { [self] in act { [self] in try await film() } }
        } else {
            let seconds = max(1, value.count * Block.Frames.milliseconds / 1_000)
            page.line(page.words[.codesToShow, value.count, seconds])
            page.frames(.codesForOther, value)
            page.button(.nextPhone) { [self] in act { [given] in try await given.clear() } }
        }
        if asked.progress != nil {
            page.button(.againFromStart) { [self] in act { [asked] in try await asked.clear() } }
        }
    }

    private func film() async throws {
        guard let request = try await asked.film() else { return }
        try await asked.clear()
        let bundle = try await desk.store.bundle(for: String(decoding: request, as: UTF8.self))
        if bundle.count > Frames.mostBytes {
            desk.warn("内容太多，扫码太慢：请改用文件。", "This is too much for codes: hand a file over instead.")
        } else {
            _ = try await given.take(Workspace.frames(of: bundle, size: Frames.bytes))
        }
    }
}
