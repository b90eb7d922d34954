package org.linli.app.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.gestures.detectDragGestures
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.input.pointer.PointerInputScope
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.onClick
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.IntOffset
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.max
import org.linli.app.page.Block
import org.linli.app.picture.COVERED
import org.linli.app.picture.Cover
import org.linli.app.theme.LocalPalette
import org.linli.app.theme.TARGET
import kotlin.math.roundToInt

/** A picture on which places are covered: a tap covers one more, dragging moves it, its corner resizes it. */
@Composable
internal fun PictureView(picture: Block.Picture) {
    val seen = picture.seen
    val said = picture.addSaid
    val latest by rememberUpdatedState(picture)
    BoxWithConstraints(
        Modifier
            .fillMaxWidth()
            .aspectRatio(seen.width.toFloat() / seen.height)
            .background(LocalPalette.current.raised),
    ) {
        val side = IntSize(constraints.maxWidth, constraints.maxHeight)
        Canvas(
            Modifier
                .fillMaxSize()
                .semantics {
                    contentDescription = picture.label
                    role = Role.Image
                    // Whoever cannot see where covers the middle, and moves that by buttons.
                    onClick(said) {
                        latest.add(Cover.WHOLE / 2, Cover.WHOLE / 2)
                        true
                    }
                }.pointerInput(side) {
                    detectTapGestures { at ->
                        latest.add(thousandths(at.x, side.width), thousandths(at.y, side.height))
                    }
                },
        ) { seen.image?.let { drawImage(it, dstSize = side) } }
        picture.covers.forEachIndexed { at, covered -> CoverView(picture, at, covered, side) }
    }
}

private fun thousandths(
    pixels: Float,
    side: Int,
) = (pixels * Cover.WHOLE / side).roundToInt().coerceIn(0, Cover.WHOLE)

/** A covered place, as large as what is covered; what can be touched is at least as large as a thumb. */
@Composable
private fun CoverView(
    picture: Block.Picture,
    at: Int,
    covered: Block.Covered,
    side: IntSize,
) {
    var dragged by remember(covered.cover) { mutableStateOf(covered.cover) }
    val latest by rememberUpdatedState(picture)
    val cover = dragged
    val isChosen = at == picture.chosen
    val name = covered.name
    val box = cover.on(side.width, side.height)
    val density = LocalDensity.current
    val (wide, high) = with(density) { (box.beyondX - box.x).toDp() to (box.beyondY - box.y).toDp() }
    val (touchWide, touchHigh) = max(wide, TARGET) to max(high, TARGET)
    val thumb = with(density) { TARGET.roundToPx() }
    val end = { if (dragged != covered.cover) latest.put(at, dragged) }
    val touched =
        Modifier
            .offset {
                val x = (box.x + box.beyondX - touchWide.roundToPx()) / 2
                val y = (box.y + box.beyondY - touchHigh.roundToPx()) / 2
                IntOffset(x, y)
            }.requiredSize(touchWide, touchHigh)
            .semantics {
                contentDescription = name
                selected = isChosen
            }.clickable { latest.choose(at) }
            .pointerInput(at, covered.cover, side) {
                drag(end) { by ->
                    dragged =
                        covered.cover.moved(by.of(side.width), by.of(side.height, true))
                }
            }
    Box(touched, Alignment.Center) {
        val line = if (isChosen) Modifier.border(3.dp, LocalPalette.current.main) else Modifier
        Box(Modifier.size(wide, high).background(SOLID).then(line))
    }
    if (isChosen) {
        val corner = covered.corner
        Box(
            Modifier
                .offset {
                    IntOffset(
                        (box.beyondX - thumb / 2).coerceIn(0, (side.width - thumb).coerceAtLeast(0)),
                        (box.beyondY - thumb / 2).coerceIn(0, (side.height - thumb).coerceAtLeast(0)),
                    )
                }.requiredSize(TARGET)
                .semantics { contentDescription = corner }
                .pointerInput(at, covered.cover, side) {
                    drag(end) { by -> dragged = covered.cover.grown(by.of(side.width), by.of(side.height, true)) }
                },
            Alignment.Center,
        ) {
            Box(
                Modifier
                    .padding(10.dp)
                    .size(28.dp)
                    .background(LocalPalette.current.main, CircleShape)
                    .border(2.dp, LocalPalette.current.onMain, CircleShape),
            )
        }
    }
}

/** As far as a finger has come since it began, in thousandths of a side. */
private fun Offset.of(
    side: Int,
    isDown: Boolean = false,
) = ((if (isDown) y else x) * Cover.WHOLE / side).roundToInt()

/** Until the finger is off, [now] is told how far it has come. */
private suspend fun PointerInputScope.drag(
    end: () -> Unit,
    now: (Offset) -> Unit,
) {
    var come = Offset.Zero
    detectDragGestures(onDragStart = { come = Offset.Zero }, onDragEnd = end, onDragCancel = end) { change, by ->
        change.consume()
        come += by
        now(come)
    }
}

/** As what another app is given has it. */
private val SOLID = Color(COVERED)
