// What an office writes into a spreadsheet.

/// What an office writes into a spreadsheet.
public enum ExportKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Households and persons.
    case register
    /// All visits.
    case visits
    /// All topics.
    case topics
    /// The ledger of what was collected and what became of it.
    case ledger
}
