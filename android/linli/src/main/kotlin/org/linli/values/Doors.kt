// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.FieldView as FfiFieldView
import org.linli.ffi.HitKind as FfiHitKind
import org.linli.ffi.HouseholdView as FfiHouseholdView
import org.linli.ffi.PersonView as FfiPersonView
import org.linli.ffi.RoundStop as FfiRoundStop
import org.linli.ffi.SearchHit as FfiSearchHit
import org.linli.ffi.ValueView as FfiValueView
import org.linli.ffi.VisitDraft as FfiVisitDraft
import org.linli.ffi.VisitPage as FfiVisitPage
import org.linli.ffi.VisitVersion as FfiVisitVersion
import org.linli.ffi.VisitView as FfiVisitView

/**
 * A field with all its live values.
 *
 * @property name its name
 * @property values one value, or all the concurrent ones
 */
public data class FieldView(
    val name: String,
    val values: List<ValueView>,
)

internal fun FfiFieldView.toPublic(): FieldView =
    FieldView(
        name = name,
        values = values.map { it.toPublic() },
    )

/** The kind of thing that a search found. */
public enum class HitKind : Word {
    /** 住户, household. */
    HOUSEHOLD,

    /** 人, person. */
    PERSON,

    /** 走访, visit, by the number that another system gives it. */
    VISIT,

    /** 议题, topic. */
    TOPIC,

    /** 隐患, hazard. */
    HAZARD,

    /** 议程, agenda. */
    AGENDA,

    /** 表决, tally. */
    TALLY,

    /** 表决票, ballot, by the number that another system gives it. */
    BALLOT,

    /** 巡查, inspection round, by the number that another system gives it. */
    ROUND,

    /** 巡查记录, log entry, by the number that another system gives it. */
    LOG_ENTRY,

    /** 事项, matter. */
    MATTER,

    /** 其他: something else that another system numbers. */
    OTHER,
    ;

    override val zh: String get() = WordTexts.of("hit_kind", this).zh
    override val en: String get() = WordTexts.of("hit_kind", this).en
}

internal fun FfiHitKind.toPublic(): HitKind =
    when (this) {
        FfiHitKind.HOUSEHOLD -> HitKind.HOUSEHOLD
        FfiHitKind.PERSON -> HitKind.PERSON
        FfiHitKind.VISIT -> HitKind.VISIT
        FfiHitKind.TOPIC -> HitKind.TOPIC
        FfiHitKind.HAZARD -> HitKind.HAZARD
        FfiHitKind.AGENDA -> HitKind.AGENDA
        FfiHitKind.TALLY -> HitKind.TALLY
        FfiHitKind.BALLOT -> HitKind.BALLOT
        FfiHitKind.ROUND -> HitKind.ROUND
        FfiHitKind.LOG_ENTRY -> HitKind.LOG_ENTRY
        FfiHitKind.MATTER -> HitKind.MATTER
        FfiHitKind.OTHER -> HitKind.OTHER
    }

/**
 * The household's screen.
 *
 * @property household its id
 * @property door the door
 * @property floor the floor
 * @property claimedElsewhere other places whose registers claim the same household
 * @property fields its own fields (area, note, the office's columns)
 * @property people the people who live there or own it
 * @property visits the last visits
 */
public data class HouseholdView(
    val household: HouseholdId,
    val door: String,
    val floor: Int?,
    val claimedElsewhere: List<String>,
    val fields: List<FieldView>,
    val people: List<PersonView>,
    val visits: List<VisitView>,
)

internal fun FfiHouseholdView.toPublic(): HouseholdView =
    HouseholdView(
        household = HouseholdId(household),
        door = door,
        floor = floor,
        claimedElsewhere = claimedElsewhere,
        fields = fields.map { it.toPublic() },
        people = people.map { it.toPublic() },
        visits = visits.map { it.toPublic() },
    )

/**
 * A person of a household.
 *
 * @property person the person
 * @property kind owner, resident or tenant
 * @property fields fields and values; several values are a conflict
 */
public data class PersonView(
    val person: PersonId,
    val kind: PersonKind,
    val fields: List<FieldView>,
)

internal fun FfiPersonView.toPublic(): PersonView =
    PersonView(
        person = PersonId(person),
        kind = kind.toPublic(),
        fields = fields.map { it.toPublic() },
    )

/**
 * A household on the round's screen.
 *
 * @property household its id
 * @property door the door
 * @property floor the floor, if known
 * @property lastVisit the time of the last visit
 * @property lastOutcome its outcome
 * @property callBack the time at which somebody wanted to come again
 */
public data class RoundStop(
    val household: HouseholdId,
    val door: String,
    val floor: Int?,
    val lastVisit: Instant?,
    val lastOutcome: VisitOutcome?,
    val callBack: Instant?,
)

internal fun FfiRoundStop.toPublic(): RoundStop =
    RoundStop(
        household = HouseholdId(household),
        door = door,
        floor = floor,
        lastVisit = lastVisit,
        lastOutcome = lastOutcome?.toPublic(),
        callBack = callBack,
    )

/**
 * A hit of a search.
 *
 * @property kind the kind of thing
 * @property id the id of that thing
 * @property title the title to show
 * @property matched the words that matched
 */
public data class SearchHit(
    val kind: HitKind,
    val id: String,
    val title: String,
    val matched: String,
)

internal fun FfiSearchHit.toPublic(): SearchHit =
    SearchHit(
        kind = kind.toPublic(),
        id = id,
        title = title,
        matched = matched,
    )

/**
 * A value, and whose it is.
 *
 * @property record the record that says so
 * @property value the text; absent if its body is not here
 * @property by its author
 * @property at the time
 * @property relayed whether its author could only relay it (○): it waits for confirmation
 */
public data class ValueView(
    val record: RecordId,
    val value: String?,
    val by: MemberId,
    val at: Instant,
    val relayed: Boolean,
)

internal fun FfiValueView.toPublic(): ValueView =
    ValueView(
        record = RecordId(record),
        value = value,
        by = MemberId(by),
        at = at,
        relayed = relayed,
    )

/**
 * A visit to record (clause 5.1.3.2.1.1).
 *
 * @property household a door number, or the household's id
 * @property outcome the outcome
 * @property mode the mode of contact; at the door if not said
 * @property note a note
 * @property met the person met
 * @property callBack the time to come again
 * @property doneBy the member who made the visit, when another types it in
 * @property topics topics that came up or were told about
 */
public data class VisitDraft(
    val household: String,
    val outcome: VisitOutcome,
    val mode: VisitMode? = null,
    val note: String? = null,
    val met: String? = null,
    val callBack: Instant? = null,
    val doneBy: MemberId? = null,
    val topics: List<DocId> = emptyList(),
)

internal fun VisitDraft.toFfi(): FfiVisitDraft =
    FfiVisitDraft(
        household = household,
        outcome = outcome.ffi,
        mode = mode?.ffi,
        note = note,
        met = met,
        callBack = callBack,
        doneBy = doneBy?.value,
        topics = topics.map { it.value },
    )

internal fun FfiVisitPage.toPublic(): Page<VisitView> = Page(items.map { it.toPublic() }, next)

/**
 * One version of a visit, first one first.
 *
 * @property record its record
 * @property outcome the outcome that it says; absent if it withdraws
 * @property note the note
 * @property reason the reason for the correction
 * @property by its author
 */
public data class VisitVersion(
    val record: RecordId,
    val outcome: VisitOutcome?,
    val note: String?,
    val reason: String?,
    val by: MemberId,
)

internal fun FfiVisitVersion.toPublic(): VisitVersion =
    VisitVersion(
        record = RecordId(record),
        outcome = outcome?.toPublic(),
        note = note,
        reason = reason,
        by = MemberId(by),
    )

/**
 * A visit as lists show it.
 *
 * @property visit its id: that of its first record
 * @property household the door
 * @property householdId the household's id
 * @property outcome the outcome, after corrections
 * @property mode the mode of contact
 * @property note the note; absent if there is none, or it is not here
 * @property met the person met
 * @property callBack the time to come again
 * @property doneBy the member who made it, if somebody else typed it in
 * @property topics topics that came up or were told about
 * @property at the time
 * @property by its author
 * @property who whoever made it, by name: `done_by`, or else the author
 * @property device on which device
 * @property standing its state after corrections
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong. It stands in
 *   lists where it came, and counts as nobody's last visit.
 */
public data class VisitView(
    val visit: RecordId,
    val household: String,
    val householdId: HouseholdId,
    val outcome: VisitOutcome,
    val mode: VisitMode,
    val note: String?,
    val met: String?,
    val callBack: Instant?,
    val doneBy: MemberId?,
    val topics: List<DocId>,
    val at: Instant,
    val by: MemberId,
    val who: MemberRef,
    val device: DeviceId,
    val standing: Standing,
    val ahead: Boolean,
)

internal fun FfiVisitView.toPublic(): VisitView =
    VisitView(
        visit = RecordId(visit),
        household = household,
        householdId = HouseholdId(householdId),
        outcome = outcome.toPublic(),
        mode = mode.toPublic(),
        note = note,
        met = met,
        callBack = callBack,
        doneBy = doneBy?.let(::MemberId),
        topics = topics.map(::DocId),
        at = at,
        by = MemberId(by),
        who = who.toPublic(),
        device = DeviceId(device),
        standing = standing.toPublic(),
        ahead = ahead,
    )
