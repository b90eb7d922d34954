// Everything that is said, in one language.

import Foundation
import Linli

extension Language {
    /// Its name among languages, by which a font chooses the shapes of characters.
    public var tag: String {
        switch self {
        case .zh: "zh-Hans"
        case .en: "en"
        }
    }

    /// Its name in itself.
    public var own: String {
        switch self {
        case .zh: "中文"
        case .en: "English"
        }
    }
}

/// Everything that is said, in one language: the app's own words, the library's, times and numbers.
public struct Words: Sendable {
    /// Which language.
    public let language: Language

    /// Words of a language.
    public init(_ language: Language) {
        self.language = language
    }

    /// A word of the app's own; `{0}` and so on stand for the parts.
    public subscript(_ word: AppWord, _ parts: any CustomStringConvertible...) -> String {
        parts.enumerated().reduce(of(word.said)) { said, part in
            said.replacingOccurrences(of: "{\(part.offset)}", with: part.element.description)
        }
    }

    /// The library's words.
    public func of(_ said: Said) -> String { pick(said.zh, said.en) }

    /// A word of the library's vocabularies.
    public func of(_ word: some Word) -> String { pick(word.zh, word.en) }

    /// Somebody by name, or as the library names whoever has none here.
    func of(_ member: MemberRef) -> String { of(member.said) }

    /// A moment: day and hour, by China's clock, which is the library's too.
    func time(_ at: Date) -> String {
        let parts = Self.china.dateComponents([.month, .day, .hour, .minute], from: at)
        let (month, day) = (parts.month ?? 1, parts.day ?? 1)
        let clock = Self.two(parts.hour ?? 0) + ":" + Self.two(parts.minute ?? 0)
        return pick("\(month)月\(day)日 \(clock)", "\(day) \(Self.months[month - 1]) \(clock)")
    }

    /// Several words in a line.
    func listed(_ parts: [String]) -> String { parts.joined(separator: pick("、", ", ")) }

    /// A text with a remark in brackets.
    func remarked(_ text: String, _ remark: String) -> String { pick("\(text)（\(remark)）", "\(text) (\(remark))") }

    /// Parts of a line that have nothing to do with each other.
    func beside(_ parts: [String]) -> String { parts.filter { !$0.isBlank }.joined(separator: " · ") }

    private func pick(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds by which China's one clock is ahead.
    private static let ahead = 8 * 3_600

    private static let china: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: ahead) ?? .gmt
        return calendar
    }()

    /// Seven in the evening by China's clock, so many days after the day of a moment.
    static func evening(_ days: Int, after now: Date) -> Date {
        let day = ((now.timeIntervalSince1970 + Double(ahead)) / 86_400).rounded(.down) + Double(days)
        return Date(timeIntervalSince1970: day * 86_400 + Double(19 * 3_600 - ahead))
    }
}
