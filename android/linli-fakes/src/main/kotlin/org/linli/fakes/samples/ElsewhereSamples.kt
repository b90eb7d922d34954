// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocId
import org.linli.ElsewhereCell
import org.linli.ElsewhereImport
import org.linli.ElsewhereRow
import org.linli.ElsewhereState
import org.linli.ElsewhereSystem
import org.linli.ElsewhereUnmatched

/** A text that is to be typed into another system. */
public val Samples.elsewhereCell: ElsewhereCell
    get() =
        ElsewhereCell(
            heading = "是否独居",
            text = "三单元五楼的灯坏了一周",
        )

/** What an exported list settled. */
public val Samples.elsewhereImport: ElsewhereImport
    get() =
        ElsewhereImport(
            closed = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            known = 1,
            unmatched = listOf(elsewhereUnmatched),
            open = 1,
        )

/** A matter that belongs into another system. */
public val Samples.elsewhereRow: ElsewhereRow
    get() =
        ElsewhereRow(
            matter = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            flow = "hazard",
            scope = "3-1",
            title = "楼道灯坏了",
            at = now,
            state = ElsewhereState.OPEN,
            numbers = listOf("{\"have\":12,\"need\":16}"),
            cells = listOf(elsewhereCell),
        )

/** Another system into which matters are typed, as a pack names it. */
public val Samples.elsewhereSystem: ElsewhereSystem
    get() =
        ElsewhereSystem(
            system = "12345",
            title = said,
            pack = "deliberation",
            flow = "hazard",
            number = "事件编号",
            headings = listOf("事件描述"),
        )

/** A row of an exported list that a person has to look at. */
public val Samples.elsewhereUnmatched: ElsewhereUnmatched
    get() =
        ElsewhereUnmatched(
            row = 1,
            number = "HZ-2026-0001",
            fits = 1,
        )
