// A screen's model.

import Foundation
import Linli
import Observation

/// A screen: it reads everything at once, and says that as a page.
@available(iOS 17, macOS 14, *)
@MainActor
public protocol ScreenModel: AnyObject, Observable {
    /// Reads again.
    func refresh() async

    /// Reads now, after every change, and when time makes the answer stale: until the task that waits is cancelled.
    func follow() async

    /// The screen as it stands.
    func page(_ words: Words) -> ScreenPage
}

/// What a screen has of the library.
enum Shown<Value: Sendable>: Sendable {
    /// Nothing yet.
    case waiting
    /// Its answer.
    case here(Value)
    /// The reason why there is none.
    case failed(Said)
}

/// What the screen is about is not here, or not any more.
struct Gone: Error {}

/// What is peculiar to a screen: what it reads, and how it says that. Rules, counts, sentences and permissions come from the
/// library.
@available(iOS 17, macOS 14, *)
@MainActor
protocol Model: ScreenModel {
    associatedtype Value: Sendable

    var desk: Desk { get }
    var shown: Shown<Value> { get set }

    /// What is being typed on it, if anything is.
    var typed: Typing? { get }

    /// Whether it shows residents' data.
    var isPrivate: Bool { get }

    /// Its title, with what it reads or without.
    func title(_ words: Words, _ value: Value?) -> String

    /// Reads all of it, at once.
    func read() async throws -> Value

    /// Says what was read.
    func show(_ value: Value, on page: Drawing)

    /// The moment at which to read again though nothing changed.
    func validUntil(_ value: Value) -> Date?
}

@available(iOS 17, macOS 14, *)
extension Model {
    var typed: Typing? { nil }
    var isPrivate: Bool { true }

    func validUntil(_: Value) -> Date? { nil }

    func refresh() async {
        do {
            try await typed?.load()
            shown = .here(try await read())
        } catch let error as LinliError {
            shown = .failed(Said(zh: error.zh, en: error.en))
        } catch {
            shown = .failed(AppWord.gone.said)
        }
    }

    func follow() async {
        let changes = try? await desk.store.changes()
        await refresh()
        var waking = wake()
        defer { waking.cancel() }
        guard let changes else { return }
        for await _ in changes {
            waking.cancel()
            await refresh()
            waking = wake()
        }
    }

    /// Reads again whenever time makes the answer stale.
    private func wake() -> Task<Void, Never> {
        Task { [weak self] in
            while let stale = self?.stale, !Task.isCancelled {
                // One more millisecond: at the moment itself the answer may still be the old one.
                let rest = min(max(stale + 0.001, 1), 24 * 3_600)
                try? await Task.sleep(nanoseconds: UInt64(rest * 1e9))
                if !Task.isCancelled { await self?.refresh() }
            }
        }
    }

    /// Seconds until the answer is stale.
    private var stale: TimeInterval? {
        guard case .here(let value) = shown else { return nil }
        return validUntil(value)?.timeIntervalSince(desk.now())
    }

    func page(_ words: Words) -> ScreenPage {
        let page = Drawing(words)
        var value: Value?
        switch shown {
        case .waiting:
            page.line(.waiting, .quiet)
        case .failed(let said):
            page.line(words.of(said), .warning)
            page.button(.again) { [self] in desk.act { await self.refresh() } }
        case .here(let here):
            value = here
            show(here, on: page)
        }
        return page.page(title(words, value), isPrivate: isPrivate)
    }

    /// Does what was tapped, then reads again.
    func act(_ work: @escaping @MainActor () async throws -> Void) {
        let refused = { @MainActor [typed] (error: any Error) in typed?.refuse(error) ?? false }
        desk.act(refused: refused) { [self] in
            do {
                try await work()
            } catch {
                await refresh()
                throw error
            }
            await refresh()
        }
    }

    /// A button by which a camera fills a field of what is typed.
    func scan(_ field: String, on page: Drawing) {
        page.button(.scan) { [self] in
            act { [desk, typed] in
                if let text = await desk.seen(.one).first { typed?.put(field, text) }
            }
        }
    }

    /// The button that throws away what is typed, and what `also` says.
    func discard(
        _ typing: Typing, on page: Drawing, also: @escaping @MainActor () async throws -> Void = {}
    ) {
        page.button(.discard) { [self] in
            act {
                try await typing.clear()
                try await also()
                self.desk.back()
            }
        }
    }
}
