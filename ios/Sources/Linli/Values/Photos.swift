// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A photo to be kept.
public struct PhotoDraft: Sendable, Hashable {
    /// The thing that it shows: the id of a visit, log entry, topic, agenda, round or hazard.
    public var entity: String
    /// The picture's file; it is copied.
    public var file: URL
    /// A small one that travels first, if the app has made one.
    public var thumbnail: URL?
    /// Its media type (`image/jpeg`).
    public var mediaType: String
    /// A few words.
    public var caption: String?

    /// What is left out has its field's default.
    public init(
        entity: String,
        file: URL,
        thumbnail: URL? = nil,
        mediaType: String = "image/jpeg",
        caption: String? = nil
    ) {
        self.entity = entity
        self.file = file
        self.thumbnail = thumbnail
        self.mediaType = mediaType
        self.caption = caption
    }

    var core: LinliCore.PhotoDraft {
        LinliCore.PhotoDraft(
            entity: entity,
            file: file.path,
            thumbnail: thumbnail?.path,
            mediaType: mediaType,
            caption: caption
        )
    }
}

/// The outcome of a transfer of photos. Records are counted elsewhere.
public struct PhotoReport: Sendable, Hashable {
    /// Files the hub has now.
    public var sent: Int
    /// Files that came.
    public var received: Int
    /// Bytes of request bodies.
    public var bytesUp: Int
    /// Bytes of answers' bodies.
    public var bytesDown: Int
    /// Files that still wait to be sent.
    public var waiting: Int

    /// From its parts.
    public init(
        sent: Int,
        received: Int,
        bytesUp: Int,
        bytesDown: Int,
        waiting: Int
    ) {
        self.sent = sent
        self.received = received
        self.bytesUp = bytesUp
        self.bytesDown = bytesDown
        self.waiting = waiting
    }

    init(_ core: LinliCore.PhotoReport) {
        sent = Int(clamping: core.sent)
        received = Int(clamping: core.received)
        bytesUp = Int(clamping: core.bytesUp)
        bytesDown = Int(clamping: core.bytesDown)
        waiting = Int(clamping: core.waiting)
    }
}

/// A photo.
public struct PhotoView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var photo: RecordId
    /// The visit or log entry that it shows; none if it shows the document's subject.
    public var of: RecordId?
    /// The time at which it was taken.
    public var at: Date
    /// Its photographer.
    public var by: MemberId
    /// Its media type; none while its words are not here.
    public var mediaType: String?
    /// A few words.
    public var caption: String?
    /// Milliseconds of a voice note; none of a picture, and of what is called one and is none.
    public var lengthMs: Int?
    /// Bytes of the picture.
    public var bytes: Int?
    /// Whether the picture is on this phone.
    public var here: Bool
    /// Whether the thumbnail is.
    public var thumbnailHere: Bool
    /// Whether the hub has the picture.
    public var atHub: Bool
    /// Whether its author has withdrawn it.
    public var withdrawn: Bool

    /// The same as `photo`, for lists.
    public var id: RecordId { photo }

    /// From its parts.
    public init(
        photo: RecordId,
        of: RecordId?,
        at: Date,
        by: MemberId,
        mediaType: String?,
        caption: String?,
        lengthMs: Int?,
        bytes: Int?,
        here: Bool,
        thumbnailHere: Bool,
        atHub: Bool,
        withdrawn: Bool
    ) {
        self.photo = photo
        self.of = of
        self.at = at
        self.by = by
        self.mediaType = mediaType
        self.caption = caption
        self.lengthMs = lengthMs
        self.bytes = bytes
        self.here = here
        self.thumbnailHere = thumbnailHere
        self.atHub = atHub
        self.withdrawn = withdrawn
    }

    init(_ core: LinliCore.PhotoView) {
        photo = RecordId(core.photo)
        of = core.of.map { RecordId($0) }
        at = core.at
        by = MemberId(core.by)
        mediaType = core.mediaType
        caption = core.caption
        lengthMs = core.lengthMs.map { Int(clamping: $0) }
        bytes = core.bytes.map { Int(clamping: $0) }
        here = core.here
        thumbnailHere = core.thumbnailHere
        atHub = core.atHub
        withdrawn = core.withdrawn
    }
}

/// A picture to be kept.
public struct Picture: Sendable, Hashable {
    /// The picture's file; it is copied.
    public var file: URL
    /// A small one that travels first, if the app has made one.
    public var thumbnail: URL?
    /// Its media type (`image/jpeg`).
    public var mediaType: String
    /// A few words.
    public var caption: String?

    /// What is left out has its field's default.
    public init(
        file: URL,
        thumbnail: URL? = nil,
        mediaType: String = "image/jpeg",
        caption: String? = nil
    ) {
        self.file = file
        self.thumbnail = thumbnail
        self.mediaType = mediaType
        self.caption = caption
    }

    var core: LinliCore.Picture {
        LinliCore.Picture(
            file: file.path,
            thumbnail: thumbnail?.path,
            mediaType: mediaType,
            caption: caption
        )
    }
}

/// A voice note to be kept.
public struct VoiceDraft: Sendable, Hashable {
    /// The id of the visit at which it was said.
    public var visit: String
    /// OGG, M4A, AMR, 3GP or WAV of at most 1 MiB; it is copied.
    public var file: URL
    /// Milliseconds, from 1 to 300,000.
    public var lengthMs: Int

    /// From its parts.
    public init(
        visit: String,
        file: URL,
        lengthMs: Int
    ) {
        self.visit = visit
        self.file = file
        self.lengthMs = lengthMs
    }

    var core: LinliCore.VoiceDraft {
        LinliCore.VoiceDraft(
            visit: visit,
            file: file.path,
            lengthMs: UInt32(clamping: lengthMs)
        )
    }
}
