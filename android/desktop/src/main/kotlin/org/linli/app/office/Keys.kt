package org.linli.app.office

import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEvent
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.isCtrlPressed
import androidx.compose.ui.input.key.isMetaPressed
import androidx.compose.ui.input.key.isShiftPressed
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.type

/** A table from the keyboard: arrows, enter, space, Ctrl-A, Ctrl-C, Ctrl-F. */
internal class Keys<R>(
    private val table: Table<R>,
    private val model: OfficeModel<*>,
    private val find: () -> Unit,
    private val copy: () -> Unit,
) {
    /** What works wherever the keyboard is. Gives whether it was one of these. */
    fun shortcut(event: KeyEvent): Boolean = event.isDown() && event.hasCommand() && event.key == Key.F && done(find)

    /** What works in the rows. Gives whether it was one of these. */
    fun walk(event: KeyEvent): Boolean {
        if (!event.isDown()) return false
        if (event.hasCommand()) {
            return when (event.key) {
                Key.A -> done { moved { table.all() } }
                Key.C -> done(copy)
                else -> false
            }
        }
        val by = steps[event.key]
        return when {
            by != null -> done { moved { table.move(by, choosing = event.isShiftPressed) } }
            event.key == Key.Enter || event.key == Key.NumPadEnter -> done(model::open)
            event.key == Key.Spacebar -> done { moved { table.here?.let(table::toggle) } }
            else -> false
        }
    }

    private fun moved(step: () -> Unit) {
        step()
        model.moved()
    }

    private fun done(step: () -> Unit): Boolean {
        step()
        return true
    }

    private companion object {
        const val PAGE = 15
        val steps =
            mapOf(
                Key.DirectionDown to 1,
                Key.DirectionUp to -1,
                Key.PageDown to PAGE,
                Key.PageUp to -PAGE,
                Key.MoveHome to Int.MIN_VALUE,
                Key.MoveEnd to Int.MAX_VALUE,
            )
    }
}

private fun KeyEvent.isDown() = type == KeyEventType.KeyDown

/** Ctrl, or what takes its place on a Mac. */
private fun KeyEvent.hasCommand() = isCtrlPressed || isMetaPressed
