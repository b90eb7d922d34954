// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocId
import org.linli.Door
import org.linli.DoorField
import org.linli.DoorPerson
import org.linli.DoorTally
import org.linli.DoorValue
import org.linli.Flag
import org.linli.HouseholdId
import org.linli.Knock
import org.linli.PersonId
import org.linli.PersonKind
import org.linli.RecordId

/** The screen of a household. */
public val Samples.door: Door
    get() =
        Door(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            place = placeRef,
            floor = 5,
            claimedElsewhere = emptyList(),
            flags = listOf(Flag.ELDERLY_ALONE),
            quietHours = "21:00-08:00",
            knock = Knock.OK,
            silence = silence,
            fields = listOf(doorField),
            people = listOf(doorPerson),
            visits = listOf(visitView),
            proposals = listOf(proposedChange),
            mergedInto = null,
            topics = listOf(topicView),
            tallies = listOf(doorTally),
            photos = listOf(photoView),
            externalIds = listOf(externalIdView),
            validUntil = now,
        )

/** A field with all its values. */
public val Samples.doorField: DoorField
    get() =
        DoorField(
            field = "phone",
            label = said,
            values = listOf(doorValue),
        )

/** A person on a household's screen. */
public val Samples.doorPerson: DoorPerson
    get() =
        DoorPerson(
            person = PersonId("2c2390772c2390772c2390772c239077"),
            kind = PersonKind.OWNER,
            name = "袁某",
            fields = listOf(doorField),
        )

/** A tally in which a household votes. */
public val Samples.doorTally: DoorTally
    get() =
        DoorTally(
            tally = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title = "楼道灯坏了",
            deadline = now,
            hasVoted = false,
        )

/** A value, and whose it is. */
public val Samples.doorValue: DoorValue
    get() =
        DoorValue(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value = "13900000000",
            said = said,
            by = memberRef,
            at = now,
        )
