/// The public JSON form of an article; what is absent is left out.
///
/// Reading is lenient where a push client may be careless (an author or a
/// category as one string, an unknown urgency dropped) and strict about times
/// and language tags, which it refuses with the key's path.
extension Article: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, url, title, summary, text, html, language, direction, source, publisher, authors,
            categories, published, updated, received, dateline, credits, urgency, image,
            enclosures, regions
    }

    /// The direction of its language, if that is known.
    package var direction: TextDirection? { language?.direction }

    package init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            guid: try json.decodeIfPresent(OneText.self, forKey: .id)?.text,
            url: try json.decodeIfPresent(String.self, forKey: .url),
            title: try json.decodeIfPresent(String.self, forKey: .title) ?? "",
            summary: try json.decodeIfPresent(String.self, forKey: .summary),
            text: try json.decodeIfPresent(String.self, forKey: .text) ?? "",
            html: try json.decodeIfPresent(String.self, forKey: .html),
            language: try json.decodeIfPresent(LanguageTag.self, forKey: .language),
            source: try json.decodeIfPresent(String.self, forKey: .source),
            publisher: try json.decodeIfPresent(String.self, forKey: .publisher),
            authors: try json.decodeIfPresent(OneOrMore<NamedAuthor>.self, forKey: .authors)?
                .values.map(\.author) ?? [],
            categories: try json.decodeIfPresent(OneOrMore<String>.self, forKey: .categories)?
                .values ?? [],
            published: try json.decodeIfPresent(Timestamp.self, forKey: .published),
            updated: try json.decodeIfPresent(Timestamp.self, forKey: .updated),
            received: try json.decodeIfPresent(Timestamp.self, forKey: .received),
            dateline: try json.decodeIfPresent(String.self, forKey: .dateline),
            credits: try json.decodeIfPresent(OneOrMore<String>.self, forKey: .credits)?
                .values ?? [],
            urgency: try json.decodeIfPresent(String.self, forKey: .urgency)
                .flatMap(Urgency.init(rawValue:)),
            image: try json.decodeIfPresent(String.self, forKey: .image),
            enclosures: try json.decodeIfPresent([Enclosure].self, forKey: .enclosures) ?? [],
            regions: try json.decodeIfPresent([RegionTag].self, forKey: .regions) ?? [])
    }

    package func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encodeIfPresent(guid, forKey: .id)
        try json.encodeIfPresent(url, forKey: .url)
        try json.encode(title, forKey: .title)
        try json.encodeIfPresent(summary, forKey: .summary)
        try json.encodeUnlessEmpty(text, forKey: .text)
        try json.encodeIfPresent(html, forKey: .html)
        try json.encodeIfPresent(language, forKey: .language)
        try json.encodeIfPresent(direction, forKey: .direction)
        try json.encodeIfPresent(source, forKey: .source)
        try json.encodeIfPresent(publisher, forKey: .publisher)
        try json.encodeUnlessEmpty(authors, forKey: .authors)
        try json.encodeUnlessEmpty(categories, forKey: .categories)
        try json.encodeIfPresent(published, forKey: .published)
        try json.encodeIfPresent(updated, forKey: .updated)
        try json.encodeIfPresent(received, forKey: .received)
        try json.encodeIfPresent(dateline, forKey: .dateline)
        try json.encodeUnlessEmpty(credits, forKey: .credits)
        try json.encodeIfPresent(urgency, forKey: .urgency)
        try json.encodeIfPresent(image, forKey: .image)
        try json.encodeUnlessEmpty(enclosures, forKey: .enclosures)
        try json.encodeUnlessEmpty(regions, forKey: .regions)
    }
}

extension KeyedEncodingContainer {
    fileprivate mutating func encodeUnlessEmpty<Value: Encodable & Collection>(
        _ value: Value, forKey key: Key
    ) throws {
        if !value.isEmpty { try encode(value, forKey: key) }
    }
}

/// An id that may have been sent as a number.
private struct OneText: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
        let json = try decoder.singleValueContainer()
        if let number = try? json.decode(Int64.self) {
            text = String(number)
        } else {
            text = try json.decode(String.self)
        }
    }
}

/// A list, or its only value without the brackets.
private struct OneOrMore<Value: Decodable>: Decodable {
    var values: [Value]

    init(from decoder: any Decoder) throws {
        let json = try decoder.singleValueContainer()
        if let one = try? json.decode(Value.self) {
            values = [one]
        } else {
            values = try json.decode([Value].self)
        }
    }
}

/// An author, or only the name.
private struct NamedAuthor: Decodable {
    var author: Author

    init(from decoder: any Decoder) throws {
        let json = try decoder.singleValueContainer()
        if let name = try? json.decode(String.self) {
            author = Author(name: name)
        } else {
            author = try json.decode(Author.self)
        }
    }
}
