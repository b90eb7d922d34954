// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// The meter of a tally: how far it is, what is certain, what is still needed and from whom.
public struct Meter: Sendable, Hashable, Identifiable {
    /// The tally.
    public var tally: DocId
    /// The rule.
    public var rule: String
    /// The question, where its words are here.
    public var title: String?
    /// The time by which ballots must be in.
    public var deadline: Date
    /// Whether it is closed.
    public var state: TallyState
    /// Voters.
    public var heads: MeterNumbers
    /// The same in square centimetres, under the assembly rules only.
    public var area: MeterNumbers?
    /// The outcome; absent on a phone that lacks a part of the tally.
    public var outcome: Outcome?
    /// Whether nothing that is still unseen can change whether it passes.
    public var certain: Bool
    /// The collectors who may still hold ballots, and how many.
    public var missing: [Missing]
    /// The part in which this member takes ballots, if he takes any.
    public var ownPart: OwnPart?
    /// Voters whose ballots contradict each other, 64 at most.
    public var disputed: [String]
    /// A sentence: what is still needed, and from whom.
    public var next: Said
    /// The result with clause and arithmetic.
    public var explanation: Said
    /// Whether this member takes ballots here.
    public var mayCast: Bool
    /// Whether this member closes it.
    public var mayClose: Bool
    /// Who opens its choices, where they are sealed; absent where they are open.
    public var seal: SealView?
    /// The moment at which to read again though nothing changed.
    public var validUntil: Date

    /// The same as `tally`, for lists.
    public var id: DocId { tally }

    /// From its parts.
    public init(
        tally: DocId,
        rule: String,
        title: String?,
        deadline: Date,
        state: TallyState,
        heads: MeterNumbers,
        area: MeterNumbers?,
        outcome: Outcome?,
        certain: Bool,
        missing: [Missing],
        ownPart: OwnPart?,
        disputed: [String],
        next: Said,
        explanation: Said,
        mayCast: Bool,
        mayClose: Bool,
        seal: SealView?,
        validUntil: Date
    ) {
        self.tally = tally
        self.rule = rule
        self.title = title
        self.deadline = deadline
        self.state = state
        self.heads = heads
        self.area = area
        self.outcome = outcome
        self.certain = certain
        self.missing = missing
        self.ownPart = ownPart
        self.disputed = disputed
        self.next = next
        self.explanation = explanation
        self.mayCast = mayCast
        self.mayClose = mayClose
        self.seal = seal
        self.validUntil = validUntil
    }

    init(_ core: LinliCore.Meter) {
        tally = DocId(core.tally)
        rule = core.rule
        title = core.title
        deadline = core.deadline
        state = TallyState(core.state)
        heads = MeterNumbers(core.heads)
        area = core.area.map { MeterNumbers($0) }
        outcome = core.outcome.map { Outcome($0) }
        certain = core.certain
        missing = core.missing.map { Missing($0) }
        ownPart = core.ownPart.map { OwnPart($0) }
        disputed = core.disputed
        next = Said(core.next)
        explanation = Said(core.explanation)
        mayCast = core.mayCast
        mayClose = core.mayClose
        seal = core.seal.map { SealView($0) }
        validUntil = core.validUntil
    }
}

/// The numbers of one measure: heads, or square centimetres.
public struct MeterNumbers: Sendable, Hashable {
    /// Fewest who take part, whatever is still unseen.
    public var have: Int
    /// Fewest that are enough.
    public var need: Int
    /// All who are entitled.
    public var of: Int
    /// Fewest who say yes.
    public var yesLow: Int
    /// Most who say yes.
    public var yesHigh: Int
    /// Fewest yes that pass; absent where that number says nothing.
    public var yesNeed: Int?

    /// From its parts.
    public init(
        have: Int,
        need: Int,
        of: Int,
        yesLow: Int,
        yesHigh: Int,
        yesNeed: Int?
    ) {
        self.have = have
        self.need = need
        self.of = of
        self.yesLow = yesLow
        self.yesHigh = yesHigh
        self.yesNeed = yesNeed
    }

    init(_ core: LinliCore.MeterNumbers) {
        have = Int(clamping: core.have)
        need = Int(clamping: core.need)
        of = Int(clamping: core.of)
        yesLow = Int(clamping: core.yesLow)
        yesHigh = Int(clamping: core.yesHigh)
        yesNeed = core.yesNeed.map { Int(clamping: $0) }
    }
}

/// A collector who may still hold ballots.
public struct Missing: Sendable, Hashable {
    /// The collector.
    public var by: MemberRef
    /// The most that he may hold.
    public var most: Int

    /// From its parts.
    public init(
        by: MemberRef,
        most: Int
    ) {
        self.by = by
        self.most = most
    }

    init(_ core: LinliCore.Missing) {
        by = MemberRef(core.by)
        most = Int(clamping: core.most)
    }
}

/// The part of a tally in which this member takes ballots.
public struct OwnPart: Sendable, Hashable {
    /// Its places.
    public var places: [PlaceRef]
    /// Entitled voters there.
    public var of: Int
    /// Those of them who have answered, as far as it is here.
    public var have: Int

    /// From its parts.
    public init(
        places: [PlaceRef],
        of: Int,
        have: Int
    ) {
        self.places = places
        self.of = of
        self.have = have
    }

    init(_ core: LinliCore.OwnPart) {
        places = core.places.map { PlaceRef($0) }
        of = Int(clamping: core.of)
        have = Int(clamping: core.have)
    }
}

extension Page<RollRow> {
    init(_ core: LinliCore.RollPage) {
        self.init(
            items: core.items.map { RollRow($0) },
            next: core.next,
            total: core.total.map { Int(clamping: $0) }
        )
    }
}

/// A voter on the roll of a tally.
public struct RollRow: Sendable, Hashable, Identifiable {
    /// The voter, as the tally names him.
    public var voter: String
    /// The household of his first unit; absent for a named voter.
    public var household: HouseholdId?
    /// The doors of his further units.
    public var units: [String]
    /// The area that he owns in all, in square centimetres, where the rule asks.
    public var areaCm2: Int?
    /// The reason for which he has no vote; absent for whoever has one.
    public var withoutVote: WithoutVote?
    /// Whether he signed in.
    public var present: Bool
    /// The state of his answer.
    public var state: VoterState
    /// His answer, where there is one.
    public var choice: Choice?

    /// The same as `voter`, for lists.
    public var id: String { voter }

    /// From its parts.
    public init(
        voter: String,
        household: HouseholdId?,
        units: [String],
        areaCm2: Int?,
        withoutVote: WithoutVote?,
        present: Bool,
        state: VoterState,
        choice: Choice?
    ) {
        self.voter = voter
        self.household = household
        self.units = units
        self.areaCm2 = areaCm2
        self.withoutVote = withoutVote
        self.present = present
        self.state = state
        self.choice = choice
    }

    init(_ core: LinliCore.RollRow) {
        voter = core.voter
        household = core.household.map { HouseholdId($0) }
        units = core.units
        areaCm2 = core.areaCm2.map { Int(clamping: $0) }
        withoutVote = core.withoutVote.map { WithoutVote($0) }
        present = core.present
        state = VoterState(core.state)
        choice = core.choice.map { Choice($0) }
    }
}
