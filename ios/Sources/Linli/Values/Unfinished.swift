// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A record that was made of a draft.
public struct Committed: Sendable, Hashable, Identifiable {
    /// The record, by which it is undone.
    public var record: RecordId
    /// The moment until which undoing leaves nothing of it.
    public var until: Date

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        until: Date
    ) {
        self.record = record
        self.until = until
    }

    init(_ core: LinliCore.Committed) {
        record = RecordId(core.record)
        until = core.until
    }
}

/// A field that somebody was typing.
public struct DraftField: Sendable, Hashable, Identifiable {
    /// Its name.
    public var field: String
    /// Its text.
    public var text: String

    /// The same as `field`, for lists.
    public var id: String { field }

    /// From its parts.
    public init(
        field: String,
        text: String
    ) {
        self.field = field
        self.text = text
    }

    init(_ core: LinliCore.DraftField) {
        field = core.field
        text = core.text
    }

    var core: LinliCore.DraftField {
        LinliCore.DraftField(
            field: field,
            text: text
        )
    }
}

/// The place of a draft in an app.
public struct DraftKey: Sendable, Hashable {
    /// The screen, by a name of the app's own; `visit` and `topic` make records.
    public var screen: String
    /// The thing that it is about: an id, a door; empty if about nothing yet.
    public var thing: String

    /// From its parts.
    public init(
        screen: String,
        thing: String
    ) {
        self.screen = screen
        self.thing = thing
    }

    init(_ core: LinliCore.DraftKey) {
        screen = core.screen
        thing = core.thing
    }

    var core: LinliCore.DraftKey {
        LinliCore.DraftKey(
            screen: screen,
            thing: thing
        )
    }
}

/// A draft as it was saved last.
public struct DraftView: Sendable, Hashable {
    /// Its place.
    public var key: DraftKey
    /// The fields that were typed, by name.
    public var fields: [DraftField]
    /// The time at which it was saved.
    public var at: Date

    /// From its parts.
    public init(
        key: DraftKey,
        fields: [DraftField],
        at: Date
    ) {
        self.key = key
        self.fields = fields
        self.at = at
    }

    init(_ core: LinliCore.DraftView) {
        key = DraftKey(core.key)
        fields = core.fields.map { DraftField($0) }
        at = core.at
    }
}
