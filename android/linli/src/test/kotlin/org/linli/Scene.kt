package org.linli

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.io.path.writeText
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** The repository, and where `cargo xtask bindings` writes. */
internal val root: Path by lazy { Path.of(System.getProperty("linli.root")).toAbsolutePath().normalize() }
internal val bindings: Path by lazy { Path.of(System.getProperty("linli.bindings")).toAbsolutePath().normalize() }

internal val key = KeySource { ByteArray(32) { 7 } }

/** On threads of the machine, in real time: `runTest` would let its own clock run past every call of the library. */
internal fun live(block: suspend () -> Unit) = runBlocking(Dispatchers.Default) { block() }

internal suspend fun open(
    folder: Path,
    log: LogSink? = null,
): Workspace = Workspace.open(folder, key, ballastBytes = 0, log = log)

/** An office with two stairwells of three households. */
internal suspend fun office(folder: Path): Workspace {
    val office = open(folder.resolve("office"))
    office.community.createCommunity("月亮湾社区", "月亮湾", RootPolicy.ONE_OF_ONE)
    val register = folder.resolve("register.csv")
    val rows = listOf("3,1,501,袁某", "3,1,502,李某", "3,1,601,陈某", "3,2,501,赵某", "3,2,502,孙某", "3,2,601,周某")
    register.writeText("幢,单元,室,户主\n" + rows.joinToString("\n") + "\n")
    check(office.office.importRegister(register).imported == rows.size.toLong())
    return office
}

/** A phone that has joined and knows what it may know; all from hand to hand. */
internal suspend fun phone(
    folder: Path,
    office: Workspace,
    role: Role = Role.BUILDING_LEADER,
    scope: ScopeName = ScopeName.Stairwell("3-1"),
): Workspace {
    val phone = open(folder)
    val enrolment = phone.community.join(office.community.invite(role, scope, "王桂芳"))
    val digits = phone.community.answerChallenge(office.community.challenge(enrolment))
    office.community.admit(enrolment, digits)
    phone.exchange.receive(office.exchange.bundle(phone.exchange.request()))
    return phone
}

internal fun visit(
    note: String? = null,
    door: String = "3-1-501",
) = VisitDraft(door, VisitOutcome.HOME, note = note)

internal suspend fun Workspace.everyVisit(): List<VisitView> {
    val all = mutableListOf<VisitView>()
    var after: String? = null
    do {
        val page = doors.listVisits(limit = 200, after = after)
        all += page.items
        after = page.next
    } while (after != null)
    return all
}

/** A condition that comes true in a moment; nothing is said of how long a moment is. */
internal suspend fun eventually(
    what: String,
    holds: () -> Boolean,
) {
    val began = TimeSource.Monotonic.markNow()
    while (!holds() && began.elapsedNow() < 60.seconds) delay(20.milliseconds)
    assertTrue(holds(), what)
}

internal fun ourThreads(): List<Thread> = Thread.getAllStackTraces().keys.filter { it.name.startsWith("linli-") }
