// The store's key, in the keychain of this device.

import Foundation
import Linli
import Security

/// The store's key: made on first use, never synchronised, readable after the first unlocking, so that the app can work in the
/// background.
struct KeychainKey: KeySource {
    private static let attributes: [CFString: Any] = [
        kSecClass: kSecClassGenericPassword,
        kSecAttrService: "org.linli.app.store",
        kSecAttrAccount: "key",
    ]

    func key() throws -> Data {
        var found: CFTypeRef?
        let query = Self.attributes.merging([kSecReturnData: true]) { $1 }
        switch SecItemCopyMatching(query as CFDictionary, &found) {
        case errSecSuccess:
            guard let key = found as? Data else { throw Unavailable(status: errSecDecode) }
            return key
        case errSecItemNotFound:
            return try make()
        case let status:
            throw Unavailable(status: status)
        }
    }

    private func make() throws -> Data {
        var key = Data(count: 32)
        let drawn = key.withUnsafeMutableBytes { SecRandomCopyBytes(kSecRandomDefault, 32, $0.baseAddress!) }
        guard drawn == errSecSuccess else { throw Unavailable(status: drawn) }
        let more: [CFString: Any] = [
            kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, kSecValueData: key,
        ]
        let status = SecItemAdd(Self.attributes.merging(more) { $1 } as CFDictionary, nil)
        guard status == errSecSuccess else { throw Unavailable(status: status) }
        return key
    }

    /// The keychain's own number of what is wrong.
    struct Unavailable: Error {
        let status: OSStatus
    }
}
