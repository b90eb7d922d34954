// Animated QR: frames, and what puts them together again.

import Foundation
internal import LinliCore

/// Takes frames of an animated QR in, in any order and any number of times. What it holds can be kept as ``frames()``, so that a
/// transfer goes on after a kill.
public final class FrameSink: Sendable {
    private let core: LinliCore.FrameSink

    /// A sink that holds nothing yet.
    public init() throws(LinliError) {
        core = try crossingNow { try LinliCore.FrameSink.empty() }
    }

    /// Takes a frame; one that is here already changes nothing. Fails with `bundle_damaged` for a text that is no frame, or one
    /// of another transfer; what is here stays.
    @discardableResult
    public func take(_ frame: String) throws(LinliError) -> FramesProgress {
        try crossingNow { FramesProgress(try core.take(frame: frame)) }
    }

    /// The progress so far.
    public func progress() throws(LinliError) -> FramesProgress {
        try crossingNow { FramesProgress(try core.progress()) }
    }

    /// The frames that are here.
    public func frames() throws(LinliError) -> [String] {
        try crossingNow { try core.frames() }
    }

    /// The bytes, once all frames are here; `nil` before. Fails with `bundle_damaged` if they are not those that were sent.
    public func bytes() throws(LinliError) -> Data? {
        try crossingNow { try core.bytes() }
    }
}

extension Workspace {
    /// Cuts bytes into frames for animated QR, whose payloads hold at most `size` bytes each (16 to 2,000). Upper-case letters,
    /// digits, `-` and `/` alone, which a QR code holds most densely. Fails with `field_range` (`size`) or, of more than 4,000
    /// frames, `bundle_too_large`. A ``FrameSink`` puts them together again.
    public static func frames(of bytes: Data, size: Int = 400) throws(LinliError) -> [String] {
        try crossingNow { try LinliCore.frames(bytes: bytes, size: UInt32(clamping: size)) }
    }
}
