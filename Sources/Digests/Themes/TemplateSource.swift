import Newswire

/// A template as its author wrote it, cut into the tags that we allow.
///
/// Of Mustache we read variables, sections, inverted sections, partials and
/// comments. Lambdas, set delimiters, pragmas, inheritance and transforms are
/// errors: nothing in a theme may decide how text is escaped.
struct TemplateSource {
    struct Tag: Hashable {
        enum Kind: Hashable {
            case variable
            case section
            case inverted
            case end
            case partial
        }

        var kind: Kind
        var name: String
        /// Of the name's first letter.
        var position: SourcePosition
        /// Where the whole tag stands, in scalars of the text.
        var extent: Range<Int> = 0..<0
    }

    enum Mistake: Hashable {
        case unclosedTag
        case emptyTag
        case badName(String)
        case unsupported(String)
        case unclosedSection(String)
        case endWithoutSection(String)
        case wrongEnd(String, expected: String)
        case tooDeep
    }

    /// `digest.html`: the file's name without `.mustache`.
    let name: String
    /// As the user would type it.
    let file: String
    let text: String
    let tags: [Tag]
    let mistakes: [(Mistake, SourcePosition)]

    /// Sections and partials within each other: more than any message needs,
    /// less than any stack holds.
    static let deepest = 32

    init(name: String, file: String, text: String) {
        self.name = name
        self.file = file
        var text = text.replacing("\r\n", with: "\n")
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        self.text = text
        var scanner = TemplateScanner(text)
        scanner.scan()
        tags = scanner.tags
        mistakes = scanner.mistakes
    }

    /// The same with the values of these names in the place of their tags, so
    /// that what is the same in every message is not looked up for each.
    func settled(by constants: [String: String]) -> TemplateSource {
        let scalars = Array(text.unicodeScalars)
        var settled = String.UnicodeScalarView()
        var end = 0
        for tag in tags where tag.kind == .variable {
            guard let value = constants[tag.name] else { continue }
            settled.append(contentsOf: scalars[end..<tag.extent.lowerBound])
            settled.append(contentsOf: value.unicodeScalars)
            end = tag.extent.upperBound
        }
        settled.append(contentsOf: scalars[end...])
        return TemplateSource(name: name, file: file, text: String(settled))
    }
}

private struct TemplateScanner {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1
    private(set) var tags: [TemplateSource.Tag] = []
    private(set) var mistakes: [(TemplateSource.Mistake, SourcePosition)] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    private var position: SourcePosition { SourcePosition(line: line, column: column) }

    mutating func scan() {
        var open: [TemplateSource.Tag] = []
        while index < scalars.count {
            guard starts(with: "{{") else {
                advance()
                continue
            }
            let start = index
            guard var tag = tag() else { continue }
            tag.extent = start..<index
            tags.append(tag)
            switch tag.kind {
            case .section, .inverted:
                open.append(tag)
                if open.count == TemplateSource.deepest + 1 {
                    mistakes.append((.tooDeep, tag.position))
                }
            case .end:
                guard let section = open.popLast() else {
                    mistakes.append((.endWithoutSection(tag.name), tag.position))
                    continue
                }
                if section.name != tag.name {
                    mistakes.append((.wrongEnd(tag.name, expected: section.name), tag.position))
                }
            case .variable, .partial: break
            }
        }
        for section in open {
            mistakes.append((.unclosedSection(section.name), section.position))
        }
    }

    /// The tag that begins here; nil for a comment or a mistake, which is noted.
    private mutating func tag() -> TemplateSource.Tag? {
        let start = position
        advance(2)
        guard let sigil = peek else {
            mistakes.append((.unclosedTag, start))
            return nil
        }
        if "<$=%*".unicodeScalars.contains(sigil) {
            mistakes.append((.unsupported("{{\(sigil)"), start))
            _ = content(upTo: "}}")
            return nil
        }
        var kind = TemplateSource.Tag.Kind.variable
        var end = "}}"
        switch sigil {
        case "!":
            if content(upTo: "}}") == nil { mistakes.append((.unclosedTag, start)) }
            return nil
        case "#": kind = .section
        case "^": kind = .inverted
        case "/": kind = .end
        case ">": kind = .partial
        case "{": end = "}}}"
        case "&": break
        default: return named(.variable, upTo: "}}", from: start)
        }
        advance()
        return named(kind, upTo: end, from: start)
    }

    private mutating func named(
        _ kind: TemplateSource.Tag.Kind, upTo end: String, from start: SourcePosition
    ) -> TemplateSource.Tag? {
        while let next = peek, next == " " || next == "\t" { advance() }
        let position = position
        guard let content = content(upTo: end) else {
            mistakes.append((.unclosedTag, start))
            return nil
        }
        let name = String(content.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        guard !name.isEmpty else {
            mistakes.append((.emptyTag, start))
            return nil
        }
        if name.contains("("), kind != .partial {
            mistakes.append((.unsupported(name), position))
            return nil
        }
        guard name.utf8.allSatisfy(Self.isNameByte) else {
            mistakes.append((.badName(name), position))
            return nil
        }
        return TemplateSource.Tag(kind: kind, name: name, position: position)
    }

    /// What stands before the end mark, which is passed too; nil if the line
    /// ends first.
    private mutating func content(upTo end: String) -> String? {
        var content = String.UnicodeScalarView()
        while let next = peek {
            if starts(with: end) {
                advance(end.utf8.count)
                return String(content)
            }
            // Comments may run over lines; a name that does was never closed.
            if next == "\n", content.first != "!" { return nil }
            content.append(next)
            advance()
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func starts(with mark: String) -> Bool {
        scalars[index...].starts(with: mark.unicodeScalars)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<min(count, scalars.count - index) {
            if scalars[index] == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
            index += 1
        }
    }
}
