/// A name that is only compared, sorted and printed, never taken apart. In JSON
/// it is a string.
package protocol TextIdentifier: Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    init(_ text: String)

    /// The name as it was given.
    var description: String { get }
}

extension TextIdentifier {
    package static func < (a: Self, b: Self) -> Bool {
        a.description < b.description
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
