import Analysis
package import Newswire

/// What an article has beside words, by which rules without words are found:
/// each is a term of the index that an article holds or does not.
package enum Sign: Hashable, Sendable {
    /// It is about the region, or about one that lies in it.
    case about(RegionCode)
    case mentions(RegionCode)
    /// It comes from the source of this name, in lower case.
    case source(String)
    /// It is in the language of this code.
    case language(String)
    /// It is an article.
    case any

    /// The share of articles that have it, as long as nobody has counted.
    var guess: Float {
        switch self {
        case .about, .mentions, .source: 0.05
        case .language: 0.3
        case .any: 1
        }
    }
}

extension AnalyzedArticle {
    /// All signs of the article, each once; regions with all that they lie in.
    func signs(_ places: Gazetteer) -> Set<Sign> {
        var signs: Set<Sign> = [.any]
        for tag in article.regions {
            for code in [tag.code] + places.ancestors(of: tag.code) {
                signs.insert(.mentions(code))
                if tag.about { signs.insert(.about(code)) }
            }
        }
        if let source = article.source { signs.insert(.source(source.lowercased())) }
        if let language = article.language { signs.insert(.language(language.language)) }
        return signs
    }
}
