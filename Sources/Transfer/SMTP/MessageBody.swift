#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A message as DATA wants it before the final dot: every line ended by CRLF, a
/// leading dot doubled.
///
/// A lone CR or LF becomes CRLF: some servers end a message at such a line,
/// and what follows would be read as commands.
struct MessageBody: Hashable, Sendable {
    /// There is room behind it for the final dot and the commands that go out
    /// with it.
    var wire: [UInt8]
    /// Octets as SIZE counts them: without doubled dots (RFC 1870 section 5).
    let size: Int
    let isASCII: Bool

    /// - Parameters:
    ///   - pieces: the message is their concatenation.
    ///   - known: what messages before had in common with this one.
    init(_ pieces: [[UInt8]], _ known: inout KnownPieces) {
        var writer = Writer(count: pieces.reduce(0) { $0 + $1.count })
        for piece in pieces { writer.add(piece, known.form(of: piece)) }
        writer.end()
        wire = writer.wire
        size = writer.wire.count - writer.doubled
        isASCII = writer.seen < 0x80
    }
}

/// Pieces that were looked through before, most of them shared by all messages
/// of a mailing: one that is the same array again is known by its address.
///
/// That is sound because each is kept here: nobody can change or free bytes that
/// two hold.
struct KnownPieces {
    struct Form {
        /// Whether within it every CR has its LF, every LF its CR, and no line
        /// begins with a dot; the last is no CR.
        var isClean: Bool
        /// All bits that any byte has.
        var seen: UInt8
    }

    private static let most = 16
    /// A shorter one is sooner looked through than found.
    private static let shortest = 256

    private var known: [(piece: [UInt8], form: Form)] = []
    private var oldest = 0

    mutating func form(of piece: [UInt8]) -> Form {
        guard piece.count >= Self.shortest else { return Self.look(piece) }
        let address = Self.address(of: piece)
        if let same = known.first(where: {
            $0.piece.count == piece.count && Self.address(of: $0.piece) == address
        }) {
            return same.form
        }
        let form = Self.look(piece)
        if known.count < Self.most {
            known.append((piece, form))
        } else {
            known[oldest] = (piece, form)
            oldest = (oldest + 1) % Self.most
        }
        return form
    }

    private static func address(of piece: [UInt8]) -> UnsafePointer<UInt8>? {
        piece.withUnsafeBufferPointer(\.baseAddress)
    }

    private static func look(_ piece: [UInt8]) -> Form {
        piece.withUnsafeBufferPointer { bytes in
            var fault = bytes.last == carriageReturn
            var seen = bytes.first ?? 0
            for place in 1..<max(1, bytes.count) {
                let (before, here) = (bytes[place &- 1], bytes[place])
                let isTorn = (before == carriageReturn) != (here == lineFeed)
                let isDotted = before == lineFeed && here == dot
                fault = fault || isTorn || isDotted
                seen |= here
            }
            return Form(isClean: !fault, seen: seen)
        }
    }
}

private let carriageReturn: UInt8 = 0x0D
private let lineFeed: UInt8 = 0x0A
private let dot: UInt8 = 0x2E

/// Copies whole runs of lines that need no change.
private struct Writer {
    /// For the final dot and the next message's MAIL, RCPT and DATA.
    private static let roomBehind = 1024

    var wire: [UInt8] = []
    var doubled = 0
    /// All bits that any byte has.
    var seen: UInt8 = 0
    private var atLineStart = true
    /// A piece ended with CR: the next one tells whether it stands alone.
    private var afterReturn = false

    init(count: Int) {
        wire.reserveCapacity(count + count / 64 + Self.roomBehind)
    }

    mutating func add(_ piece: [UInt8], _ form: KnownPieces.Form) {
        guard let first = piece.first, let last = piece.last else { return }
        seen |= form.seen
        // What stands before decides what its first byte may be.
        if form.isClean, !afterReturn, first != lineFeed, !(atLineStart && first == dot) {
            wire.append(contentsOf: piece)
            atLineStart = last == lineFeed
        } else {
            piece.withUnsafeBufferPointer { rewrite($0) }
        }
    }

    private mutating func rewrite(_ piece: UnsafeBufferPointer<UInt8>) {
        var position = 0
        if afterReturn {
            wire.append(lineFeed)
            afterReturn = false
            atLineStart = true
            if piece[0] == lineFeed { position = 1 }
        }
        /// What was not copied yet begins here.
        var run = position
        var nextReturn = -1
        var nextFeed = -1
        while position < piece.count {
            if atLineStart, piece[position] == dot {
                wire.append(contentsOf: piece[run..<position])
                wire.append(dot)
                doubled += 1
                run = position
            }
            if nextReturn < position { nextReturn = Self.find(carriageReturn, piece, position) }
            if nextFeed < position { nextFeed = Self.find(lineFeed, piece, position) }
            if nextFeed < nextReturn {
                wire.append(contentsOf: piece[run..<nextFeed])
                wire.append(carriageReturn)
                wire.append(lineFeed)
                position = nextFeed + 1
                run = position
                atLineStart = true
            } else if nextReturn == piece.count {
                position = piece.count
                atLineStart = false
            } else if nextFeed == nextReturn + 1, nextFeed < piece.count {
                position = nextFeed + 1
                atLineStart = true
            } else {
                wire.append(contentsOf: piece[run...nextReturn])
                position = nextReturn + 1
                run = position
                if position == piece.count {
                    afterReturn = true
                } else {
                    wire.append(lineFeed)
                    atLineStart = true
                }
            }
        }
        wire.append(contentsOf: piece[run...])
    }

    mutating func end() {
        if afterReturn {
            wire.append(lineFeed)
        } else if !atLineStart {
            wire.append(carriageReturn)
            wire.append(lineFeed)
        }
    }

    /// Where the byte stands from there on; the piece's end if nowhere.
    private static func find(
        _ byte: UInt8, _ piece: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> Int {
        guard let base = piece.baseAddress,
            let found = memchr(base + start, Int32(byte), piece.count - start)
        else { return piece.count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
