package org.linli.app.office

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.focusable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.derivedStateOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.input.key.onPreviewKeyEvent
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import org.linli.app.page.Block
import org.linli.app.page.Tone
import org.linli.app.theme.LocalPalette
import org.linli.app.theme.TARGET
import org.linli.app.ui.BlockView
import org.linli.app.ui.FieldView
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** The name of the table for the keyboard, and for tests. */
internal const val TABLE = "table"

/**
 * A table in its window: headings that put it in order, rows that are composed only while they are seen, the keyboard.
 *
 * @param isWide whether rows are lines of cells; else each is a card
 * @param lead what stands above the rows, and moves with them
 */
@Composable
internal fun <R> TableView(
    table: Table<R>,
    model: OfficeModel<*>,
    words: Words,
    isWide: Boolean,
    modifier: Modifier = Modifier,
    lead: List<Block> = emptyList(),
    copy: (String) -> Unit,
) = key(table) {
    val grid by table.state.collectAsState()
    val list = rememberLazyListState()
    val (finder, ground) = remember { FocusRequester() to FocusRequester() }
    val keys = remember(table, model) { Keys(table, model, { finder.requestFocus() }, { copy(table.copied(words)) }) }
    Column(modifier.onPreviewKeyEvent(keys::shortcut), Arrangement.spacedBy(8.dp)) {
        FieldView(Block.Field("find", words[AppWord.OFFICE_FIND], grid.find, type = model::find), Modifier.focusRequester(finder))
        Headings(table, grid, words, isWide) {
            model.sort(it)
            ground.requestFocus()
        }
        LazyColumn(
            Modifier
                .weight(1f)
                .fillMaxWidth()
                .testTag(TABLE)
                .focusRequester(ground)
                .onPreviewKeyEvent(keys::walk)
                .focusable(),
            state = list,
            contentPadding = PaddingValues(bottom = 24.dp),
            verticalArrangement = Arrangement.spacedBy(if (isWide) 2.dp else 8.dp),
        ) {
            items(lead.size, key = { "lead $it" }, contentType = { "lead" }) { BlockView(lead[it], words) }
            if (grid.rows.isEmpty()) {
                item("nothing") { BlockView(Block.Line(words[AppWord.OFFICE_NO_ROWS], Tone.QUIET), words) }
            }
            items(grid.rows, key = table.key, contentType = { "row" }) { row ->
                val one = table.key(row)
                RowLine(
                    Line(table.columns.map { it.text(words, row) }, one == grid.cursor, one in grid.chosen),
                    table.columns,
                    words,
                    isWide,
                    open = {
                        table.to(row)
                        ground.requestFocus()
                        model.moved()
                        model.open()
                    },
                    toggle = {
                        table.toggle(row)
                        model.moved()
                    },
                )
            }
        }
        Count(grid, words)
    }
    Following(table, model, grid, list, lead.size)
    LaunchedEffect(ground) { ground.requestFocus() }
}

/** The keyboard's row stays in sight; near the end of what was read, more is read. */
@Composable
private fun <R> Following(
    table: Table<R>,
    model: OfficeModel<*>,
    grid: Grid<R>,
    list: LazyListState,
    above: Int,
) {
    LaunchedEffect(grid.cursor) {
        val at = grid.rows.indexOfFirst { table.key(it) == grid.cursor } + above
        val seen = list.layoutInfo.visibleItemsInfo
        if (at >= above && seen.isNotEmpty() && at !in seen.first().index + 1 until seen.last().index) {
            list.scrollToItem((at - seen.size / 2).coerceAtLeast(0))
        }
    }
    val isNearEnd by remember(list) {
        derivedStateOf {
            val last =
                list.layoutInfo.visibleItemsInfo
                    .lastOrNull()
                    ?.index ?: 0
            last >= list.layoutInfo.totalItemsCount - AHEAD
        }
    }
    LaunchedEffect(isNearEnd, grid.rows.size) { if (isNearEnd) model.more() }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun <R> Headings(
    table: Table<R>,
    grid: Grid<R>,
    words: Words,
    isWide: Boolean,
    sort: (Int) -> Unit,
) {
    if (isWide) {
        Row(Modifier.fillMaxWidth().padding(start = TARGET), verticalAlignment = Alignment.Bottom) {
            table.columns.forEachIndexed { at, column ->
                val order = grid.sort?.takeIf { it.column == at }
                Heading(words[column.title], order, words, Modifier.weight(column.share)) { sort(at) }
            }
        }
    } else {
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
            table.columns.forEachIndexed { at, column ->
                Heading(words[column.title], grid.sort?.takeIf { it.column == at }, words) { sort(at) }
            }
        }
    }
}

@Composable
private fun Heading(
    title: String,
    sort: Sort?,
    words: Words,
    modifier: Modifier = Modifier,
    press: () -> Unit,
) {
    val order = sort?.let { words[if (it.down) AppWord.OFFICE_SORT_DOWN else AppWord.OFFICE_SORT_UP] }
    val sign =
        when (sort?.down) {
            null -> ""
            true -> " ▼"
            false -> " ▲"
        }
    Surface(
        press,
        modifier.heightIn(min = TARGET).widthIn(min = TARGET).semantics { order?.let { stateDescription = it } },
        color = LocalPalette.current.ground,
    ) {
        Box(Modifier.padding(horizontal = 6.dp, vertical = 10.dp), Alignment.CenterStart) {
            Text(title + sign, color = LocalPalette.current.main, style = MaterialTheme.typography.labelLarge)
        }
    }
}

/** A row as it is drawn: equal lines are not drawn again. */
private data class Line(
    val cells: List<String>,
    val isHere: Boolean,
    val isChosen: Boolean,
)

@Composable
private fun <R> RowLine(
    line: Line,
    columns: List<Column<R>>,
    words: Words,
    isWide: Boolean,
    open: () -> Unit,
    toggle: () -> Unit,
) {
    val palette = LocalPalette.current
    val border = BorderStroke(2.dp, if (line.isHere) palette.main else palette.raised)
    Surface(Modifier.fillMaxWidth(), color = palette.raised, border = border) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Tick(line.isChosen, line.cells.first(), toggle)
            val shape =
                Modifier
                    .weight(1f)
                    .heightIn(min = TARGET)
                    .clickable(role = Role.Button, onClick = open)
                    .semantics { selected = line.isHere }
                    .padding(vertical = 8.dp)
            if (isWide) Cells(line, columns, shape) else Card(line, columns, words, shape)
        }
    }
}

@Composable
private fun Tick(
    isChosen: Boolean,
    name: String,
    toggle: () -> Unit,
) {
    Box(
        Modifier
            .heightIn(min = TARGET)
            .widthIn(min = TARGET)
            .toggleable(isChosen, role = Role.Checkbox) { toggle() }
            .semantics { contentDescription = name },
        Alignment.Center,
    ) {
        Text(if (isChosen) "☑" else "☐", color = LocalPalette.current.main, style = MaterialTheme.typography.titleMedium)
    }
}

@Composable
private fun <R> Cells(
    line: Line,
    columns: List<Column<R>>,
    modifier: Modifier,
) {
    Row(modifier, verticalAlignment = Alignment.CenterVertically) {
        line.cells.forEachIndexed { at, text ->
            Text(
                text,
                Modifier.weight(columns[at].share).padding(horizontal = 6.dp),
                color = LocalPalette.current.text,
                style = MaterialTheme.typography.bodyMedium,
                fontWeight = if (at == 0) FontWeight.SemiBold else null,
            )
        }
    }
}

@Composable
private fun <R> Card(
    line: Line,
    columns: List<Column<R>>,
    words: Words,
    modifier: Modifier,
) {
    Column(modifier.padding(end = 8.dp), Arrangement.spacedBy(4.dp)) {
        line.cells.forEachIndexed { at, text ->
            if (at == 0) {
                val style = MaterialTheme.typography.bodyLarge
                Text(text, color = LocalPalette.current.text, style = style, fontWeight = FontWeight.SemiBold)
            } else if (text.isNotBlank()) {
                Text(
                    words[columns[at].title] + words[AppWord.COLON] + text,
                    color = LocalPalette.current.of(Tone.QUIET),
                    style = MaterialTheme.typography.bodyMedium,
                )
            }
        }
    }
}

@Composable
private fun Count(
    grid: Grid<*>,
    words: Words,
) {
    val rows = words[if (grid.hasMore) AppWord.OFFICE_ROWS_MORE else AppWord.OFFICE_ROWS, grid.rows.size]
    val chosen = if (grid.chosen.isEmpty()) "" else words[AppWord.OFFICE_ROWS_CHOSEN, grid.chosen.size]
    Text(
        words.beside(listOf(rows, chosen)),
        Modifier.padding(8.dp),
        color = LocalPalette.current.quiet,
        style = MaterialTheme.typography.bodyMedium,
    )
}

/** So many rows before the end more are read. */
private const val AHEAD = 40
