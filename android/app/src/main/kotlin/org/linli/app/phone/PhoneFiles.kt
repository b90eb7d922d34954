package org.linli.app.phone

import android.content.ClipData
import android.content.Context
import android.content.Intent
import android.net.Uri
import androidx.activity.ComponentActivity
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContracts
import androidx.core.content.FileProvider
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.model.Codes
import org.linli.app.model.Files
import org.linli.app.picture.whole
import java.io.IOException
import java.nio.file.Path
import java.util.UUID
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.outputStream

/** The system's own dialogs, of the activity that is there: share, open, camera. */
class PhoneFiles(
    private val context: Context,
) : Files {
    private var launchers: Launchers? = null
    private var opened: CompletableDeferred<Uri?>? = null
    private var taken: CompletableDeferred<Boolean>? = null
    private var filmed: CompletableDeferred<Boolean>? = null

    private class Launchers(
        val activity: ComponentActivity,
        val open: ActivityResultLauncher<Array<String>>,
        val camera: ActivityResultLauncher<Uri>,
        val film: ActivityResultLauncher<Uri>,
    )

    /** Takes an activity's place; to be called while it is made. [came] is told of a picture for which nobody waits any more. */
    fun attach(
        activity: ComponentActivity,
        came: (Path) -> Unit,
    ) {
        val open =
            activity.registerForActivityResult(ActivityResultContracts.OpenDocument()) { uri ->
                opened?.complete(uri)
                opened = null
            }
        val camera =
            activity.registerForActivityResult(ActivityResultContracts.TakePicture()) { done ->
                val waiting = taken
                taken = null
                val file = pending()
                if (waiting != null) {
                    waiting.complete(done)
                } else if (done && file.exists()) {
                    came(kept(file))
                }
            }
        val film =
            activity.registerForActivityResult(ActivityResultContracts.CaptureVideo()) { done ->
                // Without anybody who waits it is of nothing: whoever was ended meanwhile films again.
                filmed?.complete(done) ?: filming().deleteIfExists()
                filmed = null
            }
        launchers = Launchers(activity, open, camera, film)
    }

    /** The activity is gone. */
    fun detach(activity: ComponentActivity) {
        if (launchers?.activity === activity) launchers = null
    }

    override suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    ) {
        val file =
            context.cacheDir
                .toPath()
                .resolve("given")
                .createDirectories()
                .resolve(name)
        write(file)
        withContext(Dispatchers.Main) {
            val send =
                Intent(Intent.ACTION_SEND)
                    .setType("application/octet-stream")
                    .putExtra(Intent.EXTRA_STREAM, uri(file))
                    .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
            launchers?.activity?.startActivity(Intent.createChooser(send, null))
        }
    }

    override suspend fun share(text: String) {
        withContext(Dispatchers.Main) {
            val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
            launchers?.activity?.startActivity(Intent.createChooser(send, null))
        }
    }

    override suspend fun sharePicture(picture: Path) {
        withContext(Dispatchers.Main) {
            val at = uri(picture)
            val send =
                Intent(Intent.ACTION_SEND)
                    .setType("image/jpeg")
                    .putExtra(Intent.EXTRA_STREAM, at)
                    .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
            // The sheet shows what it is given only where it may read it.
            send.clipData = ClipData.newRawUri(null, at)
            launchers?.activity?.startActivity(Intent.createChooser(send, null))
        }
    }

    override val own: Path get() = context.filesDir.toPath()

    /** A picture that another app hands over, as a file of the app's own; nothing if it cannot be read. Several may come at once. */
    suspend fun handed(uri: Uri): Path? =
        try {
            copy(uri, own.resolve("pictures").createDirectories().resolve("${UUID.randomUUID()}.jpg"))
        } catch (_: IOException) {
            null
        } catch (_: SecurityException) {
            // The other app does not let us read it.
            null
        }

    override suspend fun take(): Path? {
        val answer = CompletableDeferred<Uri?>()
        withContext(Dispatchers.Main) {
            opened?.complete(null)
            opened = answer
            launchers?.open?.launch(arrayOf("*/*")) ?: answer.complete(null)
        }
        val taken = answer.await() ?: return null
        val folder = context.cacheDir.toPath().resolve("taken")
        return copy(taken, folder.createDirectories().resolve("file"))
    }

    override suspend fun picture(): Path? {
        val file = written(pending(), Launchers::camera) { answer -> taken.also { taken = answer } }
        return file?.let { kept(it) }
    }

    override suspend fun codes(which: Codes): List<String>? =
        when (which) {
            Codes.ONE -> picture()?.let { file -> SeenCodes.onPicture(file).also { discard(file) } }
            Codes.IN_TURN -> filmOfCodes()?.let { file -> SeenCodes.onFilm(file).also { discard(file) } }
        }

    private suspend fun filmOfCodes(): Path? = written(filming(), Launchers::film) { answer -> filmed.also { filmed = answer } }

    /** A file once the system's camera wrote it. [wait] puts the answer in the place of the one before, which nobody gives any more. */
    private suspend fun written(
        file: Path,
        camera: (Launchers) -> ActivityResultLauncher<Uri>,
        wait: (CompletableDeferred<Boolean>) -> CompletableDeferred<Boolean>?,
    ): Path? {
        val answer = CompletableDeferred<Boolean>()
        withContext(Dispatchers.Main) {
            wait(answer)?.complete(false)
            file.parent.createDirectories()
            file.deleteIfExists()
            launchers?.let(camera)?.launch(uri(file)) ?: answer.complete(false)
        }
        return file.takeIf { answer.await() && it.exists() }
    }

    /** The camera's own file: nothing of a resident's is to lie open on the phone. */
    override suspend fun discard(picture: Path) {
        withContext(Dispatchers.IO) { picture.deleteIfExists() }
    }

    /** What a document holds, as a file of the app's own: whole, or none. */
    private suspend fun copy(
        uri: Uri,
        to: Path,
    ): Path =
        withContext(Dispatchers.IO) {
            val stream = context.contentResolver.openInputStream(uri) ?: throw IOException("nothing there")
            stream.use { from ->
                whole(to) { file ->
                    file.outputStream().use { from.copyTo(it) }
                    true
                }
            }
            to
        }

    /** Always the same place: whoever comes back after the process was ended looks there. */
    private fun pending(): Path = own.resolve("pictures").resolve("taking.jpg")

    private fun filming(): Path = pending().resolveSibling("filming.mp4")

    private fun kept(file: Path): Path =
        java.nio.file.Files
            .move(file, file.resolveSibling("${UUID.randomUUID()}.jpg"))

    private fun uri(file: Path): Uri = FileProvider.getUriForFile(context, "${context.packageName}.files", file.toFile())
}
