package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Enrolment
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import java.nio.file.Path
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Two windows before each other's camera: what the one draws, the other reads from the picture. */
class TransferTest {
    @TempDir
    lateinit var folder: Path

    private suspend fun Player.told() = checkNotNull(desk.also { it.settle() }.notice.value) { page() }.said.zh

    /** Characters that no packing makes much smaller. */
    private fun note(
        random: Random,
        length: Int,
    ) = String(CharArray(length) { random.nextInt(0x4e00, 0x9fa5).toChar() })

    /** More than goes into two codes. */
    private suspend fun Opened.visits() =
        List(4) { store.doors.recordVisit(VisitDraft("3-1-104", VisitOutcome.HOME, note = note(Random(it), 200))) }.toSet()

    private suspend fun Player.gauge() = page().all<Block.Gauge>().single()

    @Test
    fun `what one phone lacks comes by codes from another, in any order, also after both were killed`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val visits = opened.visits()
            val (ofOffice, ofLeader) = Eyes() to Eyes()
            val office = Player(Scene.shared.open("office", folder), ofOffice)
            val leader = Player(opened, ofLeader)

            office.desk.tab(Screen.Sync)
            office.press("我要收")
            leader.desk.tab(Screen.Sync)
            leader.press("我来给")
            ofLeader.before = office.page()
            leader.press("录对方的码")
            val shown =
                leader
                    .page()
                    .all<Block.Frames>()
                    .single()
                    .texts
            assertTrue(shown.size > 2, "${shown.size} codes")

            // A part of them, from the end, some twice, and what is no code of theirs.
            ofOffice.before = leader.page()
            ofOffice.filmed = { listOf("LI1abc") + it.takeLast(2) + it.takeLast(1) }
            office.press("录对方的码")
            assertEquals(2 to shown.size.toLong(), office.gauge().have.toInt() to office.gauge().of)

            // Both apps are closed meanwhile: the one has what came, the other shows the same codes.
            office.desk.store.close()
            leader.desk.store.close()
            val after = Eyes().also { it.before = null }
            val officeAgain = Player(openStore("office", folder, opened.clock), after)
            val leaderAgain = Player(openStore("leader", folder, opened.clock))
            officeAgain.desk.begin()
            leaderAgain.desk.begin()
            assertEquals(listOf(Screen.Get, Screen.Give), listOf(officeAgain, leaderAgain).map { it.desk.stack.value.top })
            assertEquals(2, officeAgain.gauge().have)
            assertEquals(
                shown,
                leaderAgain
                    .page()
                    .all<Block.Frames>()
                    .single()
                    .texts,
            )

            // Whoever films nothing changes nothing.
            officeAgain.press("录对方的码")
            assertEquals(2, officeAgain.gauge().have)

            after.before = leaderAgain.page()
            after.filmed = { it.dropLast(1) }
            officeAgain.press("录对方的码")
            assertTrue(officeAgain.told().startsWith("收到"), officeAgain.told())
            assertEquals(Screen.Sync, officeAgain.desk.stack.value.top)
            val there =
                officeAgain.desk.store.screens
                    .door("3-1-104")
                    .visits
                    .map { it.visit }
            assertEquals(visits, there.toSet())
            // Nothing of it is left, and the next one is served.
            val drafts = {
                live {
                    officeAgain.desk.store.screens
                        .drafts()
                }.filter { it.key.screen == "transfer" }
            }
            assertEquals(emptyList(), drafts())
            leaderAgain.press("给下一位")
            assertEquals(emptyList(), leaderAgain.page().all<Block.Frames>())
            officeAgain.desk.store.close()
            leaderAgain.desk.store.close()
        }

    @Test
    fun `codes of another transfer are told, and one can start again`() =
        live {
            val eyes = Eyes()
            val office = Player(Scene.shared.open("office", folder), eyes)
            val leader = Player(Scene.shared.open("leader", folder).also { it.visits() }, eyes)
            office.desk.open(Screen.Get)
            leader.desk.open(Screen.Give)
            eyes.before = office.page()
            leader.press("录对方的码")
            val first = leader.page()
            eyes.before = first
            eyes.filmed = { it.take(1) }
            office.press("录对方的码")
            leader.press("给下一位")
            eyes.before = office.page()
            eyes.filmed = { it }
            leader.press("录对方的码")
            // The bundle is sealed anew: none of its codes fits those that came.
            eyes.before = leader.page()
            office.press("录对方的码")
            assertTrue(office.told().startsWith("这不是这一包的码"), office.told())
            assertEquals(1, office.gauge().have)
            office.press("从头来")
            office.press("录对方的码")
            assertTrue(office.told().startsWith("收到"), office.told())
            // A bundle is no request.
            leader.press("给下一位")
            eyes.before = first
            leader.press("录对方的码")
            assertTrue(
                leader.desk.notice.value!!
                    .failed,
                leader.told(),
            )
            assertEquals(emptyList(), leader.page().all<Block.Frames>())
            office.desk.store.close()
            leader.desk.store.close()
        }

    @Test
    fun `a phone joins by codes alone`() =
        live {
            val (ofOffice, ofPhone) = Eyes() to Eyes()
            val opened = Scene.shared.open("office", folder)
            val office = Player(opened, ofOffice)
            val phone = Player(openStore("phone", folder, opened.clock), ofPhone)
            phone.desk.begin()
            office.desk.open(Screen.Invite)
            office.type("name", "李小满")
            office.choose("网格员")
            office.type("place", "3-1")
            office.press("出邀请")
            ofPhone.before = office.page()
            phone.press("扫码")
            phone.press("加入")
            ofOffice.before = phone.page()
            office.press("扫码")
            office.press("出口令")
            ofPhone.before = office.page()
            phone.press("扫码")
            phone.press("生成六位数字")
            val digits =
                phone
                    .page()
                    .all<Block.Heading>()
                    .single()
                    .text
            office.type("digits", digits)
            office.press("确认加入")
            phone.press("我要收")
            office.desk.open(Screen.Give)
            ofOffice.before = phone.page()
            office.press("录对方的码")
            ofPhone.before = office.page()
            phone.press("录对方的码")
            assertEquals(Screen.Enrol, phone.desk.stack.value.top)
            assertEquals(
                Enrolment.Admitted,
                phone.desk.store.screens
                    .me()
                    .enrolment,
            )
            phone.press("开始今天的走访")
            val doors = phone.page().all<Block.Row>().map { it.title }
            assertTrue(doors.any { it.startsWith("3-1-101") }, "$doors")
            opened.store.close()
            phone.desk.store.close()
        }

    @Test
    fun `what would take too long by codes is told, and nothing is shown`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val random = Random(15)
            repeat(240) {
                opened.store.doors.recordVisit(VisitDraft("3-1-104", VisitOutcome.HOME, note = note(random, 1_500)))
            }
            val eyes = Eyes()
            val office = Player(Scene.shared.open("office", folder), eyes)
            val leader = Player(opened, eyes)
            office.desk.open(Screen.Get)
            leader.desk.open(Screen.Give)
            eyes.before = office.page()
            leader.press("录对方的码")
            assertTrue(leader.told().startsWith("内容太多"), leader.told())
            assertEquals(emptyList(), leader.page().all<Block.Frames>())
            office.desk.store.close()
            leader.desk.store.close()
        }
}
