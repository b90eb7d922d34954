package org.linli

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import org.junit.jupiter.api.io.TempDir
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.nio.file.Path
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.copyToRecursively
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** A store of every release opens and holds what that release wrote: `tests/stores/README.md`. */
class ReleasesTest {
    @TempDir
    lateinit var folder: Path

    @ParameterizedTest
    @MethodSource("releases")
    fun `a store of every release opens`(release: Path) {
        val expected = ObjectMapper().readTree(release.resolve("expected.json").readText())
        val copy = folder.resolve("store")
        copyStore(release.resolve("store"), copy)
        val bytes = expected["key"].asText().chunked(2) { it.toString().toInt(16).toByte() }
        live {
            Workspace.open(copy, KeySource { bytes.toByteArray() }, ballastBytes = 0).use { holds(it, expected) }
        }
    }

    private suspend fun holds(
        store: Workspace,
        expected: JsonNode,
    ) {
        val verified = store.exchange.verify()
        assertTrue(verified.failures.isEmpty())
        val visits = store.everyVisit()
        val found =
            mapOf(
                "records" to verified.records.toInt(),
                "households" to store.doors.roundList(ScopeName.Stairwell("3-1")).size,
                "visits" to visits.size,
                "withdrawn" to visits.count { it.standing == Standing.WITHDRAWN },
                "topics" to
                    store.deliberation
                        .listTopics()
                        .items.size,
                "hazards" to
                    store.rounds
                        .listHazards()
                        .items.size,
            )
        assertEquals(found.mapValues { (name, _) -> expected[name].asInt() }, found)
        val text =
            store.deliberation
                .listAgendas()
                .items
                .single()
                .fields
                .single { it.name == "text" }
        assertEquals(listOf(expected["text"].asText()), text.values.map { it.value })
        val digests =
            store.exchange
                .digest()
                .scopes
                .associate { it.scope to listOf(it.records, it.state) }
        val written =
            expected["digests"].properties().associate { (scope, pair) -> scope to pair.map { it.asText() } }
        assertEquals(written, digests)
        store.doors.recordVisit(visit(door = "3-1-101"))
        assertEquals(visits.size + 1, store.everyVisit().size)
    }

    companion object {
        @JvmStatic
        fun releases(): List<Path> = root.resolve("tests/stores").listDirectoryEntries().filter { it.isDirectory() }

        @OptIn(ExperimentalPathApi::class)
        private fun copyStore(
            from: Path,
            to: Path,
        ) {
            from.copyToRecursively(to, followLinks = false)
        }
    }
}
