import Newswire

// Names are a hundred thousand lines: what a line says is read from its bytes,
// and what the line before said too is not looked up again.
extension GazetteerLoading {
    /// name, code, language, kind, weight, note
    mutating func readNames(_ table: RegionTable, layer: UInt8) {
        var reading = NameReading(
            file: table.file, layer: layer, offset: names.append(file: table.bytes),
            folder: NameFolder(hash: names.hash))
        var broken: [Int] = []
        table.forEachRow(broken: { broken.append($0) }) { readName($0, &reading) }
        reportBytes(table.file, lines: broken)
    }

    private mutating func readName(_ row: RegionTable.Row, _ reading: inout NameReading) {
        let file = reading.file
        guard row.count >= 5 else {
            report(
                file, row, 0, "broken-line",
                "a name, its code, language, kind and weight are wanted, parted by tabs")
            return
        }
        let code = row.range(of: 1)
        guard
            let region = reading.regions.value(
                of: code, in: row.bytes, { numbers.value(of: row.bytes, code) })
        else {
            report(file, row, 1, "unknown-region", "unknown region \(Diagnostic.quoted(row[1]))")
            return
        }
        guard
            let kind = reading.kinds.value(
                of: row.range(of: 3), in: row.bytes, PlaceName.Kind.init)
        else {
            report(
                file, row, 3, "unknown-kind", "unknown kind \(Diagnostic.quoted(row[3]))",
                expected: PlaceName.Kind.allCases.map(\.rawValue))
            return
        }
        guard
            let weight = reading.weights.value(
                of: row.range(of: 4), in: row.bytes, { Float($0) }),
            weight > 0, weight <= 1
        else {
            report(
                file, row, 4, "bad-weight",
                "\(Diagnostic.quoted(row[4])) is not a weight above 0 and up to 1")
            return
        }
        let place = row.range(of: 0)
        reading.folder.read(row.bytes.span.extracting(place))
        guard !reading.folder.words.isEmpty, place.count <= Int(UInt16.max),
            let language = reading.languages.value(
                of: row.range(of: 2), in: row.bytes,
                {
                    $0.isEmpty ? nil : names.add(language: $0)
                })
        else {
            report(file, row, 0, "broken-line", "a name and its language are wanted")
            return
        }
        let note = reading.notes.value(of: row.range(of: 5), in: row.bytes) {
            PlaceName.Traits(note: $0)
        }
        add(
            PlaceName(
                start: UInt32(truncatingIfNeeded: place.lowerBound + reading.offset),
                length: UInt16(place.count), region: UInt16(region), language: language,
                kind: kind, traits: (note ?? []).union(reading.folder.spelling),
                likelihood: weight, layer: reading.layer),
            reading.folder.words, row, in: file)
    }

    /// The names in the lines of a desk's groups; those of ours stand in our
    /// files of names.
    mutating func readGroupNames(_ table: RegionTable) {
        let offset = names.append(file: table.bytes)
        var folder = NameFolder(hash: names.hash)
        let bytes = table.bytes
        table.forEachRow { row in
            guard let region = numbers.value(of: row[0]) else { return }
            for (column, language) in [(3, "en"), (4, "ar"), (5, "fr"), (6, "fa")] {
                let place = row.range(of: column)
                folder.read(bytes.span.extracting(place))
                guard !folder.words.isEmpty, place.count <= Int(UInt16.max),
                    let number = names.add(language: language)
                else { continue }
                add(
                    PlaceName(
                        start: UInt32(truncatingIfNeeded: place.lowerBound + offset),
                        length: UInt16(place.count), region: UInt16(region), language: number,
                        kind: .area, traits: folder.spelling.union(.shown), likelihood: 1,
                        layer: 1),
                    folder.words, row, in: table.file)
            }
        }
    }

    private mutating func add(
        _ name: PlaceName, _ words: [UInt64], _ row: RegionTable.Row, in file: String
    ) {
        if name.traits.contains(.shown) { shownNames.add(name, of: regions.count) }
        if name.traits.contains(.silent) { return }
        switch names.add(name, words) {
        case .added where name.traits.contains(.off):
            report(
                file, row, 0, "unknown-name",
                "there is no \(Diagnostic.quoted(names.text(of: name))) of this region and language to take out"
            )
        case .added, .replaced: break
        case .known(let known):
            // Spellings that fold alike are one name; the first line says what
            // it is. The very same line again is a mistake.
            guard names.text(of: known) == names.text(of: name) else { return }
            report(
                file, row, 0, "duplicate-name",
                "\(Diagnostic.quoted(names.text(of: name))) stands twice for this region and language"
            )
        }
    }
}

/// A file of names while it is read.
private struct NameReading {
    let file: String
    let layer: UInt8
    /// Of the file in the bytes of all names.
    let offset: Int
    var folder: NameFolder
    var regions = Repeated<Int>()
    var languages = Remembered<UInt8>()
    var kinds = Remembered<PlaceName.Kind>()
    var weights = Remembered<Float>()
    var notes = Remembered<PlaceName.Traits>()

    init(file: String, layer: UInt8, offset: Int, folder: NameFolder) {
        self.file = file
        self.layer = layer
        self.offset = offset
        self.folder = folder
    }
}

/// What the words of a column meant in the last line: mostly the next says the
/// same.
private struct Repeated<Value: Sendable> {
    private var place = 0..<0
    private var value: Value?

    mutating func value(
        of range: Range<Int>, in bytes: borrowing [UInt8], _ find: () -> Value?
    ) -> Value? {
        if value == nil || !Self.areSame(range, place, in: bytes) { value = find() }
        place = range
        return value
    }

    private static func areSame(
        _ one: Range<Int>, _ other: Range<Int>, in bytes: borrowing [UInt8]
    ) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count
        where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
            return false
        }
        return true
    }
}

/// What the words of a column meant in any line before: there are few of them.
private struct Remembered<Value: Sendable> {
    private var last = Repeated<Value>()
    private var values = WordMap<Value>()

    mutating func value(
        of range: Range<Int>, in bytes: borrowing [UInt8], _ find: (String) -> Value?
    ) -> Value? {
        last.value(of: range, in: bytes) {
            if let known = values.value(of: bytes, range) { return known }
            let text = String(decoding: bytes[range], as: UTF8.self)
            guard let value = find(text) else { return nil }
            values.insert(text, value)
            return value
        }
    }
}
