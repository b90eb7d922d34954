// Everything that crosses the border is used by the façade: `surface.tsv` says what crosses, the façade's sources are read
// as text. What Rust adds fails here until it is mapped.

import Foundation
import Testing

@testable import Linli

@Suite struct Completeness {
    private let rows: [[String]]
    private let source: String

    init() throws {
        let table = repository.appendingPathComponent("target/bindings/surface.tsv")
        rows = try String(contentsOf: table, encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        let folder = repository.appendingPathComponent("ios/Sources/Linli")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let swift = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        source = try swift.map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }

    private func camel(_ name: String) -> String {
        let words = name.split(separator: "_")
        return String(words[0]) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The pieces of code that speak of a generated type, each to the end of its member; `before` is what stands before it.
    private func blocks(_ name: String, after before: String = "") -> [String] {
        source.components(separatedBy: "\(before)LinliCore.\(name)").dropFirst()
            .filter { $0.first.map { !$0.isLetter && !$0.isNumber } ?? false }
            .map { $0.components(separatedBy: "\n    }\n")[0] }
    }

    /// The mappings of a value type, one for each direction in which it crosses.
    private func mappings(_ name: String) -> [String] {
        blocks(name, after: "init(_ core: ") + blocks(name, after: "var core: ")
    }

    /// Whether a name stands there whole, between these: `.by` is not in `.bytes`.
    private func holds(_ code: String, _ before: String, _ name: String, _ after: String? = nil) -> Bool {
        code.components(separatedBy: before + name).dropFirst().contains { rest in
            if let after { return rest.hasPrefix(after) }
            return rest.first.map { !$0.isLetter && !$0.isNumber } ?? true
        }
    }

    private func missing(_ kind: String, _ isThere: ([String]) -> [String]) -> [String] {
        rows.filter { $0[0] == kind }.flatMap { row in isThere(row).map { "\(row[1]).\($0)" } }
    }

    @Test func everyOperationIsOffered() {
        let probes: Set = ["probe_panic", "probe_panic_here"]
        let methods = rows.filter { $0[0] == "method" && !probes.contains($0[2]) }
        #expect(methods.count > 75)
        for row in methods {
            let name = camel(row[2])
            let used = source.contains("core.\(name)(") || source.contains("LinliCore.\(row[1]).\(name)(")
            #expect(used || (row[1] == "Subscription" && source.contains("subscription.\(name)()")), "\(row)")
        }
        for row in rows where row[0] == "function" {
            #expect(source.contains("LinliCore.\(camel(row[1]))("), "\(row)")
        }
    }

    @Test func everyFieldOfEveryRecordIsMappedInEachDirection() {
        // Records that cross without a public type of their own: it is put together or taken apart where it is used.
        let bare = ["OpenOptions": "OpenOptions", "PageRequest": "PageRequest", "WordText": "wordTexts"]
        let unmapped = missing("record") { row in
            let code = bare[row[1]].map { [blocks($0).joined()] } ?? mappings(row[1])
            return row.dropFirst(2).map(camel).filter { field in
                code.isEmpty
                    || !code.allSatisfy {
                        holds($0, ".", field) || holds($0, " ", field, ":") || holds($0, "(", field, ":")
                    }
            }
        }
        #expect(unmapped.isEmpty, "\(unmapped)")
        #expect(rows.filter { $0[0] == "record" }.count > 60)
    }

    @Test func everyWordAndErrorIsMappedInEachDirection() {
        let unmapped = missing("enum") { row in
            let code = mappings(row[1])
            return row.dropFirst(2).filter { word in
                let name = word.prefix(1).lowercased() + word.dropFirst()
                // A code is text: later versions know more of them.
                if row[1] == "ErrorCode" {
                    return !holds(source, "static let ", name) && !holds(source, "static let `", name)
                }
                return code.isEmpty || !code.allSatisfy { holds($0, "case .", name) }
            }
        }
        #expect(unmapped.isEmpty, "\(unmapped)")
        for word in rows.first(where: { $0[0] == "error" && $0[1] == "LinliError" })?.dropFirst(2) ?? [] {
            #expect(source.contains("case .\(word)(let code"), "\(word)")
        }
    }

    @Test func everyForeignTraitIsAnAdapter() {
        for row in rows where row[0] == "foreign" {
            #expect(source.contains("class") && source.contains(": LinliCore.\(row[1]) {"), "\(row)")
        }
    }

    @Test func everyWordHasANameInBothLanguages() {
        func check<W: Word>(_: W.Type) {
            #expect(!W.allCases.isEmpty)
            for word in W.allCases {
                #expect(word.zh != word.rawValue && word.en != "", "\(word)")
                #expect([word.zh, word.en].contains(word.text))
                #expect(word.zh.unicodeScalars.contains { $0.value > 0x2E80 }, "\(word)")
            }
        }
        check(TopicSource.self)
        check(VisitOutcome.self)
        check(VisitMode.self)
        check(PersonKind.self)
        check(ItemResult.self)
        check(Severity.self)
        check(Choice.self)
        check(BallotKind.self)
        check(BallotAuthority.self)
        check(BallotNote.self)
        check(SignerCapacity.self)
        check(ServedHow.self)
        check(SheetForm.self)
        check(WithoutVote.self)
        check(TallyState.self)
        check(RootAgreement.self)
        check(ReturnHow.self)
        check(Role.self)
        check(Standing.self)
        check(HitKind.self)
        check(RequestAsks.self)
        check(Outcome.self)
        check(Due.self)
        check(Flag.self)
        check(Knock.self)
        check(Safety.self)
        check(CardState.self)
        check(ThingKind.self)
        check(VoterState.self)
    }

    @Test func theUsersLanguageDecidesAndChineseIsTheDefault() {
        let texts = Texts(zh: "在家", en: "home")
        #expect(texts.preferred(of: ["en-GB", "zh-Hans"]) == "home")
        #expect(texts.preferred(of: ["zh-Hans-CN", "en"]) == "在家")
        #expect(texts.preferred(of: ["fr-FR", "en"]) == "home")
        #expect(texts.preferred(of: ["fr-FR"]) == "在家")
        #expect(texts.preferred(of: []) == "在家")
    }
}
