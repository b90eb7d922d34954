package org.linli.app.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.platform.LocalClipboardManager
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.delay
import org.linli.app.code.QrCode
import org.linli.app.page.Block
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.theme.LocalPalette
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import kotlin.math.floor

/** A text with its name: a tap copies it, and a sign tells which ones were copied already. */
@Suppress("DEPRECATION")
@Composable
internal fun CopiedView(
    copied: Block.Copied,
    words: Words,
) {
    val clipboard = LocalClipboardManager.current
    var isCopied by remember(copied) { mutableStateOf(false) }
    val mark = if (isCopied) Mark(words[AppWord.COPIED], Tone.GOOD) else Mark(words[AppWord.COPY])
    RowView(
        Block.Row(copied.label, copied.label, listOf(copied.text), listOf(mark)) {
            clipboard.setText(AnnotatedString(copied.text))
            isCopied = true
        },
    )
}

/** A text as a QR code, and for the clipboard. */
@Suppress("DEPRECATION")
@Composable
internal fun CodeView(
    code: Block.Code,
    words: Words,
) {
    val clipboard = LocalClipboardManager.current
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Said(code.label, Tone.PLAIN)
        Squares(code.text, code.label)
        ButtonView(Block.Button(words[AppWord.COPY]) { clipboard.setText(AnnotatedString(code.text)) }, Modifier.fillMaxWidth())
    }
}

/** Texts as QR codes, in turn, as long as they are seen. */
@Composable
internal fun FramesView(frames: Block.Frames) {
    var turn by remember(frames.texts) { mutableIntStateOf(0) }
    LaunchedEffect(frames.texts) {
        while (frames.texts.size > 1) {
            delay(Block.Frames.MILLIS)
            turn = (turn + 1) % frames.texts.size
        }
    }
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Said(frames.label, Tone.PLAIN)
        frames.texts.getOrNull(turn)?.let { Squares(it, frames.label) }
        // Not read aloud: it changes five times a second.
        Said("${turn + 1}/${frames.texts.size}", Tone.QUIET, MaterialTheme.typography.bodyMedium)
    }
}

/** Dark on light whatever the theme: many cameras read nothing else. A text that is too long for a code stands there as it is. */
@Composable
private fun Squares(
    text: String,
    label: String,
) {
    val code = remember(text) { QrCode.of(text) }
    if (code == null) {
        Surface(Modifier.fillMaxWidth(), ROUND, LocalPalette.current.raised) {
            Box(Modifier.padding(12.dp)) { Said(text, Tone.PLAIN, MaterialTheme.typography.bodySmall) }
        }
        return
    }
    Canvas(
        Modifier
            .widthIn(max = 420.dp)
            .fillMaxWidth()
            .aspectRatio(1f)
            .background(Color.White)
            .semantics {
                contentDescription = label
                role = Role.Image
            },
    ) { squares(code) }
}

/** Whole pixels a square, where there are as many: no edge is blurred. */
private fun DrawScope.squares(code: QrCode) {
    val all = code.side + 2 * QrCode.QUIET
    val one = (size.minDimension / all).let { if (it >= 1f) floor(it) else it }
    val from =
        Offset((size.width - one * code.side) / 2, (size.height - one * code.side) / 2).let {
            Offset(floor(it.x), floor(it.y))
        }
    for (row in 0 until code.side) {
        for (column in 0 until code.side) {
            if (code.isDark(column, row)) {
                drawRect(Color.Black, Offset(from.x + column * one, from.y + row * one), Size(one, one))
            }
        }
    }
}
