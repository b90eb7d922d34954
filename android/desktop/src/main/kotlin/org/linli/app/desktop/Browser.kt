package org.linli.app.desktop

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.office.Paper
import java.awt.Desktop
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeText

/** The system's browser, which prints. A page lies in a file for its owner alone until the window is closed: it names residents. */
class Browser : Paper {
    override suspend fun show(html: String) =
        withContext(Dispatchers.IO) {
            val page = Files.createTempFile("linli-", ".html")
            page.toFile().deleteOnExit()
            page.writeText(html)
            open(page)
        }

    private fun open(page: Path) {
        val canBrowse = Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)
        if (canBrowse) {
            Desktop.getDesktop().browse(page.toUri())
        } else {
            // Desktops of 麒麟 and 统信 that Java does not know have the tool of freedesktop.org.
            ProcessBuilder("xdg-open", page.toString()).inheritIO().start()
        }
    }
}
