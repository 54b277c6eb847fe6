import Newswire

/// A message's template, ready to be drawn: its partials in their places, what
/// stands alone on a line without that line, as Mustache has it.
///
/// Only what `TemplateCheck` finds no mistake in is made into one; drawing never
/// fails.
struct TemplateProgram: Sendable {
    indirect enum Step: Sendable {
        case literal([UInt8])
        /// Whole lines, if they come to stand where a line starts.
        case lines(Fragment)
        /// A name's parts: `label.matched` has two.
        case value([String])
        case section(Section)
        case inverted([String], [Step])
    }

    struct Section: Sendable {
        var name: [String]
        var steps: [Step]
        /// Of a list whose entries look the same in every message of a language:
        /// by which number what is drawn of one is remembered. Nil if a message's
        /// own values stand in it.
        var shelf: Int?
    }

    let steps: [Step]

    /// - Parameters:
    ///   - source: without mistakes, as are the partials that it reaches.
    ///   - firstShelf: the number of this template's first shared section.
    init(_ source: TemplateSource, partials: [String: TemplateSource], firstShelf: Int) {
        var compiler = Compiler(partials: partials, nextShelf: firstShelf)
        steps = compiler.steps(of: source)
    }

    init(steps: [Step]) {
        self.steps = steps
    }

    /// Draws nothing.
    static let nothing = TemplateProgram(steps: [])

    private struct Compiler {
        let partials: [String: TemplateSource]
        var nextShelf: Int
        /// The names of the scopes around, the outermost first.
        var scopes: [Vocabulary] = [.bulletin]

        mutating func steps(of source: TemplateSource) -> [Step] {
            var pieces = TemplatePieces(source.text, tags: source.tags).all[...]
            return steps(from: &pieces)
        }

        /// Up to the end of the section, which is taken too.
        private mutating func steps(from pieces: inout ArraySlice<TemplatePieces.Piece>) -> [Step] {
            var steps: [Step] = []
            while let piece = pieces.popFirst() {
                switch piece {
                case .text(let text): steps.append(.literal(Array(text.utf8)))
                case .tag(let tag, let indent):
                    let name = tag.name.split(separator: ".").map(String.init)
                    switch tag.kind {
                    case .end: return steps
                    case .variable: steps.append(.value(name))
                    case .inverted: steps.append(.inverted(name, self.steps(from: &pieces)))
                    case .section: steps.append(.section(section(name, tag.name, &pieces)))
                    case .partial:
                        guard let partial = partials[tag.name] else { continue }
                        steps += self.steps(of: indent.isEmpty ? partial : partial.indented(indent))
                    }
                }
            }
            return steps
        }

        private mutating func section(
            _ name: [String], _ full: String, _ pieces: inout ArraySlice<TemplatePieces.Piece>
        ) -> Section {
            guard case .list(let inner) = Vocabulary.meaning(of: full, in: scopes) else {
                return Section(name: name, steps: steps(from: &pieces))
            }
            scopes.append(inner)
            let body = steps(from: &pieces)
            scopes.removeLast()
            guard Vocabulary.remembered.contains(full),
                Vocabulary.isShared(TemplateProgram.names(in: body), within: inner)
            else { return Section(name: name, steps: body) }
            defer { nextShelf += 1 }
            return Section(name: name, steps: body, shelf: nextShelf)
        }
    }

    /// What is looked for when it is drawn.
    var names: Set<String> { Self.names(in: steps) }

    /// What is looked for in the scope of the steps; the lists in it have
    /// scopes of their own, which are counted with it.
    private static func names(in steps: [Step]) -> Set<String> {
        steps.reduce(into: []) { names, step in
            switch step {
            case .literal, .lines: break
            case .value(let name): names.insert(name[0])
            case .inverted(let name, let inner):
                names.formUnion(Self.names(in: inner).union([name[0]]))
            case .section(let section):
                names.formUnion(Self.names(in: section.steps).union([section.name[0]]))
            }
        }
    }
}

/// A template's text and tags in their order. Sections and partials that stand
/// alone on a line take the line with them; comments do and are gone.
struct TemplatePieces {
    enum Piece {
        case text(String)
        /// With what is to stand before each line of a partial.
        case tag(TemplateSource.Tag, indent: String)
    }

    private(set) var all: [Piece] = []

    /// - Parameter tags: those of the text, in their order.
    init(_ text: String, tags: [TemplateSource.Tag]) {
        var waiting = tags[...]
        var pending = ""
        // Whether nothing stands on the line yet.
        var isFreshLine = true
        func isBlank(_ text: Substring) -> Bool { text.allSatisfy { $0 == " " || $0 == "\t" } }
        func flush(_ all: inout [Piece]) {
            if !pending.isEmpty { all.append(.text(pending)) }
            pending = ""
        }
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            let before = rest[..<open.lowerBound]
            let sigil = rest[open.upperBound...].first
            let end = sigil == "{" ? "}}}" : "}}"
            guard let close = rest[open.upperBound...].firstRange(of: end) else { break }
            let after = rest[close.upperBound...]
            // A line's blanks before the tag: what was drawn on it so far counts.
            let lead = before.utf8.lastIndex(of: 0x0A).map {
                before[before.utf8.index(after: $0)...]
            }
            let startsLine = lead.map(isBlank) ?? (isFreshLine && isBlank(before))
            let lineEnd = after.utf8.firstIndex(of: 0x0A) ?? after.endIndex
            let isAlone =
                startsLine && isBlank(after[..<lineEnd])
                && sigil.map { "#^/>!".contains($0) } == true
            let indent = lead ?? before
            if isAlone {
                pending += before.dropLast(indent.count)
                rest = lineEnd < after.endIndex ? after[after.utf8.index(after: lineEnd)...] : ""
            } else {
                pending += before
                rest = after
            }
            isFreshLine = isAlone
            guard sigil != "!" else { continue }
            flush(&all)
            if let tag = waiting.popFirst() {
                all.append(.tag(tag, indent: isAlone ? String(indent) : ""))
            }
        }
        pending += rest
        flush(&all)
    }
}

extension TemplateSource {
    /// With blanks before each line.
    fileprivate func indented(_ blanks: String) -> TemplateSource {
        let ends = text.hasSuffix("\n")
        let lines = (ends ? text.dropLast() : text[...]).split(
            separator: "\n", omittingEmptySubsequences: false)
        return TemplateSource(
            name: name, file: file,
            text: lines.map { blanks + $0 }.joined(separator: "\n") + (ends ? "\n" : ""))
    }
}
