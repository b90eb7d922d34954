// A text as a picture for another phone's camera.

import CoreImage.CIFilterBuiltins
import SwiftUI

/// A text as a picture for another phone's camera; nothing where it is too long for one.
struct QRCode: View {
    private let picture: CGImage?

    init(_ text: String) {
        let filter = CIFilter.qrCodeGenerator()
        filter.message = Data(text.utf8)
        filter.correctionLevel = "L"
        picture = filter.outputImage.flatMap { CIContext().createCGImage($0, from: $0.extent) }
    }

    var body: some View {
        if let picture {
            Image(decorative: picture, scale: 1).interpolation(.none).resizable().scaledToFit()
        }
    }
}
