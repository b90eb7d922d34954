// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.ClockForm as FfiClockForm
import org.linli.ffi.DutySummary as FfiDutySummary
import org.linli.ffi.FieldMust as FfiFieldMust
import org.linli.ffi.FieldType as FfiFieldType
import org.linli.ffi.FieldWord as FfiFieldWord
import org.linli.ffi.FlowState as FfiFlowState
import org.linli.ffi.FlowSummary as FfiFlowSummary
import org.linli.ffi.FlowView as FfiFlowView
import org.linli.ffi.FormField as FfiFormField
import org.linli.ffi.PackAdopted as FfiPackAdopted
import org.linli.ffi.PackChoice as FfiPackChoice
import org.linli.ffi.PackChosen as FfiPackChosen
import org.linli.ffi.PackSwitch as FfiPackSwitch
import org.linli.ffi.PackView as FfiPackView
import org.linli.ffi.RuleReadings as FfiRuleReadings
import org.linli.ffi.RuleStatus as FfiRuleStatus
import org.linli.ffi.StepForm as FfiStepForm
import org.linli.ffi.SwitchChoice as FfiSwitchChoice
import org.linli.ffi.SwitchWord as FfiSwitchWord

/**
 * A clock as the pack prescribes it.
 *
 * @property clock its name
 * @property title its title
 * @property clause the clause that sets it
 * @property status the source of that
 */
public data class ClockForm(
    val clock: String,
    val title: Said,
    val clause: String?,
    val status: RuleStatus?,
)

internal fun FfiClockForm.toPublic(): ClockForm =
    ClockForm(
        clock = clock,
        title = title.toPublic(),
        clause = clause,
        status = status?.toPublic(),
    )

/**
 * A duty of a pack.
 *
 * @property duty its name
 * @property title its title
 * @property clause the clause that prescribes it
 * @property status the source of that
 * @property flow the flow whose matters fulfil it
 */
public data class DutySummary(
    val duty: String,
    val title: Said,
    val clause: String?,
    val status: RuleStatus?,
    val flow: String,
)

internal fun FfiDutySummary.toPublic(): DutySummary =
    DutySummary(
        duty = duty,
        title = title.toPublic(),
        clause = clause,
        status = status?.toPublic(),
        flow = flow,
    )

/** Whether a field must be given. */
public sealed interface FieldMust {
    /** It may be left out. */
    public data object No : FieldMust

    /** In every case. */
    public data object Yes : FieldMust

    /**
     * If another field has one of some values.
     *
     * @property field the other field
     * @property values its values
     */
    public data class If(
        val field: String,
        val values: List<FormValue>,
    ) : FieldMust
}

internal fun FfiFieldMust.toPublic(): FieldMust =
    when (this) {
        FfiFieldMust.No -> FieldMust.No
        FfiFieldMust.Yes -> FieldMust.Yes
        is FfiFieldMust.If -> FieldMust.If(field, values.map { it.toPublic() })
    }

/** The type of a field. */
public enum class FieldType {
    /** Words. */
    TEXT,

    /** One of the field's words. */
    CHOICE,

    /** Yes or no. */
    FLAG,

    /** A whole number. */
    INT,

    /** Money, in fen. */
    FEN,

    /** An area, in square centimetres. */
    CM2,

    /** A day, as `2026-11-24`. */
    DATE,

    /** A time, with its offset (RFC 3339). */
    TIME,

    /** A period, as `2026-H1`. */
    PERIOD,

    /** A member's id. */
    MEMBER,

    /** A household: its id, or a door number where a step is taken. */
    HOUSEHOLD,

    /** A person's id. */
    PERSON,

    /** A place: its id, or its name where a step is taken. */
    PLACE,

    /** A body, by its word. */
    BODY,

    /** A document's id. */
    DOC,

    /** A tally's id. */
    TALLY,

    /** Rows of the field's columns. */
    ROWS,
}

internal fun FfiFieldType.toPublic(): FieldType =
    when (this) {
        FfiFieldType.TEXT -> FieldType.TEXT
        FfiFieldType.CHOICE -> FieldType.CHOICE
        FfiFieldType.FLAG -> FieldType.FLAG
        FfiFieldType.INT -> FieldType.INT
        FfiFieldType.FEN -> FieldType.FEN
        FfiFieldType.CM2 -> FieldType.CM2
        FfiFieldType.DATE -> FieldType.DATE
        FfiFieldType.TIME -> FieldType.TIME
        FfiFieldType.PERIOD -> FieldType.PERIOD
        FfiFieldType.MEMBER -> FieldType.MEMBER
        FfiFieldType.HOUSEHOLD -> FieldType.HOUSEHOLD
        FfiFieldType.PERSON -> FieldType.PERSON
        FfiFieldType.PLACE -> FieldType.PLACE
        FfiFieldType.BODY -> FieldType.BODY
        FfiFieldType.DOC -> FieldType.DOC
        FfiFieldType.TALLY -> FieldType.TALLY
        FfiFieldType.ROWS -> FieldType.ROWS
    }

/**
 * A word of a choice.
 *
 * @property word as it stands in values
 * @property title its title
 */
public data class FieldWord(
    val word: String,
    val title: Said,
)

internal fun FfiFieldWord.toPublic(): FieldWord =
    FieldWord(
        word = word,
        title = title.toPublic(),
    )

/**
 * A state of a flow.
 *
 * @property state its name
 * @property title its title
 * @property ends whether a matter ends in it
 */
public data class FlowState(
    val state: String,
    val title: Said,
    val ends: Boolean,
)

internal fun FfiFlowState.toPublic(): FlowState =
    FlowState(
        state = state,
        title = title.toPublic(),
        ends = ends,
    )

/**
 * A flow in a list.
 *
 * @property flow its name
 * @property kind the kind of document that its matters are
 * @property at the levels of place at which a matter is opened
 * @property clause the clause that prescribes it
 * @property title its title
 */
public data class FlowSummary(
    val flow: String,
    val kind: String,
    val at: List<String>,
    val clause: String?,
    val title: Said,
)

internal fun FfiFlowSummary.toPublic(): FlowSummary =
    FlowSummary(
        flow = flow,
        kind = kind,
        at = at,
        clause = clause,
        title = title.toPublic(),
    )

/**
 * A flow with its forms and words.
 *
 * @property pack the pack that holds it
 * @property edition the pack's edition
 * @property about its name, class, places, clause and title
 * @property settle the operation by which conflicts are settled
 * @property states states, in the pack's order
 * @property steps steps, in the pack's order
 * @property clocks clocks, in the pack's order
 */
public data class FlowView(
    val pack: String,
    val edition: String,
    val about: FlowSummary,
    val settle: String,
    val states: List<FlowState>,
    val steps: List<StepForm>,
    val clocks: List<ClockForm>,
)

internal fun FfiFlowView.toPublic(): FlowView =
    FlowView(
        pack = pack,
        edition = edition,
        about = about.toPublic(),
        settle = settle,
        states = states.map { it.toPublic() },
        steps = steps.map { it.toPublic() },
        clocks = clocks.map { it.toPublic() },
    )

/**
 * A field of a form.
 *
 * @property field its name
 * @property title its title
 * @property kind its type
 * @property many whether it is a list of these
 * @property must whether it must be given
 * @property least the least number, or the fewest characters or items
 * @property most the most
 * @property words the words of a choice
 * @property columns the columns of rows
 */
public data class FormField(
    val field: String,
    val title: Said,
    val kind: FieldType,
    val many: Boolean,
    val must: FieldMust,
    val least: Long?,
    val most: Long?,
    val words: List<FieldWord>,
    val columns: List<FormField>,
)

internal fun FfiFormField.toPublic(): FormField =
    FormField(
        field = field,
        title = title.toPublic(),
        kind = kind.toPublic(),
        many = many,
        must = must.toPublic(),
        least = least,
        most = most,
        words = words.map { it.toPublic() },
        columns = columns.map { it.toPublic() },
    )

/**
 * A pack that was taken up.
 *
 * @property pack its name
 * @property edition the edition of the text that it holds
 */
public data class PackAdopted(
    val pack: String,
    val edition: String,
)

internal fun FfiPackAdopted.toPublic(): PackAdopted =
    PackAdopted(
        pack = pack,
        edition = edition,
    )

/**
 * What a place takes of a pack.
 *
 * @property edition the edition; absent for the one that came last
 * @property withoutFlows flows that are switched off
 * @property withoutDuties duties that are switched off
 * @property readings readings by rule. A rule that is not named leaves them to whoever opens the tally.
 * @property switches words by switch. A switch that is not named stays at its default.
 */
public data class PackChoice(
    val edition: String? = null,
    val withoutFlows: List<String> = emptyList(),
    val withoutDuties: List<String> = emptyList(),
    val readings: List<RuleReadings> = emptyList(),
    val switches: List<SwitchChoice> = emptyList(),
)

internal fun FfiPackChoice.toPublic(): PackChoice =
    PackChoice(
        edition = edition,
        withoutFlows = withoutFlows,
        withoutDuties = withoutDuties,
        readings = readings.map { it.toPublic() },
        switches = switches.map { it.toPublic() },
    )

internal fun PackChoice.toFfi(): FfiPackChoice =
    FfiPackChoice(
        edition = edition,
        withoutFlows = withoutFlows,
        withoutDuties = withoutDuties,
        readings = readings.map { it.toFfi() },
        switches = switches.map { it.toFfi() },
    )

/**
 * The choice of a place about a pack.
 *
 * @property scope the community, or a compound
 * @property placeSaid the same for people
 * @property choice what it takes of the pack; none where the pack is off there
 */
public data class PackChosen(
    val scope: ScopeName,
    val placeSaid: Said,
    val choice: PackChoice?,
)

internal fun FfiPackChosen.toPublic(): PackChosen =
    PackChosen(
        scope = scope.toPublic(),
        placeSaid = placeSaid.toPublic(),
        choice = choice?.toPublic(),
    )

/**
 * What a place settles once for a flow, where a text leaves several ways open.
 *
 * @property name its name
 * @property title its title
 * @property clause the clause that leaves it open
 * @property status the source of that
 * @property flow the flow whose matters go by it
 * @property initial the word by which a place goes that chose none
 * @property words its words
 */
public data class PackSwitch(
    val name: String,
    val title: Said,
    val clause: String?,
    val status: RuleStatus?,
    val flow: String,
    val initial: String,
    val words: List<SwitchWord>,
)

internal fun FfiPackSwitch.toPublic(): PackSwitch =
    PackSwitch(
        name = name,
        title = title.toPublic(),
        clause = clause,
        status = status?.toPublic(),
        flow = flow,
        initial = initial,
        words = words.map { it.toPublic() },
    )

/**
 * A pack that this store knows.
 *
 * @property pack its name
 * @property edition the edition of the text that it holds
 * @property title its title
 * @property own whether it is the community's own
 * @property flows its flows
 * @property switches what places settle once for its flows
 * @property duties its duties, which recur
 * @property choices the choices about it that hold now; none where every place goes by all of its newest edition
 * @property whyNot the reason why this device may not choose for the community: who may. None where it may.
 */
public data class PackView(
    val pack: String,
    val edition: String,
    val title: Said,
    val own: Boolean,
    val flows: List<FlowSummary>,
    val switches: List<PackSwitch>,
    val duties: List<DutySummary>,
    val choices: List<PackChosen>,
    val whyNot: Said?,
)

internal fun FfiPackView.toPublic(): PackView =
    PackView(
        pack = pack,
        edition = edition,
        title = title.toPublic(),
        own = own,
        flows = flows.map { it.toPublic() },
        switches = switches.map { it.toPublic() },
        duties = duties.map { it.toPublic() },
        choices = choices.map { it.toPublic() },
        whyNot = whyNot?.toPublic(),
    )

/**
 * Readings of a counting rule that a place goes by.
 *
 * @property rule the rule
 * @property readings the readings under which its tallies are opened
 */
public data class RuleReadings(
    val rule: String,
    val readings: List<String>,
)

internal fun FfiRuleReadings.toPublic(): RuleReadings =
    RuleReadings(
        rule = rule,
        readings = readings,
    )

internal fun RuleReadings.toFfi(): FfiRuleReadings =
    FfiRuleReadings(
        rule = rule,
        readings = readings,
    )

/** The part of a rule that says where it comes from. */
public enum class RuleStatus {
    /** The standard's text. */
    TEXT,

    /** A law or regulation. */
    LAW,

    /** This library's, where the text is silent. */
    DEFAULT,

    /** Not checked against a text. */
    UNVERIFIED,
}

internal fun FfiRuleStatus.toPublic(): RuleStatus =
    when (this) {
        FfiRuleStatus.TEXT -> RuleStatus.TEXT
        FfiRuleStatus.LAW -> RuleStatus.LAW
        FfiRuleStatus.DEFAULT -> RuleStatus.DEFAULT
        FfiRuleStatus.UNVERIFIED -> RuleStatus.UNVERIFIED
    }

/**
 * A step as the pack prescribes it, with its form.
 *
 * @property step its name
 * @property title its title
 * @property clause the clause that prescribes it
 * @property status the source of that
 * @property may the operation of the matrix that its author claims
 * @property opening whether it opens a matter
 * @property fromStates the states from which it is taken
 * @property fromAny whether it is taken from every state that is not final, too
 * @property toStates the states to which it can lead; none for a side step
 * @property opens the flows of which it can open a matter
 * @property fields the fields that it records
 * @property needs the rules that must hold, by name
 */
public data class StepForm(
    val step: String,
    val title: Said,
    val clause: String?,
    val status: RuleStatus?,
    val may: String,
    val opening: Boolean,
    val fromStates: List<String>,
    val fromAny: Boolean,
    val toStates: List<String>,
    val opens: List<String>,
    val fields: List<FormField>,
    val needs: List<String>,
)

internal fun FfiStepForm.toPublic(): StepForm =
    StepForm(
        step = step,
        title = title.toPublic(),
        clause = clause,
        status = status?.toPublic(),
        may = may,
        opening = opening,
        fromStates = fromStates,
        fromAny = fromAny,
        toStates = toStates,
        opens = opens,
        fields = fields.map { it.toPublic() },
        needs = needs,
    )

/**
 * The word of a switch by which a place goes.
 *
 * @property name the switch of the pack
 * @property word its word
 */
public data class SwitchChoice(
    val name: String,
    val word: String,
)

internal fun FfiSwitchChoice.toPublic(): SwitchChoice =
    SwitchChoice(
        name = name,
        word = word,
    )

internal fun SwitchChoice.toFfi(): FfiSwitchChoice =
    FfiSwitchChoice(
        name = name,
        word = word,
    )

/**
 * A word of a switch.
 *
 * @property word the word
 * @property title its title
 */
public data class SwitchWord(
    val word: String,
    val title: Said,
)

internal fun FfiSwitchWord.toPublic(): SwitchWord =
    SwitchWord(
        word = word,
        title = title.toPublic(),
    )
