// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// A field of a form and its value.
public struct FormEntry: Sendable, Hashable {
    /// The field's name in the flow.
    public var field: String
    /// Its value.
    public var value: FormValue

    /// From its parts.
    public init(
        field: String,
        value: FormValue
    ) {
        self.field = field
        self.value = value
    }

    init(_ core: LinliCore.FormEntry) {
        field = core.field
        value = FormValue(core.value)
    }

    var core: LinliCore.FormEntry {
        LinliCore.FormEntry(
            field: field,
            value: value.core
        )
    }
}

/// A row of a form.
public struct FormRow: Sendable, Hashable {
    /// Its cells, by column.
    public var cells: [FormEntry]

    /// From its parts.
    public init(
        cells: [FormEntry]
    ) {
        self.cells = cells
    }

    init(_ core: LinliCore.FormRow) {
        cells = core.cells.map { FormEntry($0) }
    }

    var core: LinliCore.FormRow {
        LinliCore.FormRow(
            cells: cells.map { $0.core }
        )
    }
}

/// A value of a form (docs/spec/flows.md): ids, dates, times, periods and words of choices are text.
public enum FormValue: Sendable, Hashable {
    /// Text, an id, a date, a time, a period or a word of a choice.
    case text(String)
    /// Yes or no.
    case flag(Bool)
    /// A whole number; money in fen, areas in square centimetres.
    case whole(Int)
    /// Several of them.
    case many([FormValue])
    /// Rows, each with its cells.
    case rows([FormRow])

    init(_ core: LinliCore.FormValue) {
        self =
            switch core {
            case .text(let text): .text(text)
            case .flag(let flag): .flag(flag)
            case .whole(let number): .whole(Int(number))
            case .many(let items): .many(items.map { FormValue($0) })
            case .rows(let rows): .rows(rows.map { FormRow($0) })
            }
    }

    var core: LinliCore.FormValue {
        switch self {
        case .text(let text): .text(text)
        case .flag(let flag): .flag(flag)
        case .whole(let number): .whole(Int64(number))
        case .many(let items): .many(items.map { $0.core })
        case .rows(let rows): .rows(rows.map { $0.core })
        }
    }
}

/// Words for a person in both languages.
public struct Said: Sendable, Hashable {
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

    /// From its parts.
    public init(
        zh: String,
        en: String
    ) {
        self.zh = zh
        self.en = en
    }

    init(_ core: LinliCore.Said) {
        zh = core.zh
        en = core.en
    }
}
