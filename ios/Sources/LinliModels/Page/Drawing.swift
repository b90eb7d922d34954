// Saying a page.

/// Says a page, block by block.
@MainActor
final class Drawing {
    /// The language.
    let words: Words
    private var blocks: [Block] = []

    init(_ words: Words) {
        self.words = words
    }

    /// What was said so far, under a title.
    func page(_ title: String, isPrivate: Bool) -> ScreenPage {
        ScreenPage(title: title, blocks: blocks, isPrivate: isPrivate)
    }

    func heading(_ text: String) {
        blocks.append(.heading(text))
    }

    func heading(_ word: AppWord) {
        heading(words[word])
    }

    func line(_ text: String, _ tone: Tone = .plain) {
        if !text.isBlank { blocks.append(.line(text, tone)) }
    }

    func line(_ word: AppWord, _ tone: Tone = .plain) {
        line(words[word], tone)
    }

    /// A fact with its name.
    func fact(_ label: String, _ text: String, _ tone: Tone = .plain) {
        line(label + words[.colon] + text, tone)
    }

    /// A fact with its name.
    func fact(_ label: AppWord, _ text: String, _ tone: Tone = .plain) {
        fact(words[label], text, tone)
    }

    func row(_ key: String, _ title: String, _ lines: [String] = [], _ marks: [Mark] = [], open: Action? = nil) {
        let said = lines.filter { !$0.isBlank }
        blocks.append(.row(Block.Row(key: key, title: title, lines: said, marks: marks, open: open)))
    }

    func button(_ text: String, isMain: Bool = false, whyNot: String? = nil, press: @escaping Action) {
        blocks.append(.button(Block.Button(text, isMain: isMain, whyNot: whyNot, press: press)))
    }

    func button(_ word: AppWord, isMain: Bool = false, whyNot: String? = nil, press: @escaping Action) {
        button(words[word], isMain: isMain, whyNot: whyNot, press: press)
    }

    func buttons(_ buttons: [Block.Button]) {
        blocks.append(.buttons(buttons))
    }

    func choice(_ label: String, _ options: [Block.Option], mistake: String? = nil) {
        blocks.append(.choice(Block.Choice(label: label, options: options, mistake: mistake)))
    }

    func field(_ field: Block.Field) {
        blocks.append(.field(field))
    }

    func gauge(_ gauge: Block.Gauge) {
        blocks.append(.gauge(gauge))
    }

    func image(_ label: String, _ seen: any SeenPicture) {
        blocks.append(.image(label: label, seen: seen))
    }

    func picture(_ picture: Block.Picture) {
        blocks.append(.picture(picture))
    }

    func copied(_ label: String, _ text: String) {
        blocks.append(.copied(label: label, text: text))
    }

    func code(_ label: String, _ text: String) {
        blocks.append(.code(label: label, text: text))
    }

    func frames(_ label: AppWord, _ texts: [String]) {
        blocks.append(.frames(Block.Frames(label: words[label], texts: texts)))
    }
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
