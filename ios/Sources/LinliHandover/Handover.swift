// What the share extension hands to the app.

import Foundation

/// A folder that the app and its share extension both reach: the extension puts into it what another app shares, the app takes it out.
/// Neither store nor key lie there, and the extension knows nothing of them.
public struct Handover: Sendable {
    private let folder: URL

    /// A text's most bytes; more is cut by nobody: it is refused.
    public static let mostText = 64 * 1024
    /// A picture's most bytes, as many as the library takes.
    public static let mostPicture = 32 << 20
    /// So many wait at most: whoever never opens the app fills no phone.
    public static let mostWaiting = 20

    /// What was handed over.
    public enum Item: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A picture, as a file that is the app's own once it was moved.
        case picture(URL)
    }

    /// The reason why something is not taken.
    public enum Refusal: Error, Sendable, Hashable {
        /// A text without letters, or what is none.
        case empty
        /// It is larger than what is taken.
        case tooLarge
        /// So much waits already.
        case full
    }

    /// A folder, which is made where there is none.
    public init(_ folder: URL) {
        self.folder = folder
    }

    /// Puts a text there.
    public func put(text: String) throws {
        if text.allSatisfy(\.isWhitespace) { throw Refusal.empty }
        try put(Data(text.utf8), most: Self.mostText, as: "txt")
    }

    /// Puts a picture there.
    public func put(picture: Data) throws {
        if picture.isEmpty { throw Refusal.empty }
        try put(picture, most: Self.mostPicture, as: "jpg")
    }

    private func put(_ bytes: Data, most: Int, as kind: String) throws {
        if bytes.count > most { throw Refusal.tooLarge }
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let waiting = try names()
        if waiting.count >= Self.mostWaiting { throw Refusal.full }
        // Numbers tell the order: two of one moment keep it, too.
        let last = waiting.last.flatMap { Int($0.prefix(Self.digits)) } ?? 0
        let number = String(last + 1)
        let padded = String(repeating: "0", count: max(0, Self.digits - number.count)) + number
        let name = "\(padded)-\(UUID().uuidString).\(kind)"
        // Whole or not at all: an extension may be ended at any moment.
        let half = folder.appendingPathComponent("." + name)
        #if os(iOS)
            try bytes.write(to: half, options: .completeFileProtectionUntilFirstUserAuthentication)
        #else
            try bytes.write(to: half)
        #endif
        try files.moveItem(at: half, to: folder.appendingPathComponent(name))
    }

    private static let digits = 12

    private func names() throws -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Takes out the first one that is wanted; none if there is none. A picture is moved to `keep`, a text's file is gone.
    public func take(pictures isWanted: Bool, keep: URL) throws -> Item? {
        for name in try names() {
            let file = folder.appendingPathComponent(name)
            if name.hasSuffix(".txt") {
                let bytes = try Data(contentsOf: file)
                try FileManager.default.removeItem(at: file)
                if let text = String(data: bytes, encoding: .utf8) { return .text(text) }
            } else if isWanted {
                try FileManager.default.createDirectory(at: keep, withIntermediateDirectories: true)
                let own = keep.appendingPathComponent(name)
                try FileManager.default.moveItem(at: file, to: own)
                return .picture(own)
            }
        }
        return nil
    }
}
