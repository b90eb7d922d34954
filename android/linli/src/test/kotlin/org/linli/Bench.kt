package org.linli

import kotlinx.coroutines.runBlocking
import org.linli.day.json
import org.linli.ffi.OpenOptions
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.createTempDirectory
import kotlin.io.path.exists
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.time.TimeSource
import org.linli.ffi.Workspace as FfiWorkspace
import org.linli.ffi.version as ffiVersion

private const val WARM_UP = 20_000
private const val ROUNDS = 40
private const val CALLS = 250
private const val WARM_READS = 400
private const val READS = 51

private data class Row(
    val id: String,
    val value: Double,
    val unit: String,
    val goal: Double,
    val better: String,
    val met: Boolean,
    val samples: List<Double>,
    val note: String,
)

/**
 * Reads of a store, for whoever measures the same ones of it in Rust.
 *
 * @property store the folder of the store, which stays
 * @property reads milliseconds by the read's name
 */
private data class Reads(
    val id: String,
    val store: String,
    val reads: Map<String, Double>,
)

private inline fun micros(
    calls: Int,
    call: () -> Unit,
): Double {
    val began = TimeSource.Monotonic.markNow()
    repeat(calls) { call() }
    return began.elapsedNow().inWholeNanoseconds / 1000.0 / calls
}

private fun median(all: List<Double>) = all.sorted()[all.size / 2]

private fun row(
    id: String,
    samples: List<Double>,
    unit: String,
    goal: Double,
    note: String,
) = median(samples).let { value -> Row(id, value, unit, goal, "lower", value <= goal, samples, note) }

/** The cost of the façade beside the generated code, in pairs that take turns. */
private suspend fun callBesideBare(
    ffi: FfiWorkspace,
    store: Workspace,
): Row {
    repeat(WARM_UP) {
        ffi.identity()
        store.identity()
        ffiVersion()
    }
    val bare = mutableListOf<Double>()
    val facade = mutableListOf<Double>()
    val ratios = mutableListOf<Double>()
    repeat(ROUNDS) { round ->
        // Neither always comes first.
        val one = if (round % 2 == 0) micros(CALLS) { ffi.identity() } else null
        val other = micros(CALLS) { store.identity() }
        val plain = one ?: micros(CALLS) { ffi.identity() }
        bare += plain
        facade += other
        ratios += other / plain
    }
    val sync = median(List(ROUNDS) { micros(CALLS) { ffiVersion() } })
    val note =
        "median of $ROUNDS interleaved pairs of $CALLS calls; bare sync version() %.1f µs, bare async identity() %.1f µs, façade %.1f µs"
            .format(sync, median(bare), median(facade))
    return row("ffi_call_vs_bare_kotlin", ratios, "ratio", 1.5, note)
}

private suspend fun listOf200(store: Workspace): Row {
    repeat(250) { store.doors.recordVisit(visit("敲门三次，家里有人应声，约好周末再来")) }
    repeat(100) { store.doors.listVisits(limit = 200) }
    val times =
        List(ROUNDS) {
            micros(1) {
                check(
                    store.doors
                        .listVisits(limit = 200)
                        .items.size == 200,
                )
            } / 1000
        }
    return row("list_200_kotlin_ms", times, "ms", 3.0, "median; the façade's list of 200 visits with notes")
}

/** A building of 132 doors where a week's work was done. */
private suspend fun building(folder: Path): Workspace {
    val store = open(folder)
    store.community.createCommunity("月亮湾社区", "月亮湾", RootPolicy.ONE_OF_ONE)
    val rooms = (1..6).flatMap { stairwell -> (0 until 22).map { stairwell to "${it / 2 + 1}0${it % 2 + 1}" } }
    val rows = rooms.map { (stairwell, room) -> "3,$stairwell,$room,户主$stairwell$room" }
    val register = folder.resolveSibling("register.csv")
    register.writeText("幢,单元,室,户主\n" + rows.joinToString("\n") + "\n")
    store.office.importRegister(register)
    val doors = rooms.map { (stairwell, room) -> "3-$stairwell-$room" }
    for (door in doors.filterIndexed { number, _ -> number % 2 == 0 }) {
        store.doors.recordVisit(VisitDraft(door, VisitOutcome.HOME, note = "楼道灯不亮", met = "户主"))
    }
    for (number in 0 until 50) {
        store.deliberation.collectTopic(TopicDraft(TopicSource.VISIT, "第 $number 件", "楼道堆物", doors[number]))
        store.rounds.reportHazard(HazardDraft(ScopeName.Stairwell("3-1"), "消防", Severity.MEDIUM, "第 $number 处"))
    }
    return store
}

/** Milliseconds of each read, of a building of 132 doors. */
private suspend fun reads(store: Workspace): Map<String, Double> {
    val all =
        mapOf<String, suspend () -> Unit>(
            "today" to { store.screens.today(ScopeName.Building("3")) },
            "door" to { store.screens.door("3-1-101") },
            "households" to { store.screens.households() },
            "topics" to { store.screens.topics() },
            "hazards" to { store.screens.hazards() },
            "list_visits" to { store.doors.listVisits() },
        )
    return all.mapValues { (_, read) ->
        repeat(WARM_READS) { read() }
        median(List(READS) { micros(1) { read() } }) / 1000
    }
}

/** `Bench FILE`: writes what it measured as a JSON array; the store of the reads stays beside it, to be read in Rust. */
internal object Bench {
    private fun delete(folder: Path) {
        if (folder.exists()) Files.walk(folder).sorted(Comparator.reverseOrder()).forEach(Files::delete)
    }

    @JvmStatic
    fun main(args: Array<String>) {
        val folder = createTempDirectory("linli-bench")
        val rows =
            runBlocking {
                office(folder).close()
                CallbackThreads.prepare()
                val options = OpenOptions(folder.resolve("office").toString(), 0uL)
                val ffi = FfiWorkspace.open(options, key.toFfi(Asked()), null)
                Workspace(Calls(ffi)).use { store -> listOf(callBesideBare(ffi, store), listOf200(store)) }
            }
        delete(folder)
        val out = Path.of(args.single()).toAbsolutePath()
        val kept = out.resolveSibling("kotlin-reads")
        delete(kept)
        val beside =
            runBlocking {
                building(kept.createDirectories().resolve("store")).use {
                    Reads("reads_vs_rust_kotlin", kept.resolve("store").toString(), reads(it))
                }
            }
        val plain = (rows + beside).map { json.convertValue(it, Map::class.java) }
        out.writeBytes(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(plain))
    }
}
