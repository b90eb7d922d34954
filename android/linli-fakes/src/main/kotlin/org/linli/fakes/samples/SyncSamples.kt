// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.ChainId
import org.linli.ForkView
import org.linli.GapView
import org.linli.MemberId
import org.linli.SyncOutcome
import org.linli.SyncProgress
import org.linli.SyncReport
import org.linli.SyncStatusView

/** A chain with two records at one place. */
public val Samples.forkView: ForkView
    get() =
        ForkView(
            chain = ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            seq = 1,
        )

/** A chain of which a part is missing. */
public val Samples.gapView: GapView
    get() =
        GapView(
            chain = ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            missing = 1,
            waiting = 1,
        )

/** The outcome of a sync. */
public val Samples.syncOutcome: SyncOutcome
    get() =
        SyncOutcome(
            records = syncReport,
            photos = photoReport,
        )

/** The progress of a sync. */
public val Samples.syncProgress: SyncProgress
    get() =
        SyncProgress(
            sent = 1,
            received = 1,
            bytesUp = 1,
            bytesDown = 1,
        )

/** The outcome of a sync, in records and bytes. */
public val Samples.syncReport: SyncReport
    get() =
        SyncReport(
            sent = 1,
            received = 1,
            notTaken = 1,
            requests = 1,
            bytesUp = 1,
            bytesDown = 1,
            complete = true,
            recovering = false,
            purged = 1,
        )

/** The state of this store towards its hub, and what is wrong with what it holds. */
public val Samples.syncStatusView: SyncStatusView
    get() =
        SyncStatusView(
            hub = "https://hub.example:8443",
            last = now,
            complete = true,
            onlyHere = 2,
            since = now,
            clockOff = 0,
            backedUp = true,
            gaps = emptyList(),
            forks = emptyList(),
        )
