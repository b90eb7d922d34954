// A page as plain text.

extension ScreenPage {
    /// The page as plain text: what a person reads, and where he can tap. The golden files of all languages hold this.
    public var transcript: String {
        "# \(title)\n" + blocks.map { $0.transcript + "\n" }.joined()
    }
}

extension Block {
    fileprivate var transcript: String {
        switch self {
        case .heading(let text): "## \(text)"
        case .line(let text, let tone): tone.sign + text
        case .row(let row): row.transcript
        case .button(let button): button.transcript
        case .buttons(let buttons): buttons.map(\.transcript).joined(separator: " ")
        case .choice(let choice): choice.transcript
        case .field(let field): "\(field.label): ‹\(field.text)›" + wrong(field.mistake)
        case .gauge(let gauge): "\(gauge.label): \(gauge.have)/\(gauge.need)/\(gauge.of) \(gauge.text)"
        case .image(let label, _): "\(label): ▣"
        case .picture(let picture): "\(picture.label): ▣"
        case .copied(let label, let text): "\(label): \(text) ◇"
        case .code(let label, _): "\(label): ▦"
        case .frames(let frames): "\(frames.label): ▦…"
        }
    }
}

extension Block.Row {
    fileprivate var transcript: String {
        let sign = open == nil ? "-" : ">"
        let told = marks.map { " <\($0.signed)>" }.joined()
        return (["\(sign) \(title)\(told)"] + lines.map { "    " + $0 }).joined(separator: "\n")
    }
}

extension Block.Button {
    fileprivate var transcript: String { "[\(text)]" + (whyNot.map { " ✕ \($0)" } ?? "") }
}

extension Block.Choice {
    fileprivate var transcript: String {
        let all = options.map { $0.isChosen ? "(●\($0.text))" : "(\($0.text))" }
        return "\(label): " + all.joined(separator: " ") + wrong(mistake)
    }
}

private func wrong(_ mistake: String?) -> String { mistake.map { " ！\($0)" } ?? "" }
