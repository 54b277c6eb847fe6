import Analysis
import Newswire

/// What stands behind a field's colon, and words without one.
extension QueryParser {
    mutating func leaf(
        _ text: String, form: Query.Words.Form, field: QueryField?, range: Range<Int>
    ) -> Query? {
        // The lexer has reported a phrase or word that holds nothing.
        guard text.unicodeScalars.contains(where: \.isWordLike) else { return nil }
        guard let field, field.scope == nil else {
            return words(.init(text, form: form, in: field?.scope ?? .anywhere), range)
        }
        guard form == .any else {
            let value = Query.Words(text, form: form).term
            report(.formInField(field: field.rawValue, value: value), range)
            return nil
        }
        return switch field {
        case .lang: language(text, range)
        case .topic: topic(text, range)
        default: region(text, field, range)
        }
    }

    private mutating func words(_ words: Query.Words, _ range: Range<Int>) -> Query? {
        if words.terms.isEmpty {
            report(.nothingToSearch(words.text), range)
            return nil
        }
        if words.form == .prefix {
            let letters = words.terms.reduce(0) { $0 + $1.letterCount }
            if letters < Term.fewestPrefixLetters {
                report(.shortPrefix(words.text), range)
            } else if words.terms.count > 1 {
                report(.prefixOfSeveralWords(words.text), range)
            }
        }
        return .words(words)
    }

    private mutating func language(_ name: String, _ range: Range<Int>) -> Query? {
        if let tag = LanguageName.tag(ofCode: name) { return .language(tag) }
        report(.unknownLanguage(name, nearest: LanguageName.code(of: name)), range)
        return nil
    }

    private mutating func topic(_ name: String, _ range: Range<Int>) -> Query? {
        // To look for the nearest name goes through all.
        if isFull { return nil }
        switch topics.lookup(name) {
        case .topic(let query):
            topicWords += query.allWords.count
            if topicWords > Self.mostTopicWords {
                report(.tooManyTopicWords, range)
                isAbandoned = true
                return nil
            }
            if topicScope == .anywhere { return query }
            let narrowed = query.narrowed(to: topicScope)
            if narrowed == nil {
                report(.topicInField(name, field: topicScope.rawValue), range)
            }
            return narrowed
        case .broken:
            report(.brokenTopic(name), range)
        case .unknown(let nearest):
            if let whole = longerName(from: name, isName: { topics.topic(named: $0) != nil }) {
                report(.nameOfSeveralWords(field: "topic", name: whole), range)
            } else {
                report(.unknownTopic(name, nearest: nearest), range)
            }
        }
        return nil
    }

    private mutating func region(
        _ name: String, _ field: QueryField, _ range: Range<Int>
    ) -> Query? {
        // To look for the nearest name takes milliseconds.
        if isFull { return nil }
        let resolution = places.resolve(name)
        if resolution.code == nil,
            let whole = longerName(from: name, isName: { places.resolve($0).code != nil })
        {
            report(.nameOfSeveralWords(field: field.rawValue, name: whole), range)
            return nil
        }
        switch resolution {
        case .region(let code): return field == .region ? .about(code) : .mentions(code)
        case .ambiguous(let codes):
            report(.ambiguousRegion(name, candidates: codes.map(candidate)), range)
        case .retired(_, let now):
            report(.retiredRegion(name, now: now.map(candidate)), range)
        case .unknown(let nearest):
            report(.unknownRegion(name, nearest: nearest), range)
        }
        return nil
    }

    /// The name that this word and those behind it make: `South Sudan` of
    /// `region:South Sudan`.
    private func longerName(from word: String, isName: (String) -> Bool) -> String? {
        let words = [word] + wordsAhead
        let lengths = stride(from: words.count, to: 1, by: -1)
        return lengths.lazy.map { words.prefix($0).joined(separator: " ") }.first(where: isName)
    }

    private func candidate(_ code: RegionCode) -> QueryProblem.Candidate {
        .init(code: code.code, name: places.name(of: code, in: .english))
    }
}

extension Resolution {
    fileprivate var code: RegionCode? {
        if case .region(let code) = self { code } else { nil }
    }
}
