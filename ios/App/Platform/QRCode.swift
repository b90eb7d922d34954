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
        picture = filter.outputImage.flatMap { code in
            // A reader wants four modules of white around it, and gets one: on a dark screen it would not see where the code ends.
            let ground = code.extent.insetBy(dx: -3, dy: -3)
            let onWhite = code.composited(over: CIImage(color: .white).cropped(to: ground))
            return CIContext().createCGImage(onWhite, from: ground)
        }
    }

    var body: some View {
        if let picture {
            Image(decorative: picture, scale: 1).interpolation(.none).resizable().scaledToFit()
        }
    }
}
