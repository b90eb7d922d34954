// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.HouseholdId
import org.linli.Level
import org.linli.MemberId
import org.linli.MemberRef
import org.linli.PlaceId
import org.linli.PlaceRef
import org.linli.Role
import org.linli.Thing
import org.linli.ThingKind

/** Somebody who works for the community, as a screen names him. */
public val Samples.memberRef: MemberRef
    get() =
        MemberRef(
            id = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            name = "王桂芳",
            role = Role.COMMUNITY_OFFICE,
            said = said,
        )

/** A place, as a screen names it. */
public val Samples.placeRef: PlaceRef
    get() =
        PlaceRef(
            id = PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            parent = PlaceId("1ceb8e7b1ceb8e7b1ceb8e7b1ceb8e7b"),
            label = "3-1",
            said = said,
            level = Level.COMMUNITY,
        )

/** A thing that a screen opens. */
public val Samples.thing: Thing
    get() =
        Thing(
            kind = ThingKind.HOUSEHOLD,
            id = "3-1-501",
            title = "楼道灯坏了",
            place = placeRef,
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
        )
