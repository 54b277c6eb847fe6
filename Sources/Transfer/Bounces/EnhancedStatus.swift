/// An enhanced status code, `5.1.1`: RFC 3463's class, subject and detail.
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
    package let kind: Int
    package let subject: Int
    package let detail: Int

    package init(_ kind: Int, _ subject: Int, _ detail: Int) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    /// Nil unless the text is such a code, of class 2, 4 or 5.
    package init?(_ text: some StringProtocol) {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces.allSatisfy({ (1...3).contains($0.count) }),
            let kind = Int(pieces[0]), [2, 4, 5].contains(kind),
            let subject = Int(pieces[1]), let detail = Int(pieces[2])
        else { return nil }
        self.init(kind, subject, detail)
    }

    /// The first such code that stands in a text, parted from what is around it:
    /// `550 5.1.1 <…>`, `(#5.1.1)`.
    package init?(in text: String) {
        for word in text.split(whereSeparator: { !($0.isASCII && $0.isNumber) && $0 != "." }) {
            // The dot of a sentence's end.
            if let status = EnhancedStatus(word.last == "." ? word.dropLast() : word) {
                self = status
                return
            }
        }
        return nil
    }

    package var description: String { "\(kind).\(subject).\(detail)" }

    /// Whether it says only that something failed.
    var saysNothing: Bool { subject == 0 }

    /// Whether it says of the recipient's address that there is no such.
    var isGone: Bool { kind == 5 && subject == 1 && [1, 2, 3, 6, 10].contains(detail) }

    /// Whether it is about security or policy, so about the sender.
    var isPolicy: Bool { subject == 7 }
}
