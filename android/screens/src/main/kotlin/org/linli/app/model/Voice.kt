package org.linli.app.model

import org.linli.DraftKey
import org.linli.PhotoSize
import org.linli.PhotoView
import org.linli.RecordId
import org.linli.Said
import org.linli.VoiceDraft
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import java.nio.file.Path
import kotlin.io.path.copyTo

/** 录音: what is said at a door instead of typed. It lies beside what is typed there, and is there again after the app was killed. */
internal class Voice(
    private val desk: Desk,
    household: String,
) {
    private val key = DraftKey("voice", household)
    private var kept: Recording? = null

    /** Brings back what was recorded before. */
    suspend fun load() {
        val texts =
            desk.store.screens
                .drafts()
                .find { it.key == key }
                ?.texts()
                .orEmpty()
        val file = texts["file"]?.let(desk::kept)
        val length = texts["length_ms"]?.toLongOrNull()
        kept = if (file != null && length != null) Recording(file, length) else null
    }

    /** Buttons by which [act] records, ends, plays and drops it. */
    fun show(
        drawing: Drawing,
        act: (suspend () -> Unit) -> Unit,
    ) = with(drawing) {
        val recorder = desk.recorder
        val recording = kept
        if (recorder.isOn) {
            line(AppWord.RECORDING, Tone.WARNING)
            button(AppWord.STOP_RECORDING) { act { end() } }
        } else if (recording == null) {
            button(AppWord.RECORD, whyNot = recorder.whyNot?.let { words[it] }) {
                act { if (!recorder.begin()) desk.tell(Notice(NO_SOUND, failed = true)) }
            }
        } else {
            fact(words[AppWord.VOICE_NOTE], words[AppWord.SECONDS, recording.seconds()])
            button(AppWord.PLAY) { act { desk.hear { recording.file.copyTo(it, overwrite = true) } } }
            button(AppWord.DELETE_VOICE) { act { drop() } }
        }
    }

    private suspend fun end() {
        val recording = desk.recorder.end()
        if (recording == null) {
            desk.tell(Notice(NO_SOUND, failed = true))
            return
        }
        kept = recording
        desk.store.drafts.saveDraft(
            key,
            fields(mapOf("file" to desk.written(recording.file), "length_ms" to recording.lengthMs.toString())),
        )
    }

    /** Gives it to a visit; whether there was any. */
    suspend fun attach(visit: RecordId): Boolean {
        if (desk.recorder.isOn) end()
        val recording = kept ?: return false
        desk.store.photos.attachVoice(VoiceDraft(visit.value, recording.file, recording.lengthMs))
        drop()
        return true
    }

    /** Throws it away. */
    suspend fun drop() {
        if (desk.recorder.isOn) desk.recorder.end()?.let { desk.recorder.discard(it.file) }
        kept?.let { desk.recorder.discard(it.file) }
        kept = null
        desk.store.drafts.saveDraft(key, emptyList())
    }

    private companion object {
        val NO_SOUND = Said("没有录到声音，请再试一次。", "Nothing was recorded; try again.")
    }
}

private suspend fun Desk.hear(write: suspend (Path) -> Unit) {
    if (!recorder.play(write)) tell(Notice(UNPLAYABLE, failed = true))
}

private val UNPLAYABLE = Said("这台设备放不了这段录音。", "This device cannot play the recording.")

private fun Recording.seconds(): Long = (lengthMs + 500) / 1000

/** What was said at a visit, to be heard. */
internal fun Drawing.voices(
    voices: List<PhotoView>,
    desk: Desk,
    act: (suspend () -> Unit) -> Unit,
) {
    for (voice in voices) {
        val length = voice.lengthMs ?: continue
        fact(words[AppWord.VOICE_NOTE], words[AppWord.SECONDS, (length + 500) / 1000])
        if (voice.here) {
            button(AppWord.PLAY) { act { desk.hear { desk.store.photos.exportPhoto(voice.photo, PhotoSize.FULL, it) } } }
        } else {
            line(AppWord.VOICE_NOT_HERE, Tone.QUIET)
            button(AppWord.FETCH_FILE) { act { desk.store.photos.wantPhoto(voice.photo) } }
        }
    }
}
