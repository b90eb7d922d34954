// One screen: its model's page, drawn block by block.

import Linli
import LinliModels
import SwiftUI

extension Words {
    /// The language, by which a font chooses the shapes of characters.
    var locale: Locale { Locale(identifier: language.tag) }
}

extension View {
    /// No smaller than a thumb.
    func target() -> some View { frame(minWidth: 44, minHeight: 44) }
}

/// A screen, followed as long as it is there.
struct ScreenView: View {
    let words: Words
    @State private var model: any ScreenModel

    init(desk: Desk, screen: Screen, words: Words) {
        self.words = words
        _model = State(wrappedValue: desk.model(screen))
    }

    var body: some View {
        let page = model.page(words)
        List {
            ForEach(page.blocks.indices, id: \.self) { at in
                BlockView(block: page.blocks[at], words: words)
            }
            .listRowBackground(Rectangle().foregroundStyle(Tint(\.raised)))
        }
        .scrollContentBackground(.hidden)
        .background(Tint(\.ground))
        .navigationTitle(page.title)
        .privacySensitive(page.isPrivate)
        .task { await model.follow() }
    }
}

/// A part of a page.
struct BlockView: View {
    let block: Block
    let words: Words

    var body: some View {
        switch block {
        case .heading(let text):
            Text(text).font(.headline).accessibilityAddTraits(.isHeader)
        case .line(let text, let tone):
            Text(tone.sign + text).foregroundStyle(tone.style)
        case .row(let row):
            RowView(row: row)
        case .button(let button):
            ButtonView(button: button)
        case .buttons(let buttons):
            ButtonsView(buttons: buttons)
        case .choice(let choice):
            ChoiceView(choice: choice)
        case .field(let field):
            FieldView(field: field)
        case .gauge(let gauge):
            GaugeView(gauge: gauge)
        case .image(let label, let seen):
            ImageView(label: label, seen: seen)
        case .picture(let picture):
            PictureView(picture: picture)
        case .copied(let label, let text):
            CopiedView(label: label, text: text, words: words)
        case .code(let label, let text):
            CodeView(label: label, text: text, words: words)
        case .frames(let frames):
            FramesView(frames: frames)
        }
    }
}

/// A thing in a list.
private struct RowView: View {
    let row: Block.Row

    var body: some View {
        if let open = row.open {
            Button(action: open) { told }.target()
        } else {
            told
        }
    }

    private var told: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(row.title).font(.headline)
            ForEach(row.marks.indices, id: \.self) { at in
                Text(row.marks[at].signed).font(.subheadline).foregroundStyle(row.marks[at].tone.style)
            }
            ForEach(row.lines.indices, id: \.self) { at in
                Text(row.lines[at]).font(.subheadline).foregroundStyle(Tone.quiet.style)
            }
        }
        .accessibilityElement(children: .combine)
    }
}

/// Something that can be done, or the reason why it cannot be done now.
private struct ButtonView: View {
    let button: Block.Button

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Button(button.text, action: button.press)
                .bold(button.isMain)
                .disabled(button.whyNot != nil)
                .target()
            if let whyNot = button.whyNot {
                Text(whyNot).font(.subheadline).foregroundStyle(Tone.quiet.style)
            }
        }
    }
}

/// Several things that can be done: one tap does one of them.
private struct ButtonsView: View {
    let buttons: [Block.Button]

    var body: some View {
        ForEach(buttons.indices, id: \.self) { at in
            ButtonView(button: buttons[at])
        }
    }
}

/// One of a few, or several of them.
private struct ChoiceView: View {
    let choice: Block.Choice

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(choice.label).font(.subheadline)
            ForEach(choice.options.indices, id: \.self) { at in
                let option = choice.options[at]
                Button(action: option.choose) {
                    Label(option.text, systemImage: option.isChosen ? "checkmark.circle.fill" : "circle")
                }
                .target()
                .accessibilityAddTraits(option.isChosen ? .isSelected : [])
            }
            MistakeView(mistake: choice.mistake)
        }
    }
}

/// What is wrong, where something is.
private struct MistakeView: View {
    let mistake: String?

    var body: some View {
        if let mistake {
            Text(Tone.warning.sign + mistake).foregroundStyle(Tone.warning.style)
        }
    }
}

/// A text to type: each letter is the model's at once.
private struct FieldView: View {
    let field: Block.Field

    var body: some View {
        let (typed, type) = (field.text, field.type)
        let text = Binding(get: { typed }, set: { @MainActor in type($0) })
        VStack(alignment: .leading, spacing: 4) {
            Text(field.label).font(.subheadline)
            TextField(field.hint ?? "", text: text, axis: field.isLong ? .vertical : .horizontal)
                .accessibilityLabel(field.label)
                .target()
            MistakeView(mistake: field.mistake)
        }
    }
}

/// How much there is of what is needed.
private struct GaugeView: View {
    let gauge: Block.Gauge

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(gauge.label).font(.subheadline)
            ProgressView(value: Double(min(gauge.have, gauge.of)), total: Double(max(gauge.of, 1)))
                .accessibilityLabel(gauge.text)
            Text(gauge.text)
        }
    }
}

/// A text with its name: a tap copies it, and a sign tells which ones were copied already.
private struct CopiedView: View {
    let label: String
    let text: String
    let words: Words
    @State private var isCopied = false

    var body: some View {
        Button {
            Clipboard.copy(text)
            isCopied = true
        } label: {
            VStack(alignment: .leading, spacing: 4) {
                Text(label).font(.headline)
                let tone: Tone = isCopied ? .good : .plain
                Text(tone.sign + words[isCopied ? .copied : .copy]).font(.subheadline).foregroundStyle(tone.style)
                Text(text).font(.subheadline).foregroundStyle(.secondary)
            }
        }
        .target()
    }
}

/// A text for another phone's camera, or for a messenger.
private struct CodeView: View {
    let label: String
    let text: String
    let words: Words

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(label).font(.subheadline)
            QRCode(text).accessibilityLabel(label)
            ShareLink(words[.copy], item: text).target()
        }
    }
}

/// Texts for another phone's camera, in turn, as long as they are seen.
private struct FramesView: View {
    let frames: Block.Frames
    @State private var turn = 0

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(frames.label).font(.subheadline)
            if frames.texts.indices.contains(turn) { QRCode(frames.texts[turn]).accessibilityLabel(frames.label) }
            Text("\(turn + 1)/\(frames.texts.count)").font(.subheadline).foregroundStyle(Tone.quiet.style)
        }
        .task(id: frames.texts) { await go() }
    }

    private func go() async {
        turn = 0
        while !Task.isCancelled && frames.texts.count > 1 {
            try? await Task.sleep(nanoseconds: UInt64(Block.Frames.milliseconds) * 1_000_000)
            turn = (turn + 1) % frames.texts.count
        }
    }
}
