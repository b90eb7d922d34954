// Photos.

import Foundation
internal import LinliCore

/// A photo.
public struct Photo: Sendable, Hashable, Identifiable {
    /// Its record.
    public let photo: RecordID
    /// The visit or log entry that it shows; none if it shows the document's subject.
    public let of: RecordID?
    /// When it was taken.
    public let at: Date
    /// Who took it.
    public let by: MemberID
    /// Its media type; none while its words are not here.
    public let mediaType: String?
    /// A few words.
    public let caption: String?
    /// Bytes of the picture.
    public let bytes: Int?
    /// Whether the picture is on this phone.
    public let here: Bool
    /// Whether the thumbnail is.
    public let thumbnailHere: Bool
    /// Whether the hub has the picture.
    public let atHub: Bool
    /// Whether its author has withdrawn it.
    public let withdrawn: Bool

    /// The same as `photo`, for lists.
    public var id: RecordID { photo }

    init(_ core: LinliCore.PhotoView) {
        photo = RecordID(core.photo)
        of = core.of.map(RecordID.init)
        at = core.at
        by = MemberID(core.by)
        mediaType = core.mediaType
        caption = core.caption
        bytes = core.bytes.map { Int(clamping: $0) }
        here = core.here
        thumbnailHere = core.thumbnailHere
        atHub = core.atHub
        withdrawn = core.withdrawn
    }
}

/// What a transfer did. Records are counted elsewhere.
public struct PhotoReport: Sendable, Hashable {
    /// Files the hub has now.
    public let sent: Int
    /// Files that came.
    public let received: Int
    /// Bytes of request bodies.
    public let bytesUp: Int
    /// Bytes of answers' bodies.
    public let bytesDown: Int
    /// Files that still wait to be sent.
    public let waiting: Int

    init(_ core: LinliCore.PhotoReport) {
        sent = Int(clamping: core.sent)
        received = Int(clamping: core.received)
        bytesUp = Int(clamping: core.bytesUp)
        bytesDown = Int(clamping: core.bytesDown)
        waiting = Int(clamping: core.waiting)
    }
}
