package org.linli.app.model

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.linli.DraftKey
import org.linli.ErrorCode
import org.linli.FrameSink
import org.linli.FramesProgress
import org.linli.LinliException
import org.linli.Said

/**
 * Codes of a transfer. Each is kept in the store as soon as it is here, so that a transfer goes on after the app was killed; a draft
 * holds some of them, and takes what comes next until it is full.
 */
internal class Frames(
    private val desk: Desk,
    private val name: String,
) {
    private val lock = Mutex()
    private var sink = FrameSink()
    private val kept = mutableListOf<String>()
    private var isLoaded = false

    /** How many are here, of how many; of none as long as nothing came. */
    val progress: FramesProgress get() = sink.progress()

    /** Those that are here, in their order. */
    val texts: List<String> get() = sink.frames()

    /** Brings back what was kept, once. */
    suspend fun load() =
        lock.withLock {
            if (isLoaded) return@withLock
            val drafts =
                desk.store.screens
                    .drafts()
                    .filter { it.key.screen == SCREEN && it.key.thing.startsWith("$name/") }
            val old = drafts.flatMap { it.fields }.sortedBy { it.field }
            for (frame in old) sink.take(frame.text)
            kept += old.map { it.text }
            isLoaded = true
        }

    /** Films codes, tells if none of them belongs to it, and gives the bytes once all are here. */
    suspend fun film(): ByteArray? {
        val seen = desk.seen(Codes.IN_TURN)
        if (seen.isEmpty()) return null
        if (!take(seen)) desk.tell(Notice(FOREIGN, failed = true))
        return bytes()
    }

    /** Takes what belongs to it of the codes that were seen, and says whether any did. */
    suspend fun take(seen: List<String>): Boolean =
        lock.withLock {
            val first = kept.size
            val fitting = seen.filter { fits(it) }
            if (kept.size > first) for (part in first / PART..kept.lastIndex / PART) keep(part)
            fitting.isNotEmpty()
        }

    private fun fits(text: String): Boolean {
        val before = sink.progress().have
        try {
            sink.take(text)
        } catch (e: LinliException) {
            if (e.code != ErrorCode.BUNDLE_DAMAGED) throw e
            return false
        }
        if (sink.progress().have > before) kept += text
        return true
    }

    private suspend fun keep(part: Int) {
        val from = part * PART
        val some = kept.subList(from, minOf(from + PART, kept.size)).withIndex()
        desk.store.drafts.saveDraft(key(part), fields(some.associate { (n, text) -> "%05d".format(from + n) to text }))
    }

    private fun key(part: Int) = DraftKey(SCREEN, "$name/$part")

    /** The bytes, once all are here. */
    private fun bytes(): ByteArray? = sink.bytes()

    /** Forgets them. */
    suspend fun clear() =
        lock.withLock {
            if (kept.isNotEmpty()) for (part in 0..kept.lastIndex / PART) desk.store.drafts.saveDraft(key(part), emptyList())
            kept.clear()
            sink = FrameSink()
        }

    internal companion object {
        private const val SCREEN = "transfer"
        private val FOREIGN =
            Said("这不是这一包的码。要收另一包，请点“从头来”。", "These codes are of something else. To begin with that, start again.")

        /** Codes of a draft, which holds 64 KiB. */
        private const val PART = 64

        /** Bytes of a code: seen by a cheap camera from a small screen. */
        const val BYTES = 400

        /** Bytes of a bundle: more take over five minutes a turn, and nobody films so long. */
        const val MOST_BYTES = 1_500 * BYTES
    }
}

private val NO_CODE = Said("没有看到码。请靠近、放正，再试一次。", "No code was seen: closer and straight, then again.")

/** The codes that a person lets this device see; that there was none in what it saw is told. */
internal suspend fun Desk.seen(which: Codes): List<String> {
    val seen = files.codes(which) ?: return emptyList()
    if (seen.isEmpty()) tell(Notice(NO_CODE, failed = true))
    return seen
}
