package import Analysis
import Documents
import Foundation
package import Newswire

extension Topics {
    /// Reads the file of topics: names, and for each an entry or a list of
    /// entries, any of which will do.
    ///
    ///     putin: [بوتين, Putin, Poutine, Путин]
    ///     gaza:
    ///       - قطاع غزة              # plain words: these, in a row
    ///       - رفح | خان يونس         # a query
    ///       - topic:putin           # another topic
    ///
    /// Never fails: topics with mistakes are left out, and known as broken; all
    /// mistakes are among the diagnostics. A file without any key, or without
    /// any byte, holds no topics.
    package static func read(
        _ bytes: some Collection<UInt8>, path: String, places: Gazetteer
    ) -> (topics: Topics, diagnostics: [Diagnostic]) {
        let document = Document(bytes, file: path)
        let report = Report(file: path, diagnostics: document.diagnostics)
        var reader = TopicsReader(report: report, places: places)
        switch document.root {
        case .mapping(let mapping)?: reader.read(mapping)
        case let node?: report.add(TopicFinding.noMapping, at: node.position)
        case nil: break
        }
        return (reader.topics, report.diagnostics.sorted())
    }
}

/// Reads topics in the order in which they name one another.
private struct TopicsReader {
    private struct Topic {
        var name: String
        var position: SourcePosition
        var entries: [Text]
        /// What its entries name: the other's index, and where.
        var needs: [(topic: Int, at: SourcePosition)] = []
        /// How many topics stand below one another in it.
        var depth = 1
        var isRead = false
    }

    let report: Report
    let places: Gazetteer
    private(set) var topics = Topics.none
    private var found: [Topic] = []

    init(report: Report, places: Gazetteer) {
        self.report = report
        self.places = places
    }

    mutating func read(_ mapping: Mapping) {
        collect(mapping)
        findNeeds()
        var dependants: [Int: [Int]] = [:]
        var missing: [Int] = []
        for (index, topic) in found.enumerated() {
            let needed = Set(topic.needs.map(\.topic))
            missing.append(needed.count)
            for other in needed { dependants[other, default: []].append(index) }
        }
        // Those whose own topics are all read, until none is left.
        var ready = found.indices.filter { missing[$0] == 0 }
        while let index = ready.popLast() {
            define(index)
            for dependant in dependants[index] ?? [] {
                missing[dependant] -= 1
                if missing[dependant] == 0 { ready.append(dependant) }
            }
        }
        reportCircles()
        for index in found.indices where !found[index].isRead { define(index) }
    }

    // MARK: Names and entries

    private mutating func collect(_ mapping: Mapping) {
        var known: [String: Int] = [:]
        for entry in mapping.entries where !entry.key.isRepeated {
            let name = entry.key.name.precomposedStringWithCanonicalMapping
            let key = Topics.key(name)
            let isUsable =
                !key.isEmpty && name.unicodeScalars.count <= 100
                && !name.unicodeScalars.contains { "«»\"“”„*=\n".unicodeScalars.contains($0) }
            let entries = texts(entry.value, of: entry.key)
            if !isUsable {
                report.add(TopicFinding.badName(name), at: entry.key.position)
            } else if let line = known.updateValue(entry.key.position.line, forKey: key) {
                known[key] = line
                report.add(TopicFinding.takenName(name, line: line), at: entry.key.position)
            } else {
                found.append(
                    Topic(name: name, position: entry.key.position, entries: entries ?? []))
                if entries == nil { found[found.count - 1].isRead = true }
            }
        }
    }

    /// Nil after a mistake.
    private func texts(_ node: Node, of key: Text) -> [Text]? {
        let words = words
        let nodes = words.whole(node)
        if let list = node.list, !list.items.isEmpty, nodes.isEmpty { return nil }
        if nodes.allSatisfy(\.isAbsent) {
            let comment = nodes.first?.text?.comment
            report.add(TopicFinding.empty(key.name, comment: comment?.text), at: key.position)
            return nil
        }
        let texts = nodes.compactMap { node -> Text? in
            if case .text(let text) = node, !text.isAbsent || text.comment != nil { return text }
            if !words.reportSplit(node, isQuery: true) {
                report.add(ValueFinding.expected(.texts, key: key.name), at: node.position)
            }
            return nil
        }
        return texts.count == (node.list?.items.count ?? 1) ? texts : nil
    }

    private var words: WordsReader {
        WordsReader(report: report, places: places, topics: topics)
    }

    // MARK: What names what

    /// Reads the entries as if each topic were a word, only to see which they
    /// name.
    private mutating func findNeeds() {
        var indices: [String: Int] = [:]
        var names = Topics.none
        for (index, topic) in found.enumerated() {
            indices[topic.name] = index
            names.define(topic.name, as: .words(.init(topic.name)))
        }
        for (index, topic) in found.enumerated() {
            for text in topic.entries where text.value.contains(":") {
                let reading = Query.parseEntries(
                    WordsReader.written(text).text, places: places, topics: names)
                for name in reading.query?.topicNames ?? [] {
                    guard let other = indices[name] else { continue }
                    found[index].needs.append((other, text.position))
                }
            }
        }
        // Broken before anything is read, and so for all that name them.
        for topic in found where topic.isRead { topics.define(topic.name, as: nil) }
    }

    private mutating func reportCircles() {
        var isReported: Set<Int> = []
        for start in found.indices where !found[start].isRead {
            var path: [Int] = []
            var places: [Int: Int] = [:]
            var index = start
            while places[index] == nil, !isReported.contains(index) {
                places[index] = path.count
                path.append(index)
                // One that is unread waits for another that is.
                guard let next = found[index].needs.first(where: { !found[$0.topic].isRead })
                else { break }
                index = next.topic
            }
            guard !isReported.contains(index), let first = places[index] else {
                isReported.formUnion(path)
                continue
            }
            let circle = Array(path[first...])
            isReported.formUnion(path)
            let head = circle.min() ?? index
            let turn = circle.firstIndex(of: head) ?? 0
            let names = (circle[turn...] + circle[..<turn] + [head]).map { found[$0].name }
            let at = found[head].needs.first { !found[$0.topic].isRead }?.at
            report.add(TopicFinding.circle(names), at: at ?? found[head].position)
        }
        for index in found.indices where !found[index].isRead {
            topics.define(found[index].name, as: nil)
        }
    }

    // MARK: What they stand for

    /// Reads a topic whose own topics are read; one that waits for itself is
    /// read only for its other mistakes.
    private mutating func define(_ index: Int) {
        let topic = found[index]
        if topic.isRead { return }
        let isCircular = topic.needs.contains { !found[$0.topic].isRead }
        found[index].isRead = true
        found[index].depth = 1 + (topic.needs.map { found[$0.topic].depth }.max() ?? 0)
        let query = words.entries(ofTopic: topic.entries)
        var isUsable = query != nil && !isCircular
        if isUsable, let query, query.allWords.count > Topics.mostWords {
            report.add(TopicFinding.tooLarge(topic.name), at: topic.position)
            isUsable = false
        }
        if isUsable, found[index].depth > Topics.deepest {
            report.add(TopicFinding.tooDeep(topic.name), at: topic.position)
            isUsable = false
        }
        topics.define(topic.name, as: isUsable ? query : nil)
    }
}

extension Query {
    /// The topics it names, those inside of topics aside.
    fileprivate var topicNames: [String] {
        switch self {
        case .words, .about, .mentions, .language: []
        case .topic(let name, _): [name]
        case .not(let inner): inner.topicNames
        case .near(let near): near.parts.flatMap(\.topicNames)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            parts.flatMap(\.topicNames)
        }
    }
}

/// What is wrong with topics, beyond YAML and the queries in them.
private enum TopicFinding: Finding {
    case noMapping
    case badName(String)
    case takenName(String, line: Int)
    case empty(String, comment: String?)
    /// The first name stands at the end again.
    case circle([String])
    case tooLarge(String)
    case tooDeep(String)

    var id: String {
        switch self {
        case .noMapping: "wrong-shape"
        case .badName: "bad-name"
        case .takenName: "taken-name"
        case .empty: "empty-value"
        case .circle: "topic-circle"
        case .tooLarge, .tooDeep: "query-limit"
        }
    }

    var message: String {
        switch self {
        case .noMapping: "expected topics, such as 'gaza: [غزة, Gaza]'"
        case .badName(let name):
            "\(Diagnostic.quoted(name)) cannot be a topic's name: "
                + "letters and digits, and no quotation marks, '*' or '='"
        case .takenName(let name, let line):
            "the topic in line \(line) has the name \(Diagnostic.quoted(name)) too, "
                + "case and spelling aside"
        case .empty(let name, nil): "the topic \(Diagnostic.quoted(name)) has no entries"
        case .empty(let name, let comment?):
            "the topic \(Diagnostic.quoted(name)) has only a comment: "
                + Diagnostic.quoted(comment)
        case .circle(let names) where names.count == 2:
            "the topic \(Diagnostic.quoted(names[0])) stands for itself"
        case .circle(let names):
            "topics stand for one another in a circle: "
                + names.prefix(20).map(Diagnostic.quoted).joined(separator: " → ")
                + (names.count > 20 ? " → …" : "")
        case .tooLarge(let name):
            "the topic \(Diagnostic.quoted(name)) stands for more than \(Topics.mostWords) words"
        case .tooDeep(let name):
            "more than \(Topics.deepest) topics name one another below "
                + Diagnostic.quoted(name)
        }
    }

    var hints: [String] {
        switch self {
        case .empty(_, _?): ["put a value that begins with # in single quotes"]
        case .empty(let name, nil): ["write its words:", "\(name): [a word, another word]"]
        case .circle: ["take one of them out of the other's entries"]
        default: []
        }
    }
}
