package org.linli.app.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import org.linli.app.page.Block
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.theme.LocalPalette
import org.linli.app.theme.TARGET
import org.linli.app.words.AppWord
import org.linli.app.words.Words

internal val ROUND = RoundedCornerShape(12.dp)

/** A part of a page. */
@Composable
fun BlockView(
    block: Block,
    words: Words,
) {
    when (block) {
        is Block.Heading -> {
            Text(
                block.text,
                Modifier.padding(top = 12.dp).semantics { heading() },
                style = MaterialTheme.typography.titleMedium,
                color = LocalPalette.current.text,
            )
        }

        is Block.Line -> {
            Said(block.tone.sign + block.text, block.tone)
        }

        is Block.Row -> {
            RowView(block)
        }

        is Block.Button -> {
            ButtonView(block, Modifier.fillMaxWidth())
        }

        is Block.Buttons -> {
            ButtonsView(block)
        }

        is Block.Choice -> {
            ChoiceView(block)
        }

        is Block.Field -> {
            FieldView(block)
        }

        is Block.Gauge -> {
            GaugeView(block)
        }

        is Block.Image -> {
            ImageView(block)
        }

        is Block.Picture -> {
            PictureView(block)
        }

        is Block.Copied -> {
            CopiedView(block, words)
        }

        is Block.Code -> {
            CodeView(block, words)
        }

        is Block.Frames -> {
            FramesView(block)
        }
    }
}

@Composable
internal fun Said(
    text: String,
    tone: Tone,
    style: TextStyle = MaterialTheme.typography.bodyLarge,
) {
    val weight = if (tone == Tone.WARNING || tone == Tone.GOOD) FontWeight.SemiBold else null
    Text(text, style = style, color = LocalPalette.current.of(tone), fontWeight = weight)
}

@Composable
internal fun RowView(row: Block.Row) {
    val open = row.open
    val palette = LocalPalette.current
    val shape = Modifier.fillMaxWidth().heightIn(min = TARGET)
    val inside: @Composable () -> Unit = { RowText(row) }
    if (open == null) {
        Surface(shape, ROUND, palette.raised, content = inside)
    } else {
        Surface(open, shape, shape = ROUND, color = palette.raised, border = BorderStroke(1.dp, palette.line), content = inside)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun RowText(row: Block.Row) {
    Column(Modifier.padding(12.dp), Arrangement.spacedBy(4.dp)) {
        Said(row.title, Tone.PLAIN, MaterialTheme.typography.bodyLarge.copy(fontWeight = FontWeight.SemiBold))
        if (row.marks.isNotEmpty()) {
            FlowRow(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                row.marks.forEach { Said(it.signed, it.tone, MaterialTheme.typography.bodyMedium) }
            }
        }
        row.lines.forEach { Said(it, Tone.QUIET, MaterialTheme.typography.bodyMedium) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun ButtonsView(buttons: Block.Buttons) {
    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        buttons.buttons.forEach { ButtonView(it) }
    }
}

@Composable
internal fun ButtonView(
    button: Block.Button,
    modifier: Modifier = Modifier,
) {
    val palette = LocalPalette.current
    val may = button.whyNot == null
    val isMain = button.main && may
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        Surface(
            onClick = button.press,
            modifier = modifier.heightIn(min = TARGET).widthIn(min = TARGET),
            enabled = may,
            shape = ROUND,
            color = if (isMain) palette.main else palette.ground,
            contentColor =
                if (isMain) {
                    palette.onMain
                } else if (may) {
                    palette.main
                } else {
                    palette.quiet
                },
            border = BorderStroke(if (may) 1.dp else 0.5.dp, palette.line),
        ) {
            Box(Modifier.padding(horizontal = 16.dp, vertical = 12.dp), Alignment.Center) {
                Text(button.text, style = MaterialTheme.typography.labelLarge)
            }
        }
        button.whyNot?.let { Said(it, Tone.QUIET, MaterialTheme.typography.bodyMedium) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun ChoiceView(choice: Block.Choice) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Said(choice.label, Tone.PLAIN)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            choice.options.forEach { OptionView(it) }
        }
        choice.mistake?.let { Said(Tone.WARNING.sign + it, Tone.WARNING) }
    }
}

/** What is chosen has a dot before it and is filled: nobody has to tell colours apart. */
@Composable
private fun OptionView(option: Option) {
    val palette = LocalPalette.current
    val touched = Modifier.selectable(option.chosen, role = Role.RadioButton, onClick = option.choose)
    Surface(
        modifier =
            Modifier
                .heightIn(min = TARGET)
                .widthIn(min = TARGET)
                .clip(ROUND)
                .then(touched),
        shape = ROUND,
        color = if (option.chosen) palette.main else palette.raised,
        contentColor = if (option.chosen) palette.onMain else palette.text,
        border = BorderStroke(1.dp, palette.line),
    ) {
        Box(Modifier.padding(horizontal = 14.dp, vertical = 10.dp), Alignment.Center) {
            Text((if (option.chosen) "● " else "") + option.text, style = MaterialTheme.typography.labelLarge)
        }
    }
}

/** A bar as long as what is there, with a line where it is enough. The numbers stand above it. */
@Composable
private fun GaugeView(gauge: Block.Gauge) {
    val palette = LocalPalette.current
    val whole = gauge.of.coerceAtLeast(1).toFloat()
    val said = "${gauge.label}${if (gauge.have >= gauge.need) " ${Tone.GOOD.sign}" else ""} ${gauge.text}"
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Said(said, if (gauge.have >= gauge.need) Tone.GOOD else Tone.PLAIN)
        Box(
            Modifier
                .fillMaxWidth()
                .height(20.dp)
                .clip(ROUND)
                .background(palette.raised)
                .semantics { contentDescription = said },
        ) {
            Box(Modifier.fillMaxWidth((gauge.have / whole).coerceIn(0f, 1f)).fillMaxHeight().background(palette.main))
            Box(Modifier.fillMaxWidth((gauge.need / whole).coerceIn(0f, 1f)).fillMaxHeight(), Alignment.CenterEnd) {
                Box(Modifier.widthIn(min = 3.dp).fillMaxHeight().background(palette.text))
            }
        }
    }
}
