package org.linli.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.input.pointer.PointerEventType
import androidx.compose.ui.unit.Density
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import org.linli.KeySource
import org.linli.Language
import org.linli.RootPolicy
import org.linli.Workspace
import org.linli.app.model.Desk
import org.linli.app.model.Look
import org.linli.app.model.model
import org.linli.app.navigation.Screen
import org.linli.use
import java.nio.file.Path
import kotlin.io.path.createTempDirectory
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.system.exitProcess

/**
 * `Frames FILE`: what a frame costs while today's 500 doors are scrolled from top to bottom on a phone's screen of 720 × 1480 pixels,
 * drawn by the processor, with a change that comes in every half second. Writes a row of the benchmark.
 */
internal object Frames {
    private const val DOORS = 500
    private const val FRAME_NANOS = 16_666_667L
    private const val FRAMES = 900
    private const val PASSES = 4
    private const val CHANGE_EVERY = 30
    private const val WHEEL = 2f
    private const val GOAL_MS = 16.0
    private const val PIXELS = 2f

    @JvmStatic
    fun main(args: Array<String>) {
        val folder = createTempDirectory("linli-frames")
        val key = KeySource { ByteArray(32) { 7 } }
        val samples = live { Workspace.open(folder.resolve("store"), key, ballastBytes = 0).use { measure(it, folder) } }
        val worst = samples.max()
        val (wide, high) = listOf(PHONE_WIDTH, PHONE_HEIGHT).map { (it * PIXELS).toInt() }
        val sorted = samples.sorted()
        val note =
            "the slowest of %d frames; median %.2f ms, p99 %.2f ms; composed, laid out and drawn by the processor, %d × %d pixels"
                .format(samples.size, sorted[sorted.size / 2], sorted[sorted.size * 99 / 100], wide, high)
        val row =
            mapOf(
                "id" to "scroll_500_doors_ms",
                "value" to worst,
                "unit" to "ms",
                "goal" to GOAL_MS,
                "better" to "lower",
                "met" to (worst <= GOAL_MS),
                "samples" to samples,
                "note" to note,
            )
        Path.of(args.single()).writeBytes(ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(listOf(row)))
        println("scroll_500_doors_ms %.2f: $note".format(worst))
        folder.toFile().deleteRecursively()
        exitProcess(0)
    }

    private suspend fun measure(
        store: Workspace,
        folder: Path,
    ): List<Double> {
        store.community.createCommunity("月亮湾社区", "月亮湾", RootPolicy.ONE_OF_ONE)
        val rows = (0 until DOORS).map { "${it / 100 + 1},${it / 50 % 2 + 1},${it % 50 / 2 + 1}0${it % 2 + 1},户主$it" }
        val register = folder.resolve("register.csv")
        register.writeText("幢,单元,室,户主\n" + rows.joinToString("\n") + "\n")
        check(store.office.importRegister(register).imported == DOORS.toLong())
        val desk = Desk(store, CoroutineScope(Dispatchers.Default))
        val taken = Taken(1f, Look.LIGHT, Language.ZH)
        val model = desk.model(Screen.Today())
        model.refresh()
        check(model.page(taken.words).blocks.size >= DOORS)
        return frames({ model.page(taken.words) }, taken)
    }

    /** The first passes warm the machine, as the first minutes of a day do; the last one counts. */
    @OptIn(ExperimentalComposeUiApi::class)
    private fun frames(
        page: () -> org.linli.app.page.Page,
        taken: Taken,
    ): List<Double> {
        var shown by mutableStateOf(page())
        val scene =
            ImageComposeScene((PHONE_WIDTH * PIXELS).toInt(), (PHONE_HEIGHT * PIXELS).toInt(), Density(PIXELS)) {
                Still(shown, Screen.Today(), taken)
            }
        var now = 0L
        val middle = Offset(PHONE_WIDTH * PIXELS / 2, PHONE_HEIGHT * PIXELS / 2)
        var samples = emptyList<Double>()
        repeat(PASSES) { pass ->
            val delta = if (pass % 2 == 0) WHEEL else -WHEEL
            samples =
                List(FRAMES) { frame ->
                    // Said beforehand, as `Model.pages` does off the thread that draws.
                    val next = if (frame % CHANGE_EVERY == 0) page() else shown
                    val began = System.nanoTime()
                    shown = next
                    scene.sendPointerEvent(PointerEventType.Scroll, middle, scrollDelta = Offset(0f, delta))
                    now += FRAME_NANOS
                    scene.render(now).close()
                    (System.nanoTime() - began) / 1e6
                }
        }
        scene.close()
        return samples
    }
}
