// The colours of the palette, as views take them.

import LinliModels
import SwiftUI

/// A colour of the palette, in the look that holds where it is drawn.
struct Tint: ShapeStyle {
    private let light: UInt32
    private let dark: UInt32

    init(_ colour: (Palette) -> UInt32) {
        light = colour(.light)
        dark = colour(.dark)
    }

    func resolve(in environment: EnvironmentValues) -> Color {
        let colour = environment.colorScheme == .dark ? dark : light
        func part(_ shift: UInt32) -> Double { Double((colour >> shift) & 0xff) / 255 }
        return Color(red: part(16), green: part(8), blue: part(0))
    }
}

extension Tone {
    /// Never alone: the sign says the same.
    var style: Tint { Tint { $0.of(self) } }
}
