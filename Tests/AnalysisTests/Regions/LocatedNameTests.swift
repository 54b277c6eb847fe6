import Newswire
import Testing

@testable import Analysis

@Suite("Names that are places behind a word for in")
struct LocatedNameTests {
    @Test(
        "an everyday word is a governorate where things happen in it",
        arguments: [
            ("قتلى في الشرقية", "EG-SHR"), ("وفي العقبة توقف الميناء", "JO-AQ"),
            ("اقتحام منازل في جنين", "PS-JEN"), ("معارك في النيل الأزرق", "SD-NB"),
            ("هجوم في صلاح الدين", "IQ-SD"),
        ])
    func behindIn(title: String, code: String) {
        let tags = tagger.tags(of: Article(title: title, language: .arabic))
        #expect(tags.contains { $0.code.code == code && $0.about }, "\(tags)")
    }

    @Test(
        "elsewhere it is the everyday word",
        arguments: [
            ("إزالة العقبة الأخيرة أمام المفاوضات", "JO-AQ"),
            ("الكنيسة الشرقية تحتفل", "EG-SHR"), ("اعتقالات في الضفة الغربية", "EG-GH"),
            ("تجارب في كوريا الشمالية", "SD-NO"), ("فيلم عن صلاح الدين", "IQ-SD"),
            ("لا عدل في الحكم", "SO-AW"),
        ])
    func elsewhere(title: String, code: String) {
        let tags = tagger.tags(of: Article(title: title, language: .arabic))
        #expect(!tags.contains { $0.code.code == code }, "\(tags)")
    }

    @Test("a guarded one counts beside another name of its country too")
    func company() {
        let article = Article(title: "أهالي جنين والخليل ورام الله في فلسطين", language: .arabic)
        #expect(tagger.tags(of: article).contains { $0.code.code == "PS-JEN" })
    }

    private let tagger = RegionTagger()
}
