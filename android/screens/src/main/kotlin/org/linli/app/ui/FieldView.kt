package org.linli.app.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import org.linli.app.page.Block
import org.linli.app.page.Tone
import org.linli.app.theme.LocalPalette

/** Texts that a field has sent and that the page has not shown yet: an old one that comes back must not undo what was typed since. */
private class Sent {
    private val texts = ArrayDeque<String>()

    fun add(text: String) {
        texts.addLast(text)
    }

    /** Whether it is one of ours; it and those before have come back then. */
    fun isBack(text: String): Boolean {
        val at = texts.indexOf(text)
        repeat(at + 1) { texts.removeFirst() }
        return at >= 0
    }
}

/** A text to type: the letters stand there at once, and what comes back from the model only where somebody else changed it. */
@Composable
fun FieldView(
    field: Block.Field,
    modifier: Modifier = Modifier,
) {
    var text by remember(field.key) { mutableStateOf(field.text) }
    val sent = remember(field.key) { Sent() }
    LaunchedEffect(field.key, field.text) {
        if (!sent.isBack(field.text)) text = field.text
    }
    val palette = LocalPalette.current
    OutlinedTextField(
        value = text,
        onValueChange = {
            text = it
            sent.add(it)
            field.type(it)
        },
        modifier = modifier.fillMaxWidth().testTag(field.key),
        textStyle = MaterialTheme.typography.bodyLarge,
        label = { Text(field.label, style = MaterialTheme.typography.bodyMedium) },
        supportingText = below(field),
        isError = field.mistake != null,
        singleLine = !field.long,
        minLines = if (field.long) LINES else 1,
        colors =
            OutlinedTextFieldDefaults.colors(
                focusedTextColor = palette.text,
                unfocusedTextColor = palette.text,
                focusedBorderColor = palette.main,
                unfocusedBorderColor = palette.line,
                focusedLabelColor = palette.main,
                unfocusedLabelColor = palette.quiet,
            ),
    )
}

private fun below(field: Block.Field): (@Composable () -> Unit)? {
    val said = field.mistake?.let { Tone.WARNING.sign + it } ?: field.hint ?: return null
    return {
        Text(
            said,
            style = MaterialTheme.typography.bodyMedium,
            color =
                LocalPalette.current.of(
                    if (field.mistake ==
                        null
                    ) {
                        Tone.QUIET
                    } else {
                        Tone.WARNING
                    },
                ),
        )
    }
}

/** Lines of a long text that are seen at once. */
private const val LINES = 3
