// How to sync.

import Foundation
internal import LinliCore

/// How to sync.
public struct SyncOptions: Sendable, Hashable {
    /// Which photos go along once all records are through; none if not said.
    public var photos: PhotoPolicy?
    /// An HTTP proxy (`http://user:password@host:port`), if the network asks for one.
    public var proxy: String?
    /// How often a request that failed is sent again before the sync gives up.
    public var retries: Int

    /// What is left out has its field's default.
    public init(
        photos: PhotoPolicy? = nil,
        proxy: String? = nil,
        retries: Int = 4
    ) {
        self.photos = photos
        self.proxy = proxy
        self.retries = retries
    }

    var core: LinliCore.SyncOptions {
        LinliCore.SyncOptions(
            photos: photos?.core,
            proxy: proxy,
            retries: UInt32(clamping: retries)
        )
    }
}
