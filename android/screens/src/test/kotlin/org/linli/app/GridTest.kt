package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Role
import org.linli.ScopeName
import org.linli.Workspace
import org.linli.app.navigation.Screen
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A grid is a round of several stairwells, and no place at which anything begins. */
class GridTest {
    @TempDir
    lateinit var folder: Path

    private suspend fun meet(
        one: Workspace,
        other: Workspace,
    ) = other.exchange.receive(one.exchange.bundle(other.exchange.request()))

    private suspend fun worker(
        office: Workspace,
        opened: Opened,
    ): Opened {
        val worker = openStore("worker", folder, opened.clock)
        val invitation = office.community.invite(Role.GRID_WORKER, ScopeName.Grid("第一网格"), "李小满")
        val enrolment = worker.store.community.join(invitation)
        val digits = worker.store.community.answerChallenge(office.community.challenge(enrolment))
        office.community.admit(enrolment, digits)
        meet(office, worker.store)
        return worker
    }

    @Test
    fun `an office goes the round of a grid, and a worker of one begins at its stairwells`() =
        live {
            val opened = Scene.shared.open("office", folder)
            val store = opened.store
            store.community.addPlace(ScopeName.Stairwell("3-2"))
            store.community.defineGrid("第一网格", listOf(ScopeName.Stairwell("3-1"), ScopeName.Stairwell("3-2")))
            val office = Player(opened)
            assertTrue("网格: (第一网格)\n" in office.page().transcript())
            office.choose("第一网格")
            val round = office.page()
            assertEquals("今日走访 · 第一网格", round.title)
            assertTrue("网格: (●第一网格)\n" in round.transcript() && "> 3-1-101 · 袁某" in round.transcript())

            val worker = worker(store, opened)
            val player = Player(worker)
            assertFalse("网格:" in player.page().transcript())
            player.desk.open(Screen.Rounds)
            player.choose("3幢2单元")
            player.type("template", "消防")
            player.press("开始")
            assertEquals("消防 · 3幢2单元 · 2026年11月", player.page().title)
            worker.store.close()
            store.close()
        }
}
