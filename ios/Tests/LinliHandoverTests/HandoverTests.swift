// What the share extension hands to the app.

import Foundation
import LinliHandover
import Testing

@Suite struct Handovers {
    private let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("handover-\(UUID().uuidString)")
    private var there: URL { scratch.appendingPathComponent("there") }
    private var own: URL { scratch.appendingPathComponent("own") }
    private var handover: Handover { Handover(there) }

    private func texts() throws -> [String] {
        var texts: [String] = []
        while let waiting = try handover.first(beside: [], keep: own) {
            if case .text(let text) = waiting.item { texts.append(text) }
            try handover.forget(waiting)
        }
        return texts
    }

    private func picture(_ waiting: Handover.Waiting?) throws -> URL {
        guard case .picture(let file)? = waiting?.item else { throw CocoaError(.fileNoSuchFile) }
        return file
    }

    @Test func whatWasPutComesOutOnceInItsOrder() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        #expect(try handover.first(beside: [], keep: own) == nil)
        let all = (1...12).map { "第 \($0) 件" }
        for text in all { try handover.put(text: text) }
        #expect(try texts() == all)
        #expect(try texts() == [])
    }

    @Test func aPictureComesAsACopyOfOnesOwn() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        try handover.put(picture: Data([1, 2, 3]))
        let waiting = try #require(try handover.first(beside: [], keep: own))
        let file = try picture(waiting)
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
        #expect(file.deletingLastPathComponent().path == own.path)
        try handover.forget(waiting)
        #expect(try handover.first(beside: [], keep: own) == nil)
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
    }

    @Test func whatNobodyKeptIsThereAgain() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        try handover.put(text: "楼道灯坏了")
        let text = try #require(try handover.first(beside: [], keep: own))
        #expect(text.item == .text("楼道灯坏了"))
        #expect(try handover.first(beside: [], keep: own) == text)
        try handover.forget(text)
        try handover.put(picture: Data([1, 2, 3]))
        let file = try picture(try handover.first(beside: [], keep: own))
        // Ended while it was copied: a part lies there.
        try Data([1]).write(to: file)
        #expect(try picture(try handover.first(beside: [], keep: own)) == file)
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
        // Ended after the app had kept it, before it was forgotten here: it does not come a second time.
        #expect(try handover.first(beside: [file], keep: own) == nil)
        #expect(try handover.first(beside: [], keep: own) == nil)
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
    }

    @Test func nothingEmptyLargeOrWithoutEndIsTaken() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        #expect(throws: Handover.Refusal.empty) { try handover.put(text: " \n") }
        #expect(throws: Handover.Refusal.empty) { try handover.put(picture: Data()) }
        #expect(throws: Handover.Refusal.tooLarge) {
            try handover.put(text: String(repeating: "灯", count: Handover.mostText / 3 + 1))
        }
        #expect(throws: Handover.Refusal.tooLarge) {
            try handover.put(picture: Data(count: Handover.mostPicture + 1))
        }
        for n in 1...Handover.mostWaiting { try handover.put(text: "\(n)") }
        #expect(throws: Handover.Refusal.full) { try handover.put(text: "一件太多") }
        #expect(try texts().count == Handover.mostWaiting)
    }

    @Test func whatWasCutOffIsNotThere() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        try handover.put(text: "整的")
        try Data("半".utf8).write(to: there.appendingPathComponent(".000000000009-half.txt"))
        #expect(try texts() == ["整的"])
    }

    @Test(arguments: [true, false]) func halvesOfExtensionsThatWereEndedAreRemoved(byTheApp: Bool) throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        let begun = Date(timeIntervalSince1970: 1_790_000_000)
        try handover.put(text: "整的")
        let half = there.appendingPathComponent(".000000000009-half.jpg")
        try Data([0xff, 0xd8]).write(to: half)
        try FileManager.default.setAttributes([.modificationDate: begun], ofItemAtPath: half.path)
        func isThere(after seconds: TimeInterval) throws -> Bool {
            let later = Handover(there, now: { begun.addingTimeInterval(seconds) })
            if byTheApp { _ = try later.first(beside: [], keep: own) } else { try later.put(text: "再一件") }
            return FileManager.default.fileExists(atPath: half.path)
        }
        // Another extension may still be writing it.
        #expect(try isThere(after: Handover.mostWriting))
        #expect(try !isThere(after: Handover.mostWriting + 1))
        #expect(try texts().first == "整的")
    }
}
