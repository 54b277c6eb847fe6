import Analysis
import Newswire

@testable import Matching

extension Gazetteer {
    static var forTests: Gazetteer { .standard }
}

extension Topics {
    static let forTests: Topics = {
        var topics = Topics()
        topics.define("food", as: .any([.words(.init("طعام")), .words(.init("خبز الطابون"))]))
        topics.define("وزير الخارجية", as: .words(.init("Lavrov")))
        topics.define("title", as: .words(.init("a", in: .title)))
        topics.define("syria", as: .any([.words(.init("سوريا")), .about(RegionCode("SY"))]))
        topics.define("broken", as: nil)
        return topics
    }()
}

extension Article {
    /// Analysed, but for the regions, which are these: what is found in words
    /// is not what is tested here.
    func analyzed(regions: [RegionTag] = []) -> AnalyzedArticle {
        var analyzed = Analyzer().analyze(self)
        analyzed.article.regions = regions
        return analyzed
    }
}

extension RegionTag {
    static func about(_ code: String, _ evidence: String...) -> RegionTag {
        RegionTag(code: RegionCode(code), about: true, evidence: evidence)
    }

    static func named(_ code: String, _ evidence: String...) -> RegionTag {
        RegionTag(code: RegionCode(code), about: false, evidence: evidence)
    }
}
