// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.Committed
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.DraftView
import org.linli.RecordId

/** A record that was made of a draft. */
public val Samples.committed: Committed
    get() =
        Committed(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            until = now,
        )

/** A field that somebody was typing. */
public val Samples.draftField: DraftField
    get() =
        DraftField(
            field = "phone",
            text = "三单元五楼的灯坏了一周",
        )

/** The place of a draft in an app. */
public val Samples.draftKey: DraftKey
    get() =
        DraftKey(
            screen = "visit",
            thing = "3-1-501",
        )

/** A draft as it was saved last. */
public val Samples.draftView: DraftView
    get() =
        DraftView(
            key = draftKey,
            fields = listOf(draftField),
            at = now,
        )
