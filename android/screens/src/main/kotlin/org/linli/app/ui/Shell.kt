package org.linli.app.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.selection.selectable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.delay
import org.linli.app.model.Desk
import org.linli.app.model.Notice
import org.linli.app.model.model
import org.linli.app.navigation.Screen
import org.linli.app.navigation.Stack
import org.linli.app.page.Block
import org.linli.app.page.Page
import org.linli.app.page.Tone
import org.linli.app.theme.LinliTheme
import org.linli.app.theme.LocalPalette
import org.linli.app.theme.TARGET
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Duration

/** The whole window, on a store: the screen where one is, followed as long as one is there. */
@Composable
fun Shell(
    desk: Desk,
    onPrivate: (Boolean) -> Unit = {},
) {
    val settings by desk.settings.collectAsState()
    val stack by desk.stack.collectAsState()
    val notice by desk.notice.collectAsState()
    val arrivals by desk.arrivals.collectAsState()
    val words = remember(settings.language) { Words(settings.language) }
    val ways = remember(desk) { Ways(desk::back, desk::tab, desk::undo) { desk.tell(null) } }
    LinliTheme(settings) {
        key(stack.top, words, arrivals) {
            val model = remember { desk.model(stack.top) }
            LaunchedEffect(model) { model.follow() }
            val first = remember { model.page(words) }
            val page by remember { model.pages(words) }.collectAsState(first)
            LaunchedEffect(page.private) { onPrivate(page.private) }
            Frame(page, words, stack, notice, ways)
        }
    }
    LaunchedEffect(notice) { forget(desk, notice ?: return@LaunchedEffect) }
}

/** What can be taken back no more is not offered any more. */
private suspend fun forget(
    desk: Desk,
    notice: Notice,
) {
    val until = notice.until ?: return
    delay(Duration.between(desk.now(), until).toMillis().coerceAtLeast(0))
    if (desk.notice.value == notice) desk.tell(null)
}

/** The ways out of a screen that are on every one. */
class Ways(
    val back: () -> Unit,
    val open: (Screen) -> Unit,
    val undo: () -> Unit,
    val close: () -> Unit,
)

/** The window as it stands at a moment: title, page, what just happened, the bar at the bottom. */
@Composable
fun Frame(
    page: Page,
    words: Words,
    stack: Stack,
    notice: Notice?,
    ways: Ways,
) {
    Column(Modifier.fillMaxSize().background(LocalPalette.current.ground)) {
        Bar(page.title, words, ways.back.takeIf { stack.canGoBack })
        key(stack.top, words) { PageView(page, words, Modifier.weight(1f)) }
        notice?.let { NoticeBar(it, words, ways) }
        if (stack.screens.first() != Screen.Enrol) Tabs(stack.screens.first(), words, ways.open)
    }
}

@Composable
private fun Bar(
    title: String,
    words: Words,
    back: (() -> Unit)?,
) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 56.dp).padding(horizontal = 8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (back != null) {
            val said = words[AppWord.BACK]
            Surface(back, Modifier.widthIn(min = TARGET).heightIn(min = TARGET), color = LocalPalette.current.ground) {
                Box(contentAlignment = Alignment.Center) {
                    Text(
                        "‹",
                        Modifier.padding(horizontal = 12.dp).semantics { contentDescription = said },
                        color = LocalPalette.current.main,
                        style = MaterialTheme.typography.titleLarge,
                    )
                }
            }
        }
        Text(
            title,
            Modifier.padding(8.dp).semantics { heading() },
            color = LocalPalette.current.text,
            style = MaterialTheme.typography.titleLarge,
        )
    }
}

/** What a model says, from top to bottom; on a broad window in a column that can still be read. */
@Composable
fun PageView(
    page: Page,
    words: Words,
    modifier: Modifier = Modifier,
) {
    val keys = remember(page.blocks) { keys(page.blocks) }
    Box(modifier.fillMaxSize(), Alignment.TopCenter) {
        LazyColumn(
            Modifier.widthIn(max = 720.dp).fillMaxSize(),
            state = rememberLazyListState(),
            contentPadding = PaddingValues(start = 16.dp, end = 16.dp, bottom = 24.dp),
            verticalArrangement = Arrangement.spacedBy(10.dp),
        ) {
            itemsIndexed(page.blocks, key = { at, _ -> keys[at] }, contentType = { _, block -> block::class }) { _, block ->
                BlockView(block, words)
            }
        }
    }
}

/** What stands on a page keeps its place when something comes or goes above it: it is known by what it is, not by its number. */
internal fun keys(blocks: List<Block>): List<String> {
    val seen = HashMap<String, Int>()
    return blocks.map { block ->
        val name = block.name()
        "$name ${seen.merge(name, 1, Int::plus)}"
    }
}

private fun Block.name(): String =
    when (this) {
        is Block.Row -> "row $key"
        is Block.Field -> "field $key"
        is Block.Heading -> "heading $text"
        is Block.Button -> "button $text"
        is Block.Choice -> "choice $label"
        is Block.Gauge -> "gauge $label"
        else -> this::class.java.simpleName
    }

/** What just happened, with its way back as long as there is one. Read aloud when it comes. */
@Composable
fun NoticeBar(
    notice: Notice,
    words: Words,
    ways: Ways,
) {
    val tone = if (notice.failed) Tone.WARNING else Tone.GOOD
    Surface(Modifier.fillMaxWidth(), color = LocalPalette.current.raised) {
        Row(Modifier.padding(horizontal = 16.dp, vertical = 8.dp), verticalAlignment = Alignment.CenterVertically) {
            Text(
                tone.sign + words.of(notice.said),
                Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite },
                color = LocalPalette.current.of(tone),
                style = MaterialTheme.typography.bodyLarge,
            )
            val canUndo = notice.undo != null
            Surface(
                onClick = if (canUndo) ways.undo else ways.close,
                modifier = Modifier.heightIn(min = TARGET).widthIn(min = TARGET),
                color = LocalPalette.current.raised,
                contentColor = LocalPalette.current.main,
            ) {
                Box(Modifier.padding(12.dp), Alignment.Center) {
                    Text(words[if (canUndo) AppWord.UNDO else AppWord.CLOSE_NOTICE], style = MaterialTheme.typography.labelLarge)
                }
            }
        }
    }
}

/** Large type takes two rows of two. */
@Composable
private fun Tabs(
    here: Screen,
    words: Words,
    open: (Screen) -> Unit,
) {
    val all =
        listOf(
            AppWord.TODAY_TAB to Screen.Today(),
            AppWord.WORK to Screen.Work,
            AppWord.SEARCH to Screen.Search,
            AppWord.ME to Screen.Me,
        )
    val rows = if (LocalDensity.current.fontScale > LARGE) all.chunked(2) else listOf(all)
    Column(Modifier.background(LocalPalette.current.raised)) {
        for (row in rows) {
            Row(Modifier.fillMaxWidth()) {
                for ((word, screen) in row) {
                    Tab(words[word], here.name == screen.name, Modifier.weight(1f)) { open(screen) }
                }
            }
        }
    }
}

@Composable
private fun Tab(
    text: String,
    isHere: Boolean,
    modifier: Modifier,
    open: () -> Unit,
) {
    Box(
        modifier.heightIn(min = 56.dp).selectable(isHere, role = Role.Tab, onClick = open).padding(vertical = 12.dp),
        Alignment.Center,
    ) {
        Text(
            if (isHere) "●$text" else text,
            color = if (isHere) LocalPalette.current.main else LocalPalette.current.text,
            style = MaterialTheme.typography.labelLarge,
            fontWeight = if (isHere) FontWeight.Bold else null,
            textAlign = TextAlign.Center,
        )
    }
}

private const val LARGE = 1.3f
