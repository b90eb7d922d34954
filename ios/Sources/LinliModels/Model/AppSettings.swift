// How somebody wants his app.

import Linli

/// Light or dark.
public enum Look: String, Sendable, CaseIterable {
    /// As the system is.
    case system
    /// Light.
    case light
    /// Dark.
    case dark

    var word: AppWord {
        switch self {
        case .system: .lookSystem
        case .light: .lookLight
        case .dark: .lookDark
        }
    }
}

/// How somebody wants his app.
public struct AppSettings: Sendable, Hashable {
    /// The language.
    public var language = Language.zh
    /// The size of type in hundredths of that of the system.
    public var scale = 100
    /// Light or dark.
    public var look = Look.system

    /// The sizes to choose from.
    static let scales = [100, 150, 200]

    var fields: [String: String] {
        ["language": language.rawValue, "scale": String(scale), "look": look.rawValue]
    }

    init() {}

    init(_ fields: [String: String]) {
        let kept = fields["scale"].flatMap { Int($0) } ?? scale
        language = fields["language"].flatMap { Language(rawValue: $0) } ?? language
        scale = Self.scales.contains(kept) ? kept : scale
        look = fields["look"].flatMap { Look(rawValue: $0) } ?? look
    }
}
