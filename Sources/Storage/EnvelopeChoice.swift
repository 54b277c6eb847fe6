import GRDB
package import Newswire

/// Which envelopes a command means: those that answer to everything it names.
package struct EnvelopeChoice: Hashable, Sendable {
    /// By number, any of them; empty for every number.
    package var ids: [ClosedRange<Int64>]
    /// As an attempt names it, or as the envelope leads to it.
    package var endpoint: String?
    /// An address, or part of one; see `condition(to:)`.
    package var to: String?
    /// Sealed then or later.
    package var since: Timestamp?

    package init(
        ids: [ClosedRange<Int64>] = [], endpoint: String? = nil, to: String? = nil,
        since: Timestamp? = nil
    ) {
        self.ids = ids
        self.endpoint = endpoint
        self.to = to
        self.since = since
    }

    package static let all = EnvelopeChoice()

    /// In terms of the columns that `envelope` and `outgoing` share.
    var condition: (sql: String, arguments: StatementArguments) {
        var terms: [String] = []
        var arguments = StatementArguments()
        if !ids.isEmpty {
            terms.append(
                "(" + ids.map { _ in "id BETWEEN ? AND ?" }.joined(separator: " OR ") + ")")
            for range in ids { arguments += [range.lowerBound, range.upperBound] }
        }
        if let endpoint {
            terms.append(
                """
                (endpoint = ? OR id IN
                    (SELECT envelope_id FROM delivery WHERE delivery.endpoint = ?))
                """)
            arguments += [endpoint, endpoint]
        }
        if let to {
            let condition = Self.condition(to: to)
            terms.append(condition.sql)
            arguments += condition.arguments
        }
        if let since {
            terms.append("mailing_id IN (SELECT mailing.id FROM mailing WHERE mailing.sealed >= ?)")
            arguments += [since.milliseconds]
        }
        return (terms.isEmpty ? "1" : terms.joined(separator: " AND "), arguments)
    }

    /// Of envelopes to whom: a whole address is that reader, in any spelling, and
    /// not one whose address ends in it; anything else is part of an address, or of
    /// where a chat or webhook leads.
    static func condition(to text: String) -> (sql: String, arguments: StatementArguments) {
        if let address = try? EmailAddress(text) {
            return ("address = ?", [address.normalised])
        }
        return (
            "(instr(address, ?) > 0 OR instr(swiftLowercaseString(target), ?) > 0)",
            [EmailAddress.normalised(text), text.lowercased()]
        )
    }
}
