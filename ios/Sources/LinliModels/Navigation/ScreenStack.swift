// Where one is.

import Foundation

/// The screens that lie above each other: the last one is shown. There is always one.
public struct ScreenStack: Hashable, Sendable {
    /// From the first to the one that is shown.
    public let screens: [Screen]

    /// Screens above each other; today's round alone without any.
    init(_ screens: [Screen] = []) {
        self.screens = screens.isEmpty ? [.today()] : screens
    }

    /// Deeper than anybody walks.
    private static let most = 32

    /// The one that is shown.
    public var top: Screen { screens.last ?? .today() }

    /// Whether there is a way back.
    public var canGoBack: Bool { screens.count > 1 }

    /// With another screen on top; one that is there already is come back to.
    func to(_ screen: Screen) -> ScreenStack {
        let below = screens.firstIndex(of: screen).map { screens.prefix($0) } ?? screens.suffix(Self.most - 1)
        return ScreenStack(below + [screen])
    }

    /// Without the one on top; the last one stays.
    func back() -> ScreenStack { canGoBack ? ScreenStack(screens.dropLast()) : self }

    /// All of it, a screen a line.
    var text: String { screens.map(\.text).joined(separator: "\n") }

    /// What was written down, without the screens that this version does not know.
    init(text: String) {
        self.init(text.components(separatedBy: "\n").compactMap(Screen.init))
    }
}
