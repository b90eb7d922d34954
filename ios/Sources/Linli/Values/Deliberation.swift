// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

extension Page<AgendaView> {
    init(_ core: LinliCore.AgendaPage) {
        self.init(items: core.items.map { AgendaView($0) }, next: core.next)
    }
}

/// An agenda with all its fields.
public struct AgendaView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var agenda: DocId
    /// Its place.
    public var scope: String
    /// Fields in order of name; `text` is the merged text.
    public var fields: [FieldView]
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    public var contested: Bool
    /// Changes of the text that are not shown, because what they stand on is not here yet, or was erased.
    public var waiting: Int
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in
    /// lists where it came.
    public var ahead: Bool

    /// The same as `agenda`, for lists.
    public var id: DocId { agenda }

    /// From its parts.
    public init(
        agenda: DocId,
        scope: String,
        fields: [FieldView],
        contested: Bool,
        waiting: Int,
        ahead: Bool
    ) {
        self.agenda = agenda
        self.scope = scope
        self.fields = fields
        self.contested = contested
        self.waiting = waiting
        self.ahead = ahead
    }

    init(_ core: LinliCore.AgendaView) {
        agenda = DocId(core.agenda)
        scope = core.scope
        fields = core.fields.map { FieldView($0) }
        contested = core.contested
        waiting = Int(clamping: core.waiting)
        ahead = core.ahead
    }
}

/// The one who decides a contradiction.
public enum ConflictOwner: Sendable, Hashable {
    /// Whoever has this role over the document's scope.
    case role(Role)
    /// The author of what is contradicted: by correcting it once more.
    case author(member: MemberId)
    /// Whoever has one of these roles over the document's scope: by the step that settles a matter.
    case roles([Role])

    init(_ core: LinliCore.ConflictOwner) {
        self =
            switch core {
            case .role(let role): .role(Role(role))
            case .author(let member): .author(member: MemberId(member))
            case .roles(let roles): .roles(roles.map { Role($0) })
            }
    }
}

extension Page<ConflictView> {
    init(_ core: LinliCore.ConflictPage) {
        self.init(items: core.items.map { ConflictView($0) }, next: core.next)
    }
}

/// A contradiction that somebody must decide.
public struct ConflictView: Sendable, Hashable {
    /// The document.
    public var document: DocId
    /// Its kind.
    public var kind: DocKind
    /// Which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the item; of
    /// visits the id of the visit; of topics and hazards their id; of another step of a matter its record, of a
    /// matter that goes on in several ways `heads`; `external_ids.<system>` of a number that another system gives.
    public var field: String
    /// Its name among people (`3-1-501 phone`).
    public var title: Said
    /// The values, each with the record that says so.
    public var values: [ValueView]
    /// The one who decides.
    public var owner: ConflictOwner

    /// From its parts.
    public init(
        document: DocId,
        kind: DocKind,
        field: String,
        title: Said,
        values: [ValueView],
        owner: ConflictOwner
    ) {
        self.document = document
        self.kind = kind
        self.field = field
        self.title = title
        self.values = values
        self.owner = owner
    }

    init(_ core: LinliCore.ConflictView) {
        document = DocId(core.document)
        kind = DocKind(core.kind)
        field = core.field
        title = Said(core.title)
        values = core.values.map { ValueView($0) }
        owner = ConflictOwner(core.owner)
    }
}

/// A topic to collect.
public struct TopicDraft: Sendable, Hashable {
    /// Its source.
    public var source: TopicSource
    /// In a few words.
    public var title: String
    /// In full.
    public var text: String
    /// From which household: a door number or an id.
    public var household: String?
    /// Its place if it comes from no household; the narrowest place of one's own grants if not said.
    public var scope: ScopeName?

    /// What is left out has its field's default.
    public init(
        source: TopicSource,
        title: String,
        text: String,
        household: String? = nil,
        scope: ScopeName? = nil
    ) {
        self.source = source
        self.title = title
        self.text = text
        self.household = household
        self.scope = scope
    }

    var core: LinliCore.TopicDraft {
        LinliCore.TopicDraft(
            source: source.core,
            title: title,
            text: text,
            household: household,
            scope: scope?.core
        )
    }
}

extension Page<TopicView> {
    init(_ core: LinliCore.TopicPage) {
        self.init(items: core.items.map { TopicView($0) }, next: core.next)
    }
}

/// A topic as lists show it.
public struct TopicView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var topic: DocId
    /// Its source.
    public var source: TopicSource
    /// The door, if it came from one that this store knows.
    public var household: String?
    /// In a few words.
    public var title: String?
    /// In full.
    public var text: String?
    /// The time.
    public var at: Date
    /// Its collector.
    public var by: MemberId
    /// Its place.
    public var scope: String
    /// Its place for people.
    public var placeSaid: Said
    /// Its state after corrections.
    public var standing: Standing
    /// Whether its author could only relay it (○): it waits for confirmation.
    public var relayed: Bool
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in
    /// lists where it came.
    public var ahead: Bool
    /// A result that a step of it said, and that its vote no longer says.
    public var changed: ResultChanged?

    /// The same as `topic`, for lists.
    public var id: DocId { topic }

    /// From its parts.
    public init(
        topic: DocId,
        source: TopicSource,
        household: String?,
        title: String?,
        text: String?,
        at: Date,
        by: MemberId,
        scope: String,
        placeSaid: Said,
        standing: Standing,
        relayed: Bool,
        ahead: Bool,
        changed: ResultChanged?
    ) {
        self.topic = topic
        self.source = source
        self.household = household
        self.title = title
        self.text = text
        self.at = at
        self.by = by
        self.scope = scope
        self.placeSaid = placeSaid
        self.standing = standing
        self.relayed = relayed
        self.ahead = ahead
        self.changed = changed
    }

    init(_ core: LinliCore.TopicView) {
        topic = DocId(core.topic)
        source = TopicSource(core.source)
        household = core.household
        title = core.title
        text = core.text
        at = core.at
        by = MemberId(core.by)
        scope = core.scope
        placeSaid = Said(core.placeSaid)
        standing = Standing(core.standing)
        relayed = core.relayed
        ahead = core.ahead
        changed = core.changed.map { ResultChanged($0) }
    }
}
