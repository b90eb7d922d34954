package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.VisitOutcome
import java.nio.file.Path
import java.time.Duration
import kotlin.test.assertEquals

/** A round of 24 doors, clicked in the window from the first door to the last. */
class RoundTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `24 doors that nobody saw for long are gone to, and come off the list, each with three taps`() {
        val opened = Scene.shared.open("leader", folder)
        opened.clock.advance(Duration.ofDays(100).seconds)
        val doors = script["register"].drop(1).map { row -> row.take(3).joinToString("-") { it.asText() } }
        assertEquals(24, doors.size)
        val before = live { opened.visits() }
        val (away, home) = doors.partition { it in setOf("3-1-303", "3-1-604") }
        windows(seat(opened)) { (finger) ->
            finger.sees("该去的 24 户")
            doors.forEachIndexed { n, door ->
                val outcome = if (door in away) VisitOutcome.NOT_HOME else VisitOutcome.HOME
                finger.visit(door, outcome)
                // Who was not met stays on the list.
                val left = doors.drop(n + 1).size + away.count { it in doors.take(n + 1) }
                finger.sees("该去的 $left 户")
                opened.clock.advance(120)
            }
            assertEquals(3 * doors.size, finger.taps)
            assertEquals(home.size, live { opened.visits() }.count { it !in before && it.second == VisitOutcome.HOME })
            away.forEach { finger.visit(it, VisitOutcome.HOME) }
            finger.missesSoon("该去的")
            assertEquals(doors.size + away.size, live { opened.visits() }.size - before.size)
        }
    }

    private fun Finger.visit(
        door: String,
        outcome: VisitOutcome,
    ) {
        tap(door)
        tap(outcome.zh, whole = true)
        sees("已记录：${outcome.zh}")
        back()
    }

    private suspend fun Opened.visits() =
        store.doors
            .listVisits(limit = 200)
            .items
            .map { it.visit to it.outcome }
            .toSet()
}
