package org.linli.app.model

import org.linli.Said
import org.linli.ShareView
import org.linli.SharedText
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.picture.Seen
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** 分享: what another app is given of a notice, a vote or a hazard, before it is given. */
class ShareModel(
    desk: Desk,
    private val thing: String,
) : Model<SharedText>(desk) {
    override val private = false

    override fun title(
        words: Words,
        value: SharedText?,
    ) = words[AppWord.SHARE]

    override suspend fun read(): SharedText = desk.store.exchange.previewShare(thing, desk.settings.value.language)

    override fun Drawing.show(value: SharedText) {
        value.text.lines().forEach { line(it) }
        line(AppWord.SHARE_HOW, Tone.QUIET)
        button(AppWord.SHARE, main = true) {
            act {
                val given = desk.store.exchange.share(thing, desk.settings.value.language)
                desk.files.share(given.text)
                desk.tell(Notice(GIVEN_AWAY))
            }
        }
        if (value.photos.isNotEmpty()) heading(AppWord.PHOTOS)
        value.photos.forEachIndexed { at, photo ->
            val marks = if (photo.here) emptyList() else listOf(Mark(words[AppWord.NOT_HERE]))
            row(photo.photo.value, words[AppWord.PHOTO_NUMBER, at + 1], listOf(words.time(photo.at)), marks, open = {
                desk.open(Screen.SharePhoto(thing, photo.photo.value))
            })
        }
        button(AppWord.SHARES) { desk.open(Screen.Shares) }
    }
}

internal val GIVEN_AWAY = Said("已交给别的应用，并记在分享记录里。", "Handed to another app, and noted under what was shared.")

/** 分享记录: what was given from this phone to other apps. */
class SharesModel(
    desk: Desk,
) : Model<List<ShareView>>(desk) {
    override fun title(
        words: Words,
        value: List<ShareView>?,
    ) = words[AppWord.SHARES]

    override suspend fun read(): List<ShareView> = desk.store.exchange.shares()

    override fun Drawing.show(value: List<ShareView>) {
        line(AppWord.SHARES_HOW, Tone.QUIET)
        if (value.isEmpty()) line(AppWord.NO_SHARES, Tone.QUIET)
        for (one in value) {
            val said = words.beside(listOf(one.number.toString(), words.of(one.kind), words.time(one.at)))
            row(one.number.toString(), one.title, listOf(said))
        }
    }
}

/** Says that pictures which came are attached to what is written down here. */
internal fun Drawing.handed(count: Int) {
    when (count) {
        0 -> Unit
        1 -> line(AppWord.HANDED_ATTACHED)
        else -> line(words[AppWord.HANDED_ATTACHED_MANY, count])
    }
}

/** A button by which what is shown is shared. */
internal fun Drawing.share(
    thing: String,
    desk: Desk,
) = button(AppWord.SHARE) { desk.open(Screen.Share(thing)) }

/**
 * Pictures that wait.
 *
 * @property count how many do
 * @property seen the first of them; none of one that cannot be opened here
 */
class HandedShown(
    val count: Int,
    val seen: Listed<Seen?>,
)

/** 收到的照片: pictures that other apps handed over, until it is said what they are of. */
class HandedModel(
    desk: Desk,
) : Model<HandedShown>(desk) {
    private val shots = Shots(desk)

    override fun title(
        words: Words,
        value: HandedShown?,
    ) = words[AppWord.HANDED]

    override suspend fun read(): HandedShown {
        val asked = desk.handing.asked()
        return HandedShown(asked.size, shots.waiting(asked))
    }

    override fun Drawing.show(value: HandedShown) {
        if (value.count == 0) {
            line(AppWord.NOTHING_HANDED, Tone.QUIET)
            return
        }
        if (value.count == 1) line(AppWord.HANDED_HOW) else line(words[AppWord.HANDED_HOW_MANY, value.count])
        value.seen.items.forEachIndexed { at, seen ->
            val name = words[AppWord.PHOTO_NUMBER, at + 1]
            if (seen == null) fact(name, words[AppWord.NO_PICTURE], Tone.WARNING) else image(name, seen)
        }
        shots.more(this, value.seen.hasMore) { act { } }
        button(AppWord.HANDED_TOPIC, main = true) { act { desk.keepHandedFor(Screen.NewTopic()) } }
        button(AppWord.HANDED_HAZARD) { act { desk.keepHandedFor(Screen.NewHazard()) } }
        button(AppWord.DISCARD) {
            act {
                desk.handing.dropAsked()
                desk.back()
            }
        }
    }
}
