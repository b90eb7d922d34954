// Closed vocabularies of ballots.

internal import LinliCore

/// An answer on a ballot; `Invalid` is a spoiled sheet.
public enum Choice: String, Word {
    /// 同意, yes.
    case yes
    /// 反对, no.
    case no
    /// 弃权, abstain.
    case abstain
    /// 空白, blank.
    case blank
    /// 废票, invalid.
    case invalid

    /// Its name in the table of words.
    public static let vocabulary = "choice"

    var core: LinliCore.Choice {
        switch self {
        case .yes: .yes
        case .no: .no
        case .abstain: .abstain
        case .blank: .blank
        case .invalid: .invalid
        }
    }
}

/// What a ballot does. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2).
public enum BallotKind: String, Word {
    /// 投票, cast.
    case cast
    /// 更正, correct.
    case correct
    /// 撤回, withdraw.
    case withdraw

    /// Its name in the table of words.
    public static let vocabulary = "ballot_kind"

    var core: LinliCore.BallotKind {
        switch self {
        case .cast: .cast
        case .correct: .correct
        case .withdraw: .withdraw
        }
    }
}

/// By whose right a ballot stands.
public enum BallotAuthority: String, Word {
    /// 收集人, collector.
    case collector
    /// 本户票据, slip.
    case slip
    /// 监督, supervisor.
    case supervisor

    /// Its name in the table of words.
    public static let vocabulary = "ballot_authority"

    var core: LinliCore.BallotAuthority {
        switch self {
        case .collector: .collector
        case .slip: .slip
        case .supervisor: .supervisor
        }
    }
}
