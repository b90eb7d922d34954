// Inspection rounds and hazards.

import Foundation
internal import LinliCore

/// An inspection round as lists show it.
public struct InspectionRound: Sendable, Hashable, Identifiable {
    /// Its id.
    public let round: DocumentID
    /// Where.
    public let place: String
    /// The template.
    public let template: String
    /// The period.
    public let period: String
    /// Items with every live result.
    public let items: [InspectionItem]

    /// The same as `round`, for lists.
    public var id: DocumentID { round }

    init(_ core: LinliCore.RoundView) {
        round = DocumentID(core.round)
        place = core.place
        template = core.template
        period = core.period
        items = core.items.map(InspectionItem.init)
    }
}

/// An item of a round.
public struct InspectionItem: Sendable, Hashable, Identifiable {
    /// Its name.
    public let item: String
    /// Live entries: one, or all the contradicting ones.
    public let entries: [LogEntry]

    /// The same as `item`, for lists.
    public var id: String { item }

    init(_ core: LinliCore.RoundItem) {
        item = core.item
        entries = core.entries.map(LogEntry.init)
    }
}

/// A log entry.
public struct LogEntry: Sendable, Hashable, Identifiable {
    /// Its record.
    public let entry: RecordID
    /// What was found.
    public let result: ItemResult
    /// The note.
    public let note: String?
    /// Who.
    public let by: MemberID
    /// When.
    public let at: Date

    /// The same as `entry`, for lists.
    public var id: RecordID { entry }

    init(_ core: LinliCore.LogView) {
        entry = RecordID(core.entry)
        result = ItemResult(core.result)
        note = core.note
        by = MemberID(core.by)
        at = core.at
    }
}

/// A hazard as lists show it.
public struct Hazard: Sendable, Hashable, Identifiable {
    /// Its id.
    public let hazard: DocumentID
    /// Where.
    public let place: String
    /// What kind.
    public let kind: String
    /// How severe.
    public let severity: Severity
    /// In words.
    public let text: String?
    /// When.
    public let at: Date
    /// Who found it.
    public let by: MemberID
    /// Whether its finder withdrew it.
    public let withdrawn: Bool

    /// The same as `hazard`, for lists.
    public var id: DocumentID { hazard }

    init(_ core: LinliCore.HazardView) {
        hazard = DocumentID(core.hazard)
        place = core.place
        kind = core.kind
        severity = Severity(core.severity)
        text = core.text
        at = core.at
        by = MemberID(core.by)
        withdrawn = core.withdrawn
    }
}
