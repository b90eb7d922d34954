// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A hazard to report.
public struct HazardDraft: Sendable, Hashable {
    /// Its place.
    public var place: ScopeName
    /// Its kind.
    public var kind: String
    /// Its severity.
    public var severity: Severity
    /// In words.
    public var text: String
    /// In which round it was found.
    public var round: DocId?

    /// What is left out has its field's default.
    public init(
        place: ScopeName,
        kind: String,
        severity: Severity,
        text: String,
        round: DocId? = nil
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

extension Page<HazardView> {
    init(_ core: LinliCore.HazardPage) {
        self.init(items: core.items.map { HazardView($0) }, next: core.next)
    }
}

/// A hazard as lists show it.
public struct HazardView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var hazard: DocId
    /// Its place.
    public var place: String
    /// Its place for people.
    public var placeSaid: Said
    /// Its kind.
    public var kind: String
    /// Its kind for people: as its reporter calls it, in both languages where the flow has a word for it.
    public var kindSaid: Said
    /// Its severity.
    public var severity: Severity
    /// In words.
    public var text: String?
    /// The time.
    public var at: Date
    /// Its finder.
    public var by: MemberId
    /// Its state after corrections.
    public var standing: Standing
    /// Whether its author could only relay it (○): it waits for confirmation.
    public var relayed: Bool
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in
    /// lists where it came.
    public var ahead: Bool

    /// The same as `hazard`, for lists.
    public var id: DocId { hazard }

    /// From its parts.
    public init(
        hazard: DocId,
        place: String,
        placeSaid: Said,
        kind: String,
        kindSaid: Said,
        severity: Severity,
        text: String?,
        at: Date,
        by: MemberId,
        standing: Standing,
        relayed: Bool,
        ahead: Bool
    ) {
        self.hazard = hazard
        self.place = place
        self.placeSaid = placeSaid
        self.kind = kind
        self.kindSaid = kindSaid
        self.severity = severity
        self.text = text
        self.at = at
        self.by = by
        self.standing = standing
        self.relayed = relayed
        self.ahead = ahead
    }

    init(_ core: LinliCore.HazardView) {
        hazard = DocId(core.hazard)
        place = core.place
        placeSaid = Said(core.placeSaid)
        kind = core.kind
        kindSaid = Said(core.kindSaid)
        severity = Severity(core.severity)
        text = core.text
        at = core.at
        by = MemberId(core.by)
        standing = Standing(core.standing)
        relayed = core.relayed
        ahead = core.ahead
    }
}

extension Page<RoundView> {
    init(_ core: LinliCore.InspectionPage) {
        self.init(items: core.items.map { RoundView($0) }, next: core.next)
    }
}

/// An item of an inspection round.
public struct LogDraft: Sendable, Hashable {
    /// The round.
    public var round: DocId
    /// Which item.
    public var item: String
    /// The finding.
    public var result: ItemResult
    /// A note.
    public var note: String?

    /// What is left out has its field's default.
    public init(
        round: DocId,
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

/// A log entry.
public struct LogView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var entry: RecordId
    /// The finding.
    public var result: ItemResult
    /// The note.
    public var note: String?
    /// Its author.
    public var by: MemberId
    /// The time.
    public var at: Date
    /// Whether its author could only relay it (○): it waits for confirmation.
    public var relayed: Bool

    /// The same as `entry`, for lists.
    public var id: RecordId { entry }

    /// From its parts.
    public init(
        entry: RecordId,
        result: ItemResult,
        note: String?,
        by: MemberId,
        at: Date,
        relayed: Bool
    ) {
        self.entry = entry
        self.result = result
        self.note = note
        self.by = by
        self.at = at
        self.relayed = relayed
    }

    init(_ core: LinliCore.LogView) {
        entry = RecordId(core.entry)
        result = ItemResult(core.result)
        note = core.note
        by = MemberId(core.by)
        at = core.at
        relayed = core.relayed
    }
}

/// An item of a round.
public struct RoundItem: Sendable, Hashable, Identifiable {
    /// Its name.
    public var item: String
    /// Live entries: one, or all the contradicting ones.
    public var entries: [LogView]

    /// The same as `item`, for lists.
    public var id: String { item }

    /// From its parts.
    public init(
        item: String,
        entries: [LogView]
    ) {
        self.item = item
        self.entries = entries
    }

    init(_ core: LinliCore.RoundItem) {
        item = core.item
        entries = core.entries.map { LogView($0) }
    }
}

/// An inspection round as lists show it.
public struct RoundView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var round: DocId
    /// Its place.
    public var place: String
    /// Its place for people.
    public var placeSaid: Said
    /// The template.
    public var template: String
    /// The period.
    public var period: String
    /// The same for people.
    public var periodSaid: Said
    /// Items with every live result.
    public var items: [RoundItem]
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in
    /// lists where it came.
    public var ahead: Bool

    /// The same as `round`, for lists.
    public var id: DocId { round }

    /// From its parts.
    public init(
        round: DocId,
        place: String,
        placeSaid: Said,
        template: String,
        period: String,
        periodSaid: Said,
        items: [RoundItem],
        ahead: Bool
    ) {
        self.round = round
        self.place = place
        self.placeSaid = placeSaid
        self.template = template
        self.period = period
        self.periodSaid = periodSaid
        self.items = items
        self.ahead = ahead
    }

    init(_ core: LinliCore.RoundView) {
        round = DocId(core.round)
        place = core.place
        placeSaid = Said(core.placeSaid)
        template = core.template
        period = core.period
        periodSaid = Said(core.periodSaid)
        items = core.items.map { RoundItem($0) }
        ahead = core.ahead
    }
}
