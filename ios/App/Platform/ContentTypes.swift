// The system's types of what may be chosen.

import UniformTypeIdentifiers

extension ChosenFiles.Kind {
    /// The system's types.
    var types: [UTType] {
        switch self {
        case .any: [.data]
        case .picture: [.jpeg]
        case .film: [.movie, .image]
        }
    }
}
