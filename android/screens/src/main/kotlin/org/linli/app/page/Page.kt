package org.linli.app.page

import org.linli.app.picture.Cover
import org.linli.app.picture.Seen

/**
 * What a screen shows at a moment, in words: a model says it, `ui` draws it, a transcript prints it. There is nothing on a screen
 * that is not here.
 *
 * @property title its title
 * @property blocks what stands below, from top to bottom
 * @property private whether it shows residents' data: such a screen is kept out of screenshots and of the list of apps
 */
data class Page(
    val title: String,
    val blocks: List<Block>,
    val private: Boolean = false,
)

/** How a text is meant. Colour is never alone: each has a sign of its own, too. */
enum class Tone(
    val sign: String,
) {
    PLAIN(""),
    QUIET(""),
    GOOD("✓"),
    WARNING("！"),
}

/**
 * A short remark beside something.
 *
 * @property text in a word or two
 * @property tone how it is meant
 */
data class Mark(
    val text: String,
    val tone: Tone = Tone.PLAIN,
) {
    /** With its sign. */
    val signed: String get() = tone.sign + text
}

/** A part of a page. */
sealed interface Block {
    /** A heading of what follows. */
    data class Heading(
        val text: String,
    ) : Block

    /** A line of text. */
    data class Line(
        val text: String,
        val tone: Tone = Tone.PLAIN,
    ) : Block

    /**
     * A thing in a list.
     *
     * @property key tells it apart from others of the page
     * @property open what a tap does; nothing happens without
     */
    data class Row(
        val key: String,
        val title: String,
        val lines: List<String> = emptyList(),
        val marks: List<Mark> = emptyList(),
        val open: (() -> Unit)? = null,
    ) : Block

    /**
     * Something that can be done.
     *
     * @property main whether it is what one comes here for
     * @property whyNot the reason why it cannot be done now
     */
    data class Button(
        val text: String,
        val main: Boolean = false,
        val whyNot: String? = null,
        val press: () -> Unit,
    ) : Block

    /** Several things that can be done, beside each other: one tap does one of them. */
    data class Buttons(
        val buttons: List<Button>,
    ) : Block

    /** One of a few, or several of them. */
    data class Choice(
        val label: String,
        val options: List<Option>,
        val mistake: String? = null,
    ) : Block

    /**
     * A text to type.
     *
     * @property key tells it apart from others of the page
     * @property hint what is expected
     * @property long whether it takes several lines
     * @property mistake what is wrong with it
     */
    data class Field(
        val key: String,
        val label: String,
        val text: String,
        val hint: String? = null,
        val long: Boolean = false,
        val mistake: String? = null,
        val type: (String) -> Unit,
    ) : Block

    /** How much there is of what is needed. */
    data class Gauge(
        val label: String,
        val have: Long,
        val need: Long,
        val of: Long,
        val text: String,
    ) : Block

    /**
     * A picture to look at.
     *
     * @property label which one it is
     * @property seen the picture
     */
    data class Image(
        val label: String,
        val seen: Seen,
    ) : Block

    /**
     * A picture, and what is covered on it. Everything that a finger does here can be done by buttons of the page, too.
     *
     * @property label what it is
     * @property seen the picture
     * @property covers what is covered
     * @property chosen the one that can be resized
     * @property addSaid what a tap does
     * @property add covers a place around a point, in thousandths
     * @property put moves or resizes one, once the finger is off
     * @property choose chooses one
     */
    data class Picture(
        val label: String,
        val seen: Seen,
        val covers: List<Covered>,
        val chosen: Int?,
        val addSaid: String,
        val add: (Int, Int) -> Unit,
        val put: (Int, Cover) -> Unit,
        val choose: (Int) -> Unit,
    ) : Block

    /**
     * A covered place.
     *
     * @property name its name
     * @property corner what its corner does
     * @property cover where it is
     */
    data class Covered(
        val name: String,
        val corner: String,
        val cover: Cover,
    )

    /** A text with its name, that a tap takes to the clipboard. */
    data class Copied(
        val label: String,
        val text: String,
    ) : Block

    /** A text for another phone's camera, or for the clipboard. */
    data class Code(
        val label: String,
        val text: String,
    ) : Block

    /** Texts for another phone's camera, shown in turn. */
    data class Frames(
        val label: String,
        val texts: List<String>,
    ) : Block {
        companion object {
            /** Each is shown so long: a cheap phone's camera sees it twice. */
            const val MILLIS = 200L
        }
    }
}

/** One of a choice. */
data class Option(
    val text: String,
    val chosen: Boolean,
    val choose: () -> Unit,
)
