// The one error, by what an app can do about it.

import Foundation
internal import LinliCore

/// The same sentence in both languages. It never holds a resident's data.
public struct Texts: Sendable, Hashable {
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    /// Both at once.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// In the user's language: the first of his preferred languages that is Chinese or English, Chinese if neither is.
    public var preferred: String { preferred(of: Locale.preferredLanguages) }

    func preferred(of languages: [String]) -> String {
        for language in languages {
            if language.hasPrefix("zh") { return zh }
            if language.hasPrefix("en") { return en }
        }
        return zh
    }
}

/// The error that the app's own key source or keeper threw. It could hold anything, so it is in no text of the error that
/// carries it, and two errors that differ in it alone are the same.
public struct Underlying: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The error as it was thrown.
    public let error: any Error

    /// Says that there is one, and nothing of it.
    public var description: String { "thrown by the app" }

    /// Shows nothing: what dumps an error must not dump this.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Always.
    public static func == (_: Underlying, _: Underlying) -> Bool { true }

    /// Adds nothing.
    public func hash(into _: inout Hasher) {}
}

/// The reason why an operation was not done. Nothing was changed then. `code` is stable and listed in the documentation.
public enum LinliError: Error, Sendable, Hashable {
    /// The input is wrong: another one may help. `field` names which part, if one does.
    case input(code: ErrorCode, field: String?, texts: Texts, underlying: Underlying? = nil)
    /// This device may not do it, as the community's roster stands.
    case notAllowed(code: ErrorCode, texts: Texts)
    /// It cannot be done in this store, or not now.
    case state(code: ErrorCode, texts: Texts)
    /// The store cannot be used: wrong key, damaged file, full disk and the like.
    case store(code: ErrorCode, texts: Texts, underlying: Underlying? = nil)
    /// The hub cannot be reached, or is not the community's: trying later may help.
    case network(code: ErrorCode, texts: Texts)
    /// Somebody called it off.
    case cancelled(code: ErrorCode, texts: Texts)
    /// A fault of the library or of what the app handed in. The store is whole.
    case `internal`(code: ErrorCode, texts: Texts)

    /// The stable code (`household_unknown`). A later version may know more than ``ErrorCode`` has constants for.
    public var code: ErrorCode {
        switch self {
        case .input(let code, _, _, _), .notAllowed(let code, _), .state(let code, _), .store(let code, _, _),
            .network(let code, _), .cancelled(let code, _), .internal(let code, _):
            code
        }
    }

    /// A sentence for a person, in both languages.
    public var texts: Texts {
        switch self {
        case .input(_, _, let texts, _), .notAllowed(_, let texts), .state(_, let texts), .store(_, let texts, _),
            .network(_, let texts), .cancelled(_, let texts), .internal(_, let texts):
            texts
        }
    }

    /// Which part of the input is wrong, if one is.
    public var field: String? {
        if case .input(_, let field, _, _) = self { field } else { nil }
    }

    /// The error that the app's own key source or keeper threw, if it is why: the error that the app knows what to do about.
    public var underlyingError: (any Error)? {
        switch self {
        case .input(_, _, _, let underlying), .store(_, _, let underlying): underlying?.error
        default: nil
        }
    }

    /// In Chinese.
    public var zh: String { texts.zh }

    /// In English.
    public var en: String { texts.en }
}

extension LinliError: LocalizedError {
    /// In the user's language: Chinese unless he prefers English.
    public var errorDescription: String? { texts.preferred }
}

extension LinliError: CustomStringConvertible {
    /// Its code: what belongs into a log.
    public var description: String { code.rawValue }
}

extension LinliError {
    /// The library's words for its own faults, for those that do not reach its table: a panic on the caller's thread.
    static let fault = LinliError.internal(
        code: .internal,
        texts: Texts(
            zh: "程序内部错误，没有保存。请重试并告知开发者。",
            en: "An internal error; nothing was saved. Try again and tell the developers."
        )
    )

    /// The same, because the app's own code threw; as it is if that threw nothing.
    func because(of thrown: (any Error)?) -> LinliError {
        guard let thrown else { return self }
        let underlying = Underlying(error: thrown)
        return switch self {
        case .input(let code, let field, let texts, _):
            .input(code: code, field: field, texts: texts, underlying: underlying)
        case .store(let code, let texts, _): .store(code: code, texts: texts, underlying: underlying)
        default: self
        }
    }

    init(_ error: any Error) {
        guard let error = error as? LinliCore.LinliError else {
            self = error as? LinliError ?? .fault
            return
        }
        self =
            switch error {
            case .Input(let code, let field, let zh, let en):
                .input(code: ErrorCode(code), field: field, texts: Texts(zh: zh, en: en))
            case .NotAllowed(let code, let zh, let en): .notAllowed(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            case .State(let code, let zh, let en): .state(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            case .Store(let code, let zh, let en): .store(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            case .Network(let code, let zh, let en): .network(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            case .Cancelled(let code, let zh, let en): .cancelled(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            case .Internal(let code, let zh, let en): .internal(code: ErrorCode(code), texts: Texts(zh: zh, en: en))
            }
    }
}
