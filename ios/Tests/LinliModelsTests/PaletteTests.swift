// WCAG 2.2, 1.4.3 and 1.4.11: texts at 4.5 : 1, borders of what can be touched at 3 : 1.

import Foundation
import Testing

@testable import LinliModels

@Suite struct Colours {
    private func luminance(_ colour: UInt32) -> Double {
        let parts = [16, 8, 0].map { Double((colour >> UInt32($0)) & 0xff) / 255 }
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let both = [luminance(one), luminance(other)].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
    }

    @Test func everyTextStandsOutFromWhatIsBehindIt() {
        for palette in [Palette.light, .dark] {
            #expect(palette.texts.count == 11)
            for (text, behind) in palette.texts { #expect(contrast(text, behind) >= 4.5) }
            for behind in [palette.ground, palette.raised] { #expect(contrast(palette.line, behind) >= 3) }
        }
    }

    @Test func theMeasureIsThatOfTheStandard() {
        #expect(abs(contrast(0, 0xffffff) - 21) < 0.01)
        #expect(contrast(0xff0000, 0xff0000) == 1)
        // The system's green, with which nobody reads a line on white.
        #expect(contrast(0x34c759, 0xffffff) < 4.5)
    }

    @Test func theColoursAreThoseOfKotlinsApps() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../tests/screens/palette.tsv").standardizedFileURL
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        let rows = lines.map { $0.split(separator: "\t").map(String.init) }
        let colours = rows.map { row in (row[0], row[1...].compactMap { UInt32($0, radix: 16) }) }
        let table = Dictionary(uniqueKeysWithValues: colours)
        let own = zip(Mirror(reflecting: Palette.light).children, Mirror(reflecting: Palette.dark).children)
            .map { ($0.0.label ?? "", [$0.0.value, $0.1.value].compactMap { $0 as? UInt32 }) }
        #expect(table == Dictionary(uniqueKeysWithValues: own))
    }
}
