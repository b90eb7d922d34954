package org.linli

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.milliseconds

/** Cancelling, concurrency, sleep, and whose threads work. */
class CallsTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `whoever is cancelled tears nothing in half, and nothing acknowledged is lost`() =
        live {
            val acknowledged = ConcurrentHashMap.newKeySet<RecordId>()
            val begun = AtomicInteger()
            office(folder).use { office ->
                coroutineScope {
                    repeat(20) { caller ->
                        launch {
                            val random = Random(caller)
                            repeat(15) { n ->
                                begun.incrementAndGet()
                                withTimeoutOrNull(random.nextInt(200, 20_000).microseconds) {
                                    acknowledged += office.doors.recordVisit(visit("$caller/$n"))
                                }
                                if (n % 5 == 0) office.doors.listVisits(limit = 10)
                            }
                        }
                    }
                }
                assertTrue(
                    office.exchange
                        .verify()
                        .failures
                        .isEmpty(),
                )
            }
            open(folder.resolve("office")).use { office ->
                val kept = office.everyVisit()
                assertTrue(kept.map { it.visit }.containsAll(acknowledged))
                assertTrue(kept.size <= begun.get(), "each at most once")
                assertEquals(kept.size, kept.map { it.note }.toSet().size)
                assertTrue(kept.all { Regex("\\d+/\\d+").matches(it.note.orEmpty()) })
                assertTrue(
                    office.exchange
                        .verify()
                        .failures
                        .isEmpty(),
                )
            }
        }

    @Test
    fun `cancelling is cancelling, and no failure`() =
        live {
            office(folder).use { office ->
                val caught = AtomicInteger()
                coroutineScope {
                    repeat(50) {
                        val job =
                            launch {
                                try {
                                    office.exchange.verify()
                                    office.doors.recordVisit(visit())
                                } catch (e: CancellationException) {
                                    caught.incrementAndGet()
                                    throw e
                                }
                            }
                        yield()
                        job.cancelAndJoin()
                    }
                }
                assertTrue(caught.get() > 0, "some were cancelled on their way")
                assertTrue(
                    office.exchange
                        .verify()
                        .failures
                        .isEmpty(),
                )
            }
        }

    @Test
    fun `asleep and awake while others write`() =
        live {
            var acknowledged = 0
            office(folder).use { office ->
                coroutineScope {
                    val sleeper =
                        launch {
                            repeat(10) {
                                office.suspend()
                                office.resume()
                                delay(5.milliseconds)
                            }
                        }
                    val writers =
                        List(4) {
                            async {
                                var kept = 0
                                while (sleeper.isActive) {
                                    try {
                                        office.doors.recordVisit(visit())
                                        kept++
                                    } catch (e: LinliException.Store) {
                                        assertEquals(ErrorCode.STORE_CLOSED, e.code)
                                    }
                                }
                                kept
                            }
                        }
                    acknowledged = writers.awaitAll().sum()
                }
            }
            open(folder.resolve("office")).use { assertEquals(acknowledged, it.everyVisit().size) }
        }

    @Test
    fun `no call blocks the thread of its caller`() =
        live {
            office(folder).use { office ->
                @OptIn(kotlinx.coroutines.DelicateCoroutinesApi::class, kotlinx.coroutines.ExperimentalCoroutinesApi::class)
                newSingleThreadContext("screen").use { screen ->
                    withContext(screen) {
                        repeat(100) { office.doors.recordVisit(visit("$it")) }
                        val beats = AtomicInteger()
                        val heart =
                            launch {
                                while (true) {
                                    beats.incrementAndGet()
                                    yield()
                                }
                            }
                        for ((name, heavy) in heavy(office)) {
                            // An answer may be there before anybody has to wait for it, once; not fifty times.
                            val moved =
                                (1..50).any { round ->
                                    val before = beats.get()
                                    heavy(round)
                                    beats.get() > before
                                }
                            assertTrue(moved, "the screen stood still: $name")
                        }
                        heart.cancelAndJoin()
                    }
                }
            }
        }

    private fun heavy(office: Workspace): Map<String, suspend (Int) -> Any> =
        mapOf(
            "verify" to { _ -> office.exchange.verify() },
            "digest" to { _ -> office.exchange.digest() },
            "backup" to { round -> office.office.backup(folder.resolve("backup$round")) },
            "export" to { round -> office.office.export(ExportKind.VISITS, folder.resolve("visits$round.xlsx")) },
            "recordVisit" to { _ -> office.doors.recordVisit(visit()) },
            "suspend" to { _ ->
                office.suspend()
                office.resume()
            },
            "open" to { round -> open(folder.resolve("another$round")).close() },
        )

    @Test
    fun `a list of two hundred, page by page`() =
        live {
            office(folder).use { office ->
                repeat(450) { office.doors.recordVisit(visit("$it")) }
                val first = office.doors.listVisits(limit = 200)
                assertEquals(200, first.items.size)
                assertEquals("449", first.items[0].note)
                assertEquals((449 downTo 0).map { "$it" }, office.everyVisit().map { it.note })
            }
        }

    @Test
    fun `callbacks come on few threads, which keep no machine running`() =
        live {
            office(folder).use { office ->
                withContext(Dispatchers.IO) { repeat(300) { office.doors.recordVisit(visit()) } }
                val ours = ourThreads()
                assertTrue(ours.isNotEmpty() && ours.size <= 8, "$ours")
                assertTrue(ours.all { it.isDaemon }, "$ours")
            }
            eventually("they end with the workspace") { ourThreads().isEmpty() }
        }

    @Test
    fun `a program ends although nobody has closed anything`() {
        val program = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        val child =
            ProcessBuilder(program, "-cp", classes, Forgetful::class.java.name, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start()
        try {
            assertTrue(child.waitFor(120, TimeUnit.SECONDS), "it hangs")
            assertEquals(0, child.exitValue(), folder.resolve("child.log").toFile().readText())
        } finally {
            child.destroyForcibly()
        }
    }
}

/** Opens, listens, writes, and leaves. */
internal object Forgetful {
    @JvmStatic
    fun main(args: Array<String>) {
        live {
            val office = office(Path.of(args[0]))
            @OptIn(kotlinx.coroutines.DelicateCoroutinesApi::class)
            kotlinx.coroutines.GlobalScope.launch { office.changes().collect { } }
            delay(300.milliseconds)
            office.doors.recordVisit(visit())
        }
    }
}
