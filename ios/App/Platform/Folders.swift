// Where files lie on a phone.

import Foundation
import UniformTypeIdentifiers

/// Where files lie on a phone.
enum Folders {
    /// The store's folder, which no backup of the system copies: a restored copy would be a forked chain.
    static func store() throws -> URL {
        var folder = URL.applicationSupportDirectory.appendingPathComponent("store", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        return folder
    }

    /// The app's own folder of the system's Files.
    static var shared: URL { .documentsDirectory }

    /// A copy of a file of another app's, which may be read only until the dialog is gone; nothing if it cannot be read.
    static func copy(_ file: URL) -> URL? {
        let isScoped = file.startAccessingSecurityScopedResource()
        defer { if isScoped { file.stopAccessingSecurityScopedResource() } }
        let own = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        do {
            try FileManager.default.copyItem(at: file, to: own)
            return own
        } catch {
            return nil
        }
    }

    /// Below it lie the files of which drafts keep the names. Where it lies changes with every update of the app.
    static var own: URL { .applicationSupportDirectory }

    /// Where pictures lie that other apps handed over, until it is said what they are of.
    static var handed: URL { own.appendingPathComponent("handed", isDirectory: true) }

    /// The folder that the share extension reaches, too; none without the entitlement.
    static var handover: URL? {
        let group = FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: "group.org.linli.handover")
        return group?.appendingPathComponent("handover", isDirectory: true)
    }

    /// A copy of what another app hands over, which lies there until it is said what it is of; nothing if it cannot be read.
    static func keep(_ file: URL) -> URL? {
        guard let copied = copy(file) else { return nil }
        let folder = handed
        let own = folder.appendingPathComponent(copied.lastPathComponent)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.moveItem(at: copied, to: own)
            return own
        } catch {
            remove(copied)
            return nil
        }
    }

    /// Whether a file is one of plain text.
    static func isText(_ file: URL) -> Bool {
        let type = try? file.resourceValues(forKeys: [.contentTypeKey]).contentType
        return type?.conforms(to: .plainText) ?? false
    }

    /// A new place for a recording, which only this app reads.
    static func sound() throws -> URL {
        let folder = own.appendingPathComponent("sounds", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent(UUID().uuidString).appendingPathExtension("m4a")
    }

    /// Removes a copy.
    static func remove(_ copy: URL) { try? FileManager.default.removeItem(at: copy) }
}
