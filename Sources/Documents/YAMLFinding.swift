import Newswire

/// What is wrong with a file before anybody asks what its values mean.
enum YAMLFinding: Finding {
    case tooLarge(limit: Int)
    case notUTF8
    case controlCharacter(Unicode.Scalar)
    case tooDeep(limit: Int)
    case tab(alsoLines: [Int])
    case severalDocuments
    case directive
    case anchorOrTag(String)
    case duplicateKey(String, line: Int)
    case keyIsNoText
    case unevenIndent(columns: [Int])
    case tooFarIndented(column: Int)
    case keyBelowText
    case textBelowValue
    case noSpaceAfterColon(line: String)
    case noSpaceAfterDash(line: String)
    case noColon(String)
    case startsWithIndicator(Unicode.Scalar, Fix)
    case goesOnBehindQuote(Unicode.Scalar, Fix)
    case colonInValue(Fix)
    case unclosedQuote(Unicode.Scalar, Fix)
    case unclosedBracket(Unicode.Scalar)
    case unknownEscape
    case unreadable(YAMLComplaint)

    /// A line whose value wants quotes.
    struct Fix: Hashable {
        /// What stands before the value: dashes, the key and its colon.
        var before: String
        var value: String

        /// The line to paste: in single quotes, or in a block of its own if
        /// the value holds such quotes.
        var pasted: [String] {
            guard value.contains("'") else {
                return ["put it in single quotes:", "\(before)'\(value)'"]
            }
            let dashes = before.prefix { $0 == "-" || $0 == " " }.count
            let indent = String(repeating: " ", count: dashes + 2)
            return ["write it below its key:", before + "|", indent + value]
        }
    }

    var id: String {
        switch self {
        case .tooLarge: "file-too-large"
        case .notUTF8: "not-utf-8"
        case .controlCharacter: "control-character"
        case .tooDeep: "too-deep"
        case .tab: "tab-indent"
        case .severalDocuments: "several-documents"
        case .directive, .anchorOrTag: "yaml-feature"
        case .duplicateKey: "duplicate-key"
        case .unevenIndent, .tooFarIndented, .keyBelowText, .textBelowValue: "indent"
        case .noSpaceAfterColon, .noColon: "no-colon"
        case .noSpaceAfterDash: "no-space"
        case .startsWithIndicator, .goesOnBehindQuote, .colonInValue: "needs-quotes"
        case .unclosedQuote: "unclosed-quote"
        case .unclosedBracket: "unclosed-bracket"
        case .unknownEscape: "unknown-escape"
        case .keyIsNoText, .unreadable: "yaml"
        }
    }

    var message: String {
        switch self {
        case .tooLarge(let limit): "the file is larger than \(limit) bytes, it is not read"
        case .notUTF8: "this is not UTF-8: save the file as UTF-8"
        case .controlCharacter(let scalar):
            "a control character stands here: U+\(Self.hexadecimal(scalar))"
        case .tooDeep(let limit): "more than \(limit) lists and mappings stand inside one another"
        case .tab: "the line is indented with a tab, YAML wants spaces"
        case .severalDocuments: "'---' begins a second document, one file holds one"
        case .directive: "a line cannot begin with '%'"
        case .anchorOrTag(let mark):
            "anchors, aliases and tags are not used here: drop \(Diagnostic.quoted(mark))"
        case .duplicateKey(let key, let line):
            "the key \(Diagnostic.quoted(key)) stands already in line \(line)"
        case .keyIsNoText: "a key must be plain text"
        case .unevenIndent(let columns):
            "the line is indented unlike its neighbours: "
                + columns.map { "\($0)" }.joined(separator: " or ")
                + (columns.last == 1 ? " space was expected" : " spaces were expected")
        case .tooFarIndented(let column):
            "the key is indented too far: the one above it begins in column \(column)"
        case .noSpaceAfterDash: "a space is missing after the dash"
        case .keyBelowText: "the text above cannot have keys below it"
        case .textBelowValue: "the value ends before this text"
        case .noSpaceAfterColon: "a space is missing after the colon"
        case .noColon(let words): "expected 'key: value', found \(Diagnostic.quoted(words))"
        case .startsWithIndicator(let scalar, let fix):
            "YAML keeps '\(scalar)' at the start of a value for itself: "
                + Diagnostic.quoted(fix.value)
        case .goesOnBehindQuote(let quote, let fix):
            "the value starts with a quotation mark (\(quote)) and goes on behind the one that "
                + "closes it: \(Diagnostic.quoted(fix.value))"
        case .colonInValue(let fix):
            "a colon and a space inside a value begin a key for YAML: "
                + Diagnostic.quoted(fix.value)
        case .unclosedQuote(let quote, _):
            "the quotation mark (\(quote)) that opens here is not closed"
        case .unclosedBracket(let bracket):
            "the bracket '\(bracket)' that opens here is not closed"
        case .unknownEscape: "a backslash in double quotes begins an escape, and this is none"
        case .unreadable(let complaint): complaint.explanation
        }
    }

    var hints: [String] {
        switch self {
        case .tab(let lines) where !lines.isEmpty:
            [
                "so \(lines.count == 1 ? "is line" : "are lines") "
                    + lines.prefix(20).map { "\($0)" }.joined(separator: ", ")
                    + (lines.count > 20 ? " and \(lines.count - 20) more" : "")
            ]
        case .noSpaceAfterColon(let line), .noSpaceAfterDash(let line): ["write:", line]
        case .startsWithIndicator("&", let fix), .startsWithIndicator("*", let fix),
            .startsWithIndicator("!", let fix):
            fix.pasted + ["anchors, aliases and tags are not used here"]
        case .startsWithIndicator(_, let fix), .goesOnBehindQuote(_, let fix),
            .colonInValue(let fix):
            fix.pasted
        case .unclosedQuote(let quote, let fix):
            ["close it:", "\(fix.before)\(quote)\(fix.value)\(quote)"]
                + (quote == "\"" ? ["or for words in a row:", "\(fix.before)«\(fix.value)»"] : [])
        case .unclosedBracket(let bracket):
            ["close it with '\(bracket == "[" ? "]" : "}")'"]
        case .unknownEscape: ["use single quotes, in which nothing is escaped"]
        default: []
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
