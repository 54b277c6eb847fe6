import Newswire

/// A line on its way to YAML: edited where it must be, each scalar still
/// knowing the column it came from.
struct PreparedLine {
    private(set) var scalars: [Unicode.Scalar]
    /// The 1-based column in the file, of each scalar and of the end.
    private var columns: [Int]
    /// The line as the user typed it.
    let original: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        original = scalars
        columns = Array(1...scalars.count + 1)
    }

    var count: Int { scalars.count }

    subscript(index: Int) -> Unicode.Scalar? {
        scalars.indices.contains(index) ? scalars[index] : nil
    }

    func column(of index: Int) -> Int {
        columns[min(index, columns.count - 1)]
    }

    func text(_ range: Range<Int>) -> String {
        String(scalars[range])
    }

    /// What comes in stands where the range began.
    mutating func replace(_ range: Range<Int>, with new: [Unicode.Scalar]) {
        let column = column(of: range.lowerBound)
        columns.replaceSubrange(
            range,
            with: new.indices.map {
                range.count == new.count ? columns[range.lowerBound + $0] : column
            })
        scalars.replaceSubrange(range, with: new)
    }

    mutating func insert(_ scalar: Unicode.Scalar, at index: Int) {
        replace(index..<index, with: [scalar])
    }

    mutating func set(_ scalar: Unicode.Scalar, at index: Int) {
        scalars[index] = scalar
    }

    mutating func clear() {
        replace(0..<count, with: [])
    }

    /// Whether nothing but spaces and comments stands from here on.
    func isOver(from index: Int) -> Bool {
        guard let first = firstNonBlank(from: index) else { return true }
        return scalars[first] == "#" && (first == 0 || scalars[first - 1].isBlank)
    }

    func firstNonBlank(from index: Int) -> Int? {
        var index = index
        while index < count {
            if !scalars[index].isBlank { return index }
            index += 1
        }
        return nil
    }

    /// Where the value that begins at `start` ends: before the spaces before a
    /// comment, or before those at the line's end.
    func valueEnd(from start: Int, commentFrom: Int? = nil) -> Int {
        var end = count
        var index = max(start, commentFrom ?? start)
        while index < count {
            if scalars[index] == "#", index > 0, scalars[index - 1].isBlank {
                end = index
                break
            }
            index += 1
        }
        while end > start, scalars[end - 1].isBlank { end -= 1 }
        return end
    }

    /// The index behind the quote that closes the one at `start`, on this line;
    /// nil if none does.
    func closeOfQuote(_ quote: Unicode.Scalar, from start: Int) -> Int? {
        var index = start
        while index < count {
            if quote == "\"", scalars[index] == "\\" {
                index += 2
            } else if scalars[index] == quote {
                guard quote == "'", self[index + 1] == "'" else {
                    return index + 1
                }
                index += 2
            } else {
                index += 1
            }
        }
        return nil
    }
}

extension String {
    /// By way of UTF-8: a view of scalars grows much slower.
    package init(_ scalars: some Sequence<Unicode.Scalar>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.underestimatedCount + 8)
        for scalar in scalars {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: scalar.utf8)
            }
        }
        self = String(decoding: bytes, as: UTF8.self)
    }
}
