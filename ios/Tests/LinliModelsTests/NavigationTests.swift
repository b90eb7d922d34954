// Where one is, written down and come back to; and what forms make of amounts.

import Linli
import Testing

@testable import LinliModels

@Suite struct Navigation {
    private let some: [Screen] = [
        .today(), .today(.stairwell("月亮湾/3-1")), .today(.grid("第二 网格")), .door("3-1-501"),
        .visited(household: "3-1-501", visit: "00ff"), .newTopic(), .step(matter: "00ff", step: "screen"),
        .open(flow: "pack/flow"), .open(flow: "pack/flow", about: "00ff"), .hazard("00ff"),
        .ballot(tally: "00ff", voter: "3-1-501"), .work, .me, .get, .give,
        .newHazard(), .toType(system: "城市 平台", matter: "00ff"), .agenda("00ff"), .agendas, .elsewhere,
    ]

    @Test func whereOneIsComesBackAsItWasWrittenDown() {
        let stack = ScreenStack(some)
        #expect(ScreenStack(text: stack.text) == stack)
        for screen in some { #expect(Screen(screen.text) == screen) }
    }

    @Test func whatALaterVersionWroteDownIsLeftOut() {
        for text in ["garden\t1", "door\t1\t2", "ballot\t1", "door", ""] { #expect(Screen(text) == nil) }
        #expect(ScreenStack(text: "work\ngarden\nme") == ScreenStack([.work, .me]))
        #expect(ScreenStack(text: "") == ScreenStack())
    }

    @Test func aScreenThatLiesBelowIsComeBackTo() {
        let stack = ScreenStack().to(.work).to(.topics).to(.me)
        #expect(stack.to(.work) == ScreenStack().to(.work))
        #expect(stack.back().top == .topics)
        #expect(!ScreenStack().back().canGoBack)
        let deep = (0...100).reduce(ScreenStack()) { $0.to(.door("\($1)")) }
        #expect(deep.screens.count == 32 && deep.top == .door("100"))
    }

    @Test func yuanAreFenAndWhatIsNoneIsNone() {
        let amounts: [(String, Int?)] = [
            ("120.5", 12_050), ("-1", -100), ("0.05", 5), (".5", 50), ("1.050", 105), ("1.005", nil), ("一百", nil),
            ("", nil), ("-", nil), (".", nil), ("1-2", nil), ("--1", nil), ("1.2.3", nil),
            (String(repeating: "9", count: 40), nil),
        ]
        for (text, amount) in amounts { #expect(fen(text) == amount, "\(text)") }
    }
}
