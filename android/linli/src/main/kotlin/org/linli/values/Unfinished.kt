// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Committed as FfiCommitted
import org.linli.ffi.DraftField as FfiDraftField
import org.linli.ffi.DraftKey as FfiDraftKey
import org.linli.ffi.DraftView as FfiDraftView

/**
 * A record that was made of a draft.
 *
 * @property record the record, by which it is undone
 * @property until the moment until which undoing leaves nothing of it
 */
public data class Committed(
    val record: RecordId,
    val until: Instant,
)

internal fun FfiCommitted.toPublic(): Committed =
    Committed(
        record = RecordId(record),
        until = until,
    )

/**
 * A field that somebody was typing.
 *
 * @property field its name
 * @property text its text
 */
public data class DraftField(
    val field: String,
    val text: String,
)

internal fun FfiDraftField.toPublic(): DraftField =
    DraftField(
        field = field,
        text = text,
    )

internal fun DraftField.toFfi(): FfiDraftField =
    FfiDraftField(
        field = field,
        text = text,
    )

/**
 * The place of a draft in an app.
 *
 * @property screen the screen, by a name of the app's own; `visit` and `topic` make records
 * @property thing the thing that it is about: an id, a door; empty if about nothing yet
 */
public data class DraftKey(
    val screen: String,
    val thing: String,
)

internal fun FfiDraftKey.toPublic(): DraftKey =
    DraftKey(
        screen = screen,
        thing = thing,
    )

internal fun DraftKey.toFfi(): FfiDraftKey =
    FfiDraftKey(
        screen = screen,
        thing = thing,
    )

/**
 * A draft as it was saved last.
 *
 * @property key its place
 * @property fields the fields that were typed, by name
 * @property at the time at which it was saved
 */
public data class DraftView(
    val key: DraftKey,
    val fields: List<DraftField>,
    val at: Instant,
)

internal fun FfiDraftView.toPublic(): DraftView =
    DraftView(
        key = key.toPublic(),
        fields = fields.map { it.toPublic() },
        at = at,
    )
