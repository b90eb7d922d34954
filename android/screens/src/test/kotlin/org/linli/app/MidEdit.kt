package org.linli.app

import org.linli.TestClock
import org.linli.app.navigation.Screen
import org.linli.app.navigation.Stack
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.writeText

/**
 * `MidEdit FOLDER MOMENT SCREEN FIELD TEXT PACE`: types a text in the window of a screen, letter by letter, and dies as a process does
 * that the system kills, without waiting for anything after the last one. A `slow` hand types a letter when the one before is kept; a
 * `fast` one never waits. How many letters were kept for certain stands in FOLDER/certain.
 */
internal object MidEdit {
    const val KILLED = 137

    @JvmStatic
    fun main(args: Array<String>) {
        val (folder, moment, screen, field, text) = args
        val isSlow = args[5] == "slow"
        val desk = seat(openStore("leader", Path.of(folder), TestClock.at(Instant.parse(moment))))
        live {
            desk.begin()
            Stack.read(screen).screens.forEach { desk.open(it) }
            desk.settle()
        }
        val certain = Path.of(folder).resolve("certain").also { it.writeText("0") }
        windows(desk) { (finger) ->
            text.forEachIndexed { n, letter ->
                if (isSlow) live { desk.settle() }
                if (desk.busy.value == 0) certain.writeText("$n")
                finger.type(field, letter.toString())
            }
            Runtime.getRuntime().halt(KILLED)
        }
    }

    /** A screen as the program takes it. */
    fun named(screen: Screen) = Stack(listOf(screen)).text()
}
