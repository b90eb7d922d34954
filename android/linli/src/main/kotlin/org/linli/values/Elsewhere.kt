// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.ElsewhereCell as FfiElsewhereCell
import org.linli.ffi.ElsewhereImport as FfiElsewhereImport
import org.linli.ffi.ElsewherePage as FfiElsewherePage
import org.linli.ffi.ElsewhereRow as FfiElsewhereRow
import org.linli.ffi.ElsewhereState as FfiElsewhereState
import org.linli.ffi.ElsewhereSystem as FfiElsewhereSystem
import org.linli.ffi.ElsewhereUnmatched as FfiElsewhereUnmatched

/**
 * A text that is to be typed into another system.
 *
 * @property heading the heading of its column there
 * @property text the text
 */
public data class ElsewhereCell(
    val heading: String,
    val text: String,
)

internal fun FfiElsewhereCell.toPublic(): ElsewhereCell =
    ElsewhereCell(
        heading = heading,
        text = text,
    )

/**
 * What an exported list settled.
 *
 * @property closed matters that have their number now
 * @property known rows whose number was known already
 * @property unmatched rows that fit no matter that is still to be typed, or several
 * @property open matters that are still to be typed
 */
public data class ElsewhereImport(
    val closed: List<DocId>,
    val known: Long,
    val unmatched: List<ElsewhereUnmatched>,
    val open: Long,
)

internal fun FfiElsewhereImport.toPublic(): ElsewhereImport =
    ElsewhereImport(
        closed = closed.map(::DocId),
        known = known.toLong(),
        unmatched = unmatched.map { it.toPublic() },
        open = open.toLong(),
    )

internal fun FfiElsewherePage.toPublic(): Page<ElsewhereRow> = Page(items.map { it.toPublic() }, next)

/**
 * A matter that belongs into another system.
 *
 * @property matter the matter
 * @property flow its flow
 * @property scope its place
 * @property title what it is called: the title that its opening gives, else how that which its opening says begins; while
 *   those words are here
 * @property at time of its opening by the author's clock
 * @property state how it stands
 * @property numbers its numbers there; `?` for one whose words are not here
 * @property cells what is to be typed, in that system's order
 */
public data class ElsewhereRow(
    val matter: DocId,
    val flow: String,
    val scope: String,
    val title: String?,
    val at: Instant,
    val state: ElsewhereState,
    val numbers: List<String>,
    val cells: List<ElsewhereCell>,
)

internal fun FfiElsewhereRow.toPublic(): ElsewhereRow =
    ElsewhereRow(
        matter = DocId(matter),
        flow = flow,
        scope = scope,
        title = title,
        at = at,
        state = state.toPublic(),
        numbers = numbers,
        cells = cells.map { it.toPublic() },
    )

/** How a matter stands with another system. */
public enum class ElsewhereState {
    /** It has no number there: it is still to be typed. */
    OPEN,

    /** It has one. */
    TYPED,

    /** It has several: somebody typed it twice, or noted another's number. */
    SEVERAL,
}

internal fun FfiElsewhereState.toPublic(): ElsewhereState =
    when (this) {
        FfiElsewhereState.OPEN -> ElsewhereState.OPEN
        FfiElsewhereState.TYPED -> ElsewhereState.TYPED
        FfiElsewhereState.SEVERAL -> ElsewhereState.SEVERAL
    }

/**
 * Another system into which matters are typed, as a pack names it.
 *
 * @property system the system, by the name under which its numbers are kept
 * @property title its title
 * @property pack the pack that names it
 * @property flow the flow whose matters are typed there
 * @property number the heading under which its exported list gives its number
 * @property headings the headings of its columns, in its order
 */
public data class ElsewhereSystem(
    val system: String,
    val title: Said,
    val pack: String,
    val flow: String,
    val number: String,
    val headings: List<String>,
)

internal fun FfiElsewhereSystem.toPublic(): ElsewhereSystem =
    ElsewhereSystem(
        system = system,
        title = title.toPublic(),
        pack = pack,
        flow = flow,
        number = number,
        headings = headings,
    )

/**
 * A row of an exported list that a person has to look at.
 *
 * @property row the row, as the spreadsheet program counts
 * @property number its number
 * @property fits matters that it fits
 */
public data class ElsewhereUnmatched(
    val row: Long,
    val number: String,
    val fits: Long,
)

internal fun FfiElsewhereUnmatched.toPublic(): ElsewhereUnmatched =
    ElsewhereUnmatched(
        row = row.toLong(),
        number = number,
        fits = fits.toLong(),
    )
