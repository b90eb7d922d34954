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
        while case .text(let text) = try handover.take(pictures: false, keep: own) { texts.append(text) }
        return texts
    }

    @Test func whatWasPutComesOutOnceInItsOrder() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        #expect(try handover.take(pictures: true, keep: own) == nil)
        let all = (1...12).map { "第 \($0) 件" }
        for text in all { try handover.put(text: text) }
        #expect(try texts() == all)
        #expect(try texts() == [])
    }

    @Test func aPictureWaitsUntilItIsWantedAndTextsDoNotWaitForIt() throws {
        defer { try? FileManager.default.removeItem(at: scratch) }
        try handover.put(picture: Data([1, 2, 3]))
        try handover.put(text: "楼道灯坏了")
        #expect(try texts() == ["楼道灯坏了"])
        guard case .picture(let file) = try handover.take(pictures: true, keep: own) else {
            Issue.record("the picture is gone")
            return
        }
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
        #expect(file.deletingLastPathComponent().path == own.path)
        #expect(try handover.take(pictures: true, keep: own) == nil)
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
}
