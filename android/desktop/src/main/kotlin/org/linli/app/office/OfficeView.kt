package org.linli.app.office

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.selection.selectable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalClipboardManager
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.flow.drop
import org.linli.Said
import org.linli.app.model.Notice
import org.linli.app.page.Page
import org.linli.app.theme.LinliTheme
import org.linli.app.theme.LocalPalette
import org.linli.app.ui.NoticeBar
import org.linli.app.ui.PageView
import org.linli.app.ui.Shell
import org.linli.app.ui.Ways
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** How much stands beside each other. */
internal enum class Layout {
    /** One thing at a time. */
    NARROW,

    /** A table and what can be done. */
    MIDDLE,

    /** The screens of a phone beside both. */
    WIDE,
    ;

    companion object {
        /** For a window of a width, with type of a size. */
        fun of(
            width: Dp,
            scale: Float,
        ): Layout =
            when {
                width / scale >= 1240.dp -> WIDE
                width / scale >= 760.dp -> MIDDLE
                else -> NARROW
            }
    }
}

/** The whole window of an office. */
@Composable
fun OfficeView(office: Office) {
    val desk = office.desk
    val settings by desk.settings.collectAsState()
    val part by office.part.collectAsState()
    val words = remember(settings.language) { Words(settings.language) }
    BoxWithConstraints(Modifier.fillMaxSize()) {
        val scale = LocalDensity.current.fontScale * settings.scale
        val layout = Layout.of(maxWidth, scale)
        // What a row opens is a phone's screen: where there is no room beside the table, it takes its place.
        LaunchedEffect(office, layout) {
            desk.stack.drop(1).collect { if (layout != Layout.WIDE) office.go(Part.SCREENS) }
        }
        val shown = if (layout == Layout.WIDE && part == Part.SCREENS) Part.REGISTER else part
        val ground = LocalDensity.current
        Row {
            Box(Modifier.weight(1f)) {
                LinliTheme(settings) {
                    val parts = Part.entries.filter { layout != Layout.WIDE || it != Part.SCREENS }
                    Column(Modifier.fillMaxSize().background(LocalPalette.current.ground)) {
                        Parts(parts, shown, words, office::go)
                        if (shown != Part.SCREENS) PartView(office, shown, words, layout)
                        // The screens of a phone make type as large as it is wanted themselves.
                        if (shown == Part.SCREENS) CompositionLocalProvider(LocalDensity provides ground) { Shell(desk) }
                    }
                }
            }
            if (layout == Layout.WIDE) Box(Modifier.width((420 * scale).dp)) { Shell(desk) }
        }
    }
}

@Composable
private fun PartView(
    office: Office,
    part: Part,
    words: Words,
    layout: Layout,
) {
    val desk = office.desk
    key(part, words) {
        val model = office.model(part) ?: return
        LaunchedEffect(model) { model.follow() }
        val first = remember { model.page(words) }
        val page by remember { model.pages(words) }.collectAsState(first)
        val notice by desk.notice.collectAsState()
        Column {
            PartFrame(page, model, words, layout, Modifier.weight(1f)) { rows ->
                desk.tell(Notice(Said(Words.copied(rows, org.linli.Language.ZH), Words.copied(rows, org.linli.Language.EN))))
            }
            if (layout != Layout.WIDE) {
                val ways = remember(desk) { Ways({}, {}, desk::undo) { desk.tell(null) } }
                notice?.let { NoticeBar(it, words, ways) }
            }
        }
    }
}

private fun Words.Companion.copied(
    rows: Int,
    language: org.linli.Language,
) = Words(language)[AppWord.OFFICE_COPIED, rows]

/** A part as it stands: what can be done, and the table. */
@Suppress("DEPRECATION")
@Composable
internal fun PartFrame(
    page: Page,
    model: OfficeModel<*>,
    words: Words,
    layout: Layout,
    modifier: Modifier = Modifier,
    copied: (Int) -> Unit,
) {
    val clipboard = LocalClipboardManager.current
    val table = model.table
    val copy = { text: String ->
        clipboard.setText(AnnotatedString(text))
        copied(table.meant.size)
    }
    if (layout == Layout.NARROW) {
        TableView(table, model, words, isWide = false, modifier.padding(horizontal = 16.dp), page.blocks, copy)
    } else {
        val scale = LocalDensity.current.fontScale
        Row(modifier) {
            PageView(page, words, Modifier.width((300 * scale).dp))
            TableView(table, model, words, isWide = true, Modifier.weight(1f).padding(end = 16.dp), copy = copy)
        }
    }
}

/** Where one can go; where one is has a dot. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun Parts(
    parts: List<Part>,
    here: Part,
    words: Words,
    go: (Part) -> Unit,
) {
    FlowRow(Modifier.padding(horizontal = 8.dp), Arrangement.spacedBy(4.dp)) {
        for (part in parts) {
            val isHere = part == here
            Box(
                Modifier
                    .heightIn(min = 56.dp)
                    .selectable(isHere, role = Role.Tab) { go(part) }
                    .padding(horizontal = 14.dp, vertical = 12.dp),
                Alignment.Center,
            ) {
                Text(
                    (if (isHere) "●" else "") + words[part.word],
                    color = if (isHere) LocalPalette.current.main else LocalPalette.current.text,
                    style = MaterialTheme.typography.labelLarge,
                    fontWeight = if (isHere) FontWeight.Bold else null,
                )
            }
        }
    }
}
