// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DeviceId
import org.linli.DocId
import org.linli.FieldView
import org.linli.HitKind
import org.linli.HouseholdId
import org.linli.HouseholdView
import org.linli.MemberId
import org.linli.PersonId
import org.linli.PersonKind
import org.linli.PersonView
import org.linli.RecordId
import org.linli.RoundStop
import org.linli.SearchHit
import org.linli.Standing
import org.linli.ValueView
import org.linli.VisitMode
import org.linli.VisitOutcome
import org.linli.VisitVersion
import org.linli.VisitView

/** A field with all its live values. */
public val Samples.fieldView: FieldView
    get() =
        FieldView(
            name = "phone",
            values = listOf(valueView),
        )

/** The household's screen. */
public val Samples.householdView: HouseholdView
    get() =
        HouseholdView(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            floor = 5,
            claimedElsewhere = emptyList(),
            fields = listOf(fieldView),
            people = listOf(personView),
            visits = listOf(visitView),
        )

/** A person of a household. */
public val Samples.personView: PersonView
    get() =
        PersonView(
            person = PersonId("2c2390772c2390772c2390772c239077"),
            kind = PersonKind.OWNER,
            fields = listOf(fieldView),
        )

/** A household on the round's screen. */
public val Samples.roundStop: RoundStop
    get() =
        RoundStop(
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            floor = 5,
            lastVisit = now,
            lastOutcome = VisitOutcome.HOME,
            callBack = now,
        )

/** A hit of a search. */
public val Samples.searchHit: SearchHit
    get() =
        SearchHit(
            kind = HitKind.HOUSEHOLD,
            id = "3-1-501",
            title = "楼道灯坏了",
            matched = "袁",
        )

/** A value, and whose it is. */
public val Samples.valueView: ValueView
    get() =
        ValueView(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value = "13900000000",
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at = now,
            relayed = false,
        )

/** One version of a visit, first one first. */
public val Samples.visitVersion: VisitVersion
    get() =
        VisitVersion(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            outcome = VisitOutcome.HOME,
            note = "老人想修楼道灯",
            reason = "已与本人核对",
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
        )

/** A visit as lists show it. */
public val Samples.visitView: VisitView
    get() =
        VisitView(
            visit = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            household = "3-1-501",
            householdId = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            outcome = VisitOutcome.HOME,
            mode = VisitMode.DOOR,
            note = "老人想修楼道灯",
            met = "袁某",
            callBack = now,
            doneBy = null,
            topics = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who = memberRef,
            device = DeviceId("53d6573853d6573853d6573853d6573853d6573853d6573853d6573853d65738"),
            standing = Standing.AS_WRITTEN,
            ahead = false,
        )
