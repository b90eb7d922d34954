// Files that a person chooses.

import Foundation

/// Files that a person chooses, by the system's own dialogs. Nothing is given if he changes his mind.
public protocol Files: Sendable {
    /// A file to write, by a name that is proposed.
    func toWrite(_ name: String) async -> URL?

    /// A file to read.
    func toRead() async -> URL?
}

/// Nobody is there to choose.
public struct NoFiles: Files {
    /// Chooses nothing.
    public init() {}

    /// Nothing.
    public func toWrite(_: String) async -> URL? { nil }

    /// Nothing.
    public func toRead() async -> URL? { nil }
}
