// What a phone does with pixels.

import Foundation

/// A picture as a person sees it: upright.
public protocol SeenPicture: Sendable {
    /// Pixels.
    var width: Int { get }
    /// Pixels.
    var height: Int { get }
}

/// What a phone does with pixels.
@MainActor
public protocol Pictures: Sendable {
    /// The picture that `write` puts into a file that only the app reads, and that is removed at once; none if it cannot be opened
    /// here. Of a larger one than `longest` pixels a smaller one is made while it is read.
    func see(
        longest: Int, _ write: @MainActor (URL) async throws -> Void
    ) async throws -> (any SeenPicture)?

    /// Another picture of it, for another app: what is covered is gone from it, and so is all that its camera noted; `line` stands
    /// below. A file of the app's own, which ``Files/sharePicture(_:)`` hands over; none if it cannot be made here.
    func covered(_ covers: [Cover], _ line: String, _ write: @MainActor (URL) async throws -> Void) async throws -> URL?
}

/// Pixels of a picture's longer side.
public enum PictureSide {
    /// A longer one is of no use to whoever is given a picture.
    public static let longest = 2_000
    /// Of one that is shown among others.
    static let small = 800
}

/// There is no screen.
public struct NoPictures: Pictures {
    /// Shows nothing.
    public nonisolated init() {}

    /// None.
    public func see(
        longest _: Int, _: @MainActor (URL) async throws -> Void
    ) async throws -> (any SeenPicture)? { nil }

    /// None.
    public func covered(
        _: [Cover], _: String, _: @MainActor (URL) async throws -> Void
    ) async throws -> URL? { nil }
}
