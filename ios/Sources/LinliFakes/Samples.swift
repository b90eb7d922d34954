// Samples of every value that the library gives out.

import Foundation

/// A sample of every value that the library gives out: generated beside this, so that a new field is there at once.
public enum Samples {
    /// The samples' moment: a working day, ten in the morning at +08:00.
    public static var now: Date { Date(timeIntervalSince1970: 1_780_279_200) }
}
