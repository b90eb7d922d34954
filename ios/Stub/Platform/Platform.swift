// What the files of `App/Platform` declare, for a machine that has neither keychain nor CoreImage: to compile the views against.

import Foundation
import Linli
import LinliModels
import SwiftUI

struct KeychainKey: KeySource {
    func key() throws -> Data { fatalError("declared only") }
}

enum Folders {
    static func store() throws -> URL { fatalError("declared only") }

    static var shared: URL { fatalError("declared only") }

    static var own: URL { fatalError("declared only") }

    static var handed: URL { fatalError("declared only") }

    static var handover: URL? { fatalError("declared only") }

    static func copy(_ file: URL) -> URL? { fatalError("declared only") }

    static func keep(_ file: URL) -> URL? { fatalError("declared only") }

    static func isText(_ file: URL) -> Bool { fatalError("declared only") }

    static func remove(_ copy: URL) { fatalError("declared only") }
}

extension ChosenFiles.Kind {
    var types: [UTType] { fatalError("declared only") }
}

enum SeenCodes {
    static func texts(in _: URL, _: Codes) async -> [String] { fatalError("declared only") }
}

@MainActor
final class PhoneRecorder: Recorder {
    var isOn: Bool { fatalError("declared only") }
    var whyNot: AppWord? { fatalError("declared only") }

    nonisolated init() {}

    func begin() async -> Bool { fatalError("declared only") }
    func end() async -> Recording? { fatalError("declared only") }
    func play(_: @MainActor (URL) async throws -> Void) async throws -> Bool { fatalError("declared only") }
    func discard(_: URL) async { fatalError("declared only") }
}

struct QRCode: View {
    init(_ text: String) {}

    var body: some View { EmptyView() }
}

@MainActor
final class PhonePictures: Pictures {
    nonisolated init() {}

    func see(
        longest _: Int, _: @MainActor (URL) async throws -> Void
    ) async throws -> (any SeenPicture)? {
        fatalError("declared only")
    }
    func covered(
        _: [Cover], _: String, _: @MainActor (URL) async throws -> Void
    ) async throws -> URL? { fatalError("declared only") }
}

struct SeenImage: View {
    init(_ seen: any SeenPicture) {}

    var body: some View { EmptyView() }
}

enum Clipboard {
    static func copy(_: String) { fatalError("declared only") }
}
