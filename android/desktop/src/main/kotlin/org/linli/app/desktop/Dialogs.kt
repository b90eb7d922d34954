package org.linli.app.desktop

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.model.Files
import java.awt.FileDialog
import java.awt.Frame
import java.nio.file.Path

/** The system's own dialogs. */
class Dialogs : Files {
    override suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    ) {
        ask(FileDialog.SAVE, name)?.let { write(it) }
    }

    override suspend fun take(): Path? = ask(FileDialog.LOAD, null)

    override suspend fun picture(): Path? = take()

    private suspend fun ask(
        mode: Int,
        name: String?,
    ): Path? =
        withContext(Dispatchers.Main) {
            val dialog = FileDialog(null as Frame?, "", mode)
            dialog.file = name
            dialog.isVisible = true
            dialog.file?.let { Path.of(dialog.directory.orEmpty(), it) }
        }
}
