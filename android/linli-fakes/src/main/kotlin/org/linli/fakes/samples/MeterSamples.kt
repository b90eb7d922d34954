// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocId
import org.linli.HouseholdId
import org.linli.Meter
import org.linli.MeterNumbers
import org.linli.Missing
import org.linli.Outcome
import org.linli.OwnPart
import org.linli.RollRow
import org.linli.TallyState
import org.linli.VoterState

/** The meter of a tally. */
public val Samples.meter: Meter
    get() =
        Meter(
            tally = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            rule = "stairwell",
            title = "楼道灯坏了",
            deadline = now,
            state = TallyState.OPEN,
            heads = meterNumbers,
            area = null,
            outcome = Outcome.PASSED,
            certain = false,
            missing = listOf(missing),
            ownPart = ownPart,
            disputed = emptyList(),
            next = said,
            explanation = said,
            mayCast = true,
            mayClose = false,
            seal = null,
            validUntil = now,
        )

/** The numbers of one measure. */
public val Samples.meterNumbers: MeterNumbers
    get() =
        MeterNumbers(
            have = 12,
            need = 16,
            of = 24,
            yesLow = 9,
            yesHigh = 15,
            yesNeed = 13,
        )

/** A collector who may still hold ballots. */
public val Samples.missing: Missing
    get() =
        Missing(
            by = memberRef,
            most = 3,
        )

/** The part of a tally in which this member takes ballots. */
public val Samples.ownPart: OwnPart
    get() =
        OwnPart(
            places = listOf(placeRef),
            of = 24,
            have = 12,
        )

/** A voter on the roll of a tally. */
public val Samples.rollRow: RollRow
    get() =
        RollRow(
            voter = "3-1-501",
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            units = emptyList(),
            areaCm2 = 890000,
            withoutVote = null,
            present = false,
            state = VoterState.NOT_YET,
            choice = null,
        )
