// What the share extension hands to the app.

import Foundation

/// A folder that the app and its share extension both reach: the extension puts into it what another app shares, the app takes it out.
/// Neither store nor key lie there, and the extension knows nothing of them.
public struct Handover: Sendable {
    private let folder: URL
    private let now: @Sendable () -> Date

    /// A text's most bytes; more is cut by nobody: it is refused. A draft holds 64 KiB, and what is typed beside it needs room.
    public static let mostText = 48 * 1024
    /// A picture's most bytes, as many as the library takes.
    public static let mostPicture = 32 << 20
    /// So many wait at most: whoever never opens the app fills no phone.
    public static let mostWaiting = 20
    /// In so many seconds an extension has written what it writes, or was ended.
    public static let mostWriting: TimeInterval = 10 * 60

    /// What was handed over.
    public enum Item: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A picture, as a copy that is the app's own.
        case picture(URL)
    }

    /// What was handed over and lies there until the app says that it has kept it.
    public struct Waiting: Sendable, Hashable {
        /// What it is.
        public let item: Item
        fileprivate let file: URL
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

    /// A folder, which is made where there is none; `now` tells how old a file is.
    public init(_ folder: URL, now: @escaping @Sendable () -> Date = { Date() }) {
        self.folder = folder
        self.now = now
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
        sweep()
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

    /// Halves of extensions that were ended are removed; a younger one may still be written.
    private func sweep() {
        let files = FileManager.default
        let all = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in all where name.hasPrefix(".") {
            let half = folder.appendingPathComponent(name)
            let written = (try? files.attributesOfItem(atPath: half.path))?[.modificationDate] as? Date
            guard let written, now().timeIntervalSince(written) > Self.mostWriting else { continue }
            // Another process may have removed it, too.
            try? files.removeItem(at: half)
        }
    }

    /// The first one that is wanted; none if there is none. It lies there until it is forgotten: an app that was ended before finds
    /// it again. Of a picture a copy lies in `keep`; `kept` are those that the app has already; `refused` are passed over, so that
    /// they hold up nothing that lies behind them.
    public func first(beside kept: [URL], past refused: [Waiting] = [], keep: URL) throws -> Waiting? {
        sweep()
        for name in try names() where !refused.contains(where: { $0.file.lastPathComponent == name }) {
            let file = folder.appendingPathComponent(name)
            if name.hasSuffix(".txt") {
                let bytes = try Data(contentsOf: file)
                if let text = String(data: bytes, encoding: .utf8) { return Waiting(item: .text(text), file: file) }
                // No text: nobody will ever read it.
                try FileManager.default.removeItem(at: file)
            } else if kept.contains(where: { $0.lastPathComponent == name }) {
                // The app was ended after it had kept it.
                try FileManager.default.removeItem(at: file)
            } else {
                return Waiting(item: .picture(try copy(file, to: keep)), file: file)
            }
        }
        return nil
    }

    private func copy(_ file: URL, to keep: URL) throws -> URL {
        let files = FileManager.default
        try files.createDirectory(at: keep, withIntermediateDirectories: true)
        let own = keep.appendingPathComponent(file.lastPathComponent)
        // An app that was ended while it copied left a part there.
        if files.fileExists(atPath: own.path) { try files.removeItem(at: own) }
        try files.copyItem(at: file, to: own)
        return own
    }

    /// The app has kept it: it is gone here.
    public func forget(_ waiting: Waiting) throws {
        try FileManager.default.removeItem(at: waiting.file)
    }
}
