package org.linli.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteractionsProvider
import androidx.compose.ui.text.TextLayoutResult

/**
 * What was found in a window.
 *
 * @property wrong what cannot be read or touched
 * @property looked how many parts were looked at
 */
class Legible(
    val wrong: List<String>,
    val looked: Int,
)

/** Looks at everything in a window of a width in dp: what can be touched has a name and room for a thumb, and no text is cut. */
fun SemanticsNodeInteractionsProvider.legible(width: Int): Legible {
    val merged = onAllNodes(everything).fetchSemanticsNodes()
    val texts = onAllNodes(everything, useUnmergedTree = true).fetchSemanticsNodes()
    return Legible(merged.flatMap { it.touch() } + texts.flatMap { it.cut(width) }, texts.size)
}

private val everything = SemanticsMatcher("everything") { true }

/** What is wrong with it, if it can be touched. */
private fun SemanticsNode.touch(): List<String> {
    if (config.getOrNull(SemanticsActions.OnClick) == null) return emptyList()
    val name = name()
    val room = size
    val thumb = THUMB * layoutInfo.density.density
    return listOfNotNull(
        "no name at ${boundsInRoot.top}".takeIf { name.isBlank() },
        "`$name` is ${room.width} × ${room.height}".takeIf { room.width < thumb || room.height < thumb },
    )
}

private fun SemanticsNode.name(): String {
    val texts = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
    val edited = listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text)
    val below = children.map { it.name() }
    return (
        texts +
            config
                .getOrNull(
                    SemanticsProperties.ContentDescription,
                ).orEmpty() + edited + below
    ).joinToString(" ").trim()
}

/** What is wrong with its text, if it has one. */
private fun SemanticsNode.cut(window: Int): List<String> {
    val layouts = mutableListOf<TextLayoutResult>()
    config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
    val text = layouts.firstOrNull() ?: return emptyList()
    val right = window * layoutInfo.density.density
    val said =
        text.layoutInput.text.text
            .take(30)
    return listOfNotNull(
        "`$said` is cut".takeIf { text.isCut(size.width, size.height) },
        "`$said` leaves the window at ${boundsInRoot.right}".takeIf { boundsInRoot.right > right || boundsInRoot.left < 0 },
    )
}

/** Its own measure of overflow compares with the room that there was, which a short text does not fill. */
private fun TextLayoutResult.isCut(
    width: Int,
    height: Int,
): Boolean {
    val widest = (0 until lineCount).maxOfOrNull { getLineRight(it) - getLineLeft(it) } ?: 0f
    return multiParagraph.didExceedMaxLines || multiParagraph.height > height + 1 || widest > width + 1
}

/** In dp. */
private const val THUMB = 48
