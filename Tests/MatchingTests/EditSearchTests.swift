import Analysis
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("the smallest edit that changes a verdict")
struct EditSearchTests {
    private static let article = Article(
        title: "كيري وبوتين يبحثان الهدنة في سوريا",
        text: "قال الوزير إن المحادثات في موسكو تناولت ملف الرياضة وإعادة الإعمار.",
        language: .arabic, source: "shms")

    private func search(
        _ rule: String, none: String? = nil, on article: Article = article,
        regions: [RegionTag] = [.about("SY", "سوريا"), .named("RU", "موسكو")]
    ) throws -> (version: RuleVersion, article: AnalyzedArticle, found: [[RuleEdit]]) {
        let file = SampleReader.read(
            """
            email: a@example.org
            digest: 07:30
            \(none.map { "none: \($0)" } ?? "")
            rules:
              - name: n
                \(rule.replacing("\n", with: "\n    "))
            """)
        let entry = try #require(file.entry, "\(file.diagnostics.map(\.rendered))")
        let version = try #require(RuleVersion(entry, at: 0))
        var analysed = Analyzer().analyze(article)
        analysed.article.regions = regions
        return (
            version, analysed,
            EditSearch(
                version, examples: file.rules[0].examples, on: analysed, analyzer: Analyzer(),
                places: .standard
            ).alternatives()
        )
    }

    /// Without the marks that isolate a text from its line's direction.
    private static func plain(_ edits: [RuleEdit]) -> String {
        edits.map(\.message).joined(separator: " + ").filter {
            $0 != "\u{2068}" && $0 != "\u{2069}"
        }
    }

    @Test(
        "of a rule that did not fire",
        arguments: [
            ("match: كيري -رياضة", "drop -رياضة"),
            ("match: (كيري | لافروف) سوريا -(رياضة | كرة)", "drop رياضة from -(رياضة | كرة)"),
            ("match: سوريا\nregions: [LB]", "add SY to 'regions'"),
            ("match: كيري\nregions: [RU]", "add SY to 'regions'"),
            ("match: كيري\nregions: [-SY]", "drop -SY from 'regions'"),
            ("match: كيري\nmentions: [LB]", "add SY to 'mentions'"),
            ("match: كيري\nmentions: [-RU]", "drop -RU from 'mentions'"),
            ("match: كيري\nlanguages: [en, fr]", "add ar to 'languages'"),
            ("match: كيري\nlanguages: -ar", "drop -ar from 'languages'"),
            ("match: كيري\nsources: [other]", "add shms to 'sources'"),
            ("match: كيري\nsources: -shms", "drop -shms from 'sources'"),
            ("match: كيري\nurgency: urgent", "remove 'urgency'"),
            ("match: =الهدنه سوريا", "write الهدنه instead of =الهدنه"),
            ("match: title:الوزير", "write الوزير instead of title:الوزير"),
            ("match: «كيري سوريا»", "write (كيري سوريا) instead of «كيري سوريا»"),
            (
                "match: region:RU", "write mentions:RU instead of region:RU"
            ),
            ("match: كيري NEAR/2 سوريا", "write كيري NEAR/10 سوريا instead of كيري NEAR/2 سوريا"),
            ("match: سوريا ONEAR/9 كيري", "write (سوريا كيري) instead of سوريا ONEAR/9 كيري"),
            (
                "match: 3 OF (كيري, بوتين, لافروف, ترامب)",
                "write 2 OF (كيري, بوتين, لافروف, ترامب) instead of "
                    + "3 OF (كيري, بوتين, لافروف, ترامب)"
            ),
            ("match: كيري | موسكو\nnone: [رياضة, كرة]", "drop رياضة from -(رياضة | كرة)"),
            // A spelling that is nearly the headline's.
            ("match: كيرى بوتان", "add وبوتين as an alternative: (بوتان | وبوتين)"),
            ("match: لافروف", "add وبوتين as an alternative: (لافروف | وبوتين)"),
            // Nothing but all of them together.
            (
                "match: كيري -رياضة\nlanguages: en\nregions: [LB]",
                "drop -رياضة + add SY to 'regions' + add ar to 'languages'"
            ),
        ])
    func misses(rule: String, expected: String) throws {
        let (version, article, found) = try search(rule)
        let first = try #require(found.first, "nothing for \(rule)")
        #expect(Self.plain(first) == expected)
        for edits in found {
            let edited = edits.reduce(version) { edit, next in next.applied(to: edit) ?? edit }
            guard case .matched = edited.verdict(on: article, places: .standard) else {
                Issue.record("\(Self.plain(edits)) does not help \(rule)")
                continue
            }
        }
    }

    @Test(
        "of a rule that fired",
        arguments: [
            ("match: كيري", "add -SY to 'regions'"),
            ("match: رياضة\nregions: [SY]", "write title:رياضة instead of رياضة"),
            ("match: بوتين\nregions: [SY]", "write =بوتين instead of بوتين"),
            ("match: كيري | بوتين\nregions: [SY]", "add -يبحثان"),
            ("regions: [SY]", "add -وبوتين"),
        ])
    func matches(rule: String, expected: String) throws {
        let (version, article, found) = try search(rule)
        let first = try #require(found.first, "nothing for \(rule)")
        #expect(Self.plain(first) == expected)
        for edits in found {
            let edited = edits.reduce(version) { edit, next in next.applied(to: edit) ?? edit }
            guard case .missed = edited.verdict(on: article, places: .standard) else {
                Issue.record("\(Self.plain(edits)) does not stop \(rule)")
                continue
            }
        }
    }

    @Test("what the whole file excludes is dropped from there")
    func fileNone() throws {
        let found = try search("match: كيري", none: "رياضة").found
        #expect(
            found.first.map(Self.plain) == "drop رياضة from the file's 'none'")
    }

    @Test("an edit that an example of the rule forbids is not proposed")
    func examples() throws {
        let free = try search("match: كيري -رياضة").found
        #expect(free.first.map(Self.plain) == "drop -رياضة")
        let held = try search("match: كيري -رياضة\nignores: كيري يتحدث عن رياضة المشي").found
        #expect(!held.contains { Self.plain($0) == "drop -رياضة" })
        let found = try search(
            "match: كيري\nregions: [SY]\nfinds: كيري يزور سوريا ويبحثان الهدنة"
        ).found
        #expect(!found.contains { Self.plain($0).contains("-يبحثان") })
    }

    @Test("an edit never leaves a rule that wants nothing")
    func wantsSomething() throws {
        let found = try search("match: لافروف").found
        #expect(!found.contains { Self.plain($0).hasPrefix("drop") })
        let bare = try search(
            "match: لافروف", on: Article(title: "خبر", language: .arabic), regions: [])
        #expect(bare.found.isEmpty)
    }
}
