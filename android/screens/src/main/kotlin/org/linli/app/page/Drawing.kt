package org.linli.app.page

import org.linli.app.picture.Seen
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * Says a page, block by block.
 *
 * @property words the language
 */
class Drawing(
    val words: Words,
) {
    private val blocks = mutableListOf<Block>()

    /** What was said so far, under a title. */
    fun page(
        title: String,
        private: Boolean,
    ): Page = Page(title, blocks.toList(), private)

    fun heading(text: String) {
        blocks += Block.Heading(text)
    }

    fun heading(word: AppWord) = heading(words[word])

    fun line(
        text: String,
        tone: Tone = Tone.PLAIN,
    ) {
        if (text.isNotBlank()) blocks += Block.Line(text, tone)
    }

    fun line(
        word: AppWord,
        tone: Tone = Tone.PLAIN,
    ) = line(words[word], tone)

    /** A fact with its name. */
    fun fact(
        label: String,
        text: String,
        tone: Tone = Tone.PLAIN,
    ) = line("$label${words[AppWord.COLON]}$text", tone)

    fun row(
        key: String,
        title: String,
        lines: List<String> = emptyList(),
        marks: List<Mark> = emptyList(),
        open: (() -> Unit)? = null,
    ) {
        blocks += Block.Row(key, title, lines.filter { it.isNotBlank() }, marks, open)
    }

    fun button(
        text: String,
        main: Boolean = false,
        whyNot: String? = null,
        press: () -> Unit,
    ) {
        blocks += Block.Button(text, main, whyNot, press)
    }

    fun button(
        word: AppWord,
        main: Boolean = false,
        whyNot: String? = null,
        press: () -> Unit,
    ) = button(words[word], main, whyNot, press)

    fun buttons(buttons: List<Block.Button>) {
        blocks += Block.Buttons(buttons)
    }

    fun choice(
        label: String,
        options: List<Option>,
        mistake: String? = null,
    ) {
        blocks += Block.Choice(label, options, mistake)
    }

    fun field(field: Block.Field) {
        blocks += field
    }

    fun gauge(gauge: Block.Gauge) {
        blocks += gauge
    }

    fun image(
        label: String,
        seen: Seen,
    ) {
        blocks += Block.Image(label, seen)
    }

    fun picture(picture: Block.Picture) {
        blocks += picture
    }

    fun copied(
        label: String,
        text: String,
    ) {
        blocks += Block.Copied(label, text)
    }

    fun code(
        label: String,
        text: String,
    ) {
        blocks += Block.Code(label, text)
    }

    fun frames(
        label: String,
        texts: List<String>,
    ) {
        blocks += Block.Frames(label, texts)
    }
}
