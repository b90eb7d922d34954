// Photos: apart from records, and never in their way. A sync carries them if its options say so.

import Foundation
internal import LinliCore

extension Workspace {
    /// Keeps a photo. The file is copied and sealed; the app may delete its own.
    @discardableResult
    public func attachPhoto(_ draft: PhotoDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.attachPhoto(draft: draft.core)) }
    }

    /// Keeps what was said at a visit, a voice note. The file is copied and sealed; the app may delete its own.
    @discardableResult
    public func attachVoice(_ draft: VoiceDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.attachVoice(draft: draft.core)) }
    }

    /// The photos of a thing, and of a visit its voice notes.
    public func photos(of entity: some EntityId) async throws(LinliError) -> [PhotoView] {
        try await crossing { try await core.photos(entity: entity.rawValue).map(PhotoView.init) }
    }

    /// Withdraws a photo of one's own.
    @discardableResult
    public func withdrawPhoto(_ photo: RecordId, reason: String) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.withdrawPhoto(photo: photo.rawValue, reason: reason)) }
    }

    /// Writes a photo, unsealed, into a file of the app's, to be shown.
    public func exportPhoto(_ photo: RecordId, size: PhotoSize = .full, to file: URL) async throws(LinliError) {
        try await crossing { try await core.exportPhoto(photo: photo.rawValue, size: size.core, to: file.path) }
    }

    /// Fetches a photo with the next sync that carries photos.
    public func wantPhoto(_ photo: RecordId) async throws(LinliError) {
        try await crossing { try await core.wantPhoto(photo: photo.rawValue) }
    }

    /// Drops pictures of which the hub has a verified copy elsewhere; thumbnails stay. Gives the bytes that were freed.
    @discardableResult
    public func freePhotos(
        options: SyncOptions = SyncOptions(), transport: (any Transport)? = nil,
        progress: (@Sendable (SyncProgress) -> Void)? = nil
    ) async throws(LinliError) -> Int {
        try await crossing {
            Int(
                clamping: try await core.freePhotos(
                    options: options.core, listener: progress.map(Watching.init),
                    transport: transport.map(Carrying.init)))
        }
    }
}
