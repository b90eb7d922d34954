// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.ClockForm
import org.linli.DutySummary
import org.linli.FieldMust
import org.linli.FieldType
import org.linli.FieldWord
import org.linli.FlowState
import org.linli.FlowSummary
import org.linli.FlowView
import org.linli.FormField
import org.linli.PackAdopted
import org.linli.PackChoice
import org.linli.PackChosen
import org.linli.PackSwitch
import org.linli.PackView
import org.linli.RuleReadings
import org.linli.RuleStatus
import org.linli.StepForm
import org.linli.SwitchChoice
import org.linli.SwitchWord

/** A clock as the pack prescribes it. */
public val Samples.clockForm: ClockForm
    get() =
        ClockForm(
            clock = "respond",
            title = said,
            clause = "5.1.3.2.2",
            status = RuleStatus.TEXT,
        )

/** A duty of a pack. */
public val Samples.dutySummary: DutySummary
    get() =
        DutySummary(
            duty = "weekly-fire-patrol",
            title = said,
            clause = "5.1.3.2.2",
            status = RuleStatus.TEXT,
            flow = "hazard",
        )

/** Whether a field must be given. */
public val Samples.fieldMust: FieldMust
    get() =
        FieldMust.No

/** A word of a choice. */
public val Samples.fieldWord: FieldWord
    get() =
        FieldWord(
            word = "low",
            title = said,
        )

/** A state of a flow. */
public val Samples.flowState: FlowState
    get() =
        FlowState(
            state = "open",
            title = said,
            ends = false,
        )

/** A flow in a list. */
public val Samples.flowSummary: FlowSummary
    get() =
        FlowSummary(
            flow = "hazard",
            kind = "hazard",
            at = listOf("compound"),
            clause = "5.1.3.2.2",
            title = said,
        )

/** A flow with its forms and words. */
public val Samples.flowView: FlowView
    get() =
        FlowView(
            pack = "deliberation",
            edition = "2026.1",
            about = flowSummary,
            settle = "-",
            states = listOf(flowState),
            steps = listOf(stepForm),
            clocks = listOf(clockForm),
        )

/** A field of a form. */
public val Samples.formField: FormField
    get() =
        FormField(
            field = "phone",
            title = said,
            kind = FieldType.TEXT,
            many = false,
            must = fieldMust,
            least = 1,
            most = 3,
            words = listOf(fieldWord),
            columns = emptyList(),
        )

/** A pack that was taken up. */
public val Samples.packAdopted: PackAdopted
    get() =
        PackAdopted(
            pack = "deliberation",
            edition = "2026.1",
        )

/** What a place takes of a pack. */
public val Samples.packChoice: PackChoice
    get() =
        PackChoice(
            edition = "2026.1",
            withoutFlows = listOf("notice"),
            withoutDuties = listOf("fire-check"),
            readings = listOf(ruleReadings),
            switches = listOf(switchChoice),
        )

/** The choice of a place about a pack. */
public val Samples.packChosen: PackChosen
    get() =
        PackChosen(
            scope = scopeName,
            placeSaid = said,
            choice = null,
        )

/** What a place settles once for a flow, where a text leaves several ways open. */
public val Samples.packSwitch: PackSwitch
    get() =
        PackSwitch(
            name = "resolve-by",
            title = said,
            clause = "5.1.3.2.2",
            status = RuleStatus.TEXT,
            flow = "hazard",
            initial = "assembly",
            words = listOf(switchWord),
        )

/** A pack that this store knows. */
public val Samples.packView: PackView
    get() =
        PackView(
            pack = "deliberation",
            edition = "2026.1",
            title = said,
            own = false,
            flows = listOf(flowSummary),
            switches = listOf(packSwitch),
            duties = listOf(dutySummary),
            choices = listOf(packChosen),
            whyNot = said,
        )

/** Readings of a counting rule that a place goes by. */
public val Samples.ruleReadings: RuleReadings
    get() =
        RuleReadings(
            rule = "stairwell",
            readings = listOf("invalid-takes-part"),
        )

/** A step as the pack prescribes it, with its form. */
public val Samples.stepForm: StepForm
    get() =
        StepForm(
            step = "report",
            title = said,
            clause = "5.1.3.2.2",
            status = RuleStatus.TEXT,
            may = "grid_worker",
            opening = false,
            fromStates = listOf("open"),
            fromAny = false,
            toStates = listOf("open"),
            opens = emptyList(),
            fields = listOf(formField),
            needs = listOf("quorum"),
        )

/** The word of a switch by which a place goes. */
public val Samples.switchChoice: SwitchChoice
    get() =
        SwitchChoice(
            name = "resolve-by",
            word = "assembly",
        )

/** A word of a switch. */
public val Samples.switchWord: SwitchWord
    get() =
        SwitchWord(
            word = "assembly",
            title = said,
        )
