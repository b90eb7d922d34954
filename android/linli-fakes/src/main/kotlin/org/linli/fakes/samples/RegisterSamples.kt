// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.HouseholdId
import org.linli.MemberId
import org.linli.PersonId
import org.linli.ProposedChange
import org.linli.ProposedLine
import org.linli.RecordId
import org.linli.ReturnedView
import org.linli.Verdict

/** A proposed change of the register. */
public val Samples.proposedChange: ProposedChange
    get() =
        ProposedChange(
            change = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            household = HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door = "3-1-501",
            by = memberRef,
            at = now,
            evidence = "房产证",
            lines = listOf(proposedLine),
            decided = null,
        )

/** One change of a proposal. */
public val Samples.proposedLine: ProposedLine
    get() =
        ProposedLine(
            person = PersonId("2c2390772c2390772c2390772c239077"),
            what = "phone",
            label = said,
            value = "13900000000",
            said = said,
        )

/** A visit of one's own that a reviewer gave back to be corrected. */
public val Samples.returnedView: ReturnedView
    get() =
        ReturnedView(
            visit = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at = now,
            note = "老人想修楼道灯",
        )

/** The decision about a proposal. */
public val Samples.verdict: Verdict
    get() =
        Verdict(
            accepted = true,
            reason = "已与本人核对",
        )
