import Testing

@testable import Linli

@Test func smoke() throws {
    #expect(try Workspace.libraryVersion().contains("."))
    #expect(VisitOutcome.notHome.zh == "不在家")
}
