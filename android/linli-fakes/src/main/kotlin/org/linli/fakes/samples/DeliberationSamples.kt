// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.AgendaView
import org.linli.ConflictOwner
import org.linli.ConflictView
import org.linli.DocId
import org.linli.DocKind
import org.linli.MemberId
import org.linli.Role
import org.linli.Standing
import org.linli.TopicSource
import org.linli.TopicView

/** An agenda with all its fields. */
public val Samples.agendaView: AgendaView
    get() =
        AgendaView(
            agenda = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            scope = "3-1",
            fields = listOf(fieldView),
            contested = false,
            waiting = 1,
            ahead = false,
        )

/** The one who decides a contradiction. */
public val Samples.conflictOwner: ConflictOwner
    get() =
        ConflictOwner.Role(
            role = Role.COMMUNITY_OFFICE,
        )

/** A contradiction that somebody must decide. */
public val Samples.conflictView: ConflictView
    get() =
        ConflictView(
            document = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind = DocKind.REGISTER,
            field = "phone",
            title = said,
            values = listOf(valueView),
            owner = conflictOwner,
        )

/** A topic as lists show it. */
public val Samples.topicView: TopicView
    get() =
        TopicView(
            topic = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            source = TopicSource.VISIT,
            household = "3-1-501",
            title = "楼道灯坏了",
            text = "三单元五楼的灯坏了一周",
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            scope = "3-1",
            placeSaid = said,
            standing = Standing.AS_WRITTEN,
            relayed = false,
            ahead = false,
            changed = null,
        )
