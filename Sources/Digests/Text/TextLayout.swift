import Newswire

/// The last hand on a plain text: lines of at most 72 cells, each of which runs
/// the right way wherever it is shown, and leaves no isolate open.
///
/// A line of the input is a paragraph. Its direction is that of its first
/// strong character outside isolates; every line it becomes begins so that a
/// program finds the same, and a line with letters of both directions stands in
/// an isolate as a whole, for programs that take every line as left-to-right.
/// Continued lines keep the indent. A word that alone is wider, an address
/// most of all, is never broken: it stands on a line of its own.
struct TextLayout {
    var width = 72

    func laidOut(_ text: String) -> String {
        var text = text
        var laidOut: [UInt8] = []
        let lines = text.withUTF8 { append($0, afterBlank: true, to: &laidOut) }
        if laidOut.isEmpty {
            laidOut.append(0x0A)
        } else if lines.endsBlank {
            laidOut.removeLast()
        }
        return String(decoding: laidOut, as: UTF8.self)
    }

    /// What a part of a text became.
    struct Part {
        /// Whether it began with an empty line.
        var isBegunBlank: Bool
        /// Whether an empty line stands last, if only before it.
        var endsBlank: Bool
    }

    /// Lays out a part of a text that starts a line. One empty line parts what
    /// templates may part by several; there may be one last.
    ///
    /// - Parameter afterBlank: whether an empty line stands before it, or nothing.
    func append(
        _ text: UnsafeBufferPointer<UInt8>, afterBlank: Bool, to output: inout [UInt8]
    ) -> Part {
        var part = Part(isBegunBlank: false, endsBlank: afterBlank)
        var isFirst = true
        var wrapping = Wrapping(width: width)
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            var last = end
            while last > start,
                text[last - 1] == 0x20 || text[last - 1] == 0x09 || text[last - 1] == 0x0D
            {
                last -= 1
            }
            if last == start {
                if isFirst { part.isBegunBlank = true }
                if !part.endsBlank {
                    output.append(0x0A)
                    isFirst = false
                }
                part.endsBlank = true
            } else {
                wrapping.wrap(UnsafeBufferPointer(rebasing: text[start..<last]), to: &output)
                isFirst = false
                part.endsBlank = false
            }
            start = end + 1
        }
        return part
    }
}

/// One paragraph's words on their way to lines.
private struct Wrapping {
    let width: Int

    /// Blanks before each line.
    private var indent = 0
    private var direction: TextDirection?
    private var line: [UInt8] = []
    private var cells = 0
    /// Those that are open.
    private var isolates: [Unicode.Scalar] = []
    /// What stands on the line: letters of each direction, and which of them is
    /// the first outside isolates.
    private var letters = Letters()

    init(width: Int) {
        self.width = width
    }

    /// - Parameter paragraph: of what is not only blanks.
    mutating func wrap(_ paragraph: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        indent = paragraph.prefix { $0 == 0x20 }.count
        let body = UnsafeBufferPointer(rebasing: paragraph[indent...])
        direction = Self.direction(of: body)
        isolates.removeAll(keepingCapacity: true)
        begin()
        var start = 0
        while start < body.count {
            if body[start] == 0x20 {
                start += 1
                continue
            }
            var end = start
            // No ideograph is without one of these bytes.
            var hasIdeographs = false
            while end < body.count, body[end] != 0x20 {
                if (0xE3...0xE9).contains(body[end]) { hasIdeographs = true }
                end += 1
            }
            let word = UnsafeBufferPointer(rebasing: body[start..<end])
            if hasIdeographs {
                for (index, part) in Self.breakable(word).enumerated() {
                    put(
                        UnsafeBufferPointer(rebasing: word[part]), isBehindSpace: index == 0,
                        to: &output)
                }
            } else {
                put(word, isBehindSpace: true, to: &output)
            }
            start = end
        }
        finish(to: &output)
    }

    private mutating func put(
        _ word: UnsafeBufferPointer<UInt8>, isBehindSpace: Bool, to output: inout [UInt8]
    ) {
        let found = Letters.Word(word)
        let space = isBehindSpace && cells > indent ? 1 : 0
        if cells > indent, cells + space + found.cells > width {
            finish(to: &output)
        } else if space == 1 {
            line.append(0x20)
            cells += 1
        }
        line.append(contentsOf: word)
        cells += found.cells
        if found.hasIsolates {
            letters.note(word, isolates: &isolates)
        } else {
            letters.note(found.letters, isIsolated: !isolates.isEmpty)
        }
    }

    /// A new line: what is open goes on in it.
    private mutating func begin() {
        line.removeAll(keepingCapacity: true)
        for isolate in isolates { line.append(contentsOf: String(isolate).utf8) }
        letters = Letters()
        cells = indent
    }

    private mutating func finish(to output: inout [UInt8]) {
        guard !line.isEmpty else { return }
        for _ in 0..<indent { output.append(0x20) }
        let isMixed = letters.isMixed
        if let direction {
            let mark = Self.mark(direction)
            if isMixed {
                output.append(contentsOf: mark)
                output.append(contentsOf: Self.opener(direction))
                // The line's own mark would stand twice.
                if line.starts(with: mark) { line.removeFirst(mark.count) }
            } else if letters.first != direction {
                output.append(contentsOf: mark)
            }
        }
        output += line
        for _ in isolates { output.append(contentsOf: Self.closer) }
        if isMixed, direction != nil { output.append(contentsOf: Self.closer) }
        output.append(0x0A)
        begin()
    }

    private static func mark(_ direction: TextDirection) -> String.UTF8View {
        (direction == .rightToLeft ? "\u{200F}" : "\u{200E}").utf8
    }

    private static func opener(_ direction: TextDirection) -> String.UTF8View {
        (direction == .rightToLeft ? "\u{2067}" : "\u{2066}").utf8
    }

    private static let closer = "\u{2069}".utf8

    private static func direction(of body: UnsafeBufferPointer<UInt8>) -> TextDirection? {
        var depth = 0
        var index = 0
        while index < body.count {
            let scalar = UTF8.scalar(at: &index, in: body)
            switch scalar {
            case "\u{2066}", "\u{2067}", "\u{2068}": depth += 1
            case Direction.popIsolate: depth = max(0, depth - 1)
            default:
                if depth == 0, let direction = Direction.strong(scalar) { return direction }
            }
        }
        return nil
    }

    /// What stays together in scripts that write without spaces: single
    /// characters, with what may not begin a line behind them.
    private static func breakable(_ word: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let part = String(decoding: word, as: UTF8.self)
        var words: [Range<Int>] = []
        var start = 0
        var index = part.startIndex
        while index < part.endIndex {
            let next = part.index(after: index)
            let isIdeograph =
                part[index].unicodeScalars.first.map { scalar in
                    (0x3041...0x9FFF).contains(scalar.value)
                } ?? false
            if isIdeograph, next < part.endIndex, !closing.contains(part[next]) {
                let end = part.utf8.distance(from: part.startIndex, to: next)
                words.append(start..<end)
                start = end
            }
            index = next
        }
        words.append(start..<word.count)
        return words
    }

    /// What may not begin a line.
    private static let closing: Set<Character> = [
        "。", "、", "，", "．", "！", "？", "」", "』", "）", "】", "》", "：", "；", "\u{2069}",
    ]
}

/// Which way letters run.
private struct Letters {
    private(set) var first: TextDirection?
    private var hasLeft = false
    private var hasRight = false

    var isMixed: Bool { hasLeft && hasRight }

    /// What is to be known of a word before it has its place.
    struct Word {
        private(set) var cells = 0
        /// Its own isolates not looked at.
        private(set) var letters = Letters()
        private(set) var hasIsolates = false

        init(_ word: UnsafeBufferPointer<UInt8>) {
            var isPlain = true
            var index = 0
            while index < word.count {
                let byte = word[index]
                if byte < 0x7F, byte > 0x20 {
                    cells += 1
                    index += 1
                    if (0x41...0x5A).contains(byte & 0xDF) { letters.note(.leftToRight) }
                    continue
                }
                let scalar = UTF8.scalar(at: &index, in: word)
                if let width = DisplayWidth.plain(scalar) {
                    cells += width
                } else {
                    isPlain = false
                }
                if (0x2066...0x2069).contains(scalar.value) { hasIsolates = true }
                if let direction = Direction.strong(scalar) { letters.note(direction) }
            }
            if !isPlain { cells = DisplayWidth.of(String(decoding: word, as: UTF8.self)) }
        }
    }

    mutating func note(_ direction: TextDirection, isIsolated: Bool = false) {
        if direction == .leftToRight { hasLeft = true } else { hasRight = true }
        if first == nil, !isIsolated { first = direction }
    }

    mutating func note(_ other: Letters, isIsolated: Bool) {
        hasLeft = hasLeft || other.hasLeft
        hasRight = hasRight || other.hasRight
        if first == nil, !isIsolated { first = other.first }
    }

    /// - Parameter isolates: those open before the word, then those behind it.
    mutating func note(
        _ word: UnsafeBufferPointer<UInt8>, isolates: inout [Unicode.Scalar]
    ) {
        var index = 0
        while index < word.count {
            let scalar = UTF8.scalar(at: &index, in: word)
            switch scalar {
            case "\u{2066}", "\u{2067}", "\u{2068}": isolates.append(scalar)
            case Direction.popIsolate: _ = isolates.popLast()
            default:
                if let direction = Direction.strong(scalar) {
                    note(direction, isIsolated: !isolates.isEmpty)
                }
            }
        }
    }
}

extension UTF8 {
    /// The scalar that begins there, and the index behind it.
    ///
    /// - Parameter bytes: well-formed; what is not gives some scalar or other.
    fileprivate static func scalar(
        at index: inout Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Unicode.Scalar {
        let byte = bytes[index]
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        guard length > 1, index + length <= bytes.count else {
            index += 1
            return Unicode.Scalar(byte)
        }
        var value = UInt32(byte) & (0x7F >> UInt32(length))
        for place in (index + 1)..<(index + length) {
            value = value << 6 | UInt32(bytes[place] & 0x3F)
        }
        index += length
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
