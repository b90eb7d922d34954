// Codes on what a camera took.

import AVFoundation
import CoreImage
import LinliModels

/// Codes on what a camera took.
enum SeenCodes {
    /// Twice for each code that is shown in turn.
    private static let step = Double(Block.Frames.milliseconds) / 2_000
    /// Longer films are read so far.
    private static let most = 300.0

    /// The texts of the codes in a file, each once; a file that is neither picture nor film has none.
    static func texts(in file: URL, _ which: Codes) async -> [String] {
        if let picture = CIImage(contentsOf: file) { return texts(on: picture) }
        return which == .one ? [] : await film(AVURLAsset(url: file))
    }

    private static func film(_ asset: AVURLAsset) async -> [String] {
        guard let duration = try? await asset.load(.duration) else { return [] }
        let pictures = AVAssetImageGenerator(asset: asset)
        pictures.appliesPreferredTrackTransform = true
        pictures.requestedTimeToleranceBefore = .zero
        pictures.requestedTimeToleranceAfter = CMTime(seconds: step / 2, preferredTimescale: 600)
        var all: [String] = []
        for at in stride(from: 0, to: min(duration.seconds, most), by: step) {
            let time = CMTime(seconds: at, preferredTimescale: 600)
            guard let picture = try? await pictures.image(at: time).image else { continue }
            for text in texts(on: CIImage(cgImage: picture)) where !all.contains(text) { all.append(text) }
        }
        return all
    }

    private static func texts(on picture: CIImage) -> [String] {
        let options = [CIDetectorAccuracy: CIDetectorAccuracyHigh]
        let detector = CIDetector(ofType: CIDetectorTypeQRCode, context: nil, options: options)
        return detector?.features(in: picture).compactMap { ($0 as? CIQRCodeFeature)?.messageString } ?? []
    }
}
