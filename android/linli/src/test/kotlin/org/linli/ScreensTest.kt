package org.linli

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.fileSize
import kotlin.io.path.writeText
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ScreensTest {
    @TempDir
    lateinit var folder: Path

    private val stairwell = ScopeName.Stairwell("3-1")

    /** An office, and a building leader's phone that has all that it may read. */
    private fun both(block: suspend (Workspace, Workspace) -> Unit) =
        live { office(folder).use { office -> phone(folder.resolve("phone"), office).use { phone -> block(office, phone) } } }

    private suspend fun handOver(
        from: Workspace,
        to: Workspace,
    ) = to.exchange.receive(from.exchange.bundle(to.exchange.request()))

    @Test
    fun `a visit shows at the door, on the first screen, and as what exists only here`() =
        both { _, phone ->
            val screens: Screens = phone.screens
            val today = screens.today()
            assertEquals(listOf("3-1" to 3L), today.places.map { it.place.label to it.doors })
            assertEquals(listOf("3-1-501", "3-1-502", "3-1-601"), today.floors.flatMap { it.doors }.map { it.door })
            val visit = phone.commands.recordVisit(visit("灯不亮"))
            val row = screens.today(stairwell).floors[0].doors[0]
            assertEquals(listOf(visit, VisitOutcome.HOME, "灯不亮"), listOf(row.last?.visit, row.last?.outcome, row.last?.why))
            assertEquals(listOf("王桂芳", Role.BUILDING_LEADER, 1L), listOf(row.last?.by?.name, row.last?.by?.role, row.unsent))
            val door = screens.door("3-1-501")
            assertEquals(listOf(visit), door.visits.map { it.visit })
            assertEquals(
                "姓名" to "name",
                door.people[0]
                    .fields
                    .first { it.field == "name" }
                    .label
                    .let { it.zh to it.en },
            )
            assertEquals(Safety.HERE, screens.safety(visit))
            val sync = screens.syncScreen()
            assertEquals(sync.debt.records, sync.byKind.sumOf { it.records })
            assertEquals(listOf<SyncState>(SyncState.Idle, SyncState.Idle), listOf(sync.state, screens.syncState()))
            assertEquals(ThingKind.VISIT to door.household, screens.thing(visit.value).let { it.kind to it.household })
            assertEquals(
                listOf(door.household),
                screens
                    .searchList("袁某")
                    .items
                    .map { it.thing.household }
                    .distinct(),
            )
            val me = screens.me()
            assertEquals(Enrolment.Admitted to Role.BUILDING_LEADER, me.enrolment to me.grants.single().role)
            assertTrue(today.validUntil > Instant.now())
        }

    @Test
    fun `lists by a filter say how many there are`() =
        both { office, phone ->
            val screens = phone.screens
            val page = screens.households(limit = 2)
            assertEquals(listOf("3-1-501", "3-1-502") to 3L, page.items.map { it.door } to page.total)
            assertEquals(listOf("3-1-601"), screens.households(limit = 2, after = page.next).items.map { it.door })
            assertEquals(listOf("3-1-502"), screens.households(HouseholdFilter(text = "李某")).items.map { it.door })
            val topic = phone.commands.collectTopic(TopicDraft(TopicSource.VISIT, "灯", "灯不亮", household = "3-1-501"))
            assertEquals(listOf(topic), screens.topics(TopicFilter(household = "3-1-501")).items.map { it.topic })
            assertEquals("王桂芳", screens.topic(topic).by.name)
            val round = phone.commands.startRound(stairwell, "消防周查")
            val entry = phone.commands.logEntry(LogDraft(round, "灭火器", ItemResult.FAULT))
            val hazard = phone.commands.reportHazard(HazardDraft(stairwell, "消防", Severity.HIGH, "堵", round))
            assertEquals(
                listOf(entry),
                screens
                    .round(round)
                    .lines
                    .flatMap { it.answers }
                    .map { it.entry },
            )
            assertEquals(listOf(hazard), screens.hazards(HazardFilter(round = round)).items.map { it.hazard })
            val draft = TallyDraft("整治", Rule.STAIRWELL, Voters.Scope(stairwell), Instant.now().plusSeconds(86_400))
            val tally = phone.commands.openTally(draft)
            phone.commands.castBallot(BallotDraft(tally, "3-1-501", Choice.YES))
            val meter = screens.vote(tally)
            assertEquals(listOf(1L, 3L, true), listOf(meter.ownPart?.have, meter.heads.of, meter.mayCast))
            val roll = screens.voteRoll(tally)
            assertEquals(VoterState.VOTED to 3L, roll.items.first { it.voter == "3-1-501" }.state to roll.total)
            assertEquals(
                2,
                office.screens
                    .members()
                    .items.size,
            )
        }

    @Test
    fun `a change of the register waits for the office, and a visit can be given back`() =
        both { office, phone ->
            val edit = RegisterEdit.Set("phone", "13900000000")
            val person =
                phone.screens
                    .door("3-1-501")
                    .people[0]
                    .person
            val change = phone.commands.proposeChange(RegisterDraft("3-1-501", person, listOf(edit)))
            assertEquals(listOf(change), phone.screens.ownChanges().map { it.change })
            handOver(phone, office)
            val waiting = office.screens.waitingChanges().single()
            assertEquals(listOf(change, "王桂芳", null), listOf(waiting.change, waiting.by.name, waiting.decided))
            office.commands.decideChange(change, accept = true, reason = "核对过")
            assertTrue(office.screens.waitingChanges().isEmpty())
            val flags = listOf(RegisterEdit.Flags(listOf(Flag.DOG)), RegisterEdit.Clear("note"))
            office.commands.proposeChange(RegisterDraft("3-1-502", edits = flags))
            assertEquals(listOf(Flag.DOG), office.screens.door("3-1-502").flags)
            val area = RegisterDraft("3-1-502", edits = listOf(RegisterEdit.Area(900_000)))
            val refused = assertFailsWith<LinliException.Input> { office.commands.proposeChange(area) }
            assertEquals(ErrorCode.FIELD_MISSING to "evidence", refused.code to refused.field)
            val renumbered = RegisterAct.Renumbered("602", 6)
            office.commands.proposeChange(RegisterDraft("3-1-601", act = renumbered, evidence = "房产证"))
            assertEquals(6, office.screens.door("3-1-602").floor)
            val visit = phone.commands.recordVisit(visit())
            handOver(phone, office)
            office.commands.returnRecord(visit, "请补原因")
            handOver(office, phone)
            assertEquals(listOf(visit to "请补原因"), phone.screens.returned().map { it.visit to it.note })
            assertEquals(
                Due.RETURNED,
                phone.screens
                    .today()
                    .floors[0]
                    .doors[0]
                    .due,
            )
        }

    @Test
    fun `a draft outlives the store, becomes a record, and undoing leaves nothing of it`() =
        live {
            val key = DraftKey("visit", "3-1-501")
            val fields = listOf(DraftField("note", "再来"), DraftField("outcome", "not_home"))
            office(folder).use { it.commands.saveDraft(key, fields) }
            open(folder.resolve("office")).use { office ->
                val kept = office.screens.drafts().single()
                assertEquals(key to fields.toSet(), kept.key to kept.fields.toSet())
                val made = office.commands.commitDraft(key)
                assertTrue(office.screens.drafts().isEmpty() && made.until > Instant.now())
                assertEquals(
                    made.record,
                    office.screens
                        .door("3-1-501")
                        .visits
                        .single()
                        .visit,
                )
                office.commands.undo(made.record)
                assertTrue(
                    office.screens
                        .door("3-1-501")
                        .visits
                        .isEmpty(),
                )
                val late = assertFailsWith<LinliException.Input> { office.commands.undo(made.record) }
                assertEquals(ErrorCode.RECORD_UNKNOWN, late.code)
            }
        }

    @Test
    fun `contradictions say what was said, by whom, and who decides`() =
        both { office, phone ->
            val agenda = office.commands.editAgenda("title", "灯", scope = stairwell)
            handOver(office, phone)
            office.commands.editAgenda("title", "电梯", agenda)
            phone.commands.editAgenda("title", "车棚", agenda)
            handOver(office, phone)
            val conflict =
                phone.screens
                    .conflictList()
                    .items
                    .single()
            assertEquals(listOf(agenda, ThingKind.AGENDA, true), listOf(conflict.document, conflict.thing.kind, conflict.mine))
            assertEquals(setOf("电梯", "车棚"), conflict.values.map { it.said.zh }.toSet())
            phone.commands.resolve(conflict.document, conflict.field, "电梯")
            assertTrue(
                phone.screens
                    .conflictList()
                    .items
                    .isEmpty(),
            )
        }

    @Test
    fun `frames come in any order, and go on after a kill`() {
        val bytes = ByteArray(5_000) { (it * 7).toByte() }
        val shown = Linli.frames(bytes)
        FrameSink().use { sink ->
            shown.drop(5).reversed().forEach(sink::take)
            assertNull(sink.bytes())
            assertEquals(8L to 13L, sink.progress().let { it.have to it.of })
            FrameSink().use { again ->
                (sink.frames() + shown).forEach(again::take)
                assertContentEquals(bytes, again.bytes())
                assertEquals(ErrorCode.BUNDLE_DAMAGED, assertFailsWith<LinliException.Input> { again.take("LF/none") }.code)
            }
        }
    }

    @Test
    fun `a form, its paper and the month`() =
        live {
            office(folder).use { office ->
                val blank = folder.resolve("摸底.csv").also { it.writeText("幢,单元,室,户主,是否独居,备注\n") }
                val form = office.office.adoptForm(blank)
                assertTrue("是否独居" in form.questions.map { it.heading } && "户主" in form.known, "$form")
                val matter = office.commands.openMatter(form.flow, stairwell, StepDraft("")).matter
                val filled = office.office.exportForm(matter, blank, folder.resolve("filled.csv"))
                assertEquals(0L to 3L, filled.answered to filled.missing)
                val ledger = folder.resolve("matters.xlsx").also { office.office.exportMatters(it) }
                assertTrue(ledger.fileSize() > 1000)
                val page = office.matters.pages(matter).first()
                assertTrue(office.matters.page(matter, page.page, Language.EN).startsWith("<!DOCTYPE html>"))
                val month =
                    Instant
                        .now()
                        .atOffset(java.time.ZoneOffset.ofHours(8))
                        .toString()
                        .take(7)
                val statement = office.office.statement(month)
                assertTrue(DocKind.REGISTER in statement.lines.map { it.kind } && statement.contested.isEmpty())
                val card = office.community.card(Language.ZH, Role.COMMUNITY_OFFICE)
                val seen = office.community.checkCard(card.text, card.card.community.value)
                assertEquals(CardState.GENUINE to card.card, seen.state to seen.card)
            }
        }

    @Test
    fun `what a place takes of a pack, and what other systems want`() =
        live {
            office(folder).use { office ->
                val sheet = office.matters.placePages(stairwell).first()
                assertTrue(office.matters.placePage(stairwell, sheet.page).startsWith("<!DOCTYPE html>"))
                val system = office.office.elsewhereSystems().first()
                assertEquals(emptyList(), office.office.toType(system.system).items)
                val list = folder.resolve("platform.csv")
                val cells = system.headings.joinToString("") { ",x" }
                list.writeText("${system.number},${system.headings.joinToString(",")}\nA-1$cells\n")
                val told = office.office.importTyped(system.system, list)
                assertEquals(listOf("A-1"), told.unmatched.map { it.number })
                assertEquals(emptyList(), office.doors.silentDoors())
                assertTrue(office.matters.choosePack(system.pack, choice = null) > 0)
                assertEquals(emptyList(), office.office.elsewhereSystems())
            }
        }
}
