// Pictures as a person sees them, and as other apps are given them.

import CoreGraphics
import CoreText
import Foundation
import ImageIO
import LinliModels
import SwiftUI
import UniformTypeIdentifiers

/// Pixels by the system's own means: what is drawn anew has nothing of the file from which it came.
@MainActor
final class PhonePictures: Pictures {
    /// As pages and models of other systems have it.
    private static let covered = CGColor(gray: 0.125, alpha: 1)

    nonisolated init() {}

    func see(
        longest: Int, _ write: @MainActor (URL) async throws -> Void
    ) async throws -> (any SeenPicture)? {
        try await upright(longest, write).map(Seen.init)
    }

    func covered(
        _ covers: [Cover], _ line: String, _ write: @MainActor (URL) async throws -> Void
    ) async throws -> URL? {
        guard let image = try await upright(PictureSide.longest, write), let drawn = Self.draw(image, covers, line)
        else { return nil }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("given", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(UUID().uuidString).appendingPathExtension("jpg")
        let made = CGImageDestinationCreateWithURL(file as CFURL, UTType.jpeg.identifier as CFString, 1, nil)
        guard let made else { return nil }
        CGImageDestinationAddImage(made, drawn, [kCGImageDestinationLossyCompressionQuality: 0.9] as CFDictionary)
        return CGImageDestinationFinalize(made) ? file : nil
    }

    /// The pixels as a person sees them: the system turns what a camera held on its side.
    private func upright(_ longest: Int, _ write: @MainActor (URL) async throws -> Void) async throws -> CGImage? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { Folders.remove(file) }
        try await write(file)
        let options: [CFString: Any] = [
            kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceCreateThumbnailWithTransform: true,
            kCGImageSourceThumbnailMaxPixelSize: longest, kCGImageSourceShouldCacheImmediately: true,
        ]
        guard let source = CGImageSourceCreateWithURL(file as CFURL, nil) else { return nil }
        return CGImageSourceCreateThumbnailAtIndex(source, 0, options as CFDictionary)
    }

    /// Another picture: what is covered is painted over before anything is kept, and a line stands below on a strip of its own.
    private static func draw(_ image: CGImage, _ covers: [Cover], _ line: String) -> CGImage? {
        let letter = min(max(CGFloat(image.width) / 32, 14), 48)
        let margin = letter / 2
        let text = NSAttributedString(
            string: line,
            attributes: [
                .init(kCTFontAttributeName as String): CTFontCreateUIFontForLanguage(
                    .system, letter, "zh-Hans" as CFString)
                    as Any,
                .init(kCTForegroundColorAttributeName as String): CGColor(gray: 0, alpha: 1),
            ])
        let setter = CTFramesetterCreateWithAttributedString(text)
        let room = CGSize(width: CGFloat(image.width) - 2 * margin, height: .greatestFiniteMagnitude)
        let size = CTFramesetterSuggestFrameSizeWithConstraints(setter, CFRange(), nil, room, nil)
        let strip = Int((size.height + 2 * margin).rounded(.up))
        guard
            let context = CGContext(
                data: nil, width: image.width, height: image.height + strip, bitsPerComponent: 8, bytesPerRow: 0,
                space: CGColorSpaceCreateDeviceRGB(), bitmapInfo: CGImageAlphaInfo.noneSkipLast.rawValue)
        else { return nil }
        context.setFillColor(CGColor(gray: 1, alpha: 1))
        context.fill(CGRect(x: 0, y: 0, width: image.width, height: image.height + strip))
        context.draw(image, in: CGRect(x: 0, y: strip, width: image.width, height: image.height))
        context.setFillColor(covered)
        for box in covers.map({ $0.on(wide: image.width, high: image.height) }) {
            // The origin lies at the lower left here.
            context.fill(
                CGRect(
                    x: box.x, y: strip + image.height - box.beyondY, width: box.beyondX - box.x,
                    height: box.beyondY - box.y))
        }
        let below = CGRect(x: margin, y: margin, width: room.width, height: size.height.rounded(.up))
        CTFrameDraw(CTFramesetterCreateFrame(setter, CFRange(), CGPath(rect: below, transform: nil), nil), context)
        return context.makeImage()
    }
}

/// A picture in memory.
struct Seen: SeenPicture {
    let image: CGImage

    var width: Int { image.width }
    var height: Int { image.height }
}

/// A picture, as wide as there is room.
struct SeenImage: View {
    private let image: CGImage?

    init(_ seen: any SeenPicture) {
        image = (seen as? Seen)?.image
    }

    var body: some View {
        if let image {
            Image(decorative: image, scale: 1).resizable().scaledToFit().accessibilityElement()
        }
    }
}
