package org.linli.app.phone

import android.content.Intent
import android.os.Bundle
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.material3.Button
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.launch
import org.linli.LinliException
import org.linli.Said
import org.linli.app.model.Desk
import org.linli.app.ui.Shell
import org.linli.app.words.AppWord

/** The window on a phone: the shared screens, the way back, and what other apps hand over. */
class MainActivity : ComponentActivity() {
    private val app get() = application as LinliApp

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        // Until a screen says that it shows nobody's data.
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        app.files.attach(this) { file -> whenOpen { it.pictureCame(file) } }
        app.recorder.attach(this)
        enableEdgeToEdge()
        setContent { Content() }
        if (savedInstanceState == null) app.handedOver.take(intent) else app.handedOver.restore(savedInstanceState)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        app.handedOver.save(outState)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        app.handedOver.take(intent)
    }

    override fun onStart() {
        super.onStart()
        app.handedOver.again()
    }

    override fun onStop() {
        super.onStop()
        whenOpen { desk ->
            val debt = desk.store.screens.syncScreen()
            if (debt.status.hub != null && debt.debt.records > 0) SyncWorker.now(app)
        }
    }

    override fun onDestroy() {
        app.files.detach(this)
        app.recorder.detach(this)
        super.onDestroy()
    }

    private fun whenOpen(block: suspend (Desk) -> Unit) {
        app.scope.launch {
            try {
                (app.open() as? Opening.Open)?.let { block(it.desk) }
            } catch (_: LinliException) {
                // Nobody is there to be told: the hourly sync tries again, and the screens say what is wrong with the store.
            }
        }
    }

    @Composable
    private fun Content() {
        val state by app.store.collectAsState()
        Box(Modifier.safeDrawingPadding()) {
            when (val opening = state) {
                is Opening.Waiting -> Text(AppWord.WAITING.zh, Modifier.padding(24.dp))
                is Opening.Open -> Screens(opening.desk)
                is Opening.Failed -> Failed(opening.said)
            }
        }
    }

    @Composable
    private fun Screens(desk: Desk) {
        val stack by desk.stack.collectAsState()
        Shell(desk, onPrivate = ::shield)
        BackHandler(stack.canGoBack) { desk.back() }
    }

    @Composable
    private fun Failed(said: Said) {
        Column(Modifier.fillMaxSize().padding(24.dp)) {
            Text(said.zh)
            Text(said.en)
            Button({ app.scope.launch { app.open() } }, Modifier.heightIn(min = 48.dp)) {
                Text("${AppWord.AGAIN.zh} · ${AppWord.AGAIN.en}")
            }
        }
    }

    /** Residents' data are in no screenshot and in no list of apps. */
    private fun shield(private: Boolean) {
        if (private) {
            window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        } else {
            window.clearFlags(WindowManager.LayoutParams.FLAG_SECURE)
        }
    }
}
