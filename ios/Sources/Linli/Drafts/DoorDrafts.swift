// What an app hands in at the doors and on rounds.

import Foundation
internal import LinliCore

/// A visit to record (clause 5.1.3.2.1.1).
public struct VisitDraft: Sendable, Hashable {
    /// A door number, or the household's id.
    public var household: String
    /// How it ended.
    public var outcome: VisitOutcome
    /// How contact was made; at the door if not said.
    public var mode: VisitMode?
    /// A note.
    public var note: String?
    /// Who was met.
    public var met: String?
    /// When to come again.
    public var callBack: Date?
    /// Who made the visit, when another types it in.
    public var doneBy: MemberID?
    /// Topics that came up or were told about.
    public var topics: [DocumentID]

    /// What is left out has its field's default.
    public init(
        household: String,
        outcome: VisitOutcome,
        mode: VisitMode? = nil,
        note: String? = nil,
        met: String? = nil,
        callBack: Date? = nil,
        doneBy: MemberID? = nil,
        topics: [DocumentID] = []
    ) {
        self.household = household
        self.outcome = outcome
        self.mode = mode
        self.note = note
        self.met = met
        self.callBack = callBack
        self.doneBy = doneBy
        self.topics = topics
    }

    var core: LinliCore.VisitDraft {
        LinliCore.VisitDraft(
            household: household,
            outcome: outcome.core,
            mode: mode?.core,
            note: note,
            met: met,
            callBack: callBack,
            doneBy: doneBy?.rawValue,
            topics: topics.map(\.rawValue)
        )
    }
}

/// An item of an inspection round.
public struct LogDraft: Sendable, Hashable {
    /// The round.
    public var round: DocumentID
    /// Which item.
    public var item: String
    /// What was found.
    public var result: ItemResult
    /// A note.
    public var note: String?

    /// What is left out has its field's default.
    public init(
        round: DocumentID,
        item: String,
        result: ItemResult,
        note: String? = nil
    ) {
        self.round = round
        self.item = item
        self.result = result
        self.note = note
    }

    var core: LinliCore.LogDraft {
        LinliCore.LogDraft(
            round: round.rawValue,
            item: item,
            result: result.core,
            note: note
        )
    }
}

/// A hazard to report.
public struct HazardDraft: Sendable, Hashable {
    /// Where.
    public var place: ScopeName
    /// What kind.
    public var kind: String
    /// How severe.
    public var severity: Severity
    /// In words.
    public var text: String
    /// In which round it was found.
    public var round: DocumentID?

    /// What is left out has its field's default.
    public init(
        place: ScopeName,
        kind: String,
        severity: Severity,
        text: String,
        round: DocumentID? = nil
    ) {
        self.place = place
        self.kind = kind
        self.severity = severity
        self.text = text
        self.round = round
    }

    var core: LinliCore.HazardDraft {
        LinliCore.HazardDraft(
            place: place.core,
            kind: kind,
            severity: severity.core,
            text: text,
            round: round?.rawValue
        )
    }
}

/// A photo to be kept.
public struct PhotoDraft: Sendable, Hashable {
    /// What it shows: the id of a visit, log entry, topic, agenda, round or hazard.
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
