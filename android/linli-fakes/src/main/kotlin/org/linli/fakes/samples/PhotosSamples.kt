// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.MemberId
import org.linli.PhotoReport
import org.linli.PhotoView
import org.linli.RecordId

/** The outcome of a transfer of photos. */
public val Samples.photoReport: PhotoReport
    get() =
        PhotoReport(
            sent = 1,
            received = 1,
            bytesUp = 1,
            bytesDown = 1,
            waiting = 1,
        )

/** A photo. */
public val Samples.photoView: PhotoView
    get() =
        PhotoView(
            photo = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            of = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            mediaType = "image/jpeg",
            caption = "楼道杂物",
            lengthMs = 1,
            bytes = 1,
            here = true,
            thumbnailHere = true,
            atHub = false,
            withdrawn = false,
        )
