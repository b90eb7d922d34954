// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Conflict as FfiConflict
import org.linli.ffi.ConflictListPage as FfiConflictListPage
import org.linli.ffi.ConflictValue as FfiConflictValue
import org.linli.ffi.Found as FfiFound
import org.linli.ffi.FoundPage as FfiFoundPage

/**
 * A contradiction, as a screen shows it.
 *
 * @property document the document; with the field it says what is to be resolved
 * @property field the field, as resolving takes it
 * @property thing the thing that it is about
 * @property kind the kind of document
 * @property title its name for people, in one line (`3-1-501`)
 * @property place its place
 * @property label the field's name for people
 * @property values the values that were said
 * @property owner the one who decides
 * @property mine whether this member does
 */
public data class Conflict(
    val document: DocId,
    val field: String,
    val thing: Thing,
    val kind: DocKind,
    val title: Said,
    val place: PlaceRef?,
    val label: Said,
    val values: List<ConflictValue>,
    val owner: ConflictOwner,
    val mine: Boolean,
)

internal fun FfiConflict.toPublic(): Conflict =
    Conflict(
        document = DocId(document),
        field = field,
        thing = thing.toPublic(),
        kind = kind.toPublic(),
        title = title.toPublic(),
        place = place?.toPublic(),
        label = label.toPublic(),
        values = values.map { it.toPublic() },
        owner = owner.toPublic(),
        mine = mine,
    )

internal fun FfiConflictListPage.toPublic(): Page<Conflict> = Page(items.map { it.toPublic() }, next, total?.toLong())

/**
 * One of the values that contradict each other.
 *
 * @property record the record that says so
 * @property value the value as resolving takes it: its text, or the record where its author decides; absent if it withdraws,
 *   or its words are not here
 * @property said the value for people
 * @property by its author
 * @property at the time by his clock
 */
public data class ConflictValue(
    val record: RecordId,
    val value: String?,
    val said: Said,
    val by: MemberRef,
    val at: Instant,
)

internal fun FfiConflictValue.toPublic(): ConflictValue =
    ConflictValue(
        record = RecordId(record),
        value = value,
        said = said.toPublic(),
        by = by.toPublic(),
        at = at,
    )

/**
 * A hit of a search, and what it opens.
 *
 * @property thing the thing that it opens
 * @property hit the words that matched
 */
public data class Found(
    val thing: Thing,
    val hit: SearchHit,
)

internal fun FfiFound.toPublic(): Found =
    Found(
        thing = thing.toPublic(),
        hit = hit.toPublic(),
    )

internal fun FfiFoundPage.toPublic(): Page<Found> = Page(items.map { it.toPublic() }, next, total?.toLong())
