// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// The outcome of a transfer of photos.
    public static var photoReport: PhotoReport {
        PhotoReport(
            sent: 1,
            received: 1,
            bytesUp: 1,
            bytesDown: 1,
            waiting: 1
        )
    }

    /// A photo.
    public static var photoView: PhotoView {
        PhotoView(
            photo: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            of: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            mediaType: "image/jpeg",
            caption: "楼道杂物",
            lengthMs: 1,
            bytes: 1,
            here: true,
            thumbnailHere: true,
            atHub: false,
            withdrawn: false
        )
    }
}
