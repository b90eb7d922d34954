package org.linli.quickstart

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.key
import org.linli.live
import org.linli.root
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.assertEquals

/** The page for app developers: its code is this folder's, and does what the page says. */
class QuickstartTest {
    @TempDir
    lateinit var folder: Path

    private fun block(language: String) = page.substringAfter("```$language").substringAfter("\n").substringBefore("```")

    private val page = root.resolve("docs/embedding/kotlin.md").readText()

    @Test
    fun `the page shows what is compiled here`() {
        val source = root.resolve("android/linli/src/test/kotlin/org/linli/quickstart/Quickstart.kt").readText()
        assertEquals(source.substringAfter("package org.linli.quickstart\n\n"), block("kotlin"))
    }

    @Test
    fun `it prints what the page says`() {
        val register = folder.resolve("register.csv").apply { writeText(block("csv")) }
        val before = System.out
        val printed = ByteArrayOutputStream()
        try {
            System.setOut(PrintStream(printed, true, Charsets.UTF_8))
            live { firstVisit(folder.resolve("store"), register, key) }
        } finally {
            System.setOut(before)
        }
        assertEquals(block("text"), printed.toString(Charsets.UTF_8))
    }
}
