package org.linli

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.createDirectory
import kotlin.test.assertEquals
import kotlin.test.assertNotEquals

/** A clock and a seed handed in: the same steps give the same bytes. */
class TestClockTest {
    @TempDir
    lateinit var folder: Path

    private val morning = Instant.parse("2026-03-01T08:00:00Z")

    private suspend fun day(
        name: String,
        seed: Long,
    ): Pair<List<Instant>, String> {
        val clock = TestClock.at(morning)
        val office = folder.resolve(name).createDirectory().resolve("office")
        val store = Workspace.openTesting(office, { ByteArray(32) }, clock, seed)
        return store.use {
            store.community.createCommunity("月亮湾社区", "月亮湾", RootPolicy.ONE_OF_ONE)
            clock.advance(3600)
            store.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "灯", "不亮", scope = ScopeName.Community))
            assertEquals(morning.plusSeconds(3600), clock.now())
            val topics = store.deliberation.listTopics().items
            topics.map { it.at } to topics.joinToString { it.topic.value } + store.identity().device.value
        }
    }

    @Test
    fun `a day is played again to the byte`() =
        runBlocking {
            val first = day("one", 7)
            assertEquals(listOf(morning.plusSeconds(3600)), first.first)
            assertEquals(first, day("two", 7))
            assertNotEquals(first.second, day("three", 8).second)
        }
}
