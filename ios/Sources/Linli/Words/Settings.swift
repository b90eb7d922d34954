// Choices that no resident reads.

internal import LinliCore

/// What a place is.
public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
    /// 社区: the whole.
    case community
    /// 小区.
    case compound
    /// 幢.
    case building
    /// 楼道, 单元.
    case stairwell

    init(_ core: LinliCore.Level) {
        self =
            switch core {
            case .community: .community
            case .compound: .compound
            case .building: .building
            case .stairwell: .stairwell
            }
    }
}

/// How many of the root's keys must sign together to replace the registrar.
public enum RootPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// One key.
    case oneOfOne = "one_of_one"
    /// Two of three: for every real community.
    case twoOfThree = "two_of_three"

    var core: LinliCore.RootPolicy {
        switch self {
        case .oneOfOne: .oneOfOne
        case .twoOfThree: .twoOfThree
        }
    }
}

/// Which form of a photo.
public enum PhotoSize: String, Sendable, Hashable, CaseIterable, Codable {
    /// As it was taken.
    case full
    /// The small one.
    case thumbnail

    var core: LinliCore.PhotoSize {
        switch self {
        case .full: .full
        case .thumbnail: .thumbnail
        }
    }
}

/// Which photos a sync carries.
public enum PhotoPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// Thumbnails alone: for networks that cost money.
    case thumbnails
    /// Everything that waits.
    case everything

    var core: LinliCore.PhotoPolicy {
        switch self {
        case .thumbnails: .thumbnails
        case .everything: .everything
        }
    }
}

/// How much a line of the log matters.
public enum LogLevel: String, Sendable, Hashable, CaseIterable, Codable {
    /// Something was refused or failed.
    case warn
    /// The library or the app's own code is at fault.
    case error

    init(_ core: LinliCore.LogLevel) {
        self =
            switch core {
            case .warn: .warn
            case .error: .error
            }
    }
}
