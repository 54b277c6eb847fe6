import Newswire

/// Why an input can't be read at all; nothing of it was.
package enum IntakeFailure: Error, Hashable, Sendable {
    case empty
    case tooLarge(bytes: Int, limit: Int)
    /// Bytes that are no text in any encoding; with what they are, if known.
    case notText(seenAs: String?)
    /// XML with a root that is neither a feed's nor a page's.
    case unknownRoot(String)
    /// XML in which no element begins.
    case noRoot
    /// Another kind than the one asked for.
    case wrongKind(asked: IntakeKind, found: IntakeKind)
    /// A JSON Feed without a list of items that could be read.
    case brokenFeed
    /// JSON in which every article is broken; with what is wrong with the first.
    case noWholeArticle(IntakeProblem)
    /// Of its kind, but there is no article in it.
    case noArticle(IntakeKind)
}

extension IntakeFailure: CustomStringConvertible {
    /// One line that follows the input's name and a colon.
    package var description: String {
        switch self {
        case .empty:
            "can't be read as news: it is empty"
        case .tooLarge(let bytes, let limit):
            "can't be read: it has \(bytes) bytes, more than the \(limit) allowed"
        case .notText(let seenAs?):
            "can't be read as news: it looks like \(seenAs); expected a feed, a page, JSON or text"
        case .notText(nil):
            "can't be read as text in any encoding; expected a feed, a page, JSON or text"
        case .unknownRoot(let name):
            "can't be read as a feed: its root element is \(Diagnostic.quoted(name)); "
                + "expected rss, feed, rdf:RDF or html"
        case .noRoot:
            "can't be read as XML: no element begins in it"
        case .wrongKind(let asked, let found):
            "can't be read as \(asked.rawValue): it is \(found.rawValue); "
                + "leave out --type, or give --type \(found.rawValue)"
        case .brokenFeed:
            "can't be read as a JSON Feed: there is no whole list of items in it"
        case .noWholeArticle(let problem):
            "can't be read as articles: "
                + (problem.position.map { "\($0.line):\($0.column): " } ?? "") + problem.message
        case .noArticle(let kind):
            "can't be read as \(kind.rawValue): there is no article in it"
        }
    }
}
