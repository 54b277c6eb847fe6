/// A reader of TZif files, versions 1 to 4 (RFC 9636). Hostile bytes end in a
/// `Problem`, never in a trap or in memory beyond the file's own size.
package struct TZif {
    package enum Problem: Error, Hashable, CustomStringConvertible {
        case noMagic
        case truncated
        case unknownVersion(UInt8)
        /// What the file says of itself cannot be.
        case inconsistent(Detail)
        /// The file counts leap seconds (`right/…`); our times do not.
        case leapSeconds

        package enum Detail: String, Hashable, Sendable {
            case counts = "its counts contradict each other"
            case order = "its transitions are not in order"
            case types = "a transition has a type that is not there"
            case offset = "an offset is longer than a day"
            case abbreviation = "an abbreviation has no end"
            case footer = "its last line is no POSIX TZ string"
        }

        /// To follow the file's name.
        package var description: String {
            switch self {
            case .noMagic: "is no TZif file"
            case .truncated: "is cut short"
            case .unknownVersion(let byte): "has the unknown TZif version \(byte)"
            case .inconsistent(let detail): "is damaged: \(detail.rawValue)"
            case .leapSeconds: "counts leap seconds"
            }
        }
    }

    /// Reads a whole file.
    static func rules(named name: String, from bytes: [UInt8]) throws(Problem) -> TimeZoneRules {
        var reader = TZif(bytes: bytes)
        let first = try reader.header()
        guard first.version > 0 else {
            return try reader.block(first, timeSize: 4).rules(named: name, rest: nil)
        }
        // The first block repeats for old readers what 32 bits can hold.
        try reader.skip(first.size(timeSize: 4))
        let second = try reader.header()
        let block = try reader.block(second, timeSize: 8)
        return try block.rules(named: name, rest: reader.footer())
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private struct Header {
        /// 0 for version 1, else the version.
        var version: Int
        var utIndicators, standardIndicators, leapSeconds, times, types, characters: Int

        func size(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
                + standardIndicators + utIndicators
        }
    }

    private struct Block {
        var transitions: [Int64]
        var indices: [Int]
        var types: [TimeZoneRules.LocalType]

        func rules(named name: String, rest: RecurringZone?) -> TimeZoneRules {
            TimeZoneRules(
                name: name, transitions: transitions, types: indices.map { types[$0] },
                // RFC 9636 section 3.2: type 0 holds before the first transition.
                initial: types[0], rest: rest)
        }
    }

    private mutating func header() throws(Problem) -> Header {
        guard bytes.count - position >= 4 else {
            throw position == 0 ? .noMagic : .truncated
        }
        guard bytes[position..<(position + 4)].elementsEqual("TZif".utf8) else { throw .noMagic }
        try skip(4)
        let version = Int(try integer(size: 1))
        guard version == 0 || (0x32...0x39).contains(version) else {
            throw .unknownVersion(UInt8(truncatingIfNeeded: version))
        }
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            counts.append(Int(UInt32(truncatingIfNeeded: try integer(size: 4))))
        }
        let header = Header(
            version: version == 0 ? 0 : version - 0x30, utIndicators: counts[0],
            standardIndicators: counts[1], leapSeconds: counts[2], times: counts[3],
            types: counts[4], characters: counts[5])
        let isConsistent =
            header.types > 0 && header.characters > 0
            && [0, header.types].contains(header.utIndicators)
            && [0, header.types].contains(header.standardIndicators)
        guard isConsistent else { throw .inconsistent(.counts) }
        return header
    }

    private mutating func block(_ header: Header, timeSize: Int) throws(Problem) -> Block {
        guard header.size(timeSize: timeSize) <= bytes.count - position else { throw .truncated }
        guard header.leapSeconds == 0 else { throw .leapSeconds }
        var transitions: [Int64] = []
        for _ in 0..<header.times {
            let time = try integer(size: timeSize)
            guard transitions.last.map({ $0 < time }) ?? true else { throw .inconsistent(.order) }
            transitions.append(time)
        }
        var indices: [Int] = []
        for _ in 0..<header.times {
            let index = Int(try integer(size: 1)) & 0xFF
            guard index < header.types else { throw .inconsistent(.types) }
            indices.append(index)
        }
        var records: [(offset: Int64, isDaylightSaving: Bool, name: Int)] = []
        for _ in 0..<header.types {
            let offset = try integer(size: 4)
            // RFC 9636 section 3.2 asks for more than -25 and less than 26 hours.
            guard (-89_999...93_599).contains(offset) else { throw .inconsistent(.offset) }
            records.append((offset, try integer(size: 1) != 0, Int(try integer(size: 1)) & 0xFF))
        }
        let names = bytes[position..<(position + header.characters)]
        try skip(header.characters + header.standardIndicators + header.utIndicators)
        var types: [TimeZoneRules.LocalType] = []
        for record in records {
            let name = names.dropFirst(record.name)
            guard let end = name.firstIndex(of: 0) else { throw .inconsistent(.abbreviation) }
            types.append(
                .init(
                    offset: Int(record.offset), isDaylightSaving: record.isDaylightSaving,
                    abbreviation: String(decoding: name[..<end], as: UTF8.self)))
        }
        return Block(transitions: transitions, indices: indices, types: types)
    }

    /// The POSIX TZ string between two line feeds; nil if it is empty.
    private mutating func footer() throws(Problem) -> RecurringZone? {
        let lineFeed: UInt8 = 0x0A
        guard position < bytes.count else { throw .truncated }
        guard bytes[position] == lineFeed else { throw .inconsistent(.footer) }
        let line = bytes[(position + 1)...]
        guard let end = line.firstIndex(of: lineFeed) else { throw .truncated }
        guard end > line.startIndex else { return nil }
        guard let zone = RecurringZone(String(decoding: line[..<end], as: UTF8.self)) else {
            throw .inconsistent(.footer)
        }
        return zone
    }

    private mutating func skip(_ count: Int) throws(Problem) {
        guard count <= bytes.count - position else { throw .truncated }
        position += count
    }

    /// A big-endian two's complement number.
    private mutating func integer(size: Int) throws(Problem) -> Int64 {
        guard size <= bytes.count - position else { throw .truncated }
        var value = Int64(Int8(bitPattern: bytes[position]))
        for byte in bytes[(position + 1)..<(position + size)] {
            value = value << 8 | Int64(byte)
        }
        position += size
        return value
    }
}
