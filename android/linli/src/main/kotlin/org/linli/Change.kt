package org.linli

import org.linli.ffi.Change as FfiChange

/** One thing that changed: read again what shows it. */
public sealed interface Change {
    /** Households or persons. */
    public data object Register : Change

    /** Visits. */
    public data object Visits : Change

    /** Topics. */
    public data object Topics : Change

    /** Agendas. */
    public data object Agendas : Change

    /**
     * A tally: its opening, a ballot or a return.
     *
     * @property tally which one
     */
    public data class Tally(
        val tally: DocId,
    ) : Change

    /** Inspection rounds and their log. */
    public data object Rounds : Change

    /** Hazards. */
    public data object Hazards : Change

    /** What is contested, and decisions about it. */
    public data object Contested : Change

    /** Places, members, devices, grants. */
    public data object Roster : Change
}

internal fun FfiChange.toPublic(): Change =
    when (this) {
        FfiChange.Register -> Change.Register
        FfiChange.Visits -> Change.Visits
        FfiChange.Topics -> Change.Topics
        FfiChange.Agendas -> Change.Agendas
        is FfiChange.Tally -> Change.Tally(DocId(tally))
        FfiChange.Rounds -> Change.Rounds
        FfiChange.Hazards -> Change.Hazards
        FfiChange.Contested -> Change.Contested
        FfiChange.Roster -> Change.Roster
    }
