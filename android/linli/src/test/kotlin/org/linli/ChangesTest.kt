package org.linli

import app.cash.turbine.test
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class ChangesTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `changes come in the order in which they were made`() =
        live {
            office(folder).use { office ->
                office.changes().test(timeout = 60.seconds) {
                    // The subscription stands when the first of these is told; until then they are repeated.
                    delay(200.milliseconds)
                    office.rounds.recordVisit(visit())
                    assertTrue(Change.Visits in awaitItem())
                    office.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "楼道灯不亮", "一周了", household = "3-1-501"))
                    assertTrue(Change.Topics in awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `a screen shows what is there, then every change that concerns it`() =
        live {
            office(folder).use { office ->
                office.rounds.recordVisit(visit())
                office.observe(Change.Visits) { rounds.listVisits().items.size }.test(timeout = 60.seconds) {
                    assertEquals(1, awaitItem())
                    office.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.LOW, "灯不亮"))
                    office.rounds.recordVisit(visit())
                    assertEquals(2, awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `who comes late gets the union of what was missed`() =
        live {
            office(folder).use { office ->
                val seen = CompletableDeferred<Unit>()
                val written = CompletableDeferred<Unit>()
                coroutineScope {
                    launch {
                        var rest = setOf<Change>()
                        office.changes().take(2).collect {
                            if (!seen.isCompleted) seen.complete(Unit).also { written.await() } else rest = it
                        }
                        assertTrue(rest.containsAll(setOf(Change.Visits, Change.Topics, Change.Hazards)), "$rest")
                    }
                    while (!seen.isCompleted) office.rounds.recordVisit(visit()).also { delay(20.milliseconds) }
                    office.rounds.recordVisit(visit())
                    office.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "题", "文", household = "3-1-501"))
                    office.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.LOW, "灯不亮"))
                    delay(500.milliseconds)
                    written.complete(Unit)
                }
            }
        }

    @Test
    fun `a listener that throws ends itself and nobody else`() =
        live {
            office(folder).use { office ->
                coroutineScope {
                    val other = CompletableDeferred<Unit>()
                    val quiet =
                        launch {
                            office
                                .observe(
                                    Change.Visits,
                                ) { rounds.listVisits().items.size }
                                .first { it == 3 }
                                .also { other.complete(Unit) }
                        }
                    val failed =
                        launch {
                            assertFailsWith<NotImplementedError> { office.changes().collect { TODO("a screen that fails") } }
                        }
                    while (failed.isActive) office.rounds.recordVisit(visit()).also { delay(20.milliseconds) }
                    quiet.cancelAndJoin()
                }
                val before =
                    office.rounds
                        .listVisits()
                        .items.size
                val after = office.observe(Change.Visits) { rounds.listVisits().items.size }.map { it - before }
                coroutineScope {
                    launch { assertEquals(listOf(0, 1), after.take(2).toList()) }
                    delay(300.milliseconds)
                    office.rounds.recordVisit(visit())
                }
            }
        }

    @Test
    fun `ten thousand screens come and go, and nothing stays`() =
        live {
            office(folder).use { office ->
                suspend fun come(times: Int) =
                    repeat(times) { assertEquals(0, office.observe { rounds.listVisits().items.size }.first()) }
                come(500)
                val (threads, memory) = Thread.activeCount() to used()
                come(9_500)
                eventually("threads stay flat") { Thread.activeCount() <= threads + 8 && ourThreads().size <= 8 }
                eventually("memory stays flat") { used() < memory + 20_000_000 }
                eventually("no listener stays") { listeners() == 0 }
            }
        }

    private fun used(): Long {
        System.gc()
        return Runtime.getRuntime().run { totalMemory() - freeMemory() }
    }

    /** Listeners that the library still holds: internal to the generated module, so by name. */
    private fun listeners(): Int {
        val field =
            org.linli.ffi.FfiConverterTypeChangeListener::class.java.getDeclaredField("handleMap").apply {
                isAccessible =
                    true
            }
        val map = field.get(null)
        return map.javaClass.getMethod("getSize").invoke(map) as Int
    }
}
