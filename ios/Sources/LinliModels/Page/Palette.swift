// The colours of a look.

/// The colours of a look, each as 0xRRGGBB; the same as Kotlin's, and a test measures every pair.
public struct Palette: Sendable {
    /// Behind everything.
    public let ground: UInt32
    /// Behind a thing of a list.
    public let raised: UInt32
    /// What is read.
    public let text: UInt32
    /// What is read last.
    public let quiet: UInt32
    /// What one comes for, and where one is.
    public let main: UInt32
    /// On that.
    public let onMain: UInt32
    /// Borders of what can be touched.
    public let line: UInt32
    /// What is in order.
    public let good: UInt32
    /// What is not.
    public let warning: UInt32

    /// By day.
    public static let light = Palette(
        ground: 0xf7f8f6,
        raised: 0xffffff,
        text: 0x1a1c1a,
        quiet: 0x4d534e,
        main: 0x0b5d3b,
        onMain: 0xffffff,
        line: 0x6c746e,
        good: 0x0b5d3b,
        warning: 0x9c1c12
    )

    /// In a dark stairwell.
    public static let dark = Palette(
        ground: 0x111411,
        raised: 0x1d211e,
        text: 0xecefea,
        quiet: 0xb9c2bb,
        main: 0x8fdbb2,
        onMain: 0x00281a,
        line: 0x8b958e,
        good: 0x8fdbb2,
        warning: 0xffb4a8
    )

    /// The colour of a tone.
    public func of(_ tone: Tone) -> UInt32 {
        switch tone {
        case .plain: text
        case .quiet: quiet
        case .good: good
        case .warning: warning
        }
    }

    /// Texts with what they stand on.
    var texts: [(text: UInt32, behind: UInt32)] {
        let shown = [text, quiet, good, warning, main]
        return [ground, raised].flatMap { behind in shown.map { ($0, behind) } } + [(onMain, main)]
    }
}
