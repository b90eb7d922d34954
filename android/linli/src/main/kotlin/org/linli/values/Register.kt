// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.ProposedChange as FfiProposedChange
import org.linli.ffi.ProposedLine as FfiProposedLine
import org.linli.ffi.RegisterAct as FfiRegisterAct
import org.linli.ffi.RegisterDraft as FfiRegisterDraft
import org.linli.ffi.RegisterEdit as FfiRegisterEdit
import org.linli.ffi.ReturnedView as FfiReturnedView
import org.linli.ffi.Verdict as FfiVerdict

/**
 * A proposed change of the register (待核).
 *
 * @property change its record, by which it is decided
 * @property household the household
 * @property door its door number
 * @property by the member who proposes it
 * @property at the time by his clock
 * @property evidence the ground that it rests on: a document in words, or a record; absent if on his word alone
 * @property lines the lines that would change
 * @property decided the decision; absent while it waits
 */
public data class ProposedChange(
    val change: RecordId,
    val household: HouseholdId,
    val door: String,
    val by: MemberRef,
    val at: Instant,
    val evidence: String?,
    val lines: List<ProposedLine>,
    val decided: Verdict?,
)

internal fun FfiProposedChange.toPublic(): ProposedChange =
    ProposedChange(
        change = RecordId(change),
        household = HouseholdId(household),
        door = door,
        by = by.toPublic(),
        at = at,
        evidence = evidence,
        lines = lines.map { it.toPublic() },
        decided = decided?.toPublic(),
    )

/**
 * One change of a proposal.
 *
 * @property person the person; absent for the household itself
 * @property what the field, or the sort of change: `person` (enters), `left`, `room`, `household` (split off), `closed`
 * @property label the same for people
 * @property value the new text as the register holds it; absent while its words are not here
 * @property said the same for people
 */
public data class ProposedLine(
    val person: PersonId?,
    val what: String,
    val label: Said,
    val value: String?,
    val said: Said?,
)

internal fun FfiProposedLine.toPublic(): ProposedLine =
    ProposedLine(
        person = person?.let(::PersonId),
        what = what,
        label = label.toPublic(),
        value = value,
        said = said?.toPublic(),
    )

/** A change of who and what there is. */
public sealed interface RegisterAct {
    /**
     * A person enters the household, and the edits are his; `person` may name one whom the register knows from another door.
     *
     * @property kind owner, resident or tenant
     */
    public data class Enters(
        val kind: PersonKind,
    ) : RegisterAct

    /**
     * The person is another kind of it now: an owner who was a tenant.
     *
     * @property kind owner, resident or tenant
     */
    public data class Becomes(
        val kind: PersonKind,
    ) : RegisterAct

    /**
     * The person left.
     *
     * @property how the reason
     */
    public data class Leaves(
        val how: Leaving,
    ) : RegisterAct

    /**
     * The door has another number in its stairwell; the household's id stays.
     *
     * @property room the new room
     * @property floor its floor, if known
     */
    public data class Renumbered(
        val room: String,
        val floor: Int? = null,
    ) : RegisterAct

    /**
     * Another household is split off, with a door of its own in the same stairwell.
     *
     * @property room its room
     * @property floor its floor, if known
     */
    public data class SplitOff(
        val room: String,
        val floor: Int? = null,
    ) : RegisterAct

    /**
     * The household is a part of another one of the stairwell now.
     *
     * @property household the other one: a door number, or its id
     */
    public data class MergedInto(
        val household: String,
    ) : RegisterAct

    /** There is no such household. */
    public data object Closed : RegisterAct
}

internal fun RegisterAct.toFfi(): FfiRegisterAct =
    when (this) {
        is RegisterAct.Enters -> FfiRegisterAct.Enters(kind.ffi)
        is RegisterAct.Becomes -> FfiRegisterAct.Becomes(kind.ffi)
        is RegisterAct.Leaves -> FfiRegisterAct.Leaves(how.ffi)
        is RegisterAct.Renumbered -> FfiRegisterAct.Renumbered(room, floor)
        is RegisterAct.SplitOff -> FfiRegisterAct.SplitOff(room, floor)
        is RegisterAct.MergedInto -> FfiRegisterAct.MergedInto(household)
        RegisterAct.Closed -> FfiRegisterAct.Closed
    }

/**
 * A change of the register by hand, about one household.
 *
 * @property household the household: a door number, or its id
 * @property person the person whom the edits are about; the household itself, if nobody is named
 * @property edits the fields that change
 * @property act the event, if more than fields changes
 * @property evidence the ground that it rests on: a document that was seen, in words, or the id of a photo's or visit's
 *   record. Areas, owners and the end of a household need it; so does a mark for which the law asks a consent of its own.
 */
public data class RegisterDraft(
    val household: String,
    val person: PersonId? = null,
    val edits: List<RegisterEdit> = emptyList(),
    val act: RegisterAct? = null,
    val evidence: String? = null,
)

internal fun RegisterDraft.toFfi(): FfiRegisterDraft =
    FfiRegisterDraft(
        household = household,
        person = person?.value,
        edits = edits.map { it.toFfi() },
        act = act?.toFfi(),
        evidence = evidence,
    )

/** A change of a field of the register. */
public sealed interface RegisterEdit {
    /**
     * A field becomes another text: `name`, `phone`, `note`, `quiet_hours` (`21:00-08:00`), or one of the office's own.
     *
     * @property field its name in the register
     * @property text the text from now on
     */
    public data class Set(
        val field: String,
        val text: String,
    ) : RegisterEdit

    /**
     * A field is emptied.
     *
     * @property field its name in the register
     */
    public data class Clear(
        val field: String,
    ) : RegisterEdit

    /**
     * The marks become these.
     *
     * @property flags all of them
     */
    public data class Flags(
        val flags: List<Flag>,
    ) : RegisterEdit

    /**
     * The area of the unit becomes another.
     *
     * @property cm2 whole square centimetres
     */
    public data class Area(
        val cm2: Long,
    ) : RegisterEdit
}

internal fun RegisterEdit.toFfi(): FfiRegisterEdit =
    when (this) {
        is RegisterEdit.Set -> FfiRegisterEdit.Set(field, text)
        is RegisterEdit.Clear -> FfiRegisterEdit.Clear(field)
        is RegisterEdit.Flags -> FfiRegisterEdit.Flags(flags.map { it.ffi })
        is RegisterEdit.Area -> FfiRegisterEdit.Area(cm2.toU64())
    }

/**
 * A visit of one's own that a reviewer gave back to be corrected.
 *
 * @property visit the visit
 * @property by the reviewer
 * @property at the time
 * @property note the reason
 */
public data class ReturnedView(
    val visit: RecordId,
    val by: MemberId?,
    val at: Instant,
    val note: String?,
)

internal fun FfiReturnedView.toPublic(): ReturnedView =
    ReturnedView(
        visit = RecordId(visit),
        by = by?.let(::MemberId),
        at = at,
        note = note,
    )

/**
 * The decision about a proposal.
 *
 * @property accepted whether it holds
 * @property reason the reason
 */
public data class Verdict(
    val accepted: Boolean,
    val reason: String?,
)

internal fun FfiVerdict.toPublic(): Verdict =
    Verdict(
        accepted = accepted,
        reason = reason,
    )
