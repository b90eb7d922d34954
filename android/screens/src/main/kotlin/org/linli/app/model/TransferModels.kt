package org.linli.app.model

import org.linli.FramesProgress
import org.linli.Linli
import org.linli.Said
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.words.AppWord
import org.linli.app.words.Words

private val TOO_MUCH = Said("内容太多，扫码太慢：请改用文件。", "This is too much for codes: hand a file over instead.")

private fun Drawing.come(progress: FramesProgress) {
    if (progress.of == 0L) return
    val text = words[AppWord.CODES_HAVE, progress.have, progress.of]
    gauge(Block.Gauge(words[AppWord.CODES_COME], progress.have, progress.of, progress.of, text))
}

/** 我要收: a request for another phone's camera, then that one's codes, in any order, also after the app was killed. */
class GetModel(
    desk: Desk,
) : Model<List<String>>(desk) {
    private val came = Frames(desk, "came")
    private var request: List<String> = emptyList()
    override val private = false

    override fun title(
        words: Words,
        value: List<String>?,
    ) = words[AppWord.GET_BY_CODE]

    /** The request, the same as long as the screen is open: half of it may have been seen. */
    override suspend fun read(): List<String> {
        came.load()
        if (request.isEmpty()) {
            request =
                Linli.frames(
                    desk.store.exchange
                        .request()
                        .toByteArray(),
                    Frames.BYTES,
                )
        }
        return request
    }

    override fun Drawing.show(value: List<String>) {
        line(AppWord.SHOW_REQUEST_HOW)
        frames(words[AppWord.ASKED_BY_CODE], value)
        line(AppWord.FILM_HOW)
        come(came.progress)
        button(AppWord.FILM_CODES, main = true) { act { film() } }
        if (came.progress.have > 0) button(AppWord.AGAIN_FROM_START) { act { came.clear() } }
    }

    private suspend fun film() {
        val bundle = came.film() ?: return
        val got = desk.store.exchange.receive(bundle)
        came.clear()
        request = emptyList()
        desk.back()
        desk.tell(Notice(Said("收到 ${got.accepted} 条新记录。", "${got.accepted} new records.")))
    }
}

/** 我来给: another phone's request is scanned, and what it lacks is shown as codes until somebody else comes. */
class GiveModel(
    desk: Desk,
) : Model<List<String>>(desk) {
    private val asked = Frames(desk, "asked")
    private val given = Frames(desk, "given")
    override val private = false

    override fun title(
        words: Words,
        value: List<String>?,
    ) = words[AppWord.GIVE_BY_CODE]

    /** The codes to be shown: the same ones after the app was closed, for the other phone has some of them. */
    override suspend fun read(): List<String> {
        asked.load()
        given.load()
        return given.texts
    }

    override fun Drawing.show(value: List<String>) {
        if (value.isEmpty()) {
            line(AppWord.SCAN_REQUEST_HOW)
            come(asked.progress)
            button(AppWord.FILM_CODES, main = true) { act { film() } }
        } else {
            val seconds = (value.size * Block.Frames.MILLIS / 1_000).coerceAtLeast(1)
            line(words[AppWord.CODES_TO_SHOW, value.size, seconds])
            frames(words[AppWord.CODES_FOR_OTHER], value)
            button(AppWord.NEXT_PHONE) { act { given.clear() } }
        }
        if (asked.progress.have > 0) button(AppWord.AGAIN_FROM_START) { act { asked.clear() } }
    }

    private suspend fun film() {
        val request = asked.film() ?: return
        asked.clear()
        val bundle = desk.store.exchange.bundle(request.decodeToString())
        if (bundle.size > Frames.MOST_BYTES) {
            desk.tell(Notice(TOO_MUCH, failed = true))
        } else {
            given.take(Linli.frames(bundle, Frames.BYTES))
        }
    }
}
