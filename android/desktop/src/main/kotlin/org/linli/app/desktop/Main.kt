package org.linli.app.desktop

import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.linli.LinliException
import org.linli.Workspace
import org.linli.app.model.Desk
import org.linli.app.office.Office
import org.linli.app.office.OfficeView
import org.linli.app.ui.Shell
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.awt.GraphicsEnvironment
import java.nio.file.Path
import kotlin.system.exitProcess

/** `Main STORE`: a window over the store in a folder, with the tables of an office for whoever works in the whole community; the tools on the command line keep its key in the same place. */
object Main {
    private const val USAGE = 2
    private const val MACHINE = 3

    @JvmStatic
    fun main(args: Array<String>) {
        val folder = args.singleOrNull() ?: fail(USAGE, "Main STORE")
        if (GraphicsEnvironment.isHeadless()) {
            fail(MACHINE, "这里没有显示器。 · There is no display here.")
        }
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        val desk = open(Path.of(folder), scope)
        val isOffice = runBlocking { Office.isFor(desk) }
        if (isOffice) officeWindow(Office(desk, Browser())) else window(desk)
        runBlocking {
            desk.settle()
            desk.store.close()
        }
        scope.cancel()
        exitProcess(0)
    }

    private fun open(
        folder: Path,
        scope: CoroutineScope,
    ): Desk =
        try {
            runBlocking {
                val store = Workspace.open(folder, FolderKey(folder), ballastBytes = 0)
                // In the store's folder: what the system keeps for a while only would be gone with its next start.
                val own = folder.resolve("drafts")
                Desk(store, scope, Dialogs(own), recorder = DeskRecorder(own), pictures = DeskPictures()).also { it.begin() }
            }
        } catch (e: LinliException) {
            fail(1, "${e.zh} · ${e.en}")
        }

    private fun window(desk: Desk) =
        application {
            val words = Words(desk.settings.value.language)
            Window(
                onCloseRequest = ::exitApplication,
                title = words[AppWord.WINDOW],
                state = rememberWindowState(width = 460.dp, height = 860.dp),
                onPreviewKeyEvent = { Pasted.isAsked(it) && Pasted.into(desk) },
            ) { Shell(desk) }
        }

    private fun officeWindow(office: Office) =
        application {
            val words = Words(office.desk.settings.value.language)
            Window(
                onCloseRequest = ::exitApplication,
                title = words[AppWord.WINDOW],
                state = rememberWindowState(width = 1400.dp, height = 860.dp),
                onPreviewKeyEvent = { Pasted.isAsked(it) && Pasted.into(office.desk) },
            ) { OfficeView(office) }
        }

    private fun fail(
        code: Int,
        why: String,
    ): Nothing {
        System.err.println(why)
        exitProcess(code)
    }
}
