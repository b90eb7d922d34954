package org.linli.app.page

/** The page as plain text: what a person reads, and where he can tap. The golden files of all languages hold this. */
fun Page.transcript(): String =
    buildString {
        appendLine("# $title")
        for (block in blocks) appendLine(block.transcript())
    }

private fun Block.transcript(): String =
    when (this) {
        is Block.Heading -> {
            "## $text"
        }

        is Block.Line -> {
            "${tone.sign}$text"
        }

        is Block.Row -> {
            row()
        }

        is Block.Button -> {
            "[$text]" + whyNot?.let { " ✕ $it" }.orEmpty()
        }

        is Block.Buttons -> {
            buttons.joinToString(" ") { it.transcript() }
        }

        is Block.Choice -> {
            "$label: " + options.joinToString(" ") { if (it.chosen) "(●${it.text})" else "(${it.text})" } +
                wrong(mistake)
        }

        is Block.Field -> {
            "$label: ‹$text›" + wrong(mistake)
        }

        is Block.Gauge -> {
            "$label: $have/$need/$of $text"
        }

        is Block.Image -> {
            "$label: ▣"
        }

        is Block.Picture -> {
            "$label: ▣"
        }

        is Block.Copied -> {
            "$label: $text ◇"
        }

        is Block.Code -> {
            "$label: ▦"
        }

        is Block.Frames -> {
            "$label: ▦…"
        }
    }

private fun Block.Row.row(): String {
    val sign = if (open == null) "-" else ">"
    val marks = marks.joinToString("") { " <${it.signed}>" }
    return (listOf("$sign $title$marks") + lines.map { "    $it" }).joinToString("\n")
}

private fun wrong(mistake: String?) = mistake?.let { " ！$it" }.orEmpty()
