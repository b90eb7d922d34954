package org.linli.app.phone

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.media.MediaMetadataRetriever
import android.media.MediaPlayer
import android.media.MediaRecorder
import androidx.activity.ComponentActivity
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContracts
import androidx.core.content.ContextCompat
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.model.Recorder
import org.linli.app.model.Recording
import org.linli.app.words.AppWord
import java.io.IOException
import java.nio.file.Path
import java.util.UUID
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteIfExists

/** The phone's microphone and speaker: M4A of some 32 kbit/s, of which a minute is a quarter of what the library takes. */
class PhoneRecorder(
    private val context: Context,
) : Recorder {
    private var asking: ActivityResultLauncher<String>? = null
    private var asker: ComponentActivity? = null
    private var allowed: CompletableDeferred<Boolean>? = null
    private var running: Pair<MediaRecorder, Path>? = null
    private var isRefused = false

    /** Takes an activity's place, which asks for the microphone; to be called while it is made. */
    fun attach(activity: ComponentActivity) {
        asker = activity
        asking =
            activity.registerForActivityResult(ActivityResultContracts.RequestPermission()) { yes ->
                allowed?.complete(yes)
                allowed = null
            }
    }

    /** The activity is gone. */
    fun detach(activity: ComponentActivity) {
        if (asker !== activity) return
        asker = null
        asking = null
    }

    override val whyNot: AppWord?
        get() =
            when {
                !context.packageManager.hasSystemFeature(PackageManager.FEATURE_MICROPHONE) -> AppWord.NO_RECORDER
                isRefused && !mayRecord() -> AppWord.NO_MICROPHONE_ALLOWED
                else -> null
            }

    override val isOn get() = running != null

    private fun mayRecord() =
        ContextCompat.checkSelfPermission(context, Manifest.permission.RECORD_AUDIO) == PackageManager.PERMISSION_GRANTED

    private suspend fun ask(): Boolean {
        if (mayRecord()) return true
        val answer = CompletableDeferred<Boolean>()
        withContext(Dispatchers.Main) {
            allowed?.complete(false)
            allowed = answer
            asking?.launch(Manifest.permission.RECORD_AUDIO) ?: answer.complete(false)
        }
        return answer.await().also { isRefused = !it }
    }

    override suspend fun begin(): Boolean {
        if (!ask()) return false
        val file = newFile()

        // The one that takes a context is of Android 12.
        @Suppress("DEPRECATION")
        val recorder = MediaRecorder()
        return withContext(Dispatchers.IO) {
            try {
                recorder.setAudioSource(MediaRecorder.AudioSource.MIC)
                recorder.setOutputFormat(MediaRecorder.OutputFormat.MPEG_4)
                recorder.setAudioEncoder(MediaRecorder.AudioEncoder.AAC)
                recorder.setAudioSamplingRate(SAMPLES)
                recorder.setAudioEncodingBitRate(BITS)
                recorder.setMaxDuration(Recorder.LONGEST_MS)
                recorder.setOutputFile(file.toFile())
                recorder.prepare()
                recorder.start()
                running = recorder to file
                true
            } catch (_: IOException) {
                given(recorder, file)
            } catch (_: RuntimeException) {
                // Another app holds the microphone: the framework says so by a bare RuntimeException.
                given(recorder, file)
            }
        }
    }

    private fun given(
        recorder: MediaRecorder,
        file: Path,
    ): Boolean {
        recorder.release()
        file.deleteIfExists()
        return false
    }

    override suspend fun end(): Recording? {
        val (recorder, file) = running ?: return null
        running = null
        return withContext(Dispatchers.IO) {
            try {
                recorder.stop()
                recorder.release()
                Recording(file, length(file).coerceIn(1, Recorder.LONGEST_MS.toLong()))
            } catch (_: RuntimeException) {
                // Nothing was heard yet.
                given(recorder, file)
                null
            }
        }
    }

    private fun length(file: Path): Long {
        val retriever = MediaMetadataRetriever()
        try {
            retriever.setDataSource(file.toString())
            return retriever.extractMetadata(MediaMetadataRetriever.METADATA_KEY_DURATION)?.toLongOrNull() ?: 0
        } finally {
            retriever.release()
        }
    }

    override suspend fun play(write: suspend (Path) -> Unit): Boolean {
        val file = newFile()
        val player = MediaPlayer()
        return try {
            write(file)
            val over = CompletableDeferred<Boolean>()
            player.setDataSource(file.toString())
            player.setOnCompletionListener { over.complete(true) }
            player.setOnErrorListener { _, _, _ -> over.complete(false) }
            withContext(Dispatchers.IO) { player.prepare() }
            player.start()
            over.await()
        } catch (_: IOException) {
            // This phone does not know its format.
            false
        } finally {
            player.release()
            file.deleteIfExists()
        }
    }

    override suspend fun discard(file: Path) {
        withContext(Dispatchers.IO) { file.deleteIfExists() }
    }

    private fun newFile(): Path =
        context.filesDir
            .toPath()
            .resolve("sounds")
            .createDirectories()
            .resolve("${UUID.randomUUID()}.m4a")

    private companion object {
        const val SAMPLES = 16_000
        const val BITS = 32_000
    }
}
