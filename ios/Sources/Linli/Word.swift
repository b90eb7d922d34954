// The common part of all closed vocabularies: a name in the tools, and names in both languages from the library's table.

internal import LinliCore

/// A word of a closed vocabulary. Its raw value is its name in the tools (`not_home`).
public protocol Word: RawRepresentable, CaseIterable, Hashable, Sendable, Codable where RawValue == String {
    /// The vocabulary's name in the library's table.
    static var vocabulary: String { get }
}

extension Word {
    /// In Chinese.
    public var zh: String { WordTable.texts(of: self).zh }

    /// In English.
    public var en: String { WordTable.texts(of: self).en }

    /// In the user's language: Chinese unless he prefers English.
    public var text: String { WordTable.texts(of: self).preferred }
}

/// The library's table of words, asked for once.
enum WordTable {
    private static let all: [String: Texts] = {
        let table = (try? LinliCore.wordTexts()) ?? []
        let pairs = table.map { ("\($0.vocabulary).\($0.word)", Texts(zh: $0.zh, en: $0.en)) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()

    /// The word's name itself if the table lacks it, which a test rules out.
    static func texts<W: Word>(of word: W) -> Texts {
        all["\(W.vocabulary).\(word.rawValue)"] ?? Texts(zh: word.rawValue, en: word.rawValue)
    }
}
