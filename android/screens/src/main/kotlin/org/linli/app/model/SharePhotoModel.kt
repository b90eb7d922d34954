package org.linli.app.model

import org.linli.PhotoSize
import org.linli.RecordId
import org.linli.Said
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.picture.Cover
import org.linli.app.picture.Seen
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.nio.file.Path

/**
 * What is to be shared.
 *
 * @property title the thing's first line, as another app is given it
 * @property isHere whether the picture is on this device
 * @property seen the picture; none if it is not here, or cannot be opened
 */
class PhotoShown(
    val title: String,
    val isHere: Boolean,
    val seen: Seen?,
)

/** 分享照片: a picture of a hazard or a notice, on which a person covers what nobody is to see; nothing leaves before that was looked at. */
class SharePhotoModel(
    desk: Desk,
    private val thing: String,
    private val photo: String,
) : Model<PhotoShown>(desk) {
    override val typing = Typing(desk, "cover", photo)

    /** What was covered before each step, the first one first; read by the thread that says the page. */
    @Volatile
    private var before: List<String> = emptyList()
    private var seen: Seen? = null

    override fun title(
        words: Words,
        value: PhotoShown?,
    ) = words[AppWord.SHARE_PHOTO]

    override suspend fun read(): PhotoShown {
        val given = desk.store.exchange.previewShare(thing, desk.settings.value.language)
        val found = given.photos.find { it.photo.value == photo } ?: gone()
        if (found.here && seen == null) seen = desk.pictures.see(write = ::write)
        return PhotoShown(given.title, found.here, seen)
    }

    private suspend fun write(file: Path) = desk.store.photos.exportPhoto(RecordId(photo), PhotoSize.FULL, file)

    private val covers get() = Cover.read(typing[COVERS])
    private val chosen get() = typing[CHOSEN].toIntOrNull()?.takeIf { it in covers.indices }

    override fun Drawing.show(value: PhotoShown) {
        line(value.title)
        val seen = value.seen
        if (!value.isHere) {
            line(AppWord.PHOTO_NOT_HERE, Tone.QUIET)
            button(AppWord.FETCH_FILE) { act { desk.store.photos.wantPhoto(RecordId(photo)) } }
        } else if (seen == null) {
            line(AppWord.NO_PICTURE, Tone.WARNING)
        } else {
            covering(seen)
            line(AppWord.SHARE_PHOTO_HOW, Tone.QUIET)
            choice(
                words[AppWord.LOOKED_QUESTION],
                listOf(Option(words[AppWord.LOOKED_YES], isLooked) { typing.put(LOOKED, if (isLooked) "" else YES) }),
            )
            val whyNot = if (isLooked) null else words[AppWord.LOOKED_FIRST]
            button(AppWord.SHARE, main = true, whyNot = whyNot) { act { give() } }
        }
    }

    private val isLooked get() = typing[LOOKED] == YES

    private fun Drawing.covering(seen: Seen) {
        line(AppWord.COVER_HOW, Tone.QUIET)
        val all = covers
        val names = all.indices.map { words[AppWord.COVER_NUMBER, it + 1] }
        picture(
            Block.Picture(
                words[AppWord.SHARE_PHOTO],
                seen,
                all.mapIndexed { at, cover -> Block.Covered(names[at], words[AppWord.COVER_CORNER, names[at]], cover) },
                chosen,
                words[AppWord.COVER],
                add = ::add,
                put = ::replace,
                choose = { typing.put(CHOSEN, it.toString()) },
            ),
        )
        button(AppWord.COVER) { add(Cover.WHOLE / 2, Cover.WHOLE / 2) }
        if (all.isNotEmpty()) heading(AppWord.COVERS)
        all.forEachIndexed { at, cover ->
            val marks = if (at == chosen) listOf(Mark(words[AppWord.CHOSEN], Tone.GOOD)) else emptyList()
            row("$at", names[at], listOf(words.where(cover)), marks, open = { typing.put(CHOSEN, "$at") })
            if (at == chosen) tools(at, cover)
        }
        button(AppWord.COVER_UNDO, whyNot = words[AppWord.NOTHING_TO_UNDO].takeIf { before.isEmpty() }) { undo() }
    }

    private fun Drawing.tools(
        at: Int,
        cover: Cover,
    ) {
        val tool = { word: AppWord, made: Cover -> Block.Button(words[word]) { replace(at, made) } }
        val step = Cover.STEP
        buttons(
            listOf(
                tool(AppWord.COVER_LEFT, cover.moved(-step, 0)),
                tool(AppWord.COVER_RIGHT, cover.moved(step, 0)),
                tool(AppWord.COVER_UP, cover.moved(0, -step)),
                tool(AppWord.COVER_DOWN, cover.moved(0, step)),
                tool(AppWord.COVER_WIDER, cover.grown(step, 0)),
                tool(AppWord.COVER_NARROWER, cover.grown(-step, 0)),
                tool(AppWord.COVER_TALLER, cover.grown(0, step)),
                tool(AppWord.COVER_LOWER, cover.grown(0, -step)),
                Block.Button(words[AppWord.COVER_REMOVE]) { put(covers.filterIndexed { n, _ -> n != at }, null) },
            ),
        )
    }

    private fun add(
        x: Int,
        y: Int,
    ) = covers.let { put(it + Cover.around(x, y), it.size) }

    private fun replace(
        at: Int,
        cover: Cover,
    ) = put(covers.mapIndexed { n, one -> if (n == at) cover else one }, at)

    private fun put(
        all: List<Cover>,
        which: Int?,
    ) {
        before += typing[COVERS]
        keep(all.joinToString("\n") { it.text() }, which)
    }

    private fun undo() {
        val last = before.lastOrNull() ?: return
        before = before.dropLast(1)
        keep(last, null)
    }

    /** What was looked at is another picture now. */
    private fun keep(
        text: String,
        which: Int?,
    ) {
        typing.put(COVERS, text)
        typing.put(CHOSEN, which?.toString().orEmpty())
        typing.put(LOOKED, "")
    }

    /** It is noted first: what left without a note would be worse than a note of what did not leave. */
    private suspend fun give() {
        val given = desk.store.exchange.sharePhoto(RecordId(photo), desk.settings.value.language)
        val file = desk.pictures.covered(covers, given.text, ::write)
        if (file == null) {
            desk.tell(Notice(NOT_MADE, failed = true))
            return
        }
        desk.files.sharePicture(file)
        typing.clear()
        before = emptyList()
        desk.back()
        desk.tell(Notice(GIVEN_AWAY))
    }

    private fun Words.where(cover: Cover): String {
        val percent = { thousandths: Int -> (thousandths + 5) / 10 }
        return this[AppWord.COVER_AT, percent(cover.left), percent(cover.top), percent(cover.width), percent(cover.height)]
    }

    private companion object {
        const val COVERS = "covers"
        const val CHOSEN = "chosen"
        const val LOOKED = "looked"
        const val YES = "yes"
        val NOT_MADE = Said("这台设备做不出遮好的照片，没有交出去。", "This device cannot make the covered picture; nothing was handed over.")
    }
}
