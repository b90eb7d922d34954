// Files that a person hands over and takes in.

import Foundation

/// Codes that a device is to see.
public enum Codes: Sendable {
    /// A single one.
    case one
    /// Those that another device shows in turn.
    case inTurn
}

/// Files that a person hands over and takes in, by the system's own dialogs. Nothing is taken if he changes his mind.
@MainActor
public protocol Files: Sendable {
    /// The folder below which the app's own files lie. Drafts keep their names in it: it moves with every update of the app. None
    /// where nothing is kept.
    var own: URL? { get }

    /// Hands a file over, by a name that is proposed: `write` is called with where it comes to lie.
    func give(_ name: String, _ write: (URL) throws -> Void) async throws

    /// A file to read.
    func take() async -> URL?

    /// A picture: taken now where there is a camera, chosen where there is none.
    func picture() async -> URL?

    /// The texts of the codes that a person lets this device see, each once; none at all if he changes his mind.
    func codes(_ which: Codes) async -> [String]?

    /// Hands a text to another app of this phone.
    func share(_ text: String) async

    /// Hands a picture of our own to another app, likewise.
    func sharePicture(_ picture: URL) async

    /// A picture lies sealed in the store: a copy that was made for us is to go. A file of one's own stays.
    func discard(_ picture: URL) async
}

extension Files {
    /// None.
    public var own: URL? { nil }

    /// Nothing.
    public func discard(_: URL) async {}

    /// Nothing.
    public func share(_: String) async {}

    /// Nothing.
    public func sharePicture(_: URL) async {}

    /// None.
    public func codes(_: Codes) async -> [String]? { nil }
}

/// Nobody is there to choose.
public struct NoFiles: Files {
    /// Chooses nothing.
    public nonisolated init() {}

    /// Nothing.
    public func give(_: String, _: (URL) throws -> Void) async throws {}

    /// Nothing.
    public func take() async -> URL? { nil }

    /// Nothing.
    public func picture() async -> URL? { nil }
}
