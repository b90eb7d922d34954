package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Role
import org.linli.Rule
import org.linli.ScopeName
import org.linli.TallyDraft
import org.linli.Voters
import org.linli.Workspace
import org.linli.app.navigation.Screen
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A sealed vote on the screens: that it is sealed, who holds its keys, and the button of a holder. */
class SealedTest {
    @TempDir
    lateinit var folder: Path

    private val stairwell = ScopeName.Stairwell("3-1")

    private suspend fun meet(
        one: Workspace,
        other: Workspace,
    ) {
        other.exchange.receive(one.exchange.bundle(other.exchange.request()))
        one.exchange.receive(other.exchange.bundle(one.exchange.request()))
    }

    private suspend fun third(office: Opened): Opened {
        val phone = openStore("supervisor", folder, office.clock)
        val invitation = office.store.community.invite(Role.SUPERVISORS, stairwell, "李小满")
        val enrolment = phone.store.community.join(invitation)
        val digits = phone.store.community.answerChallenge(office.store.community.challenge(enrolment))
        office.store.community.admit(enrolment, digits)
        meet(office.store, phone.store)
        return phone
    }

    @Test
    fun `a sealed vote says so in words, and a holder hands over the key`() =
        live {
            val office = Scene.shared.open("office", folder)
            val leader = Scene.shared.open("leader", folder)
            val third = third(office)
            meet(office.store, leader.store)
            val holders = listOf(office, leader, third).map { checkNotNull(it.store.identity().member) }
            val deadline = leader.clock.now().plusSeconds(DAY)
            val draft = TallyDraft("换届意向", Rule.STAIRWELL, Voters.Scope(stairwell), deadline, keyHolders = holders)
            val tally = leader.store.deliberation.openTally(draft)
            val player = Player(leader)

            suspend fun shows(screen: Screen): String {
                player.desk.open(screen)
                return player.page().transcript()
            }
            assertTrue("封存" in shows(Screen.Votes))
            assertTrue("选项封存到截止，谁也看不到" in shows(Screen.Ballot(tally.value, "3-1-301")))
            player.press("同意")
            player.press("确定：同意")
            val sealed = shows(Screen.Vote(tally.value))
            assertTrue("截止前封存" in sealed && "已收到的封存票" in sealed && "钥匙未交出" in sealed, sealed)
            assertFalse("同意（户）" in sealed || "交出钥匙]" in sealed, sealed)

            leader.store.deliberation.closeTally(tally)
            player.press("交出钥匙")
            val half = player.page().transcript()
            assertTrue("已截止，等待钥匙" in half && "已交出钥匙" in half, half)
            meet(office.store, leader.store)
            office.store.commands.handOverKey(tally)
            meet(office.store, leader.store)
            val open = player.page().transcript()
            assertTrue("已开启" in open && "同意（户）" in open, open)
            listOf(office, leader, third).forEach { it.store.close() }
        }

    private companion object {
        const val DAY = 86_400L
    }
}
