// `linli-day PERSON SCRIPT STORE BOARD`: one person's field day, in Swift. See `tests/field-day/README.md`.

import FieldDay
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 5 else {
    FileHandle.standardError.write(Data("linli-day PERSON SCRIPT STORE BOARD\n".utf8))
    exit(2)
}
let paths = arguments[2...].map { URL(fileURLWithPath: $0) }
do {
    _ = try await Day.play(arguments[1], script: paths[0], store: paths[1], board: paths[2])
} catch {
    FileHandle.standardError.write(Data("linli-day \(arguments[1]): \(error)\n".utf8))
    exit(1)
}
