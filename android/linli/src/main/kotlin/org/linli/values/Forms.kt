// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.FormEntry as FfiFormEntry
import org.linli.ffi.FormRow as FfiFormRow
import org.linli.ffi.FormValue as FfiFormValue
import org.linli.ffi.Said as FfiSaid

/**
 * A field of a form and its value.
 *
 * @property field the field's name in the flow
 * @property value its value
 */
public data class FormEntry(
    val field: String,
    val value: FormValue,
)

internal fun FfiFormEntry.toPublic(): FormEntry =
    FormEntry(
        field = field,
        value = value.toPublic(),
    )

internal fun FormEntry.toFfi(): FfiFormEntry =
    FfiFormEntry(
        field = field,
        value = value.toFfi(),
    )

/**
 * A row of a form.
 *
 * @property cells its cells, by column
 */
public data class FormRow(
    val cells: List<FormEntry>,
)

internal fun FfiFormRow.toPublic(): FormRow =
    FormRow(
        cells = cells.map { it.toPublic() },
    )

internal fun FormRow.toFfi(): FfiFormRow =
    FfiFormRow(
        cells = cells.map { it.toFfi() },
    )

/** A value of a form (docs/spec/flows.md): ids, dates, times, periods and words of choices are text. */
public sealed interface FormValue {
    /**
     * Text, an id, a date, a time, a period or a word of a choice.
     *
     * @property text the text
     */
    public data class Text(
        val text: String,
    ) : FormValue

    /**
     * Yes or no.
     *
     * @property flag yes or no
     */
    public data class Flag(
        val flag: Boolean,
    ) : FormValue

    /**
     * A whole number; money in fen, areas in square centimetres.
     *
     * @property number the number
     */
    public data class Whole(
        val number: Long,
    ) : FormValue

    /**
     * Several of them.
     *
     * @property items each of them
     */
    public data class Many(
        val items: List<FormValue>,
    ) : FormValue

    /**
     * Rows, each with its cells.
     *
     * @property rows the rows
     */
    public data class Rows(
        val rows: List<FormRow>,
    ) : FormValue
}

internal fun FfiFormValue.toPublic(): FormValue =
    when (this) {
        is FfiFormValue.Text -> FormValue.Text(v1)
        is FfiFormValue.Flag -> FormValue.Flag(v1)
        is FfiFormValue.Whole -> FormValue.Whole(v1)
        is FfiFormValue.Many -> FormValue.Many(v1.map { it.toPublic() })
        is FfiFormValue.Rows -> FormValue.Rows(v1.map { it.toPublic() })
    }

internal fun FormValue.toFfi(): FfiFormValue =
    when (this) {
        is FormValue.Text -> FfiFormValue.Text(text)
        is FormValue.Flag -> FfiFormValue.Flag(flag)
        is FormValue.Whole -> FfiFormValue.Whole(number)
        is FormValue.Many -> FfiFormValue.Many(items.map { it.toFfi() })
        is FormValue.Rows -> FfiFormValue.Rows(rows.map { it.toFfi() })
    }

/**
 * Words for a person in both languages.
 *
 * @property zh in Chinese
 * @property en in English
 */
public data class Said(
    val zh: String,
    val en: String,
)

internal fun FfiSaid.toPublic(): Said =
    Said(
        zh = zh,
        en = en,
    )
