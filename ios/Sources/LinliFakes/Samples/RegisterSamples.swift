// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A proposed change of the register.
    public static var proposedChange: ProposedChange {
        ProposedChange(
            change: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            household: HouseholdId("060fe6d3060fe6d3060fe6d3060fe6d3"),
            door: "3-1-501",
            by: memberRef,
            at: now,
            evidence: "房产证",
            lines: [proposedLine],
            decided: nil
        )
    }

    /// One change of a proposal.
    public static var proposedLine: ProposedLine {
        ProposedLine(
            person: PersonId("2c2390772c2390772c2390772c239077"),
            what: "phone",
            label: said,
            value: "13900000000",
            said: said
        )
    }

    /// A visit of one's own that a reviewer gave back to be corrected.
    public static var returnedView: ReturnedView {
        ReturnedView(
            visit: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at: now,
            note: "老人想修楼道灯"
        )
    }

    /// The decision about a proposal.
    public static var verdict: Verdict {
        Verdict(
            accepted: true,
            reason: "已与本人核对"
        )
    }
}
