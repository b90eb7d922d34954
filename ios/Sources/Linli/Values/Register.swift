// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A proposed change of the register (待核).
public struct ProposedChange: Sendable, Hashable, Identifiable {
    /// Its record, by which it is decided.
    public var change: RecordId
    /// The household.
    public var household: HouseholdId
    /// Its door number.
    public var door: String
    /// The member who proposes it.
    public var by: MemberRef
    /// The time by his clock.
    public var at: Date
    /// The ground that it rests on: a document in words, or a record; absent if on his word alone.
    public var evidence: String?
    /// The lines that would change.
    public var lines: [ProposedLine]
    /// The decision; absent while it waits.
    public var decided: Verdict?

    /// The same as `change`, for lists.
    public var id: RecordId { change }

    /// From its parts.
    public init(
        change: RecordId,
        household: HouseholdId,
        door: String,
        by: MemberRef,
        at: Date,
        evidence: String?,
        lines: [ProposedLine],
        decided: Verdict?
    ) {
        self.change = change
        self.household = household
        self.door = door
        self.by = by
        self.at = at
        self.evidence = evidence
        self.lines = lines
        self.decided = decided
    }

    init(_ core: LinliCore.ProposedChange) {
        change = RecordId(core.change)
        household = HouseholdId(core.household)
        door = core.door
        by = MemberRef(core.by)
        at = core.at
        evidence = core.evidence
        lines = core.lines.map { ProposedLine($0) }
        decided = core.decided.map { Verdict($0) }
    }
}

/// One change of a proposal.
public struct ProposedLine: Sendable, Hashable {
    /// The person; absent for the household itself.
    public var person: PersonId?
    /// The field, or the sort of change: `person` (enters), `left`, `room`, `household` (split off), `closed`.
    public var what: String
    /// The same for people.
    public var label: Said
    /// The new text as the register holds it; absent while its words are not here.
    public var value: String?
    /// The same for people.
    public var said: Said?

    /// From its parts.
    public init(
        person: PersonId?,
        what: String,
        label: Said,
        value: String?,
        said: Said?
    ) {
        self.person = person
        self.what = what
        self.label = label
        self.value = value
        self.said = said
    }

    init(_ core: LinliCore.ProposedLine) {
        person = core.person.map { PersonId($0) }
        what = core.what
        label = Said(core.label)
        value = core.value
        said = core.said.map { Said($0) }
    }
}

/// A change of who and what there is.
public enum RegisterAct: Sendable, Hashable {
    /// A person enters the household, and the edits are his; `person` may name one whom the register knows from
    /// another door.
    case enters(kind: PersonKind)
    /// The person is another kind of it now: an owner who was a tenant.
    case becomes(kind: PersonKind)
    /// The person left.
    case leaves(how: Leaving)
    /// The door has another number in its stairwell; the household's id stays.
    case renumbered(room: String, floor: Int? = nil)
    /// Another household is split off, with a door of its own in the same stairwell.
    case splitOff(room: String, floor: Int? = nil)
    /// The household is a part of another one of the stairwell now.
    case mergedInto(household: String)
    /// There is no such household.
    case closed

    var core: LinliCore.RegisterAct {
        switch self {
        case .enters(let kind): .enters(kind: kind.core)
        case .becomes(let kind): .becomes(kind: kind.core)
        case .leaves(let how): .leaves(how: how.core)
        case .renumbered(let room, let floor): .renumbered(room: room, floor: floor.map { Int32(clamping: $0) })
        case .splitOff(let room, let floor): .splitOff(room: room, floor: floor.map { Int32(clamping: $0) })
        case .mergedInto(let household): .mergedInto(household: household)
        case .closed: .closed
        }
    }
}

/// A change of the register by hand, about one household.
public struct RegisterDraft: Sendable, Hashable {
    /// The household: a door number, or its id.
    public var household: String
    /// The person whom the edits are about; the household itself, if nobody is named.
    public var person: PersonId?
    /// The fields that change.
    public var edits: [RegisterEdit]
    /// The event, if more than fields changes.
    public var act: RegisterAct?
    /// The ground that it rests on: a document that was seen, in words, or the id of a photo's or visit's record.
    /// Areas, owners and the end of a household need it; so does a mark for which the law asks a consent of its own.
    public var evidence: String?

    /// What is left out has its field's default.
    public init(
        household: String,
        person: PersonId? = nil,
        edits: [RegisterEdit] = [],
        act: RegisterAct? = nil,
        evidence: String? = nil
    ) {
        self.household = household
        self.person = person
        self.edits = edits
        self.act = act
        self.evidence = evidence
    }

    var core: LinliCore.RegisterDraft {
        LinliCore.RegisterDraft(
            household: household,
            person: person?.rawValue,
            edits: edits.map { $0.core },
            act: act?.core,
            evidence: evidence
        )
    }
}

/// A change of a field of the register.
public enum RegisterEdit: Sendable, Hashable {
    /// A field becomes another text: `name`, `phone`, `note`, `quiet_hours` (`21:00-08:00`), or one of the office's
    /// own.
    case set(field: String, text: String)
    /// A field is emptied.
    case clear(field: String)
    /// The marks become these.
    case flags([Flag])
    /// The area of the unit becomes another.
    case area(cm2: Int)

    var core: LinliCore.RegisterEdit {
        switch self {
        case .set(let field, let text): .set(field: field, text: text)
        case .clear(let field): .clear(field: field)
        case .flags(let flags): .flags(flags: flags.map { $0.core })
        case .area(let cm2): .area(cm2: UInt64(clamping: cm2))
        }
    }
}

/// A visit of one's own that a reviewer gave back to be corrected.
public struct ReturnedView: Sendable, Hashable, Identifiable {
    /// The visit.
    public var visit: RecordId
    /// The reviewer.
    public var by: MemberId?
    /// The time.
    public var at: Date
    /// The reason.
    public var note: String?

    /// The same as `visit`, for lists.
    public var id: RecordId { visit }

    /// From its parts.
    public init(
        visit: RecordId,
        by: MemberId?,
        at: Date,
        note: String?
    ) {
        self.visit = visit
        self.by = by
        self.at = at
        self.note = note
    }

    init(_ core: LinliCore.ReturnedView) {
        visit = RecordId(core.visit)
        by = core.by.map { MemberId($0) }
        at = core.at
        note = core.note
    }
}

/// The decision about a proposal.
public struct Verdict: Sendable, Hashable {
    /// Whether it holds.
    public var accepted: Bool
    /// The reason.
    public var reason: String?

    /// From its parts.
    public init(
        accepted: Bool,
        reason: String?
    ) {
        self.accepted = accepted
        self.reason = reason
    }

    init(_ core: LinliCore.Verdict) {
        accepted = core.accepted
        reason = core.reason
    }
}
