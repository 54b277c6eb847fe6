import Newswire

/// How a query is written down in an index: nodes of 32-bit words, one behind
/// the other, each node knowing its length.
///
///     node    = operation (4 bits), scope (4 bits), argument (24 bits)
///     never   0
///     term    1   argument: the term's number
///     all     2   argument: the node's length in words; then its parts
///     any     3   likewise
///     not     4   likewise; one part
///     atLeast 5   likewise; a word with the count before the parts
///     phrase  6   likewise; the terms' numbers
///     near    7   likewise; a word with the distance, bit 31 if ordered, before
///                 the parts
///
/// A unit of code is closed in itself, so it can be copied and compared. Parts
/// of `all` and `any` that are single words stand in ascending order: `a b` and
/// `b a` are the same code.
enum QueryCode {
    enum Operation: UInt32 {
        case never
        case term
        case all
        case any
        case not
        case atLeast
        case phrase
        case near
    }

    /// Where a term or phrase counts, in the zone that its number tells.
    enum Place: UInt32 {
        case anywhere
        case title
        case lead
        case body

        init(_ scope: QueryScope) {
            self =
                switch scope {
                case .title: .title
                case .lead: .lead
                case .body: .body
                case .anywhere, .source, .author, .category, .url: .anywhere
                }
        }
    }

    static let mostTerms = 1 << 24
    static let orderedBit: UInt32 = 1 << 31

    @inline(__always)
    static func operation(_ word: UInt32) -> Operation {
        Operation(rawValue: word >> 28) ?? .never
    }

    @inline(__always)
    static func place(_ word: UInt32) -> Place {
        Place(rawValue: word >> 24 & 15) ?? .anywhere
    }

    @inline(__always)
    static func argument(_ word: UInt32) -> Int { Int(word & 0xFF_FFFF) }

    /// How many words the node takes that begins with this one.
    @inline(__always)
    static func length(_ word: UInt32) -> Int {
        word >> 28 < Operation.all.rawValue ? 1 : argument(word)
    }

    static func node(_ operation: Operation, _ place: Place = .anywhere, _ argument: Int)
        -> UInt32
    {
        operation.rawValue << 28 | place.rawValue << 24 | UInt32(argument)
    }
}

/// Writes queries as code, and numbers their terms.
struct QueryCoder {
    private(set) var code: [UInt32] = []
    var terms: TermTableBuilder

    init(terms: TermTableBuilder) {
        self.terms = terms
    }

    /// Whether no term leads to what is written: every article would be asked.
    var isNowhere: Bool { Anchoring.isNowhere(code[...]) }

    /// Begins anew.
    mutating func clear() {
        code.removeAll(keepingCapacity: true)
    }

    /// Appends the code of a query.
    mutating func write(_ query: Query) {
        switch query {
        case .words(let words): write(words)
        case .about(let code): write(Sign.about(code))
        case .mentions(let code): write(Sign.mentions(code))
        case .language(let tag): write(Sign.language(tag.language))
        case .not(let inner): group(.not) { $0.write(inner) }
        case .all(let parts): group(.all) { coder in parts.forEach { coder.write($0) } }
        case .any(let parts): group(.any) { coder in parts.forEach { coder.write($0) } }
        case .atLeast(let count, let parts):
            group(.atLeast) { coder in
                coder.code.append(UInt32(count))
                parts.forEach { coder.write($0) }
            }
        case .near(let near):
            group(.near) { coder in
                coder.code.append(
                    UInt32(near.distance) | (near.isOrdered ? QueryCode.orderedBit : 0))
                near.parts.forEach { coder.write($0) }
            }
        // What it is called makes no difference here.
        case .topic(_, let inner): write(inner)
        }
    }

    mutating func write(_ sign: Sign) {
        code.append(QueryCode.node(.term, Int(terms.number(of: sign))))
    }

    /// Appends a node and the parts that the closure writes.
    mutating func group(
        _ operation: QueryCode.Operation, _ place: QueryCode.Place = .anywhere,
        _ parts: (inout QueryCoder) -> Void
    ) {
        let start = code.count
        code.append(0)
        parts(&self)
        code[start] = QueryCode.node(operation, place, code.count - start)
        if operation == .all || operation == .any { order(from: start + 1) }
    }

    private mutating func write(_ words: Query.Words) {
        let zone = TermZone(words.scope)
        let place = QueryCode.Place(words.scope)
        switch words.terms.count {
        case 0: code.append(QueryCode.node(.never, 0))
        case 1:
            code.append(
                QueryCode.node(.term, place, Int(terms.number(of: words.terms[0], in: zone))))
        default:
            group(.phrase, place) { coder in
                for term in words.terms {
                    coder.code.append(coder.terms.number(of: term, in: zone))
                }
            }
        }
    }

    /// Orders parts that are single words, if all are.
    private mutating func order(from start: Int) {
        let areSingle = code[start...].allSatisfy { $0 >> 28 < QueryCode.Operation.all.rawValue }
        if areSingle { code[start...].sort() }
    }
}

extension QueryCode {
    fileprivate static func node(_ operation: Operation, _ argument: Int) -> UInt32 {
        node(operation, .anywhere, argument)
    }
}
