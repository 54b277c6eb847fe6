import Newswire

/// Addresses in fields and texts of mails, where names, comments and brackets
/// stand around them.
enum MailAddresses {
    /// Of a field that holds one.
    static func address(_ field: String) -> EmailAddress? { addresses(field).first }

    /// Each that is one, in their order.
    static func addresses(_ field: String) -> [EmailAddress] {
        field.split(whereSeparator: { $0.isWhitespace || "<>,;:\"()[]".contains($0) })
            .filter { $0.utf8.contains(UInt8(ascii: "@")) }
            .compactMap(Self.bare)
    }

    /// Without the quotation marks and full stops of the text around it: these
    /// may be part of an address, but not its ends.
    private static func bare(_ word: Substring) -> EmailAddress? {
        var word = word
        while let last = word.last, last != "@", around.contains(last) { word.removeLast() }
        while let first = word.first, around.contains(first) { word.removeFirst() }
        return try? EmailAddress(String(word))
    }

    private static let around = Set("'`´‘’“”«».!?*،؛")
}
