package org.linli

import kotlinx.coroutines.runBlocking
import org.linli.day.json
import org.linli.ffi.OpenOptions
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createTempDirectory
import kotlin.io.path.writeBytes
import kotlin.time.TimeSource
import org.linli.ffi.Workspace as FfiWorkspace
import org.linli.ffi.version as ffiVersion

private const val WARM_UP = 20_000
private const val ROUNDS = 40
private const val CALLS = 250

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

/** `Bench FILE`: writes what it measured as a JSON array. */
internal object Bench {
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
        Files.walk(folder).sorted(Comparator.reverseOrder()).forEach(Files::delete)
        val plain = rows.map { json.convertValue(it, Map::class.java) }
        Path.of(args.single()).writeBytes(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(plain))
    }
}
