package org.linli

import org.linli.ffi.wordTexts

/** A word of a closed vocabulary, with its names for people. */
public sealed interface Word {
    /** Its name in Chinese. */
    public val zh: String

    /** Its name in English. */
    public val en: String
}

/** The library's table of names, read once. */
internal object WordTexts {
    private val all by lazy { mapping { wordTexts() }.associateBy { it.vocabulary to it.word } }

    fun of(
        vocabulary: String,
        word: Enum<*>,
    ) = all.getValue(vocabulary to word.name.lowercase())
}
