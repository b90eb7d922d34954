// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A clock as the pack prescribes it.
    public static var clockForm: ClockForm {
        ClockForm(
            clock: "respond",
            title: said,
            clause: "5.1.3.2.2",
            status: .text
        )
    }

    /// A duty of a pack.
    public static var dutySummary: DutySummary {
        DutySummary(
            duty: "weekly-fire-patrol",
            title: said,
            clause: "5.1.3.2.2",
            status: .text,
            flow: "hazard"
        )
    }

    /// Whether a field must be given.
    public static var fieldMust: FieldMust {
        FieldMust.no
    }

    /// A word of a choice.
    public static var fieldWord: FieldWord {
        FieldWord(
            word: "low",
            title: said
        )
    }

    /// A state of a flow.
    public static var flowState: FlowState {
        FlowState(
            state: "open",
            title: said,
            ends: false
        )
    }

    /// A flow in a list.
    public static var flowSummary: FlowSummary {
        FlowSummary(
            flow: "hazard",
            kind: "hazard",
            at: ["compound"],
            clause: "5.1.3.2.2",
            title: said
        )
    }

    /// A flow with its forms and words.
    public static var flowView: FlowView {
        FlowView(
            pack: "deliberation",
            edition: "2026.1",
            about: flowSummary,
            settle: "-",
            states: [flowState],
            steps: [stepForm],
            clocks: [clockForm]
        )
    }

    /// A field of a form.
    public static var formField: FormField {
        FormField(
            field: "phone",
            title: said,
            kind: .text,
            many: false,
            must: fieldMust,
            least: 1,
            most: 3,
            words: [fieldWord],
            columns: []
        )
    }

    /// A pack that was taken up.
    public static var packAdopted: PackAdopted {
        PackAdopted(
            pack: "deliberation",
            edition: "2026.1"
        )
    }

    /// What a place takes of a pack.
    public static var packChoice: PackChoice {
        PackChoice(
            edition: "2026.1",
            withoutFlows: ["notice"],
            withoutDuties: ["fire-check"],
            readings: [ruleReadings],
            switches: [switchChoice]
        )
    }

    /// The choice of a place about a pack.
    public static var packChosen: PackChosen {
        PackChosen(
            scope: scopeName,
            placeSaid: said,
            choice: nil
        )
    }

    /// What a place settles once for a flow, where a text leaves several ways open.
    public static var packSwitch: PackSwitch {
        PackSwitch(
            name: "resolve-by",
            title: said,
            clause: "5.1.3.2.2",
            status: .text,
            flow: "hazard",
            initial: "assembly",
            words: [switchWord]
        )
    }

    /// A pack that this store knows.
    public static var packView: PackView {
        PackView(
            pack: "deliberation",
            edition: "2026.1",
            title: said,
            own: false,
            flows: [flowSummary],
            switches: [packSwitch],
            duties: [dutySummary],
            choices: [packChosen],
            whyNot: said
        )
    }

    /// Readings of a counting rule that a place goes by.
    public static var ruleReadings: RuleReadings {
        RuleReadings(
            rule: "stairwell",
            readings: ["invalid-takes-part"]
        )
    }

    /// A step as the pack prescribes it, with its form.
    public static var stepForm: StepForm {
        StepForm(
            step: "report",
            title: said,
            clause: "5.1.3.2.2",
            status: .text,
            may: "grid_worker",
            opening: false,
            fromStates: ["open"],
            fromAny: false,
            toStates: ["open"],
            opens: [],
            fields: [formField],
            needs: ["quorum"]
        )
    }

    /// The word of a switch by which a place goes.
    public static var switchChoice: SwitchChoice {
        SwitchChoice(
            name: "resolve-by",
            word: "assembly"
        )
    }

    /// A word of a switch.
    public static var switchWord: SwitchWord {
        SwitchWord(
            word: "assembly",
            title: said
        )
    }
}
