package org.linli.app

import org.linli.TestClock
import java.nio.file.Path
import java.time.Instant

/** `Typist FOLDER MOMENT NOTE`: types a note on the screen of a visit, and dies as a process does that the system kills. */
internal object Typist {
    const val KILLED = 137

    @JvmStatic
    fun main(args: Array<String>) {
        val (folder, moment, note) = args
        live {
            val player = Player(openStore("leader", Path.of(folder), TestClock.at(Instant.parse(moment))))
            player.desk.begin()
            player.row("3-1-103")
            player.press("详细填写")
            player.choose("不在家")
            player.type("note", note)
        }
        Runtime.getRuntime().halt(KILLED)
    }
}
