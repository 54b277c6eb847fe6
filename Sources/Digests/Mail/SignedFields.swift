/// The fields of a message's head that a signature covers, and how they are
/// named in it (RFC 6376 section 5.4).
struct SignedFields {
    /// Fields of which a mail has one at most. Each is named once more than it
    /// stands there, so that a second one, which some readers would show in the
    /// first one's place, breaks the signature (section 8.15).
    static let single = [
        "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    ]

    /// Others that say something to the reader or his mail program; named as
    /// often as they stand there, as lists and relays rightly add such.
    static let others = [
        "Content-Transfer-Encoding", "In-Reply-To", "References", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "Auto-Submitted", "Feedback-ID",
    ]

    /// As `h=` lists them.
    let names: [String]
    /// The fields in that order, in relaxed form.
    let relaxed: [UInt8]

    /// The fields of a head that ought to be signed.
    init(head: some Collection<UInt8>) {
        let fields = Self.fields(of: head)
        let counts = Dictionary(grouping: fields, by: \.name).mapValues(\.count)
        func count(_ name: String) -> Int { counts[RelaxedForm.lowercased(name.utf8)] ?? 0 }
        self.init(
            fields,
            names: Self.single.flatMap { Array(repeating: $0, count: count($0) + 1) }
                + Self.others.flatMap { Array(repeating: $0, count: count($0)) })
    }

    /// The fields of these names. Of a name that stands there several times the
    /// last comes first; one that is named more often than it stands there
    /// adds nothing.
    init(head: some Collection<UInt8>, names: [String]) {
        self.init(Self.fields(of: head), names: names)
    }

    private init(_ fields: [Field], names: [String]) {
        var waiting = Dictionary(grouping: fields, by: \.name)
        self.names = names
        relaxed = names.flatMap { name in
            waiting[RelaxedForm.lowercased(name.utf8)]?.popLast().map(\.relaxed) ?? []
        }
    }

    private struct Field {
        /// In lower case.
        var name: [UInt8]
        var relaxed: [UInt8]
    }

    /// A head's fields in their order, their folded lines with them.
    private static func fields(of head: some Collection<UInt8>) -> [Field] {
        var lines: [[UInt8]] = []
        for line in head.split(separator: 0x0A) {
            if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
                lines[lines.count - 1] += line
            } else {
                lines.append(Array(line))
            }
        }
        return lines.filter { $0.contains(UInt8(ascii: ":")) }.map { line in
            Field(
                name: RelaxedForm.lowercased(line.prefix { $0 != UInt8(ascii: ":") }),
                relaxed: RelaxedForm.field(line))
        }
    }
}
