// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A correction of what one wrote. Of another kind of thing than the one that is corrected it is refused with
/// `field_unknown`.
public enum Correction: Sendable, Hashable {
    /// Of a visit.
    case visit(VisitChange)
    /// Of a topic.
    case topic(TopicChange)
    /// Of a log entry.
    case logEntry(LogChange)
    /// Of a hazard.
    case hazard(HazardChange)

    var core: LinliCore.Correction {
        switch self {
        case .visit(let change): .visit(change.core)
        case .topic(let change): .topic(change.core)
        case .logEntry(let change): .logEntry(change.core)
        case .hazard(let change): .hazard(change.core)
        }
    }
}

/// A change of a hazard of one's own; what is not said stays as it was.
public struct HazardChange: Sendable, Hashable {
    /// Its kind.
    public var kind: String?
    /// Its severity.
    public var severity: Severity?
    /// In words.
    public var text: TextEdit

    /// What is left out has its field's default.
    public init(
        kind: String? = nil,
        severity: Severity? = nil,
        text: TextEdit = .keep
    ) {
        self.kind = kind
        self.severity = severity
        self.text = text
    }

    var core: LinliCore.HazardChange {
        LinliCore.HazardChange(
            kind: kind,
            severity: severity?.core,
            text: text.core
        )
    }
}

/// A change of a log entry of one's own; what is not said stays as it was.
public struct LogChange: Sendable, Hashable {
    /// Which item.
    public var item: String?
    /// The finding.
    public var result: ItemResult?
    /// The note.
    public var note: TextEdit

    /// What is left out has its field's default.
    public init(
        item: String? = nil,
        result: ItemResult? = nil,
        note: TextEdit = .keep
    ) {
        self.item = item
        self.result = result
        self.note = note
    }

    var core: LinliCore.LogChange {
        LinliCore.LogChange(
            item: item,
            result: result?.core,
            note: note.core
        )
    }
}

/// A change of a text that may be empty.
public enum TextEdit: Sendable, Hashable {
    /// It stays as it was.
    case keep
    /// It is emptied.
    case clear
    /// It becomes another.
    case set(String)

    var core: LinliCore.TextEdit {
        switch self {
        case .keep: .keep
        case .clear: .clear
        case .set(let text): .set(text)
        }
    }
}

/// A change of a time that may be absent.
public enum TimeEdit: Sendable, Hashable {
    /// It stays as it was.
    case keep
    /// It is removed.
    case clear
    /// It becomes another.
    case set(Date)

    var core: LinliCore.TimeEdit {
        switch self {
        case .keep: .keep
        case .clear: .clear
        case .set(let time): .set(time)
        }
    }
}

/// A change of a topic of one's own; what is not said stays as it was.
public struct TopicChange: Sendable, Hashable {
    /// Its source.
    public var source: TopicSource?
    /// In a few words.
    public var title: String?
    /// In full.
    public var text: TextEdit
    /// From which household: a door number or an id.
    public var household: TextEdit

    /// What is left out has its field's default.
    public init(
        source: TopicSource? = nil,
        title: String? = nil,
        text: TextEdit = .keep,
        household: TextEdit = .keep
    ) {
        self.source = source
        self.title = title
        self.text = text
        self.household = household
    }

    var core: LinliCore.TopicChange {
        LinliCore.TopicChange(
            source: source?.core,
            title: title,
            text: text.core,
            household: household.core
        )
    }
}

/// A change of a visit of one's own; what is not said stays as it was.
public struct VisitChange: Sendable, Hashable {
    /// Another door of the same stairwell: a door number, or the household's id.
    public var household: String?
    /// The outcome.
    public var outcome: VisitOutcome?
    /// The mode of contact.
    public var mode: VisitMode?
    /// The note.
    public var note: TextEdit
    /// The person met.
    public var met: TextEdit
    /// The time to come again.
    public var callBack: TimeEdit

    /// What is left out has its field's default.
    public init(
        household: String? = nil,
        outcome: VisitOutcome? = nil,
        mode: VisitMode? = nil,
        note: TextEdit = .keep,
        met: TextEdit = .keep,
        callBack: TimeEdit = .keep
    ) {
        self.household = household
        self.outcome = outcome
        self.mode = mode
        self.note = note
        self.met = met
        self.callBack = callBack
    }

    var core: LinliCore.VisitChange {
        LinliCore.VisitChange(
            household: household,
            outcome: outcome?.core,
            mode: mode?.core,
            note: note.core,
            met: met.core,
            callBack: callBack.core
        )
    }
}
