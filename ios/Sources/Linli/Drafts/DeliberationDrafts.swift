// What an app hands in for deliberation.

import Foundation
internal import LinliCore

/// A topic to collect.
public struct TopicDraft: Sendable, Hashable {
    /// Where it came from.
    public var source: TopicSource
    /// In a few words.
    public var title: String
    /// In full.
    public var text: String
    /// From which household: a door number or an id.
    public var household: String?
    /// Where it belongs if it comes from no household; the narrowest place of one's own grants if not said.
    public var scope: ScopeName?

    /// What is left out has its field's default.
    public init(
        source: TopicSource,
        title: String,
        text: String,
        household: String? = nil,
        scope: ScopeName? = nil
    ) {
        self.source = source
        self.title = title
        self.text = text
        self.household = household
        self.scope = scope
    }

    var core: LinliCore.TopicDraft {
        LinliCore.TopicDraft(
            source: source.core,
            title: title,
            text: text,
            household: household,
            scope: scope?.core
        )
    }
}

/// A tally to open.
public struct TallyDraft: Sendable, Hashable {
    /// What is voted on.
    public var title: String
    /// The rule (`stairwell`, `assembly-ordinary` and so on).
    public var rule: String
    /// Who may vote.
    public var voters: Voters
    /// When ballots must be in.
    public var deadline: Date
    /// Names of readings of the rule; its defaults if none.
    public var readings: [String]
    /// Numbered sheets allotted to collectors.
    public var sheets: [SheetAllotment]

    /// What is left out has its field's default.
    public init(
        title: String,
        rule: String,
        voters: Voters,
        deadline: Date,
        readings: [String] = [],
        sheets: [SheetAllotment] = []
    ) {
        self.title = title
        self.rule = rule
        self.voters = voters
        self.deadline = deadline
        self.readings = readings
        self.sheets = sheets
    }

    var core: LinliCore.TallyDraft {
        LinliCore.TallyDraft(
            title: title,
            rule: rule,
            voters: voters.core,
            deadline: deadline,
            readings: readings,
            sheets: sheets.map(\.core)
        )
    }
}

/// Numbered sheets allotted to a collector.
public struct SheetAllotment: Sendable, Hashable {
    /// The collector.
    public var member: MemberID
    /// How many.
    public var sheets: Int

    /// What is left out has its field's default.
    public init(
        member: MemberID,
        sheets: Int
    ) {
        self.member = member
        self.sheets = sheets
    }

    var core: LinliCore.SheetAllotment {
        LinliCore.SheetAllotment(
            member: member.rawValue,
            sheets: UInt32(clamping: sheets)
        )
    }
}

/// A ballot taken at a door.
public struct BallotDraft: Sendable, Hashable {
    /// The tally.
    public var tally: DocumentID
    /// A door number, a household's id, or the name for named voters.
    public var voter: String
    /// The answer; none on a withdrawal.
    public var choice: Choice?
    /// A first ballot, a correction or a withdrawal.
    public var kind: BallotKind
    /// On whose authority.
    public var authority: BallotAuthority
    /// The voter's slip, as its text.
    public var slip: String?
    /// The ballots that it names; if none are said, a correction or a withdrawal names those it can reach.
    public var supersedes: [RecordID]?

    /// What is left out has its field's default.
    public init(
        tally: DocumentID,
        voter: String,
        choice: Choice?,
        kind: BallotKind = .cast,
        authority: BallotAuthority = .collector,
        slip: String? = nil,
        supersedes: [RecordID]? = nil
    ) {
        self.tally = tally
        self.voter = voter
        self.choice = choice
        self.kind = kind
        self.authority = authority
        self.slip = slip
        self.supersedes = supersedes
    }

    var core: LinliCore.BallotDraft {
        LinliCore.BallotDraft(
            tally: tally.rawValue,
            voter: voter,
            choice: choice?.core,
            kind: kind.core,
            authority: authority.core,
            slip: slip,
            supersedes: supersedes?.map(\.rawValue)
        )
    }
}
