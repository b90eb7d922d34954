// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocId
import org.linli.HazardView
import org.linli.ItemResult
import org.linli.LogView
import org.linli.MemberId
import org.linli.RecordId
import org.linli.RoundItem
import org.linli.RoundView
import org.linli.Severity
import org.linli.Standing

/** A hazard as lists show it. */
public val Samples.hazardView: HazardView
    get() =
        HazardView(
            hazard = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place = "3-1",
            placeSaid = said,
            kind = "消防",
            kindSaid = said,
            severity = Severity.LOW,
            text = "三单元五楼的灯坏了一周",
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            standing = Standing.AS_WRITTEN,
            relayed = false,
            ahead = false,
        )

/** A log entry. */
public val Samples.logView: LogView
    get() =
        LogView(
            entry = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            result = ItemResult.OK,
            note = "老人想修楼道灯",
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at = now,
            relayed = false,
        )

/** An item of a round. */
public val Samples.roundItem: RoundItem
    get() =
        RoundItem(
            item = "灭火器",
            entries = listOf(logView),
        )

/** An inspection round as lists show it. */
public val Samples.roundView: RoundView
    get() =
        RoundView(
            round = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place = "3-1",
            placeSaid = said,
            template = "消防周查",
            period = "2026-11",
            periodSaid = said,
            items = listOf(roundItem),
            ahead = false,
        )
