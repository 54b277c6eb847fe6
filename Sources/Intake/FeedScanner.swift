import CXML
import Newswire

/// Reads a feed's XML with libxml2, a record at a time: an `item` or `entry` is
/// handed over as soon as it ends, so a feed is never in memory as a tree.
///
/// A record that another one begins in was not closed: it is handed over and
/// noted. A record that the input ends in is dropped and noted. Where libxml2
/// gives up, reading goes on at the next record.
final class FeedScanner {
    /// What the scanner finds, in the document's order.
    protocol Reader: AnyObject {
        func root(_ root: Element)
        /// A part of the head: not a record, not in one.
        func part(_ part: Element)
        /// A whole record; false ends the reading.
        func record(_ record: Element) -> Bool
        /// Something that was wrong on the way.
        func note(_ message: String, at position: SourcePosition)
    }

    private let xml: [UInt8]
    private let records: RecordSearch
    /// Lines of the input before the XML.
    private let linesBefore: Int
    private let reader: any Reader
    /// Whether the XML obeyed its own rules to the end.
    private(set) var isSound = true

    // The state of one run of libxml2.
    private var stack: [Element] = []
    private var pending: [UInt8] = []
    private var record: Element?
    private var recordDepth = 0
    private var recordBytes = 0
    private var isStopped = false
    private var parser: xmlParserCtxtPtr?
    private var vocabularies: [NamespaceKey: Vocabulary] = [:]
    private var unread: Range<Int>
    private var prefix: ArraySlice<UInt8> = []
    private var extraLines: Int
    /// Where libxml2 last told us something, in `xml`; what it did not get to
    /// is behind that.
    private var reached = 0
    private var runStart = 0
    private var prefixCount = 0
    /// Bytes that libxml2 was given, in all runs.
    private var filled = 0
    private var counted = (offset: 0, lines: 0)
    private var hasRoot = false

    /// libxml2 keeps one copy of each name in its dictionary, so its address
    /// stands for it.
    private struct NamespaceKey: Hashable {
        var uri: UnsafePointer<xmlChar>?
        var prefix: UnsafePointer<xmlChar>?
    }

    /// - Parameter xml: from the root element's `<` on.
    init(xml: [UInt8], linesBefore: Int, reader: any Reader) {
        self.xml = xml
        records = RecordSearch(xml: xml)
        self.linesBefore = linesBefore
        self.reader = reader
        unread = 0..<xml.count
        extraLines = linesBefore
    }

    func scan() {
        var start: Int? = 0
        var runs = 0
        while let next = start, !isStopped {
            runs += 1
            guard runs <= Self.mostRuns, filled <= 4 * xml.count + 1 << 20 else {
                reader.note(
                    "the rest is too broken to be read",
                    at: SourcePosition(line: linesBefore + counted.lines + 1, column: 1))
                return
            }
            run(from: next)
            start = isStopped ? nil : records.next(after: reached)
            if start != nil { isSound = false }
        }
    }

    // MARK: One run

    private func run(from start: Int) {
        runStart = start
        unread = start..<xml.count
        stack = []
        pending = []
        record = nil
        if start > 0 {
            prefix = records.rootTag
            counted.lines += xml[counted.offset..<start].count { $0 == 0x0A }
            counted.offset = start
            extraLines = linesBefore + counted.lines - prefix.count { $0 == 0x0A }
            reached = start + 1
        }
        prefixCount = prefix.count
        guard let parser = xmlNewParserCtxt() else { return }
        self.parser = parser
        defer {
            xmlFreeParserCtxt(parser)
            self.parser = nil
            vocabularies = [:]
        }
        Self.install(on: parser, scanner: self)
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue
            | XML_PARSE_IGNORE_ENC.rawValue
        let document = withExtendedLifetime(self) {
            xmlCtxtReadIO(
                parser,
                { context, buffer, room in
                    FeedScanner.from(context).fill(buffer, Int(room))
                }, { _ in 0 }, Unmanaged.passUnretained(self).toOpaque(), nil, nil,
                Int32(options))
        }
        if let document { xmlFreeDoc(document) }
        if let open = record, !isStopped {
            isSound = false
            let isCutOff = records.next(after: reached) == nil
            reader.note(
                "\(open.name) \(isCutOff ? "cut off before" : "that can't be read to") its end, "
                    + "dropped", at: SourcePosition(line: open.line, column: 1))
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> FeedScanner {
        // libxml2 hands back the pointer it was given in `run`, while `self` is
        // kept alive there.
        Unmanaged<FeedScanner>.fromOpaque(context!).takeUnretainedValue()
    }

    private func fill(_ buffer: UnsafeMutablePointer<CChar>?, _ room: Int) -> Int32 {
        guard let buffer, room > 0 else { return 0 }
        return buffer.withMemoryRebound(to: UInt8.self, capacity: room) { target in
            if !prefix.isEmpty {
                let part = prefix.prefix(room)
                _ = UnsafeMutableBufferPointer(start: target, count: room).update(from: part)
                prefix = prefix.dropFirst(part.count)
                return Int32(part.count)
            }
            let count = min(room, unread.count)
            filled += count
            guard count > 0 else { return 0 }
            xml.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                target.update(from: base + unread.lowerBound, count: count)
            }
            unread = (unread.lowerBound + count)..<unread.upperBound
            return Int32(count)
        }
    }

    private static func install(on parser: xmlParserCtxtPtr, scanner: FeedScanner) {
        parser.pointee.userData = Unmanaged.passUnretained(scanner).toOpaque()
        guard let sax = parser.pointee.sax else { return }
        sax.pointee = xmlSAXHandler()
        sax.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        sax.pointee.startElementNs = { context, name, prefix, uri, _, _, count, _, attributes in
            FeedScanner.from(context).begin(
                name: name, prefix: prefix, uri: uri, attributes: attributes, count: Int(count))
        }
        sax.pointee.endElementNs = { context, _, _, _ in FeedScanner.from(context).end() }
        sax.pointee.characters = { context, text, count in
            FeedScanner.from(context).take(text, Int(count))
        }
        sax.pointee.ignorableWhitespace = sax.pointee.characters
        sax.pointee.cdataBlock = sax.pointee.characters
        sax.pointee.serror = { context, error in FeedScanner.from(context).note(error) }
    }
}

// MARK: - Events

extension FeedScanner {
    private static let recordLimit = 64 << 20
    /// How often reading goes on behind a place where libxml2 gave up.
    fileprivate static let mostRuns = 1000

    private func begin(
        name: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?,
        uri: UnsafePointer<xmlChar>?, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
        count: Int
    ) {
        guard let parser, let name, !isStopped else { return }
        flush()
        let localName = String(cString: name)
        let vocabulary = vocabulary(uri: uri, prefix: prefix)
        let isRecord =
            !stack.isEmpty
            && (localName == "item" && vocabulary == .none
                || localName == "entry" && (vocabulary == .atom || vocabulary == .none))
        noteProgress(of: parser)
        if isRecord, let open = record { close(open) }
        let element = Element(
            name: localName, vocabulary: vocabulary,
            attributes: read(attributes, count: count), inside: stack.last,
            line: line(of: parser))
        if isRecord {
            record = element
            recordDepth = stack.count
            recordBytes = 0
        } else if stack.isEmpty, !hasRoot {
            hasRoot = true
            reader.root(element)
        } else if record != nil || stack.count > headDepth {
            stack.last?.content.append(.element(element))
        }
        stack.append(element)
    }

    /// The elements of the head stand in the root or in its `channel`.
    private var headDepth: Int {
        stack.count > 1 && stack[1].name == "channel" ? 2 : 1
    }

    private func noteProgress(of parser: xmlParserCtxtPtr) {
        let consumed = Int(xmlByteConsumed(parser)) - prefixCount
        reached = min(max(runStart + consumed, reached), xml.count)
    }

    private func close(_ open: Element) {
        isSound = false
        reader.note(
            "\(open.name) that isn't closed before the next one",
            at: SourcePosition(line: open.line, column: 1))
        finishRecord(open)
        stack.removeLast(stack.count - recordDepth)
    }

    private func end() {
        guard !isStopped, let parser, !stack.isEmpty else { return }
        noteProgress(of: parser)
        flush()
        let element = stack.removeLast()
        if element === record {
            finishRecord(element)
        } else if record == nil, !stack.isEmpty, stack.count <= headDepth,
            !(stack.count == 1 && element.name == "channel")
        {
            reader.part(element)
        }
    }

    private func finishRecord(_ element: Element) {
        record = nil
        if !reader.record(element) { stop() }
    }

    private func stop() {
        isStopped = true
        if let parser { xmlStopParser(parser) }
    }

    private func take(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard let text, !isStopped else { return }
        if record != nil {
            recordBytes += count
            guard recordBytes < Self.recordLimit else { return }
        } else if pending.count > 1 << 20 {
            return
        }
        pending.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
    }

    /// Text in the root or the channel itself is none of anybody's.
    private func flush() {
        guard !pending.isEmpty else { return }
        if record != nil || stack.count > headDepth {
            stack.last?.content.append(.text(String(decoding: pending, as: UTF8.self)))
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func note(_ error: xmlErrorPtr?) {
        guard let error = error?.pointee, !isStopped else { return }
        // What a namespace is called is no matter of ours.
        guard error.level != XML_ERR_WARNING, error.domain != Int32(XML_FROM_NAMESPACE.rawValue)
        else { return }
        isSound = false
        let message = error.message.map { String(cString: $0) } ?? "broken XML"
        let position = SourcePosition(
            line: Int(error.line) + extraLines, column: max(1, Int(error.int2)))
        // Behind the first line libxml2 quotes the input, cut off anywhere.
        let line = PlainText.line(String(message.prefix { !$0.isNewline }))
        reader.note(line.prefix(1).lowercased() + line.dropFirst(), at: position)
    }

    private func line(of parser: xmlParserCtxtPtr) -> Int {
        (parser.pointee.input.map { Int($0.pointee.line) } ?? 1) + extraLines
    }

    private func vocabulary(
        uri: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?
    ) -> Vocabulary {
        let key = NamespaceKey(uri: uri, prefix: prefix)
        if let known = vocabularies[key] { return known }
        let vocabulary = Vocabulary(
            uri: uri.map { String(cString: $0) }, prefix: prefix.map { String(cString: $0) })
        vocabularies[key] = vocabulary
        return vocabulary
    }

    private func read(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
    ) -> [Element.Attribute] {
        guard let attributes, count > 0 else { return [] }
        return (0..<count).compactMap { index in
            let fields = attributes + index * 5
            guard let name = fields[0], let start = fields[3], let end = fields[4] else {
                return nil
            }
            let value = String(
                decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
            return Element.Attribute(
                name: String(cString: name),
                vocabulary: fields[1] == nil
                    ? .none : vocabulary(uri: fields[2], prefix: fields[1]),
                // Without NOENT libxml2 leaves this one reference as it is.
                value: value.contains("&") ? HTMLEntities.decoded(value) : value)
        }
    }
}
