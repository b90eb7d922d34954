package org.linli.app.words

import org.linli.Language
import org.linli.Said
import org.linli.Word
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** In both languages. */
val AppWord.said: Said get() = Said(zh, en)

/** Its name among languages, by which a font chooses the shapes of characters. */
val Language.tag: String
    get() =
        when (this) {
            Language.ZH -> "zh-Hans"
            Language.EN -> "en"
        }

/** Its name in itself. */
val Language.own: String
    get() =
        when (this) {
            Language.ZH -> "中文"
            Language.EN -> "English"
        }

/**
 * Everything that is said, in one language: the app's own words, the library's, times and numbers.
 *
 * @property language which language
 */
class Words(
    val language: Language,
) {
    /** A word of the app's own; `{0}` and so on stand for [parts]. */
    operator fun get(
        word: AppWord,
        vararg parts: Any,
    ): String {
        val text = pick(word.zh, word.en)
        return parts.foldIndexed(text) { at, said, part -> said.replace("{$at}", part.toString()) }
    }

    /** The library's words. */
    fun of(said: Said): String = pick(said.zh, said.en)

    /** A word of the library's vocabularies. */
    fun of(word: Word): String = pick(word.zh, word.en)

    /** A moment: day and hour, by China's clock, which is the library's too. */
    fun time(at: Instant): String = local(at).format(if (language == Language.ZH) MOMENT_ZH else MOMENT_EN)

    /** A moment's day. */
    fun day(at: Instant): String = local(at).format(if (language == Language.ZH) DAY_ZH else DAY_EN)

    /** Several words in a line. */
    fun listed(parts: Collection<String>): String = parts.joinToString(if (language == Language.ZH) "、" else ", ")

    /** A text with a remark in brackets. */
    fun remarked(
        text: String,
        remark: String,
    ): String = if (language == Language.ZH) "$text（$remark）" else "$text ($remark)"

    /** Parts of a line that have nothing to do with each other. */
    fun beside(parts: Collection<String>): String = parts.filter { it.isNotBlank() }.joinToString(" · ")

    private fun pick(
        zh: String,
        en: String,
    ) = if (language == Language.ZH) zh else en

    companion object {
        /** China has one clock. */
        val CHINA: ZoneOffset = ZoneOffset.ofHours(8)

        private val MOMENT_ZH = DateTimeFormatter.ofPattern("M月d日 HH:mm")
        private val MOMENT_EN = DateTimeFormatter.ofPattern("d MMM HH:mm", java.util.Locale.ENGLISH)
        private val DAY_ZH = DateTimeFormatter.ofPattern("yyyy年M月d日")
        private val DAY_EN = DateTimeFormatter.ofPattern("d MMM yyyy", java.util.Locale.ENGLISH)

        private fun local(at: Instant): OffsetDateTime = at.atOffset(CHINA)

        /** The day of a moment, by China's clock. */
        fun dayOf(at: Instant): LocalDate = local(at).toLocalDate()
    }
}
