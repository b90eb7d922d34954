// Where files lie on a phone.

import Foundation

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

    /// Removes a copy.
    static func remove(_ copy: URL) { try? FileManager.default.removeItem(at: copy) }
}
