// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.Contact
import org.linli.Debt
import org.linli.DoorRow
import org.linli.Due
import org.linli.Flag
import org.linli.Floor
import org.linli.HouseholdId
import org.linli.Knock
import org.linli.PlaceId
import org.linli.PlaceTab
import org.linli.RecordId
import org.linli.Silence
import org.linli.SilentDoor
import org.linli.Today
import org.linli.VisitOutcome

/** A visit, as a list shows it. */
public val Samples.contact: Contact
    get() =
        Contact(
            visit = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at = now,
            by = memberRef,
            outcome = VisitOutcome.HOME,
            why = "老人想修楼道灯",
        )

/** The records of this device that the hub is not known to have. */
public val Samples.debt: Debt
    get() =
        Debt(
            records = 1,
            since = now,
        )

/** A door in a list. */
public val Samples.doorRow: DoorRow
    get() =
        DoorRow(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            names = listOf("袁某"),
            last = contact,
            due = Due.RETURNED,
            missed = 0,
            silence = silence,
            callBack = now,
            flags = listOf(Flag.ELDERLY_ALONE),
            openTopics = 1,
            openBallots = 1,
            unsent = 1,
            conflicted = false,
            knock = Knock.OK,
        )

/** The doors of a floor. */
public val Samples.floor: Floor
    get() =
        Floor(
            stairwell = PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            n = 5,
            doors = listOf(doorRow),
        )

/** A place to choose. */
public val Samples.placeTab: PlaceTab
    get() =
        PlaceTab(
            place = placeRef,
            doors = 1,
            due = 1,
            unsent = 1,
        )

/** A silent door. */
public val Samples.silence: Silence
    get() =
        Silence(
            watch = "three-knocks",
            title = said,
            clause = "5.1.3.2.2",
            status = "default",
            missed = 0,
            since = now,
        )

/** A silent door in a list. */
public val Samples.silentDoor: SilentDoor
    get() =
        SilentDoor(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            scope = "3-1",
            flags = listOf(Flag.ELDERLY_ALONE),
            silence = silence,
        )

/** The first screen. */
public val Samples.today: Today
    get() =
        Today(
            places = listOf(placeTab),
            floors = listOf(floor),
            plan = listOf(HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3")),
            toCorrect = listOf(matterSummary),
            debt = debt,
            validUntil = now,
        )
