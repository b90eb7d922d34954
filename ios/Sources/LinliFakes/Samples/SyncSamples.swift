// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A chain with two records at one place.
    public static var forkView: ForkView {
        ForkView(
            chain: ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            seq: 1
        )
    }

    /// A chain of which a part is missing.
    public static var gapView: GapView {
        GapView(
            chain: ChainId("666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5666a05b5"),
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            missing: 1,
            waiting: 1
        )
    }

    /// The outcome of a sync.
    public static var syncOutcome: SyncOutcome {
        SyncOutcome(
            records: syncReport,
            photos: photoReport
        )
    }

    /// The progress of a sync.
    public static var syncProgress: SyncProgress {
        SyncProgress(
            sent: 1,
            received: 1,
            bytesUp: 1,
            bytesDown: 1
        )
    }

    /// The outcome of a sync, in records and bytes.
    public static var syncReport: SyncReport {
        SyncReport(
            sent: 1,
            received: 1,
            notTaken: 1,
            requests: 1,
            bytesUp: 1,
            bytesDown: 1,
            complete: true,
            recovering: false,
            purged: 1
        )
    }

    /// The state of this store towards its hub, and what is wrong with what it holds.
    public static var syncStatusView: SyncStatusView {
        SyncStatusView(
            hub: "https://hub.example:8443",
            last: now,
            complete: true,
            onlyHere: 2,
            since: now,
            clockOff: 0,
            backedUp: true,
            gaps: [],
            forks: []
        )
    }
}
