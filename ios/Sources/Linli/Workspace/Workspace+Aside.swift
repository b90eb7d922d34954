// Calls that need no open store.

import Foundation
internal import LinliCore

extension Workspace {
    /// The version of the library, as `1.2.3`.
    public static func libraryVersion() throws(LinliError) -> String {
        try crossingNow { try LinliCore.version() }
    }

    /// Counts a tally's file again, with nothing but the file. Gives the whole answer as JSON, explanation included. A file
    /// that is refused is an input error whose `field` is the path in the file.
    public static func recount(_ file: String) async throws(LinliError) -> String {
        try await crossing { try await LinliCore.recount(file: file) }
    }

    /// Puts a store up again from a backup and its code, in a folder that holds none. The database has a key of its own,
    /// which `keeper` keeps before the database is in its place.
    public static func restoreBackup(
        _ file: URL,
        code: String,
        into folder: URL,
        keeper: any KeyKeeper
    ) async throws(LinliError) {
        let thrown = Thrown(nil)
        try await crossing(asking: thrown) {
            try await LinliCore.restoreBackup(
                file: file.path,
                code: code,
                folder: folder.path,
                keeper: Keeping(keeper, thrown)
            )
        }
    }
}
