package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Choice
import org.linli.VoterState
import org.linli.app.navigation.Screen
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A ballot that is taken at a door, and a tap that went wrong. */
class BallotTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a tap that went wrong is corrected, and nobody disputes anything`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            val ballot = Screen.Ballot(Scene.shared.tally.value, VOTER)
            player.desk.tab(ballot)
            assertFalse("这户已有票" in player.page().transcript())
            player.press("同意")
            player.press("确定：同意")
            player.desk.tab(ballot)
            assertTrue("这户已有票" in player.page().transcript(), player.page().transcript())
            player.press("反对")
            player.press("确定：反对")
            val roll =
                opened.store.screens
                    .voteRoll(Scene.shared.tally)
                    .items
            val row = roll.single { it.voter == VOTER }
            assertEquals(VoterState.VOTED to Choice.NO, row.state to row.choice)
            opened.store.close()
        }

    private companion object {
        const val VOTER = "3-1-304"
    }
}
