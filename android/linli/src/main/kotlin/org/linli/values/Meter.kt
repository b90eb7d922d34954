// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Meter as FfiMeter
import org.linli.ffi.MeterNumbers as FfiMeterNumbers
import org.linli.ffi.Missing as FfiMissing
import org.linli.ffi.OwnPart as FfiOwnPart
import org.linli.ffi.RollPage as FfiRollPage
import org.linli.ffi.RollRow as FfiRollRow

/**
 * The meter of a tally: how far it is, what is certain, what is still needed and from whom.
 *
 * @property tally the tally
 * @property rule the rule
 * @property title the question, where its words are here
 * @property deadline the time by which ballots must be in
 * @property state whether it is closed
 * @property heads voters
 * @property area the same in square centimetres, under the assembly rules only
 * @property outcome the outcome; absent on a phone that lacks a part of the tally
 * @property certain whether nothing that is still unseen can change whether it passes
 * @property missing the collectors who may still hold ballots, and how many
 * @property ownPart the part in which this member takes ballots, if he takes any
 * @property disputed voters whose ballots contradict each other, 64 at most
 * @property next a sentence: what is still needed, and from whom
 * @property explanation the result with clause and arithmetic
 * @property mayCast whether this member takes ballots here
 * @property mayClose whether this member closes it
 * @property seal who opens its choices, where they are sealed; absent where they are open
 * @property validUntil the moment at which to read again though nothing changed
 */
public data class Meter(
    val tally: DocId,
    val rule: String,
    val title: String?,
    val deadline: Instant,
    val state: TallyState,
    val heads: MeterNumbers,
    val area: MeterNumbers?,
    val outcome: Outcome?,
    val certain: Boolean,
    val missing: List<Missing>,
    val ownPart: OwnPart?,
    val disputed: List<String>,
    val next: Said,
    val explanation: Said,
    val mayCast: Boolean,
    val mayClose: Boolean,
    val seal: SealView?,
    val validUntil: Instant,
)

internal fun FfiMeter.toPublic(): Meter =
    Meter(
        tally = DocId(tally),
        rule = rule,
        title = title,
        deadline = deadline,
        state = state.toPublic(),
        heads = heads.toPublic(),
        area = area?.toPublic(),
        outcome = outcome?.toPublic(),
        certain = certain,
        missing = missing.map { it.toPublic() },
        ownPart = ownPart?.toPublic(),
        disputed = disputed,
        next = next.toPublic(),
        explanation = explanation.toPublic(),
        mayCast = mayCast,
        mayClose = mayClose,
        seal = seal?.toPublic(),
        validUntil = validUntil,
    )

/**
 * The numbers of one measure: heads, or square centimetres.
 *
 * @property have fewest who take part, whatever is still unseen
 * @property need fewest that are enough
 * @property of all who are entitled
 * @property yesLow fewest who say yes
 * @property yesHigh most who say yes
 * @property yesNeed fewest yes that pass; absent where that number says nothing
 */
public data class MeterNumbers(
    val have: Long,
    val need: Long,
    val of: Long,
    val yesLow: Long,
    val yesHigh: Long,
    val yesNeed: Long?,
)

internal fun FfiMeterNumbers.toPublic(): MeterNumbers =
    MeterNumbers(
        have = have.toLong(),
        need = need.toLong(),
        of = of.toLong(),
        yesLow = yesLow.toLong(),
        yesHigh = yesHigh.toLong(),
        yesNeed = yesNeed?.toLong(),
    )

/**
 * A collector who may still hold ballots.
 *
 * @property by the collector
 * @property most the most that he may hold
 */
public data class Missing(
    val by: MemberRef,
    val most: Long,
)

internal fun FfiMissing.toPublic(): Missing =
    Missing(
        by = by.toPublic(),
        most = most.toLong(),
    )

/**
 * The part of a tally in which this member takes ballots.
 *
 * @property places its places
 * @property of entitled voters there
 * @property have those of them who have answered, as far as it is here
 */
public data class OwnPart(
    val places: List<PlaceRef>,
    val of: Long,
    val have: Long,
)

internal fun FfiOwnPart.toPublic(): OwnPart =
    OwnPart(
        places = places.map { it.toPublic() },
        of = of.toLong(),
        have = have.toLong(),
    )

internal fun FfiRollPage.toPublic(): Page<RollRow> = Page(items.map { it.toPublic() }, next, total?.toLong())

/**
 * A voter on the roll of a tally.
 *
 * @property voter the voter, as the tally names him
 * @property household the household of his first unit; absent for a named voter
 * @property units the doors of his further units
 * @property areaCm2 the area that he owns in all, in square centimetres, where the rule asks
 * @property withoutVote the reason for which he has no vote; absent for whoever has one
 * @property present whether he signed in
 * @property state the state of his answer
 * @property choice his answer, where there is one
 */
public data class RollRow(
    val voter: String,
    val household: HouseholdId?,
    val units: List<String>,
    val areaCm2: Long?,
    val withoutVote: WithoutVote?,
    val present: Boolean,
    val state: VoterState,
    val choice: Choice?,
)

internal fun FfiRollRow.toPublic(): RollRow =
    RollRow(
        voter = voter,
        household = household?.let(::HouseholdId),
        units = units,
        areaCm2 = areaCm2?.toLong(),
        withoutVote = withoutVote?.toPublic(),
        present = present,
        state = state.toPublic(),
        choice = choice?.toPublic(),
    )
