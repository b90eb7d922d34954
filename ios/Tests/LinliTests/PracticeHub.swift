// `linli-hub practice`: the real hub over TLS on loopback, on a line that can be made bad. `LINLI_HUB` says where it is.

import Foundation
import Testing

let hubProgram = ProcessInfo.processInfo.environment["LINLI_HUB"]

final class PracticeHub: @unchecked Sendable {
    /// `hub.json`: `{"url","pin","token"}`.
    let invitation: Data
    let url: String
    let pin: String
    let token: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ folder: URL) throws {
        process.executableURL = URL(fileURLWithPath: try #require(hubProgram))
        process.arguments = ["practice", folder.path]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Ours, or a hub that does not start would be waited for for ever.
        try? output.fileHandleForWriting.close()
        invitation = Self.line(of: output)
        let said = try #require(try JSONSerialization.jsonObject(with: invitation) as? [String: String])
        (url, pin, token) = (try #require(said["url"]), try #require(said["pin"]), try #require(said["token"]))
    }

    /// The hub serves until its standard input ends.
    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// `good`, `lift`, `garage`, `slow` or `none`.
    func line(is weather: String) {
        input.fileHandleForWriting.write(Data("\(weather)\n".utf8))
        _ = Self.line(of: output)
    }

    private static func line(of pipe: Pipe) -> Data {
        var line = Data()
        while let byte = try? pipe.fileHandleForReading.read(upToCount: 1), let first = byte.first {
            if first == UInt8(ascii: "\n") { break }
            line.append(first)
        }
        return line
    }
}
