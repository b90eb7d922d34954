// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// One thing that changed.
    public static var change: Change {
        Change.register
    }

    /// Digests by scope.
    public static var digestView: DigestView {
        DigestView(
            records: 1,
            scopes: [scopeDigest]
        )
    }

    /// The progress of a transfer by frames.
    public static var framesProgress: FramesProgress {
        FramesProgress(
            have: 12,
            of: 24
        )
    }

    /// The outcome of a meeting.
    public static var meetingReport: MeetingReport {
        MeetingReport(
            received: received,
            given: 1,
            refused: nil
        )
    }

    /// The outcome of a received bundle, after settling.
    public static var received: Received {
        Received(
            accepted: 12,
            pending: 1,
            contested: 1,
            unauthorised: 1,
            invalid: 1,
            duplicate: 1,
            unverified: 1,
            refused: 0
        )
    }

    /// The digests of one scope.
    public static var scopeDigest: ScopeDigest {
        ScopeDigest(
            scope: "3-1",
            records: "5f2c19",
            state: "open"
        )
    }

    /// Something that was shared from this phone.
    public static var shareView: ShareView {
        ShareView(
            number: 1,
            at: now,
            kind: .household,
            thing: "3-1-501",
            title: "楼道灯坏了"
        )
    }

    /// What another app is given of a notice, a vote or a hazard, or of one of its pictures.
    public static var sharedText: SharedText {
        SharedText(
            title: "楼道灯坏了",
            text: "三单元五楼的灯坏了一周",
            number: 1,
            photos: [photoView]
        )
    }

    /// One thing that is wrong.
    public static var verifyFailure: VerifyFailure {
        VerifyFailure(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            code: "signature_wrong"
        )
    }

    /// The findings of a check of every signature, chain, hash and list.
    public static var verifyReport: VerifyReport {
        VerifyReport(
            records: 1,
            failures: []
        )
    }

    /// The time at which the hub first saw a ballot.
    public static var witnessView: WitnessView {
        WitnessView(
            ballot: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at: now
        )
    }
}
