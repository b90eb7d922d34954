package org.linli.app.phone

import android.app.Application
import androidx.work.Configuration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.linli.LinliException
import org.linli.Said
import org.linli.Workspace
import org.linli.app.model.Desk

/** Whether the store is open. */
sealed interface Opening {
    /** Not yet. */
    data object Waiting : Opening

    /** It is, and the screens stand on it. */
    class Open(
        val desk: Desk,
    ) : Opening

    /** It could not be opened, and why. */
    class Failed(
        val said: Said,
    ) : Opening
}

/** The process: one store in it, whoever needs it first opens it. It is open until the system ends the process. */
class LinliApp :
    Application(),
    Configuration.Provider {
    override val workManagerConfiguration = Configuration.Builder().build()

    /** Work goes on in it, whichever screen is shown. */
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Files of the activity that is there. */
    val files by lazy { PhoneFiles(this) }

    /** Microphone and speaker; the activity that is there asks for the one. */
    val recorder by lazy { PhoneRecorder(this) }

    /** What other apps hand over. */
    val handedOver by lazy { HandedOver(this) }

    private val state = MutableStateFlow<Opening>(Opening.Waiting)
    private val opening = Mutex()

    /** Whether the store is open. */
    val store: StateFlow<Opening> = state.asStateFlow()

    override fun onCreate() {
        super.onCreate()
        scope.launch { open() }
        SyncWorker.everyHour(this)
    }

    /** Opens the store, if it is not open, and says what came of it. */
    suspend fun open(): Opening =
        opening.withLock {
            val now = state.value
            if (now is Opening.Open) return@withLock now
            state.value = Opening.Waiting
            attempt().also { state.value = it }
        }

    private suspend fun attempt(): Opening =
        try {
            val folder = noBackupFilesDir.toPath().resolve("store")
            val key = StoreKey(noBackupFilesDir.toPath().resolve("key"), folder)
            val store = Workspace.open(folder, key)
            Opening.Open(Desk(store, scope, files, recorder = recorder, pictures = PhonePictures(this)).also { it.begin() })
        } catch (e: LinliException) {
            Opening.Failed(Said(e.zh, e.en))
        }
}
