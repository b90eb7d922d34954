// A screen's content in words, block by block.

/// What a tap does.
public typealias Action = @MainActor () -> Void

/// What a screen shows at a moment, in words: a model says it, a view draws it, a transcript prints it. There is nothing on a
/// screen that is not here.
public struct ScreenPage {
    /// Its title.
    public let title: String
    /// What stands below, from top to bottom.
    public let blocks: [Block]
    /// Whether it shows residents' data: such a screen is kept out of screenshots and of the list of apps.
    public let isPrivate: Bool
}

/// How a text is meant. Colour is never alone: each has a sign of its own, too.
public enum Tone: Sendable {
    /// A fact.
    case plain
    /// Something that may be passed over.
    case quiet
    /// In order.
    case good
    /// A warning.
    case warning

    /// Its sign.
    public var sign: String {
        switch self {
        case .plain, .quiet: ""
        case .good: "✓"
        case .warning: "！"
        }
    }
}

/// A short remark beside something.
public struct Mark: Sendable, Hashable {
    /// In a word or two.
    public let text: String
    /// How it is meant.
    public let tone: Tone

    init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    /// With its sign.
    public var signed: String { tone.sign + text }
}

/// A part of a page.
public enum Block {
    /// A heading of what follows.
    case heading(String)
    /// A line of text.
    case line(String, Tone)
    /// A thing in a list.
    case row(Row)
    /// Something that can be done.
    case button(Button)
    /// Several things that can be done, beside each other: one tap does one of them.
    case buttons([Button])
    /// One of a few, or several of them.
    case choice(Choice)
    /// A text to type.
    case field(Field)
    /// How much there is of what is needed.
    case gauge(Gauge)
    /// A picture to look at, and which one it is.
    case image(label: String, seen: any SeenPicture)
    /// A picture, and what is covered on it.
    case picture(Picture)
    /// A text with its name, that a tap takes to the clipboard.
    case copied(label: String, text: String)
    /// A text for another phone's camera, or for the clipboard.
    case code(label: String, text: String)
    /// Texts for another phone's camera, shown in turn.
    case frames(Frames)

    /// A thing in a list.
    public struct Row {
        /// Tells it apart from others of the page.
        public let key: String
        /// Its first line.
        public let title: String
        /// What stands below that.
        public let lines: [String]
        /// Remarks beside it.
        public let marks: [Mark]
        /// What a tap does; nothing happens without.
        public let open: Action?
    }

    /// Something that can be done.
    public struct Button {
        /// In a word or two.
        public let text: String
        /// Whether it is what one comes here for.
        public let isMain: Bool
        /// The reason why it cannot be done now.
        public let whyNot: String?
        /// Does it.
        public let press: Action

        init(_ text: String, isMain: Bool = false, whyNot: String? = nil, press: @escaping Action) {
            self.text = text
            self.isMain = isMain
            self.whyNot = whyNot
            self.press = press
        }
    }

    /// One of a few, or several of them.
    public struct Choice {
        /// What is chosen.
        public let label: String
        /// What there is to choose from.
        public let options: [Option]
        /// What is wrong with the choice.
        public let mistake: String?
    }

    /// One of a choice.
    public struct Option {
        /// In a word or two.
        public let text: String
        /// Whether it is chosen.
        public let isChosen: Bool
        /// Chooses it, or no longer.
        public let choose: Action

        init(_ text: String, isChosen: Bool, choose: @escaping Action) {
            self.text = text
            self.isChosen = isChosen
            self.choose = choose
        }
    }

    /// A text to type.
    public struct Field {
        /// Tells it apart from others of the page.
        public let key: String
        /// What is typed.
        public let label: String
        /// What was typed.
        public let text: String
        /// What is expected.
        public let hint: String?
        /// Whether it takes several lines.
        public let isLong: Bool
        /// What is wrong with it.
        public let mistake: String?
        /// Types.
        public let type: @MainActor (String) -> Void
    }

    /// A picture, and what is covered on it. Everything that a finger does here can be done by buttons of the page, too.
    public struct Picture {
        /// What it is.
        public let label: String
        /// The picture.
        public let seen: any SeenPicture
        /// What is covered.
        public let covers: [Covered]
        /// The one that can be resized.
        public let chosen: Int?
        /// What a tap does.
        public let addSaid: String
        /// Covers a place around a point, in thousandths.
        public let add: @MainActor (Int, Int) -> Void
        /// Moves or resizes one, once the finger is off.
        public let put: @MainActor (Int, Cover) -> Void
        /// Chooses one.
        public let choose: @MainActor (Int) -> Void
    }

    /// A covered place.
    public struct Covered {
        /// Its name.
        public let name: String
        /// What its corner does.
        public let corner: String
        /// Where it is.
        public let cover: Cover
    }

    /// Texts for another phone's camera, shown in turn.
    public struct Frames {
        /// What they are.
        public let label: String
        /// The texts.
        public let texts: [String]
        /// Each is shown so long: a cheap phone's camera sees it twice.
        public static let milliseconds = 200
    }

    /// How much there is of what is needed.
    public struct Gauge {
        /// What is counted.
        public let label: String
        /// So much there is.
        public let have: Int
        /// So much is needed.
        public let need: Int
        /// So much there can be.
        public let of: Int
        /// The numbers in words.
        public let text: String
    }
}
