package org.linli

import org.junit.jupiter.api.Test
import kotlin.io.path.readLines
import kotlin.reflect.KClass
import kotlin.reflect.full.declaredMemberFunctions
import kotlin.reflect.full.declaredMemberProperties
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Everything that the library exports is there in the façade: a new operation, field or word fails here until it is. */
class SurfaceTest {
    private val surface = bindings.resolve("surface.tsv").readLines().map { it.split('\t') }

    private val groups =
        listOf(
            Workspace::class,
            Screens::class,
            Doors::class,
            Rounds::class,
            Deliberation::class,
            Matters::class,
            Community::class,
            Exchange::class,
            Photos::class,
            Register::class,
            Drafts::class,
            Office::class,
        )

    /** Operations that have another name or form here. */
    private val otherwise =
        mapOf(
            "Workspace.open" to Workspace.Companion::class.has("open"),
            "Workspace.open_testing" to Class.forName("org.linli.TestClockKt").methods.any { it.name == "openTesting" },
            "TestClock.at" to TestClock.Companion::class.has("at"),
            "FrameSink.empty" to FrameSink::class.constructors.any { it.parameters.isEmpty() },
            "Workspace.shutdown" to Workspace::class.has("close"),
            "Workspace.subscribe" to Workspace::class.has("changes"),
            "Subscription.cancel" to Workspace::class.has("changes"),
            "SyncTask.wait" to SyncTask::class.has("await"),
            "function.version" to Linli::class.has("version"),
            "function.word_texts" to Word::class.has("zh"),
            // Of development builds alone.
            "Workspace.probe_panic" to true,
            "Workspace.probe_panic_here" to true,
        )

    /** Taken apart: into default arguments, `Page`, what a flow gives, or never given out. */
    private val dissolved =
        setOf(
            "OpenOptions",
            "PageRequest",
            "WordText",
            "VisitPage",
            "TopicPage",
            "AgendaPage",
            "ConflictPage",
            "MemberPage",
            "MatterPage",
            "InspectionPage",
            "HazardPage",
            "HouseholdPage",
            "ConflictListPage",
            "FoundPage",
            "RollPage",
            "ElsewherePage",
        )

    private fun KClass<*>.has(name: String) =
        name in declaredMemberFunctions.map { it.name } + declaredMemberProperties.map { it.name }

    private fun camel(name: String) = name.replace(Regex("_([a-z])")) { it.groupValues[1].uppercase() }

    private fun type(name: String): KClass<*> = Class.forName("org.linli.$name").kotlin

    private fun lines(what: String) = surface.filter { it[0] == what }.also { assertTrue(it.isNotEmpty(), what) }

    @Test
    fun `every operation`() {
        for ((_, owner, name) in lines("method")) {
            val owners = if (owner == "Workspace") groups else listOfNotNull(runCatching { type(owner) }.getOrNull())
            val there = otherwise["$owner.$name"] ?: owners.any { it.has(camel(name)) }
            assertTrue(there, "$owner.$name")
        }
        for (line in lines("function")) {
            assertTrue(otherwise["function.${line[1]}"] ?: Linli::class.has(camel(line[1])), line[1])
        }
    }

    @Test
    fun `every field of every record`() {
        for (line in lines("record").filter { it[1] !in dissolved }) {
            val fields = type(line[1]).declaredMemberProperties.map { it.name }.toSet()
            assertEquals(line.drop(2).map(::camel).toSet(), fields, line[1])
        }
    }

    @Test
    fun `every word of every enum`() {
        for (line in lines("enum") + lines("error").filter { it[1] == "LinliError" }) {
            val type = type(if (line[1] == "LinliError") "LinliException" else line[1])
            if (type == ErrorCode::class) {
                val constants = ErrorCode.Companion::class.declaredMemberProperties.map { it.name.replace("_", "").lowercase() }
                assertEquals(line.drop(2).map { it.lowercase() }.toSet(), constants.toSet(), line[1])
                continue
            }
            val words = type.java.enumConstants?.map { (it as Enum<*>).name.replace("_", "").lowercase() }
            val variants = words ?: type.sealedSubclasses.map { it.simpleName.orEmpty().lowercase() }
            assertEquals(line.drop(2).map { it.lowercase() }.toSet(), variants.toSet(), line[1])
        }
    }

    @Test
    fun `everything that an app hands in`() {
        for ((_, name, method) in lines("foreign").filter { it[1] !in setOf("ChangeListener", "SyncListener") }) {
            assertTrue(type(name).has(camel(method)), name)
        }
    }

    @Test
    fun `every word has its names, and every name its word`() {
        val ours =
            listOf<List<Word>>(
                TopicSource.entries,
                VisitOutcome.entries,
                VisitMode.entries,
                PersonKind.entries,
                ItemResult.entries,
                Severity.entries,
                Choice.entries,
                BallotKind.entries,
                BallotAuthority.entries,
                BallotNote.entries,
                SignerCapacity.entries,
                ServedHow.entries,
                SheetForm.entries,
                WithoutVote.entries,
                TallyState.entries,
                RootAgreement.entries,
                SealState.entries,
                ReturnHow.entries,
                Role.entries,
                Standing.entries,
                HitKind.entries,
                RequestAsks.entries,
                Outcome.entries,
                Due.entries,
                Flag.entries,
                Knock.entries,
                Safety.entries,
                CardState.entries,
                ThingKind.entries,
                VoterState.entries,
            ).flatten()
        assertEquals(
            org.linli.ffi
                .wordTexts()
                .map { it.zh to it.en },
            ours.map { it.zh to it.en },
        )
        assertEquals("不在家" to "not home", VisitOutcome.NOT_HOME.zh to VisitOutcome.NOT_HOME.en)
    }
}
