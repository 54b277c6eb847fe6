import Foundation

/// A structured field, `multipart/report; boundary="b/1" (of a kind)`: RFC 2045
/// section 5.1, with comments left out and the parameters of RFC 2231.
struct FieldValue {
    /// What stands before the first semicolon, in lower case.
    let value: String
    /// By their names in lower case, without quotation marks.
    private(set) var parameters: [String: String] = [:]

    init(_ text: String) {
        let pieces = Self.pieces(text)
        value = pieces[0].trimmingCharacters(in: .whitespaces).lowercased()
        for piece in pieces.dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            add(
                name: halves[0].trimmingCharacters(in: .whitespaces).lowercased(),
                value: halves[1].trimmingCharacters(in: .whitespaces))
        }
    }

    /// `name`, `name*` with a charset in front, or a piece of a longer one:
    /// `name*0`, `name*1*`.
    private mutating func add(name: String, value: String) {
        var pieces = name.split(separator: "*", omittingEmptySubsequences: false)[...]
        let isExtended = pieces.count > 1 && pieces.last == ""
        if isExtended { pieces.removeLast() }
        let number = pieces.count > 1 ? Int(pieces[1]) ?? 0 : 0
        var value = value
        if isExtended {
            let marked = value.split(
                separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            if number == 0, marked.count == 3 { value = String(marked[2]) }
            value = value.removingPercentEncoding ?? value
        }
        let name = String(pieces[0])
        if number > 0 {
            parameters[name, default: ""] += value
        } else if parameters[name] == nil {
            parameters[name] = value
        }
    }

    /// Parted at the semicolons that stand in no quotation marks and no comment,
    /// without either's own signs.
    private static func pieces(_ text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        var depth = 0
        for scalar in text.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\", isQuoted || depth > 0 {
                isEscaped = true
                continue
            } else if scalar == "\"", depth == 0 {
                isQuoted.toggle()
                continue
            } else if scalar == "(", !isQuoted {
                depth += 1
                continue
            } else if scalar == ")", depth > 0 {
                depth -= 1
                continue
            } else if scalar == ";", !isQuoted, depth == 0 {
                pieces.append("")
                continue
            }
            if depth == 0 { pieces[pieces.count - 1].unicodeScalars.append(scalar) }
        }
        return pieces
    }
}
