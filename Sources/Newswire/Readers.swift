/// Mailboxes in one run of bytes: of a million of them only what their addresses
/// and names are long, and four bytes each.
///
///     readers.append(mailbox)
///     Readers(bytes: Array(readers.bytes(of: 0..<5_000)))
package struct Readers: RandomAccessCollection, Hashable, Sendable, ExpressibleByArrayLiteral {
    /// Of each reader the address and, behind a NUL, the name; a second NUL at
    /// the end.
    private var bytes: [UInt8] = []
    /// Where each ends.
    private var ends: [UInt32] = []

    package init() {}

    /// Makes room for mailboxes of so many bytes in all: who grows to a million
    /// is copied on the way, and in memory twice meanwhile.
    package init(reserving count: Int) {
        bytes.reserveCapacity(count)
    }

    package init(_ mailboxes: some Sequence<Mailbox>) {
        for mailbox in mailboxes { append(mailbox) }
    }

    package init(arrayLiteral mailboxes: Mailbox...) {
        self.init(mailboxes)
    }

    /// What `bytes(of:)` gave.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
        var isAddress = true
        for (index, byte) in bytes.enumerated() where byte == 0 {
            if !isAddress { ends.append(UInt32(index + 1)) }
            isAddress.toggle()
        }
    }

    package mutating func append(_ mailbox: Mailbox) {
        bytes += mailbox.address.description.utf8
        bytes.append(0)
        bytes += (mailbox.name ?? "").utf8.lazy.filter { $0 != 0 }
        bytes.append(0)
        ends.append(UInt32(bytes.count))
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { ends.count }

    package subscript(position: Int) -> Mailbox {
        let parts = bytes(of: position..<(position + 1)).split(
            separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[1].dropLast()
        return Mailbox(
            name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self),
            address: EmailAddress(accepted: String(decoding: parts[0], as: UTF8.self)))
    }

    /// Some of them, for `init(bytes:)`.
    package func bytes(of range: Range<Int>) -> ArraySlice<UInt8> {
        guard !range.isEmpty else { return [] }
        let start = range.lowerBound == 0 ? 0 : Int(ends[range.lowerBound - 1])
        return bytes[start..<Int(ends[range.upperBound - 1])]
    }
}
