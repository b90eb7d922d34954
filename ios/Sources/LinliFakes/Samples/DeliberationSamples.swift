// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// An agenda with all its fields.
    public static var agendaView: AgendaView {
        AgendaView(
            agenda: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            scope: "3-1",
            fields: [fieldView],
            contested: false,
            waiting: 1,
            ahead: false
        )
    }

    /// The one who decides a contradiction.
    public static var conflictOwner: ConflictOwner {
        ConflictOwner.role(
            .communityOffice
        )
    }

    /// A contradiction that somebody must decide.
    public static var conflictView: ConflictView {
        ConflictView(
            document: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind: .register,
            field: "phone",
            title: said,
            values: [valueView],
            owner: conflictOwner
        )
    }

    /// A topic as lists show it.
    public static var topicView: TopicView {
        TopicView(
            topic: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            source: .visit,
            household: "3-1-501",
            title: "楼道灯坏了",
            text: "三单元五楼的灯坏了一周",
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            scope: "3-1",
            placeSaid: said,
            standing: .asWritten,
            relayed: false,
            ahead: false,
            changed: nil
        )
    }
}
