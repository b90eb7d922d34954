// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.MemberRef as FfiMemberRef
import org.linli.ffi.PlaceRef as FfiPlaceRef
import org.linli.ffi.Thing as FfiThing

/**
 * Somebody who works for the community, as a screen names him.
 *
 * @property id the member
 * @property name his name, where it is here
 * @property role his first role that still holds
 * @property said his name for people: where it is not here, his role (of whoever has none any more, his last one) and the
 *   first digits of his id, which still tell people apart
 */
public data class MemberRef(
    val id: MemberId,
    val name: String?,
    val role: Role?,
    val said: Said,
)

internal fun FfiMemberRef.toPublic(): MemberRef =
    MemberRef(
        id = MemberId(id),
        name = name,
        role = role?.toPublic(),
        said = said.toPublic(),
    )

/**
 * A place, as a screen names it.
 *
 * @property id the place
 * @property parent the place that contains it
 * @property label its canonical name: `月亮湾`, `3`, `3-1`; the community's own name
 * @property said its name for people: 月亮湾, 3幢, 3幢1单元; the community's own name
 * @property level community, compound, building or stairwell
 */
public data class PlaceRef(
    val id: PlaceId,
    val parent: PlaceId?,
    val label: String,
    val said: Said,
    val level: Level,
)

internal fun FfiPlaceRef.toPublic(): PlaceRef =
    PlaceRef(
        id = PlaceId(id),
        parent = parent?.let(::PlaceId),
        label = label,
        said = said.toPublic(),
        level = level.toPublic(),
    )

/**
 * A thing that a screen opens.
 *
 * @property kind its kind
 * @property id its id, as the screen of its kind takes it
 * @property title its name for people: a door, a title, a name; empty where its words are not here
 * @property place its place
 * @property household its household, if it has one
 */
public data class Thing(
    val kind: ThingKind,
    val id: String,
    val title: String,
    val place: PlaceRef?,
    val household: HouseholdId?,
)

internal fun FfiThing.toPublic(): Thing =
    Thing(
        kind = kind.toPublic(),
        id = id,
        title = title,
        place = place?.toPublic(),
        household = household?.let(::HouseholdId),
    )
