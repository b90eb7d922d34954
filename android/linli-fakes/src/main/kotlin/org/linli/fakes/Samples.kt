package org.linli.fakes

import java.time.Instant

/** A sample of every value that the library gives out: generated beside this, so that a new field is there at once. */
public object Samples {
    /** The samples' moment: a working day, ten in the morning at +08:00. */
    public val now: Instant = Instant.parse("2026-06-01T02:00:00Z")
}
