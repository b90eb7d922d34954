// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A text that is to be typed into another system.
public struct ElsewhereCell: Sendable, Hashable, Identifiable {
    /// The heading of its column there.
    public var heading: String
    /// The text.
    public var text: String

    /// The same as `heading`, for lists.
    public var id: String { heading }

    /// From its parts.
    public init(
        heading: String,
        text: String
    ) {
        self.heading = heading
        self.text = text
    }

    init(_ core: LinliCore.ElsewhereCell) {
        heading = core.heading
        text = core.text
    }
}

/// What an exported list settled.
public struct ElsewhereImport: Sendable, Hashable {
    /// Matters that have their number now.
    public var closed: [DocId]
    /// Rows whose number was known already.
    public var known: Int
    /// Rows that fit no matter that is still to be typed, or several.
    public var unmatched: [ElsewhereUnmatched]
    /// Matters that are still to be typed.
    public var open: Int

    /// From its parts.
    public init(
        closed: [DocId],
        known: Int,
        unmatched: [ElsewhereUnmatched],
        open: Int
    ) {
        self.closed = closed
        self.known = known
        self.unmatched = unmatched
        self.open = open
    }

    init(_ core: LinliCore.ElsewhereImport) {
        closed = core.closed.map { DocId($0) }
        known = Int(clamping: core.known)
        unmatched = core.unmatched.map { ElsewhereUnmatched($0) }
        open = Int(clamping: core.open)
    }
}

extension Page<ElsewhereRow> {
    init(_ core: LinliCore.ElsewherePage) {
        self.init(items: core.items.map { ElsewhereRow($0) }, next: core.next)
    }
}

/// A matter that belongs into another system.
public struct ElsewhereRow: Sendable, Hashable, Identifiable {
    /// The matter.
    public var matter: DocId
    /// Its flow.
    public var flow: String
    /// Its place.
    public var scope: String
    /// What it is called: the title that its opening gives, else how that which its opening says begins; while those
    /// words are here.
    public var title: String?
    /// Time of its opening by the author's clock.
    public var at: Date
    /// How it stands.
    public var state: ElsewhereState
    /// Its numbers there; `?` for one whose words are not here.
    public var numbers: [String]
    /// What is to be typed, in that system's order.
    public var cells: [ElsewhereCell]

    /// The same as `matter`, for lists.
    public var id: DocId { matter }

    /// From its parts.
    public init(
        matter: DocId,
        flow: String,
        scope: String,
        title: String?,
        at: Date,
        state: ElsewhereState,
        numbers: [String],
        cells: [ElsewhereCell]
    ) {
        self.matter = matter
        self.flow = flow
        self.scope = scope
        self.title = title
        self.at = at
        self.state = state
        self.numbers = numbers
        self.cells = cells
    }

    init(_ core: LinliCore.ElsewhereRow) {
        matter = DocId(core.matter)
        flow = core.flow
        scope = core.scope
        title = core.title
        at = core.at
        state = ElsewhereState(core.state)
        numbers = core.numbers
        cells = core.cells.map { ElsewhereCell($0) }
    }
}

/// How a matter stands with another system.
public enum ElsewhereState: String, Sendable, Hashable, CaseIterable, Codable {
    /// It has no number there: it is still to be typed.
    case open
    /// It has one.
    case typed
    /// It has several: somebody typed it twice, or noted another's number.
    case several

    init(_ core: LinliCore.ElsewhereState) {
        self =
            switch core {
            case .open: .open
            case .typed: .typed
            case .several: .several
            }
    }
}

/// Another system into which matters are typed, as a pack names it.
public struct ElsewhereSystem: Sendable, Hashable, Identifiable {
    /// The system, by the name under which its numbers are kept.
    public var system: String
    /// Its title.
    public var title: Said
    /// The pack that names it.
    public var pack: String
    /// The flow whose matters are typed there.
    public var flow: String
    /// The heading under which its exported list gives its number.
    public var number: String
    /// The headings of its columns, in its order.
    public var headings: [String]

    /// The same as `system`, for lists.
    public var id: String { system }

    /// From its parts.
    public init(
        system: String,
        title: Said,
        pack: String,
        flow: String,
        number: String,
        headings: [String]
    ) {
        self.system = system
        self.title = title
        self.pack = pack
        self.flow = flow
        self.number = number
        self.headings = headings
    }

    init(_ core: LinliCore.ElsewhereSystem) {
        system = core.system
        title = Said(core.title)
        pack = core.pack
        flow = core.flow
        number = core.number
        headings = core.headings
    }
}

/// A row of an exported list that a person has to look at.
public struct ElsewhereUnmatched: Sendable, Hashable {
    /// The row, as the spreadsheet program counts.
    public var row: Int
    /// Its number.
    public var number: String
    /// Matters that it fits.
    public var fits: Int

    /// From its parts.
    public init(
        row: Int,
        number: String,
        fits: Int
    ) {
        self.row = row
        self.number = number
        self.fits = fits
    }

    init(_ core: LinliCore.ElsewhereUnmatched) {
        row = Int(clamping: core.row)
        number = core.number
        fits = Int(clamping: core.fits)
    }
}
