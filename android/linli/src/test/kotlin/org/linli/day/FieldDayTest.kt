package org.linli.day

import com.fasterxml.jackson.databind.JsonNode
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.root
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.readBytes
import kotlin.test.assertEquals

/** All four people in Kotlin, over the real hub and TLS. */
class FieldDayTest {
    @TempDir
    lateinit var folder: Path

    private val scriptFile = root.resolve("tests/field-day/day.json")
    private val script = json.readTree(scriptFile.readBytes())
    private val people = listOf("office") + script["collectors"].map { it.text("name") }

    @Test
    fun `a whole day in the field`() {
        val done = PracticeHub(folder.resolve("hub")).use { hub -> played(json.readTree(hub.where)) }
        val office = done.getValue("office")
        for ((key, value) in script["expected"].properties()) {
            if (key != "households") assertEquals(value, office[key], "$key at the office")
        }
        for ((person, said) in done) {
            assertEquals(0, said["failures"].asInt(), "faults at $person")
            for (key in listOf(
                "title",
                "outcome",
                "disputed",
            )) {
                assertEquals(script["expected"][key], said[key], "$key at $person")
            }
        }
        val shared = done.mapValues { it.value["digests"][script.text("shared")] }
        assertEquals(1, shared.values.toSet().size, "everybody holds the same of ${script.text("shared")}: $shared")
    }

    private fun played(hub: JsonNode): Map<String, JsonNode> {
        val board = folder.resolve("board").createDirectory()
        Board(board).putJson("hub.json", hub)
        runBlocking(Dispatchers.Default) {
            coroutineScope {
                for (person in people) launch { play(person, scriptFile, folder.resolve("store-$person"), board) }
            }
        }
        return people.associateWith { json.readTree(board.resolve("done-$it.json").readBytes()) }
    }
}
