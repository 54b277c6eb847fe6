import Charsets
import Newswire

/// What one pass over bytes that may be UTF-8 finds.
struct UTF8Survey {
    /// Sequences of two to four bytes that are UTF-8.
    private(set) var multibyte = 0
    /// Bytes that are not.
    private(set) var bad = 0
    /// The first line with a bad byte, from 1.
    private(set) var firstBadLine = 0
    /// Control characters but tab and line breaks.
    private(set) var controls = 0
    private var badNextToBad = 0

    var isBroken: Bool { bad > 0 }
    /// Whether no byte looks like the start of UTF-8 that was only damaged.
    var isAllLegacy: Bool { bad > 0 && multibyte == 0 }
    /// Whether bad bytes mostly stand beside others: whole words in another
    /// script, where Latin letters with accents stand alone.
    var looksArabic: Bool { badNextToBad * 2 > bad && bad > 3 }

    init(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            var line = 1
            var lastBad = -2
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    if byte < 0x20 {
                        if byte == 0x0A {
                            line += 1
                        } else if byte != 0x09 && byte != 0x0D {
                            controls += 1
                        }
                    }
                    index += 1
                    continue
                }
                let length = UTF8Mending.lengthOfSequence(in: bytes, at: index)
                if length > 0 {
                    multibyte += 1
                    index += length
                } else {
                    if bad == 0 { firstBadLine = line }
                    bad += 1
                    if lastBad == index - 1 { badNextToBad += 1 }
                    lastBad = index
                    index += 1
                }
            }
        }
    }
}

/// Makes bytes that claim to be UTF-8 into UTF-8, losing nothing that can be
/// read, and says for each line what it did.
enum UTF8Mending {
    /// A byte that is not UTF-8 is read as windows-1252 where it stands alone
    /// beside an ASCII letter, which is how a letter with an accent gets into a feed;
    /// elsewhere U+FFFD stands for it. Words of such bytes in a line without any
    /// UTF-8 are read as windows-1256. Control characters are dropped.
    static func mended(_ bytes: ArraySlice<UInt8>, problems: inout ProblemList) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        var lineNumber = 1
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
            mend(bytes[start..<end], number: lineNumber, into: &result, problems: &problems)
            lineNumber += 1
            start = end
        }
        return result
    }

    /// The length of the UTF-8 sequence that begins here, 0 if none does
    /// (Unicode 15, table 3-7). U+FFFE and U+FFFF count as none: XML has no
    /// place for them.
    static func lengthOfSequence(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        func trails(_ count: Int) -> Bool {
            guard index + count < bytes.count else { return false }
            return (1...count).allSatisfy { bytes[index + $0] & 0xC0 == 0x80 }
        }
        let first = bytes[index]
        switch first {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return trails(1) ? 2 : 0
        case 0xE0...0xEF:
            guard trails(2) else { return 0 }
            let second = bytes[index + 1]
            if first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F { return 0 }
            if first == 0xEF && second == 0xBF && bytes[index + 2] > 0xBD { return 0 }
            return 3
        case 0xF0...0xF4:
            guard trails(3) else { return 0 }
            let second = bytes[index + 1]
            return first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F ? 0 : 4
        default: return 0
        }
    }

    private static func mend(
        _ line: ArraySlice<UInt8>, number: Int, into result: inout [UInt8],
        problems: inout ProblemList
    ) {
        let survey = UTF8Survey(line)
        guard survey.isBroken || survey.controls > 0 else {
            result.append(contentsOf: line)
            return
        }
        if survey.isAllLegacy, survey.looksArabic,
            let converter = CharsetConverter(label: "windows-1256")
        {
            result.append(contentsOf: converter.utf8(from: line).text.filter(isKept))
            problems.note(
                "\(survey.bad) bytes that are not utf-8, read as windows-1256",
                at: SourcePosition(line: number, column: 1))
            return
        }
        var counts = (guessed: 0, replaced: 0, dropped: 0)
        var column = 1
        var firstColumn: Int?
        line.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let length = lengthOfSequence(in: bytes, at: index)
                if length > 1 || length == 1 && isKept(bytes[index]) {
                    result.append(contentsOf: bytes[index..<index + length])
                } else {
                    firstColumn = firstColumn ?? column
                    if length == 1 {
                        counts.dropped += 1
                    } else if standsAlone(in: bytes, at: index) {
                        counts.guessed += 1
                        appendWindows1252(bytes[index], to: &result)
                    } else {
                        counts.replaced += 1
                        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    }
                }
                index += max(length, 1)
                column += 1
            }
        }
        let position = SourcePosition(line: number, column: firstColumn ?? 1)
        if counts.guessed > 0 {
            problems.note(
                "bytes that are not utf-8: \(counts.guessed) read as windows-1252", at: position)
        }
        if counts.replaced > 0 {
            problems.note(
                "bytes that are not utf-8: \(counts.replaced) replaced by U+FFFD", at: position)
        }
        if counts.dropped > 0 {
            problems.note("\(counts.dropped) control characters dropped", at: position)
        }
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func standsAlone(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let before = index == 0 ? 0x20 : bytes[index - 1]
        let after = index + 1 == bytes.count ? 0x20 : bytes[index + 1]
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte & 0xDF) }
        return before < 0x80 && after < 0x80 && (isLetter(before) || isLetter(after))
    }

    private static func appendWindows1252(_ byte: UInt8, to result: inout [UInt8]) {
        let scalar =
            byte < 0xA0
            ? HTMLEntities.windows1252[Int(byte) - 0x80] : Unicode.Scalar(byte)
        result.append(contentsOf: String(scalar).utf8)
    }
}
