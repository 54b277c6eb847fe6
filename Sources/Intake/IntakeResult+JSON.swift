import Foundation
import Newswire

/// The object that `nashra read --json` prints for one input.
extension IntakeResult {
    /// One line of JSON without a line break: `input`, `kind`, `encoding`,
    /// `wellformed`, `feed` (if it is one), `articles`, `problems`.
    ///
    /// - Parameter input: how the user named the input.
    package func json(input: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(
            decoding: try encoder.encode(Printed(input: input, result: self)), as: UTF8.self)
    }

    private struct Printed: Encodable {
        var input: String
        var result: IntakeResult

        enum CodingKeys: String, CodingKey {
            case input, kind, encoding, wellformed, feed, articles, problems
        }

        func encode(to encoder: any Encoder) throws {
            var json = encoder.container(keyedBy: CodingKeys.self)
            try json.encode(input, forKey: .input)
            try json.encode(result.kind, forKey: .kind)
            try json.encode(result.encoding, forKey: .encoding)
            try json.encode(result.wellformed, forKey: .wellformed)
            try json.encodeIfPresent(result.feed, forKey: .feed)
            try json.encode(result.articles, forKey: .articles)
            try json.encode(result.problems, forKey: .problems)
        }
    }
}

extension IntakeProblem: Encodable {
    private enum CodingKeys: String, CodingKey {
        case line, column, message
    }

    package func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encodeIfPresent(position?.line, forKey: .line)
        try json.encodeIfPresent(position?.column, forKey: .column)
        try json.encode(message, forKey: .message)
    }
}
