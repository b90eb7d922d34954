// All that the models of one window share.

import Foundation
import Linli
import Observation

/// What just happened, told below the screen.
public struct Notice: Sendable, Hashable {
    /// In words.
    public let said: Said
    /// Whether it did not work.
    public let isFailure: Bool
    /// The record that can be taken back.
    public let undo: RecordId?
    /// So long.
    public let until: Date?

    init(_ said: Said, isFailure: Bool = false, undo: RecordId? = nil, until: Date? = nil) {
        self.said = said
        self.isFailure = isFailure
        self.undo = undo
        self.until = until
    }

    init(_ zh: String, _ en: String) {
        self.init(Said(zh: zh, en: en))
    }

    /// All that a model throws and the library did not is of a file.
    init(_ error: any Error) {
        self.init((error as? LinliError).map { Said(zh: $0.zh, en: $0.en) } ?? AppWord.fileFailed.said, isFailure: true)
    }
}

/// All that the models of one window share: the store, where one is, how one wants it, what just happened.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
public final class Desk {
    /// The library.
    public let store: any Store
    /// Files to hand over and to take in.
    public let files: any Files
    /// Microphone and speaker.
    let recorder: any Recorder
    /// What the phone does with pixels.
    let pictures: any Pictures
    /// The clock: the store's own, where a test hands one in.
    let now: @Sendable () -> Date

    /// Where one is.
    public private(set) var stack = ScreenStack()
    /// How one wants it.
    public private(set) var settings = AppSettings()
    /// What just happened.
    public private(set) var notice: Notice?
    /// How often another app handed something over: what a screen had loaded before is old then.
    public private(set) var arrivals = 0
    /// Whether something is being done.
    public var isBusy: Bool { working > 0 }

    private var working = 0
    private var isActing = false
    /// What other apps hand over is written down one after the other: each adds to what is there.
    @ObservationIgnored let handing = Turns()
    @ObservationIgnored private var settling: [CheckedContinuation<Void, Never>] = []

    private static let stackKey = DraftKey(screen: "app", thing: "stack")
    private static let settingsKey = DraftKey(screen: "app", thing: "settings")

    /// A window over a store.
    public init(
        _ store: any Store, files: any Files = NoFiles(), recorder: any Recorder = NoRecorder(),
        pictures: any Pictures = NoPictures(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.files = files
        self.recorder = recorder
        self.pictures = pictures
        self.now = now
    }

    /// Comes back to where one was when the app was closed, or killed.
    public func begin() async throws(LinliError) {
        for draft in try await store.drafts() {
            if draft.key == Self.settingsKey { settings = AppSettings(draft.texts) }
            if draft.key == Self.stackKey { stack = ScreenStack(text: draft.texts["stack"] ?? "") }
        }
        if try await store.me().enrolment != .admitted { stack = ScreenStack([.enrol]) } else { goOnWithHanded() }
    }

    /// Opens a screen above the one that is shown.
    public func open(_ screen: Screen) { walk(stack.to(screen)) }

    /// Opens a screen in place of all that lie there: a tab.
    public func tab(_ screen: Screen) { walk(ScreenStack([screen])) }

    /// Goes back.
    public func back() { walk(stack.back()) }

    private func walk(_ way: ScreenStack) {
        stack = way
        if notice?.undo == nil { notice = nil }
        launch { [self] in try await store.saveDraft(Self.stackKey, fields(["stack": stack.text])) }
    }

    /// Opens a screen anew, for something that came from outside: what it had loaded before is old.
    func arrive(at screen: Screen) {
        arrivals += 1
        open(screen)
    }

    /// Keeps how one wants it.
    func choose(_ change: (inout AppSettings) -> Void) {
        change(&settings)
        launch { [self] in try await store.saveDraft(Self.settingsKey, fields(settings.fields)) }
    }

    /// Tells what happened; without anything, that is forgotten.
    public func tell(_ notice: Notice?) { self.notice = notice }

    /// Takes back what was just done.
    public func undo() {
        guard let record = notice?.undo else { return }
        act { [self] in
            try await store.undo(record)
            tell(Notice("已撤回，没有留下记录。", "Taken back; nothing is left of it."))
        }
    }

    /// Does something that was tapped, once however often it was tapped, and tells why it did not work. What is refused because
    /// of a field goes to `refused` instead, if that takes it.
    func act(
        refused: @escaping @MainActor (any Error) -> Bool = { _ in false },
        _ work: @escaping @MainActor () async throws -> Void
    ) {
        if isActing { return }
        isActing = true
        launch { [self] in
            defer { isActing = false }
            notice = nil
            do {
                try await work()
            } catch  where refused(error) {
                // Told beside the field.
            }
        }
    }

    /// A file as a draft keeps it: by its name below the app's own folder, if it lies there.
    func written(_ file: URL) -> String {
        guard let own = files.own?.standardizedFileURL.path else { return file.path }
        let path = file.standardizedFileURL.path
        return path.hasPrefix(own + "/") ? String(path.dropFirst(own.count + 1)) : path
    }

    /// The file that a draft keeps; none if it is gone.
    func kept(_ written: String) -> URL? {
        if written.isEmpty { return nil }
        let file =
            written.hasPrefix("/")
            ? URL(fileURLWithPath: written) : files.own?.appendingPathComponent(written)
        return file.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
    }

    /// Takes a picture of a thing, or of what a record is about.
    func photograph(_ entity: some EntityId) async throws {
        guard let file = await files.picture() else { return }
        try await store.attachPhoto(PhotoDraft(entity: entity.rawValue, file: file))
        await files.discard(file)
        tell(Notice("照片已附上。", "The picture is attached."))
    }

    /// Works on, whichever screen is shown, and tells why it did not work.
    func launch(_ work: @escaping @MainActor () async throws -> Void) {
        working += 1
        Task {
            do {
                try await work()
            } catch {
                notice = Notice(error)
            }
            working -= 1
            if working > 0 { return }
            let waiting = settling
            settling = []
            for one in waiting { one.resume() }
        }
    }

    /// Until all that was begun is done.
    func settle() async {
        while working > 0 {
            await withCheckedContinuation { settling.append($0) }
        }
    }
}
