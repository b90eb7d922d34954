package org.linli.quickstart

import kotlinx.coroutines.flow.first
import org.linli.Change
import org.linli.KeySource
import org.linli.LinliException
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.Workspace
import org.linli.use
import java.nio.file.Path

suspend fun firstVisit(
    folder: Path,
    register: Path,
    key: KeySource,
) {
    // One workspace per folder: an app opens it once and keeps it.
    Workspace.open(folder, key).use { workspace ->
        workspace.community.createCommunity("月亮湾社区")
        workspace.office.importRegister(register)

        // Durable when it returns; no call blocks your thread.
        workspace.doors.recordVisit(VisitDraft("3-1-501", VisitOutcome.NOT_HOME, note = "晚上再来"))

        // The flow that a screen collects: the list now, and again after every change.
        val screen = workspace.observe(Change.Visits) { doors.listVisits(limit = 20) }
        for (visit in screen.first().items) println("${visit.household} ${visit.outcome.zh} ${visit.note.orEmpty()}")

        // Every failure has a code, and a sentence for a person in Chinese and English.
        try {
            workspace.doors.household("3-1-999")
        } catch (e: LinliException.Input) {
            println("${e.code} (${e.field}): ${e.zh}")
        }
    }
}
