package org.linli

import app.cash.turbine.test
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
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
                    // Nobody says when the subscription stands: repeated until the first is told.
                    var told: ChangeSet? = null
                    while (told == null) {
                        office.doors.recordVisit(visit())
                        delay(20.milliseconds)
                        // Asked for without a time: a time around Turbine's own ends the test.
                        told = asChannel().tryReceive().getOrNull()
                    }
                    assertEquals(setOf<Change>(Change.Visits), told.kinds)
                    val told501 = office.screens.door("3-1-501")
                    assertEquals(setOfNotNull(told501.place?.id), told.places)
                    assertTrue(told501.household in told && HouseholdId("0".repeat(32)) !in told, "$told")
                    office.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "楼道灯不亮", "一周了", household = "3-1-501"))
                    office.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.LOW, "灯不亮"))
                    val all = mutableListOf<Change>()
                    while (Change.Hazards !in all) all += awaitItem().kinds.sortedBy { it is Change.Hazards }
                    assertTrue(all.indexOf(Change.Topics) in 0 until all.indexOf(Change.Hazards), "$all")
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `a screen shows what is there, then every change that concerns it`() =
        live {
            office(folder).use { office ->
                office.doors.recordVisit(visit())
                office.observe(Change.Visits) { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                    assertEquals(1, awaitItem())
                    office.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.LOW, "灯不亮"))
                    office.doors.recordVisit(visit())
                    assertEquals(2, awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `a screen shows what is there, also where something else changes as it comes`() =
        live {
            office(folder).use { office ->
                coroutineScope {
                    val writers = List(4) { launch { while (true) office.doors.recordVisit(visit()) } }
                    repeat(200) {
                        office.observe(Change.Hazards) { rounds.listHazards().items.size }.test(timeout = 60.seconds) {
                            assertEquals(0, awaitItem())
                            cancelAndIgnoreRemainingEvents()
                        }
                    }
                    writers.forEach { it.cancelAndJoin() }
                }
            }
        }

    @Test
    fun `a screen outlives the sleep of its store`() =
        live {
            office(folder).use { office ->
                office.observe(Change.Visits) { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                    assertEquals(0, awaitItem())
                    office.suspend()
                    office.resume()
                    office.doors.recordVisit(visit())
                    assertEquals(1, awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
                office.suspend()
                office.observe(Change.Visits) { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                    assertFailsWith<LinliException.Store> { office.doors.listVisits() }
                    expectNoEvents()
                    office.resume()
                    assertEquals(1, awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `a screen ends with its store, and so do its changes`() =
        live {
            val office = office(folder)
            office.observe { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                assertEquals(0, awaitItem())
                office.changes().test(timeout = 60.seconds) {
                    office.close()
                    awaitComplete()
                }
                awaitComplete()
            }
            val asleep = open(folder.resolve("office"))
            asleep.suspend()
            asleep.observe { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                expectNoEvents()
                asleep.close()
                awaitComplete()
            }
        }

    @Test
    fun `a screen that reads another store, which is closed, fails`() =
        live {
            office(folder).use { office ->
                val other = open(folder.resolve("other")).also { it.close() }
                office.observe { other.doors.listVisits() }.test(timeout = 60.seconds) {
                    assertEquals(ErrorCode.STORE_CLOSED, (awaitError() as LinliException.Store).code)
                }
            }
        }

    @Test
    fun `who comes late gets the union of what was missed`() =
        live {
            office(folder).use { office ->
                val seen = CompletableDeferred<Unit>()
                val written = CompletableDeferred<Unit>()
                val hazard = HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.LOW, "灯不亮")
                coroutineScope {
                    launch {
                        var rest = ChangeSet.EMPTY
                        office.changes().take(2).collect {
                            if (!seen.isCompleted) seen.complete(Unit).also { written.await() } else rest = it
                        }
                        assertTrue(rest.kinds.containsAll(setOf(Change.Visits, Change.Topics, Change.Hazards)), "$rest")
                    }
                    office.observe(Change.Hazards) { rounds.listHazards().items.size }.test(timeout = 60.seconds) {
                        assertEquals(0, awaitItem())
                        while (!seen.isCompleted) office.doors.recordVisit(visit()).also { delay(20.milliseconds) }
                        office.doors.recordVisit(visit())
                        office.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "题", "文", household = "3-1-501"))
                        office.rounds.reportHazard(hazard)
                        assertEquals(1, awaitItem())
                        // Everybody is told of one change before anybody is told of the next.
                        office.rounds.reportHazard(hazard)
                        assertEquals(2, awaitItem())
                        cancelAndIgnoreRemainingEvents()
                    }
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
                                ) { doors.listVisits().items.size }
                                .first { it == 3 }
                                .also { other.complete(Unit) }
                        }
                    val failed =
                        launch {
                            assertFailsWith<NotImplementedError> { office.changes().collect { TODO("a screen that fails") } }
                        }
                    while (failed.isActive) office.doors.recordVisit(visit()).also { delay(20.milliseconds) }
                    quiet.cancelAndJoin()
                }
                val before =
                    office.doors
                        .listVisits()
                        .items.size
                office.observe(Change.Visits) { doors.listVisits().items.size }.test(timeout = 60.seconds) {
                    assertEquals(before, awaitItem())
                    office.doors.recordVisit(visit())
                    assertEquals(before + 1, awaitItem())
                    cancelAndIgnoreRemainingEvents()
                }
            }
        }

    @Test
    fun `ten thousand screens come and go, and nothing stays`() =
        live {
            office(folder).use { office ->
                suspend fun come(times: Int) =
                    repeat(times) { assertEquals(0, office.observe { doors.listVisits().items.size }.first()) }
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
