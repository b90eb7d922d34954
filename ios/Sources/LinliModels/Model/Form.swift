// A step's form.

import Linli

/// The form of a step, as its pack says it: each field is a text of what is typed. A field of a row stands under `rows.0.column`,
/// and the number of rows under `rows.#`. What is typed of a second form on the screen stands under names of its own, after `prefix`.
@available(iOS 17, macOS 14, *)
@MainActor
struct Form {
    let fields: [FormField]
    let typing: Typing
    let members: [MemberView]
    let links: Links
    var prefix = ""

    /// So many of what a field may name are shown at first.
    private static let firstLinks = 6
    /// Texts that may be longer take several lines.
    private static let long = 200

    /// Draws it.
    func show(on page: Drawing) {
        for field in fields where isAsked(field) { show(field, prefix + field.field, on: page) }
    }

    /// What was typed, as the library takes it. What does not fit goes as it is: the library says what is wrong.
    var entries: [FormEntry] {
        fields.filter { isAsked($0) }.compactMap { field in
            value(field, prefix + field.field).map { FormEntry(field.field, $0) }
        }
    }

    private func isAsked(_ field: FormField) -> Bool {
        guard case .if(let other, let values) = field.must else { return true }
        return values.contains { $0.typed == typing[prefix + other] } || !typing[prefix + field.field].isEmpty
    }

    private func show(_ field: FormField, _ at: String, on page: Drawing) {
        let words = page.words
        let label = words.of(field.title) + (field.must == .no ? words[.mayBeLeftOut] : "")
        switch field.kind {
        case .choice:
            options(label, at, field.many, field.words.map { ($0.word, words.of($0.title)) }, on: page)
        case .flag:
            options(label, at, false, [("true", words[.yes]), ("false", words[.no])], on: page)
        case .member:
            let all = members.map { ($0.member.rawValue, words.of($0.said)) }
            options(label, at, field.many, all, on: page)
        case .tally, .doc:
            links(field, at, label, on: page)
        case .rows:
            rows(field, at, label, on: page)
        default:
            let isLong = field.many || (field.most ?? 0) > Self.long
            page.text(label, typing, at, isLong: isLong, hint: field.hint.map { words[$0] })
        }
    }

    /// The first of what may be named, and all of it once that is asked for.
    private func links(_ field: FormField, _ at: String, _ label: String, on page: Drawing) {
        let all = links.of(field, page.words)
        let chosen = typing[at].split(separator: "\n").map(String.init)
        let isWhole = !typing["\(at).#"].isEmpty || all.count <= Self.firstLinks
        let first = all.enumerated().filter { $0.offset < Self.firstLinks || chosen.contains($0.element.0) }
        let shown = isWhole ? all : first.map(\.element)
        if shown.isEmpty {
            page.fact(label, page.words[.noneToName])
            return
        }
        options(label, at, field.many, shown, on: page)
        if !isWhole { page.button(.more) { typing.put("\(at).#", String(all.count)) } }
    }

    private func rows(_ field: FormField, _ at: String, _ label: String, on page: Drawing) {
        page.heading(label)
        let count = Int(typing["\(at).#"]) ?? 0
        for row in 0..<max(count, 0) {
            page.line(page.words[.row, row + 1])
            for one in field.columns { show(one, "\(at).\(row).\(one.field)", on: page) }
        }
        page.button(.addRow) { typing.put("\(at).#", String(count + 1)) }
    }

    private func options(_ label: String, _ at: String, _ isMany: Bool, _ all: [(String, String)], on page: Drawing) {
        let chosen = typing[at].split(separator: "\n").map(String.init)
        let options = all.map { word, title in
            Block.Option(title, isChosen: chosen.contains(word)) {
                let next = chosen.contains(word) ? chosen.filter { $0 != word } : isMany ? chosen + [word] : [word]
                typing.put(at, next.joined(separator: "\n"))
            }
        }
        page.choice(label, options, mistake: typing.mistake(at, page.words))
    }

    private func value(_ field: FormField, _ at: String) -> FormValue? {
        if field.kind == .rows {
            let rows = (0..<max(Int(typing["\(at).#"]) ?? 0, 0)).map { row in
                FormRow(
                    cells: field.columns.compactMap { column in
                        value(column, "\(at).\(row).\(column.field)").map { FormEntry(column.field, $0) }
                    }
                )
            }
            let filled = rows.filter { !$0.cells.isEmpty }
            return filled.isEmpty ? nil : .rows(filled)
        }
        let typed = typing[at].trimmed
        if typed.isEmpty { return nil }
        if !field.many { return one(field.kind, typed) }
        let lines = typed.split(separator: "\n").map { String($0).trimmed }
        return .many(lines.filter { !$0.isEmpty }.map { one(field.kind, $0) })
    }

    private func one(_ kind: FieldType, _ text: String) -> FormValue {
        switch kind {
        case .flag: .flag(text == "true")
        case .int: Int(text).map { .whole($0) } ?? .text(text)
        case .time: .text(moment(text))
        case .fen: fen(text).map { .whole($0) } ?? .text(text)
        default: .text(text)
        }
    }
}

extension FormValue {
    /// As it stands among what is typed.
    fileprivate var typed: String? {
        switch self {
        case .text(let text): text
        case .flag(let flag): String(flag)
        default: nil
        }
    }
}

extension FormField {
    fileprivate var hint: AppWord? {
        switch kind {
        case .fen: .hintYuan
        case .date: .hintDate
        case .time: .hintTime
        case .period: .hintPeriod
        case .household: .hintHousehold
        case .place: .hintPlace
        default: many ? .hintMany : nil
        }
    }
}

extension String {
    /// Without what surrounds it and cannot be seen.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// A moment, as people write it (`2026-11-21 09:00`, by China's clock), as the library takes it; what is none stays as it was typed.
func moment(_ text: String) -> String {
    let shape = text.map { $0.isASCII && $0.isNumber ? "0" : $0 }
    return String(shape) == "0000-00-00 00:00" ? text.replacing(" ", with: "T") + ":00+08:00" : text
}

/// Yuan, as people write them, in fen; none if it is no amount.
func fen(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } } && parts.contains { !$0.isEmpty }
    guard isNumber, parts.count < 3, text.dropFirst().allSatisfy({ $0 != "-" }) else { return nil }
    var hundredths = parts.count > 1 ? String(parts[1]) : ""
    while hundredths.hasSuffix("0") { hundredths.removeLast() }
    guard hundredths.count <= 2 else { return nil }
    let digits = (isNegative ? "-" : "") + parts[0] + hundredths + String(repeating: "0", count: 2 - hundredths.count)
    return Int(digits)
}
