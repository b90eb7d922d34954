package org.linli.fakes

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.linli.BallotDraft
import org.linli.Change
import org.linli.ChangeSet
import org.linli.Choice
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.Due
import org.linli.ErrorCode
import org.linli.HazardDraft
import org.linli.HazardFilter
import org.linli.ItemResult
import org.linli.LinliException
import org.linli.LogDraft
import org.linli.RegisterDraft
import org.linli.Safety
import org.linli.ScopeName
import org.linli.Severity
import org.linli.TopicDraft
import org.linli.TopicSource
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.VoterState
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

@OptIn(ExperimentalCoroutinesApi::class)
class FakeLinliTest {
    private val linli = FakeLinli()
    private val screens = linli.screens
    private val commands = linli.commands
    private val door = Samples.door

    @Test
    fun `a visit shows at the door, on the first screen, and in what is owed`() =
        runTest {
            val before = screens.today()
            assertEquals(listOf(door.household), before.plan)
            val told = async(UnconfinedTestDispatcher(testScheduler), CoroutineStart.UNDISPATCHED) { screens.changes().first() }
            val visit = commands.recordVisit(VisitDraft(door.door, VisitOutcome.NOT_HOME, note = "再来"))
            val row =
                screens
                    .today()
                    .floors
                    .single()
                    .doors
                    .single()
            assertEquals(listOf(visit, VisitOutcome.NOT_HOME, null), listOf(row.last?.visit, row.last?.outcome, row.due))
            assertEquals(emptyList(), screens.today().plan)
            assertEquals(
                visit,
                screens
                    .door(door.door)
                    .visits
                    .first()
                    .visit,
            )
            assertEquals(before.debt.records + 1, screens.syncScreen().debt.records)
            assertEquals(Safety.HERE, screens.safety(visit))
            assertTrue(Change.Visits in told.await() && door.household in told.await(), "${told.await()}")
            commands.sync()
            assertEquals(listOf(0L, Safety.HUB), listOf(screens.syncScreen().debt.records, screens.safety(visit)))
        }

    @Test
    fun `a draft becomes a visit, and undoing leaves nothing of it`() =
        runTest {
            val key = DraftKey("visit", door.door)
            commands.saveDraft(key, listOf(DraftField("outcome", "home"), DraftField("note", "好")))
            assertEquals(key, screens.drafts().single().key)
            val before = screens.door(door.door)
            val made = commands.commitDraft(key)
            assertEquals(emptyList(), screens.drafts())
            assertEquals(
                made.record,
                screens
                    .door(door.door)
                    .visits
                    .first()
                    .visit,
            )
            commands.undo(made.record)
            assertEquals(before, screens.door(door.door))
            val late = assertFailsWith<LinliException.Input> { commands.undo(made.record) }
            assertEquals(ErrorCode.RECORD_UNKNOWN, late.code)
        }

    @Test
    fun `lists show what was added, by their filters`() =
        runTest {
            val topic = commands.collectTopic(TopicDraft(TopicSource.STAIRWELL, "加装电梯", "三单元", household = door.door))
            assertEquals(
                topic,
                screens
                    .topics()
                    .items
                    .first()
                    .topic,
            )
            assertEquals(door.household, screens.topic(topic).household)
            assertEquals(2, screens.topics(limit = 1).total)
            val next = screens.topics(limit = 1).next
            assertEquals(Samples.topicView, screens.topics(limit = 1, after = next).items.single())
            val hazard = commands.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.HIGH, "堵了"))
            val worst = HazardFilter(severity = Severity.HIGH)
            assertEquals(listOf(hazard), screens.hazards(worst).items.map { it.hazard })
            val round = commands.startRound(ScopeName.Stairwell("3-1"), "电梯月查")
            commands.logEntry(LogDraft(round, "轿厢", ItemResult.OK))
            assertEquals(
                ItemResult.OK,
                screens
                    .round(round)
                    .lines
                    .single()
                    .answers
                    .single()
                    .result,
            )
            assertFailsWith<LinliException.Input> { screens.topics(limit = 0) }
        }

    @Test
    fun `a ballot moves the meter once, a decision ends the conflict, a proposal waits for its decision`() =
        runTest {
            val meter = Samples.meter
            val ballot = BallotDraft(meter.tally, Samples.rollRow.voter, Choice.YES)
            repeat(2) { commands.castBallot(ballot) }
            assertEquals(meter.heads.have + 1, screens.vote(meter.tally).heads.have)
            assertEquals(
                VoterState.VOTED,
                screens
                    .voteRoll(meter.tally)
                    .items
                    .single()
                    .state,
            )
            val conflict = screens.conflictList().items.single()
            commands.resolve(conflict.document, conflict.field, "甲")
            assertEquals(emptyList(), screens.conflictList().items)
            val change = commands.proposeChange(RegisterDraft(door.door, evidence = "房产证"))
            assertTrue(change in screens.waitingChanges().map { it.change })
            commands.decideChange(change, accept = true)
            assertTrue(change !in screens.waitingChanges().map { it.change })
        }

    @Test
    fun `a command can be told to fail, and changes nothing then`() =
        runTest {
            linli.failNext(LinliException.Store(ErrorCode.DISK_FULL, "存储空间不足。", "The disk is full."))
            val before = linli.world
            assertFailsWith<LinliException.Store> { commands.recordVisit(VisitDraft(door.door, VisitOutcome.HOME)) }
            assertEquals(before, linli.world)
            commands.recordVisit(VisitDraft(door.door, VisitOutcome.HOME))
            assertEquals(listOf("recordVisit", "recordVisit"), linli.done)
        }

    @Test
    fun `a test shows another world`() =
        runTest {
            linli.show(ChangeSet(setOf(Change.Register))) { it.copy(doors = emptyList()) }
            assertEquals("household_unknown", assertFailsWith<LinliException> { screens.door(door.door) }.code.value)
            assertEquals(Due.RETURNED, Samples.doorRow.due)
        }
}
