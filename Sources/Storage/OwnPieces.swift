import Foundation

/// What is an envelope's own: whom it comes from, and the pieces of its bytes
/// that no other has.
///
/// It is kept as its difference from the first envelope's of its mailing: of
/// fields and links that are alike in all only what is not. The same bytes come
/// out again, whatever later versions of Nashra would write.
struct OwnPieces: Hashable {
    var sender: String
    var pieces: [[UInt8]]

    init(sender: String, pieces: [[UInt8]]) {
        self.sender = sender
        self.pieces = pieces
    }

    /// Each behind its length.
    var packed: [UInt8] {
        ([Array(sender.utf8)] + pieces).reduce(into: []) { packed, piece in
            ByteDifference.append(piece.count, to: &packed)
            packed += piece
        }
    }

    /// Nil for what `packed` never made.
    init?(packed: [UInt8]) {
        var rest = packed[...]
        var pieces: [[UInt8]] = []
        while !rest.isEmpty {
            guard let count = ByteDifference.number(from: &rest), count <= rest.count else {
                return nil
            }
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        guard let sender = pieces.first else { return nil }
        self.sender = String(decoding: sender, as: UTF8.self)
        self.pieces = Array(pieces.dropFirst())
    }
}

/// Bytes as runs of their own and copies of what was known before or has come
/// already.
struct ByteDifference {
    /// A copy's marks take three bytes.
    private static let shortest = 5
    private static let slots = 1 << 12

    /// What both sides know, then what was coded.
    private var history: [UInt8]
    /// Where a run of bytes stands in the history, by its hash; from 1.
    private var places = [Int32](repeating: 0, count: slots)

    private init(known: [UInt8]) {
        history = known
    }

    /// - Parameter known: to both sides, and not too long to be looked through
    ///   each time.
    static func encode(_ bytes: [UInt8], known: [UInt8]) -> [UInt8] {
        var coder = ByteDifference(known: known)
        coder.note(0..<known.count)
        return coder.encode(bytes)
    }

    /// Nil for what `encode` never made with the same knowledge.
    static func decode(_ code: [UInt8], known: [UInt8]) -> [UInt8]? {
        var history = known
        var rest = code[...]
        while !rest.isEmpty {
            guard let mark = number(from: &rest) else { return nil }
            let count = mark >> 1
            if mark & 1 == 0 {
                guard count <= rest.count else { return nil }
                history += rest.prefix(count)
                rest = rest.dropFirst(count)
            } else {
                guard let place = number(from: &rest), place + count <= history.count else {
                    return nil
                }
                history += history[place..<(place + count)]
            }
        }
        return Array(history[known.count...])
    }

    private mutating func encode(_ bytes: [UInt8]) -> [UInt8] {
        var code: [UInt8] = []
        var literal = 0
        var index = 0
        func finish(_ end: Int) {
            guard literal < end else { return }
            Self.append((end - literal) << 1, to: &code)
            code += bytes[literal..<end]
        }
        while index + Self.shortest <= bytes.count {
            let place = Int(places[Self.slot(bytes, index)]) - 1
            var count = 0
            if place >= 0 {
                while place + count < history.count, index + count < bytes.count,
                    history[place + count] == bytes[index + count]
                {
                    count += 1
                }
            }
            let taken = count >= Self.shortest ? count : 1
            if taken > 1 {
                finish(index)
                Self.append(taken << 1 | 1, to: &code)
                Self.append(place, to: &code)
                literal = index + taken
            }
            let start = max(0, history.count - Self.shortest + 1)
            history += bytes[index..<(index + taken)]
            note(start..<history.count)
            index += taken
        }
        finish(bytes.count)
        return code
    }

    private mutating func note(_ range: Range<Int>) {
        for place in range where place + Self.shortest <= history.count {
            let slot = Self.slot(history, place)
            if places[slot] == 0 { places[slot] = Int32(place + 1) }
        }
    }

    private static func slot(_ bytes: [UInt8], _ index: Int) -> Int {
        var hash: UInt32 = 0
        for byte in bytes[index..<(index + shortest)] {
            hash = hash &* 0x0100_0193 ^ UInt32(byte)
        }
        return Int((hash &* 0x9E37_79B1) >> 20)
    }

    static func append(_ number: Int, to code: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            code.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        code.append(UInt8(rest))
    }

    static func number(from code: inout ArraySlice<UInt8>) -> Int? {
        var number = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            guard let byte = code.popFirst() else { return nil }
            number |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }
}
