import Newswire

/// Finds the values in JSON that may be broken, each by itself, so that one bad
/// article costs no other: the elements of an array, values one after another
/// (a line each or not), the array under a key.
struct JSONElements {
    /// Where the values stand, in order.
    private(set) var ranges: [Range<Int>] = []
    /// Where a value begins that never ends, if one does.
    private(set) var cut: Int?
    /// Whether anything stood between values that JSON does not allow.
    private(set) var hasJunk = false
    private let bytes: [UInt8]
    /// Behind a value without an end each other one must end on its own line:
    /// else every broken line would be searched to the end of the input.
    private var endsWithLine = false

    /// Values at the top; of a single array, its elements.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var index = Self.pastSpace(bytes, 0)
        if index < bytes.count, bytes[index] == UInt8(ascii: "[") {
            readElements(from: index + 1)
            return
        }
        while index < bytes.count {
            readValue(at: &index)
            index = Self.pastSpace(bytes, index)
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                hasJunk = true
                index = Self.pastSpace(bytes, index + 1)
            }
        }
    }

    /// The elements of the array that stands under a key of the object at the
    /// top; nil if there is none.
    init?(_ bytes: [UInt8], under key: String) {
        self.bytes = bytes
        var index = Self.pastSpace(bytes, 0)
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return nil }
        index += 1
        while true {
            index = Self.pastSpace(bytes, index)
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\""),
                let end = Self.endOfValue(bytes, from: index)
            else { return nil }
            let name = bytes[(index + 1)..<(end - 1)]
            index = Self.pastSpace(bytes, end)
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
            index = Self.pastSpace(bytes, index + 1)
            guard index < bytes.count else { return nil }
            if name.elementsEqual(key.utf8), bytes[index] == UInt8(ascii: "[") {
                readElements(from: index + 1)
                return
            }
            guard let after = Self.endOfValue(bytes, from: index) else { return nil }
            index = Self.pastSpace(bytes, after)
            guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return nil }
            index += 1
        }
    }

    private mutating func readElements(from start: Int) {
        var index = Self.pastSpace(bytes, start)
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
            readValue(at: &index)
            index = Self.pastSpace(bytes, index)
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                index = Self.pastSpace(bytes, index + 1)
            } else if index < bytes.count, bytes[index] != UInt8(ascii: "]") {
                hasJunk = true
            }
        }
        if index >= bytes.count { cut = cut ?? bytes.count }
    }

    private mutating func readValue(at index: inout Int) {
        let lineEnd = endsWithLine ? bytes[index...].firstIndex(of: 0x0A) : nil
        let limit = lineEnd ?? bytes.count
        if let end = Self.endOfValue(bytes, from: index, limit: limit), end > index {
            ranges.append(index..<end)
            index = end
        } else if let next = nextLineOfObject(after: index) {
            // A line that isn't whole: the next one may be.
            endsWithLine = true
            ranges.append(index..<next)
            index = next
        } else {
            cut = index
            index = bytes.count
        }
    }

    /// The next line that begins with `{`: where reading goes on behind a value
    /// without an end.
    private func nextLineOfObject(after index: Int) -> Int? {
        var search = index
        while let lineFeed = bytes[search...].firstIndex(of: 0x0A) {
            search = lineFeed + 1
            if search < bytes.count, bytes[search] == UInt8(ascii: "{") { return search }
        }
        return nil
    }

    private static func pastSpace(_ bytes: [UInt8], _ start: Int) -> Int {
        var index = start
        while index < bytes.count,
            bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D
                || bytes[index] == 0x09 || bytes[index] == 0x1E
        {
            index += 1
        }
        return index
    }

    /// Behind the value that begins here; nil if it doesn't end.
    private static func endOfValue(
        _ bytes: [UInt8], from start: Int, limit: Int? = nil
    ) -> Int? {
        let limit = limit ?? bytes.count
        var depth = 0
        var index = start
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard let end = endOfString(bytes, from: index) else { return nil }
                index = end
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return depth == 0 ? index + 1 : index }
            case UInt8(ascii: ","), 0x0A, 0x0D, 0x20, 0x09:
                if depth == 0 { return index == start ? index + 1 : index }
            default: break
            }
            index += 1
        }
        return depth == 0 ? index : nil
    }

    private static func endOfString(_ bytes: [UInt8], from quote: Int) -> Int? {
        var index = quote + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "\""): return index + 1
            // JSON has no line break in a string: this one was never closed.
            case 0x0A: return nil
            default: index += 1
            }
        }
        return nil
    }
}
