// Files that a person chooses on a phone.

import Foundation
import LinliModels
import Observation

/// What is written lies in the app's own folder of the system's Files; what is read is chosen there.
@MainActor @Observable
final class ChosenFiles: Files {
    /// Whether the system's dialog is shown.
    var isChoosing = false
    /// What is asked for in it.
    private(set) var kind = Kind.any

    @ObservationIgnored private var waiting: CheckedContinuation<URL?, Never>?

    nonisolated init() {}

    var own: URL? { Folders.own }

    func give(_ name: String, _ write: (URL) throws -> Void) async throws {
        try write(Folders.shared.appendingPathComponent(name))
    }

    /// Whether the sheet is shown from which another app is given what is shared.
    var isSharing = false
    /// What another app is given.
    private(set) var shared = Shared.text("")

    /// What another app is given.
    enum Shared {
        case text(String)
        case picture(URL)
    }

    func share(_ text: String) async {
        shared = .text(text)
        isSharing = true
    }

    func sharePicture(_ picture: URL) async {
        shared = .picture(picture)
        isSharing = true
    }

    /// The sheet is gone: another app has a copy of what it was given.
    func isShared() {
        if case .picture(let file) = shared { Folders.remove(file) }
        shared = .text("")
    }

    func take() async -> URL? { await choose(.any) }

    func picture() async -> URL? { await choose(.picture) }

    /// Read from a picture or a film that was taken before.
    func codes(_ which: Codes) async -> [String]? {
        guard let file = await choose(which == .one ? .picture : .film) else { return nil }
        let seen = await SeenCodes.texts(in: file, which)
        Folders.remove(file)
        return seen
    }

    /// What was chosen is a copy: nothing of a resident's is to lie open on the phone.
    func discard(_ picture: URL) async { Folders.remove(picture) }

    /// What may be chosen.
    enum Kind {
        case any
        case picture
        case film
    }

    private func choose(_ kind: Kind) async -> URL? {
        chosen(nil)
        self.kind = kind
        isChoosing = true
        return await withCheckedContinuation { waiting = $0 }
    }

    /// What was chosen; nothing if he changed his mind. The file is copied, for it may be read only until the dialog is gone.
    func chosen(_ file: URL?) {
        isChoosing = false
        let asked = waiting
        waiting = nil
        asked?.resume(returning: file.flatMap(Folders.copy))
    }
}
