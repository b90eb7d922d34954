package org.linli.app.model

import org.linli.Language

/** Light or dark. */
enum class Look { SYSTEM, LIGHT, DARK }

/**
 * How somebody wants his app.
 *
 * @property language the language
 * @property scale the size of type, 1 for that of the system
 * @property look light or dark
 */
data class Settings(
    val language: Language = Language.ZH,
    val scale: Float = 1f,
    val look: Look = Look.SYSTEM,
) {
    internal fun fields(): Map<String, String> =
        mapOf("language" to language.name, "scale" to scale.toString(), "look" to look.name)

    companion object {
        /** The sizes to choose from. */
        val SCALES = listOf(1f, 1.5f, 2f)

        internal fun read(fields: Map<String, String>): Settings {
            val scale = fields["scale"]?.toFloatOrNull()
            return Settings(
                language = Language.entries.find { it.name == fields["language"] } ?: Language.ZH,
                scale = SCALES.find { it == scale } ?: 1f,
                look = Look.entries.find { it.name == fields["look"] } ?: Look.SYSTEM,
            )
        }
    }
}
