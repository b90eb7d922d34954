package org.linli.app

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.test.assertTrue

/** How a program of the test sources ended, in a process of its own. */
internal fun ended(
    program: Class<*>,
    vararg words: String,
): Int {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
    val settings = listOf("linli.root", "jna.tmpdir", "java.awt.headless").map { "-D$it=${System.getProperty(it)}" }
    val classes = listOf("-cp", System.getProperty("java.class.path"), program.name)
    val process = ProcessBuilder(listOf(java) + settings + classes + words).inheritIO().start()
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it neither finished nor died")
    return process.exitValue()
}

private const val PATIENCE_SECONDS = 180L
