// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.Conflict
import org.linli.ConflictValue
import org.linli.DocId
import org.linli.DocKind
import org.linli.Found
import org.linli.RecordId

/** A contradiction, as a screen shows it. */
public val Samples.conflict: Conflict
    get() =
        Conflict(
            document = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            field = "phone",
            thing = thing,
            kind = DocKind.REGISTER,
            title = said,
            place = placeRef,
            label = said,
            values = listOf(conflictValue),
            owner = conflictOwner,
            mine = true,
        )

/** One of the values that contradict each other. */
public val Samples.conflictValue: ConflictValue
    get() =
        ConflictValue(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            value = "13900000000",
            said = said,
            by = memberRef,
            at = now,
        )

/** A hit of a search, and what it opens. */
public val Samples.found: Found
    get() =
        Found(
            thing = thing,
            hit = searchHit,
        )
