import Newswire

/// What a template writes: it decides how a value is made safe, and how a
/// piece in another direction is kept apart.
///
/// Values are made safe here, scalar by scalar, before Mustache sees them.
/// Mustache's own escaping goes by characters: a quotation mark with a
/// combining mark on it is one character that it does not know, and passes.
enum Markup: String, Codable, Hashable, Sendable {
    case html
    case text
    /// Where values stand within strings.
    case json

    /// By the template's name: HTML behind a last `.html`, JSON behind `.json`.
    init(template name: String) {
        self = name.hasSuffix(".html") ? .html : name.hasSuffix(".json") ? .json : .text
    }

    /// A text, safe where text, an attribute's value or a string's content
    /// stands.
    func safe(_ text: String) -> String {
        if self == .json { return Self.safeInJSON(text) }
        guard self == .html, text.utf8.contains(where: Self.isSpecial) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// RFC 8259, section 7.
    private static func safeInJSON(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped.append(contentsOf: ["\\", scalar])
            case "\n": escaped.append(contentsOf: ["\\", "n"])
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                escaped.append(
                    contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                        .unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x26 || byte == 0x27 || byte == 0x3C || byte == 0x3E
    }

    /// A piece of a line that runs in `direction`, safe, and kept apart if it
    /// runs the other way.
    func piece(_ text: String, in direction: TextDirection) -> String {
        switch self {
        case .text: return Direction.isolated(text, in: direction)
        case .json: return safe(Direction.isolated(text, in: direction))
        case .html:
            let own = Direction.of(text, otherwise: direction)
            let isMixed = Direction.isMixed(text.unicodeScalars)
            guard own != direction || isMixed else { return safe(text) }
            return "<span dir=\"\(own.rawValue)\">\(safe(text))</span>"
        }
    }

    /// What stands between two lines of one text.
    var lineBreak: String {
        switch self {
        case .html: "<br>"
        case .text: "\n"
        case .json: safe("\n")
        }
    }

    /// A line that begins so that programs which look for its direction find
    /// this one.
    func line(_ text: String, running direction: TextDirection) -> String {
        self == .html ? text : Direction.begun(text, running: direction)
    }
}
