// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocId
import org.linli.Flag
import org.linli.HouseholdId
import org.linli.HouseholdRow
import org.linli.ItemResult
import org.linli.PlaceId
import org.linli.RecordId
import org.linli.RoundAnswer
import org.linli.RoundLine
import org.linli.RoundScreen
import org.linli.TopicScreen

/** A household in a list. */
public val Samples.householdRow: HouseholdRow
    get() =
        HouseholdRow(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            stairwell = PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            floor = 5,
            names = listOf("袁某"),
            flags = listOf(Flag.ELDERLY_ALONE),
        )

/** An answer at an item of a round, and whose it is. */
public val Samples.roundAnswer: RoundAnswer
    get() =
        RoundAnswer(
            entry = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            result = ItemResult.OK,
            note = "老人想修楼道灯",
            by = memberRef,
            at = now,
            relayed = false,
        )

/** An item on a round's screen. */
public val Samples.roundLine: RoundLine
    get() =
        RoundLine(
            item = "灭火器",
            answers = listOf(roundAnswer),
            before = null,
        )

/** The screen of an inspection round. */
public val Samples.roundScreen: RoundScreen
    get() =
        RoundScreen(
            round = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place = placeRef,
            template = "消防周查",
            period = "2026-11",
            periodSaid = said,
            lines = listOf(roundLine),
            hazards = listOf(hazardView),
            left = 1,
        )

/** The screen of a topic. */
public val Samples.topicScreen: TopicScreen
    get() =
        TopicScreen(
            topic = topicView,
            by = memberRef,
            place = placeRef,
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            photos = listOf(photoView),
            externalIds = listOf(externalIdView),
        )
