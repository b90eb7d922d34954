// A place on a picture that nobody is to see.

/// A place on a picture that nobody is to see, in thousandths of its width and height from the upper left corner.
public struct Cover: Sendable, Hashable {
    /// From 0.
    public let left: Int
    /// From 0.
    public let top: Int
    /// At least ``least``.
    public let width: Int
    /// At least ``least``.
    public let height: Int

    /// All of a side.
    public static let whole = 1000
    /// Smaller ones hide nothing and cannot be touched.
    static let least = 20
    /// A tap of a button moves or resizes so much.
    static let step = 20
    /// So large is a new one.
    private static let new = 160

    init(_ left: Int, _ top: Int, _ width: Int, _ height: Int) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    /// A new one around a point, as far as the picture goes.
    static func around(_ x: Int, _ y: Int) -> Cover {
        Cover(0, 0, new, new).moved(right: x - new / 2, down: y - new / 2)
    }

    /// What was written down, a place a line; what is none is left out.
    static func read(_ text: String) -> [Cover] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ",", omittingEmptySubsequences: false).compactMap { Int($0) }
            guard parts.count == 4, parts.allSatisfy({ (0...whole).contains($0) }) else { return nil }
            let (left, top, width, height) = (parts[0], parts[1], parts[2], parts[3])
            let fits = width >= least && height >= least && left + width <= whole && top + height <= whole
            return fits ? Cover(left, top, width, height) : nil
        }
    }

    /// As it is written down.
    var text: String { "\(left),\(top),\(width),\(height)" }

    /// Elsewhere, as far as the picture goes.
    public func moved(right: Int, down: Int) -> Cover {
        Cover(within(left + right, 0, Self.whole - width), within(top + down, 0, Self.whole - height), width, height)
    }

    /// Larger or smaller, its upper left corner kept, as far as the picture goes.
    public func grown(wider: Int, taller: Int) -> Cover {
        Cover(
            left, top, within(width + wider, Self.least, Self.whole - left),
            within(height + taller, Self.least, Self.whole - top)
        )
    }

    /// The pixels that it covers on a picture of this size: each that it touches at all.
    public func on(wide: Int, high: Int) -> Box {
        Box(
            x: left * wide / Self.whole,
            y: top * high / Self.whole,
            beyondX: ((left + width) * wide + Self.whole - 1) / Self.whole,
            beyondY: ((top + height) * high + Self.whole - 1) / Self.whole
        )
    }

    /// Pixels of a picture: from a column and row to before others.
    public struct Box: Sendable, Hashable {
        /// The first column.
        public let x: Int
        /// The first row.
        public let y: Int
        /// The first column after it.
        public let beyondX: Int
        /// The first row after it.
        public let beyondY: Int
    }
}

private func within(_ number: Int, _ least: Int, _ most: Int) -> Int { min(max(number, least), most) }
