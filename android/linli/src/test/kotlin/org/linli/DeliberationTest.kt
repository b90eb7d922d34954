package org.linli

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Agendas and what contradicts in them: in pages, with the role that decides. */
class DeliberationTest {
    @TempDir
    lateinit var folder: Path

    private val stairwell = ScopeName.Stairwell("3-1")

    @Test
    fun `agendas come in pages, newest first`() =
        live {
            office(folder).use { office ->
                val begun = List(3) { office.deliberation.editAgenda("title", "议程$it", scope = stairwell) }
                val first = office.deliberation.listAgendas(limit = 2)
                val rest = office.deliberation.listAgendas(limit = 2, after = assertNotNull(first.next))
                assertEquals(listOf(2, 1), listOf(first, rest).map { it.items.size })
                assertEquals(begun.reversed(), (first.items + rest.items).map { it.agenda })
                assertNull(rest.next)
            }
        }

    @Test
    fun `several motions share a sheet, and a vote is taken again`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { phone ->
                    val deadline = Instant.now().plusSeconds(86_400)
                    val motions = listOf("周六清理", "周日清理").map { MotionDraft(it, Rule.STAIRWELL) }
                    val draft = QuestionDraft(SheetForm.OPTIONS, motions, Voters.Scope(stairwell), deadline)
                    val (first, second) = phone.deliberation.openQuestion(draft)
                    val sheet = SheetDraft(second, "3-1-501", listOf(Choice.NO, Choice.YES))
                    assertEquals(2, phone.deliberation.castSheet(sheet).size)
                    val view = phone.deliberation.question(first)
                    assertEquals(listOf(first, second), view.motions.map { it.tally })
                    assertEquals(true to emptyList(), view.undecided to view.torn)
                    assertEquals(first, phone.deliberation.voteBy(first, listOf("of-all")).tally)
                    phone.deliberation.closeTally(first, emptyList())
                    val again = phone.deliberation.voteAgain(first, deadline)
                    val shown = phone.deliberation.listTallies().single { it.tally == again }
                    assertEquals(first to false, shown.again to shown.shared)
                }
            }
        }

    @Test
    fun `a sealed vote is opened by two of its three holders`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("one"), office).use { one ->
                    phone(folder.resolve("two"), office, Role.SUPERVISORS).use { two ->
                        val all = listOf(office, one, two)
                        one.exchange.receive(office.exchange.bundle(one.exchange.request()))
                        val holders = all.map { assertNotNull(it.identity().member) }
                        val deadline = Instant.now().plusSeconds(86_400)
                        val draft = TallyDraft("清理楼道", Rule.STAIRWELL, Voters.Scope(stairwell), deadline, keyHolders = holders)
                        val tally = one.deliberation.openTally(draft)
                        assertEquals(listOf(true), one.deliberation.listTallies().map { it.sealed })
                        one.deliberation.castBallot(BallotDraft(tally, "3-1-501", Choice.YES))
                        val seal = assertNotNull(one.screens.vote(tally).seal)
                        assertEquals(Triple(SealState.SEALED, 1L, 3), Triple(seal.state, seal.unread, seal.holders.size))
                        val early = assertFailsWith<LinliException.Input> { one.commands.handOverKey(tally) }
                        assertEquals("tally_open", early.code.value)
                        one.deliberation.closeTally(tally, emptyList())
                        one.commands.handOverKey(tally)
                        assertEquals(
                            SealState.AWAITS_KEYS,
                            one.deliberation
                                .tally(tally)
                                .seal
                                ?.state,
                        )
                        office.exchange.receive(one.exchange.bundle(office.exchange.request()))
                        assertEquals(
                            true,
                            office.screens
                                .vote(tally)
                                .seal
                                ?.mayHandOver,
                        )
                        office.commands.handOverKey(tally)
                        assertEquals(
                            SealState.OPENED,
                            office.screens
                                .vote(tally)
                                .seal
                                ?.state,
                        )
                        val roll = office.screens.voteRoll(tally).items
                        assertEquals(Choice.YES, roll.single { it.voter == "3-1-501" }.choice)
                    }
                }
            }
        }

    @Test
    fun `a closed tally is certified, and one owner of two flats is one voter`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { phone ->
                    val rules = phone.deliberation.openableRules(stairwell).associateBy { it.rule }
                    assertTrue(rules.getValue(Rule.STAIRWELL).may && rules.getValue(Rule.ASSEMBLY_ORDINARY).byArea)
                    val silent = UnitWithoutVote("3-1-601", WithoutVote.NO_REPRESENTATIVE)
                    val roll =
                        OwnersRoll(
                            scope = stairwell,
                            owners = listOf(listOf("3-1-501", "3-1-502")),
                            withoutVote = listOf(silent),
                        )
                    val tally =
                        phone.deliberation.openTally(
                            TallyDraft(
                                title = "楼道堆物整治",
                                rule = Rule.STAIRWELL,
                                voters = Voters.Owners(roll),
                                deadline =
                                    java.time.Instant
                                        .now()
                                        .plusSeconds(86_400),
                            ),
                        )
                    val mandate = folder.resolve("mandate")
                    mandate.toFile().writeBytes(ByteArray(700) { 9 })
                    val served = Served(Instant.EPOCH, ServedHow.POST)
                    val agent = PaperDraft(SignerCapacity.AGENT, served, Picture(mandate))
                    val byAgent =
                        BallotDraft(tally, "3-1-502", Choice.YES, BallotKind.CAST, BallotAuthority.COLLECTOR, paper = agent)
                    val refused =
                        assertFailsWith<LinliException.Input> {
                            phone.deliberation.castBallot(byAgent.copy(paper = agent.copy(mandate = null)))
                        }
                    assertEquals(ErrorCode("field_missing"), refused.code)
                    val ballot = phone.deliberation.castBallot(byAgent)
                    assertEquals(1, phone.deliberation.signIn(tally, listOf("3-1-501")))
                    val spoken = phone.deliberation.collectingDone(tally).spoken
                    val closed = phone.deliberation.closeTally(tally, listOf(HandedReturn(spoken)))
                    val view = phone.deliberation.tally(tally)
                    assertEquals(TallyState.CLOSED, view.state)
                    val closing = view.closings.single()
                    assertEquals(closed.root to RootAgreement.SAME, closing.root to closing.agreement)
                    assertEquals(ReturnHow.SYNCED to 1L, closing.returns.single().let { it.how to it.here })
                    val certificate = phone.deliberation.certificate(tally)
                    assertEquals(closed.closing, closing.closing)
                    assertEquals(emptyList(), phone.deliberation.perhapsOneOwner(tally))
                    val receipt = assertNotNull(phone.deliberation.receipt(tally, ballot))
                    assertEquals(true, receipt in certificate)
                }
            }
        }

    @Test
    fun `contradictions come in pages, each with its values and who decides`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("phone"), office).use { phone ->
                    val agenda = office.deliberation.editAgenda("title", "议程", scope = stairwell)
                    phone.exchange.receive(office.exchange.bundle(phone.exchange.request()))
                    for (field in listOf("title", "place")) {
                        office.deliberation.editAgenda(field, "甲", agenda)
                        phone.deliberation.editAgenda(field, "乙", agenda)
                    }
                    office.exchange.receive(phone.exchange.bundle(office.exchange.request()))
                    val first = office.deliberation.conflicts(limit = 1)
                    val rest = office.deliberation.conflicts(limit = 1, after = assertNotNull(first.next))
                    val all = first.items + rest.items
                    assertEquals(listOf("place", "title"), all.map { it.field })
                    for (one in all) {
                        assertEquals(agenda, one.document)
                        assertEquals(setOf("甲", "乙"), one.values.map { it.value }.toSet())
                        val records = one.values.map { it.record }
                        assertEquals(2, records.toSet().size)
                        assertEquals<ConflictOwner>(ConflictOwner.Role(Role.BUILDING_LEADER), one.owner)
                    }
                }
            }
        }

    @Test
    fun `a household votes by its slip, and on its own phone`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("leader"), office).use { leader ->
                    phone(folder.resolve("home"), office, Role.HOUSEHOLD_REPRESENTATIVE).use { home ->
                        office.community.appointRepresentative("3-1-502", home.identity().member)
                        val deadline = Instant.now().plusSeconds(86_400)
                        val draft = TallyDraft("整治", Rule.STAIRWELL, Voters.Scope(stairwell), deadline = deadline)
                        val tally = leader.deliberation.openTally(draft)
                        office.exchange.receive(leader.exchange.bundle(office.exchange.request()))
                        val (voter, slip) = office.deliberation.handOutSlips(tally, listOf("3-1-501")).single()
                        assertEquals("3-1-501", voter)
                        for (store in listOf(leader, home)) {
                            store.exchange.receive(office.exchange.bundle(store.exchange.request()))
                        }
                        val bySlip =
                            BallotDraft(tally, voter, Choice.YES, authority = BallotAuthority.SLIP, slip = slip)
                        assertFailsWith<LinliException.Input> {
                            leader.deliberation.castBallot(bySlip.copy(voter = "3-1-502"))
                        }
                        leader.deliberation.castBallot(bySlip)
                        home.deliberation.castBallot(BallotDraft(tally, "3-1-502", Choice.NO))
                        assertFailsWith<LinliException.NotAllowed> {
                            home.deliberation.castBallot(BallotDraft(tally, "3-1-501", Choice.NO))
                        }
                    }
                }
            }
        }
}
