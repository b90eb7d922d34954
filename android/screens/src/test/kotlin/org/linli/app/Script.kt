package org.linli.app

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import kotlin.io.path.readBytes

/** The repository. */
val root: Path by lazy { Path.of(System.getProperty("linli.root", ".")).toAbsolutePath().normalize() }

/** `tests/screens/script.json`. */
val script: JsonNode by lazy { ObjectMapper().readTree(root.resolve("tests/screens/script.json").readBytes()) }

fun JsonNode.text(name: String): String = checkNotNull(this[name]) { "$name is missing in $this" }.asText()

fun JsonNode.textOrNull(name: String): String? = this[name]?.asText()

/** A word of a vocabulary, as the tools spell it. */
inline fun <reified W : Enum<W>> word(name: String): W = enumValues<W>().first { it.name.lowercase() == name }
