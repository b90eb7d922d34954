// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.Change
import org.linli.DigestView
import org.linli.FramesProgress
import org.linli.MeetingReport
import org.linli.Received
import org.linli.RecordId
import org.linli.ScopeDigest
import org.linli.ShareView
import org.linli.SharedText
import org.linli.ThingKind
import org.linli.VerifyFailure
import org.linli.VerifyReport
import org.linli.WitnessView

/** One thing that changed. */
public val Samples.change: Change
    get() =
        Change.Register

/** Digests by scope. */
public val Samples.digestView: DigestView
    get() =
        DigestView(
            records = 1,
            scopes = listOf(scopeDigest),
        )

/** The progress of a transfer by frames. */
public val Samples.framesProgress: FramesProgress
    get() =
        FramesProgress(
            have = 12,
            of = 24,
        )

/** The outcome of a meeting. */
public val Samples.meetingReport: MeetingReport
    get() =
        MeetingReport(
            received = received,
            given = 1,
            refused = null,
        )

/** The outcome of a received bundle, after settling. */
public val Samples.received: Received
    get() =
        Received(
            accepted = 12,
            pending = 1,
            contested = 1,
            unauthorised = 1,
            invalid = 1,
            duplicate = 1,
            unverified = 1,
            refused = 0,
        )

/** The digests of one scope. */
public val Samples.scopeDigest: ScopeDigest
    get() =
        ScopeDigest(
            scope = "3-1",
            records = "5f2c19",
            state = "open",
        )

/** Something that was shared from this phone. */
public val Samples.shareView: ShareView
    get() =
        ShareView(
            number = 1,
            at = now,
            kind = ThingKind.HOUSEHOLD,
            thing = "3-1-501",
            title = "楼道灯坏了",
        )

/** What another app is given of a notice, a vote or a hazard, or of one of its pictures. */
public val Samples.sharedText: SharedText
    get() =
        SharedText(
            title = "楼道灯坏了",
            text = "三单元五楼的灯坏了一周",
            number = 1,
            photos = listOf(photoView),
        )

/** One thing that is wrong. */
public val Samples.verifyFailure: VerifyFailure
    get() =
        VerifyFailure(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            code = "signature_wrong",
        )

/** The findings of a check of every signature, chain, hash and list. */
public val Samples.verifyReport: VerifyReport
    get() =
        VerifyReport(
            records = 1,
            failures = emptyList(),
        )

/** The time at which the hub first saw a ballot. */
public val Samples.witnessView: WitnessView
    get() =
        WitnessView(
            ballot = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at = now,
        )
