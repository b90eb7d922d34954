// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A contradiction, as a screen shows it.
public struct Conflict: Sendable, Hashable {
    /// The document; with the field it says what is to be resolved.
    public var document: DocId
    /// The field, as resolving takes it.
    public var field: String
    /// The thing that it is about.
    public var thing: Thing
    /// The kind of document.
    public var kind: DocKind
    /// Its name for people, in one line (`3-1-501`).
    public var title: Said
    /// Its place.
    public var place: PlaceRef?
    /// The field's name for people.
    public var label: Said
    /// The values that were said.
    public var values: [ConflictValue]
    /// The one who decides.
    public var owner: ConflictOwner
    /// Whether this member does.
    public var mine: Bool

    /// From its parts.
    public init(
        document: DocId,
        field: String,
        thing: Thing,
        kind: DocKind,
        title: Said,
        place: PlaceRef?,
        label: Said,
        values: [ConflictValue],
        owner: ConflictOwner,
        mine: Bool
    ) {
        self.document = document
        self.field = field
        self.thing = thing
        self.kind = kind
        self.title = title
        self.place = place
        self.label = label
        self.values = values
        self.owner = owner
        self.mine = mine
    }

    init(_ core: LinliCore.Conflict) {
        document = DocId(core.document)
        field = core.field
        thing = Thing(core.thing)
        kind = DocKind(core.kind)
        title = Said(core.title)
        place = core.place.map { PlaceRef($0) }
        label = Said(core.label)
        values = core.values.map { ConflictValue($0) }
        owner = ConflictOwner(core.owner)
        mine = core.mine
    }
}

extension Page<Conflict> {
    init(_ core: LinliCore.ConflictListPage) {
        self.init(
            items: core.items.map { Conflict($0) },
            next: core.next,
            total: core.total.map { Int(clamping: $0) }
        )
    }
}

/// One of the values that contradict each other.
public struct ConflictValue: Sendable, Hashable, Identifiable {
    /// The record that says so.
    public var record: RecordId
    /// The value as resolving takes it: its text, or the record where its author decides; absent if it withdraws, or
    /// its words are not here.
    public var value: String?
    /// The value for people.
    public var said: Said
    /// Its author.
    public var by: MemberRef
    /// The time by his clock.
    public var at: Date

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        value: String?,
        said: Said,
        by: MemberRef,
        at: Date
    ) {
        self.record = record
        self.value = value
        self.said = said
        self.by = by
        self.at = at
    }

    init(_ core: LinliCore.ConflictValue) {
        record = RecordId(core.record)
        value = core.value
        said = Said(core.said)
        by = MemberRef(core.by)
        at = core.at
    }
}

/// A hit of a search, and what it opens.
public struct Found: Sendable, Hashable {
    /// The thing that it opens.
    public var thing: Thing
    /// The words that matched.
    public var hit: SearchHit

    /// From its parts.
    public init(
        thing: Thing,
        hit: SearchHit
    ) {
        self.thing = thing
        self.hit = hit
    }

    init(_ core: LinliCore.Found) {
        thing = Thing(core.thing)
        hit = SearchHit(core.hit)
    }
}

extension Page<Found> {
    init(_ core: LinliCore.FoundPage) {
        self.init(
            items: core.items.map { Found($0) },
            next: core.next,
            total: core.total.map { Int(clamping: $0) }
        )
    }
}
