// Codes of a transfer, kept as they come.

import Foundation
import Linli

/// Codes of a transfer. Each is kept in the store as soon as it is here, so that a transfer goes on after the app was killed; a
/// draft holds some of them, and takes what comes next until it is full.
@available(iOS 17, macOS 14, *)
@MainActor
final class Frames {
    private static let screen = "transfer"
    /// Codes of a draft, which holds 64 KiB.
    private static let part = 64
    /// Bytes of a code: seen by a cheap camera from a small screen.
    static let bytes = 400
    /// Bytes of a bundle: more take over five minutes a turn, and nobody films so long.
    static let mostBytes = 1_500 * bytes

    private let desk: Desk
    private let name: String
    private var sink: FrameSink?
    private var kept: [String] = []
    private let turns = Turns()

    init(_ desk: Desk, _ name: String) {
        self.desk = desk
        self.name = name
    }

    /// How many are here, of how many; nothing as long as nothing came.
    var progress: FramesProgress? {
        guard let now = try? sink?.progress(), now.of > 0 else { return nil }
        return now
    }

    /// Those that are here, in their order.
    var texts: [String] { (try? sink?.frames()) ?? [] }

    /// Brings back what was kept, once.
    func load() async throws {
        try await turns.inTurn { [self] in
            if sink != nil { return }
            let drafts = try await desk.store.drafts().filter {
                $0.key.screen == Self.screen && $0.key.thing.hasPrefix("\(name)/")
            }
            let old = drafts.flatMap { $0.texts.map { $0 } }.sorted { $0.key < $1.key }.map { $0.value }
            let fresh = try FrameSink()
            for frame in old { try fresh.take(frame) }
            (kept, sink) = (old, fresh)
        }
    }

    /// Films codes, tells if none of them belongs to it, and gives the bytes once all are here.
    func film() async throws -> Data? {
        let seen = await desk.seen(.inTurn)
        if seen.isEmpty { return nil }
        if !(try await take(seen)) {
            desk.warn("这不是这一包的码。要收另一包，请点“从头来”。", "These codes are of something else. To begin with that, start again.")
        }
        return try whole()
    }

    /// Takes what belongs to it of the codes that were seen, and says whether any did.
    func take(_ seen: [String]) async throws -> Bool {
        try await turns.inTurn { [self] in
            let first = kept.count
            let fitting = try seen.filter { try fits($0) }
            if kept.count > first {
                for part in first / Self.part...(kept.count - 1) / Self.part { try await keep(part) }
            }
            return !fitting.isEmpty
        }
    }

    private func fits(_ text: String) throws -> Bool {
        guard let sink else { return false }
        let before = try sink.progress().have
        do throws(LinliError) {
            try sink.take(text)
        } catch {
            if error.code == .bundleDamaged { return false }
            throw error
        }
        if try sink.progress().have > before { kept.append(text) }
        return true
    }

    private func keep(_ part: Int) async throws {
        let some = kept.indices.dropFirst(part * Self.part).prefix(Self.part)
        let numbered = some.map { (String(format: "%05ld", $0), kept[$0]) }
        try await desk.store.saveDraft(key(part), fields(Dictionary(uniqueKeysWithValues: numbered)))
    }

    private func key(_ part: Int) -> DraftKey { DraftKey(screen: Self.screen, thing: "\(name)/\(part)") }

    /// The bytes, once all are here.
    private func whole() throws -> Data? { try sink?.bytes() }

    /// Forgets them.
    func clear() async throws {
        try await turns.inTurn { [self] in
            let last = kept.count
            for part in stride(from: 0, to: last, by: Self.part) {
                try await desk.store.saveDraft(key(part / Self.part), [])
            }
            (kept, sink) = ([], try FrameSink())
        }
    }
}

@available(iOS 17, macOS 14, *)
extension Desk {
    /// The codes that a person lets this device see; that there was none in what it saw is told.
    func seen(_ which: Codes) async -> [String] {
        guard let seen = await files.codes(which) else { return [] }
        if seen.isEmpty { warn("没有看到码。请靠近、放正，再试一次。", "No code was seen: closer and straight, then again.") }
        return seen
    }

    /// Tells what did not work.
    func warn(_ zh: String, _ en: String) { tell(Notice(Said(zh: zh, en: en), isFailure: true)) }
}
