// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.FormEntry
import org.linli.FormRow
import org.linli.FormValue
import org.linli.Said

/** A field of a form and its value. */
public val Samples.formEntry: FormEntry
    get() =
        FormEntry(
            field = "phone",
            value = formValue,
        )

/** A row of a form. */
public val Samples.formRow: FormRow
    get() =
        FormRow(
            cells = listOf(formEntry),
        )

/** A value of a form. */
public val Samples.formValue: FormValue
    get() =
        FormValue.Text(
            text = "三单元五楼的灯坏了一周",
        )

/** Words for a person in both languages. */
public val Samples.said: Said
    get() =
        Said(
            zh = "楼道灯坏了。",
            en = "A shared corridor lamp is broken.",
        )
