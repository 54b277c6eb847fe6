@testable import Analysis
import Foundation
import NashraTesting
import Newswire

/// A headline, or a short article, with the regions that a reader expects of it:
/// a line of a file below `Lines`.
///
/// Columns parted by tabs, `-` for none, `#` begins a comment:
/// 1. *about*: what it must be about;
/// 2. *named*: what must be found, about or not; `~SY`: found, but not about;
/// 3. *not*: what must not be found; `*`: no country or area but those of 1 and 2;
/// 4. the headline, then paragraphs, each behind a ` ¶ `;
/// 5. what the line tries, for readers.
struct LabelledLine: CustomStringConvertible, Sendable {
    var language: LanguageTag
    var about: [RegionCode]
    var named: [RegionCode]
    /// Of the named ones, those that it must not be about.
    var onlyNamed: [RegionCode]
    var not: [RegionCode]
    /// Whether nothing else may be found.
    var isAll: Bool
    var text: String
    var note: String

    var description: String { "\(language) | \(text)" }

    var article: Article {
        let parts = text.components(separatedBy: " ¶ ")
        let body = parts.dropFirst().joined(separator: "\n\n")
        return Article(title: parts[0], text: body, language: language)
    }

    /// What is wrong with these tags; empty if nothing is.
    func mistakes(in tags: [RegionTag], _ gazetteer: Gazetteer) -> [String] {
        func tag(_ code: RegionCode) -> RegionTag? { tags.first { $0.code == code } }
        func words(_ tag: RegionTag) -> String { tag.evidence.joined(separator: ", ") }
        var mistakes: [String] = []
        for code in about {
            switch tag(code) {
            case nil: mistakes.append("\(code) is missing")
            case .some(let tag) where !tag.about: mistakes.append("\(code) is only named")
            default: break
            }
        }
        mistakes += named.filter { tag($0) == nil }.map { "\($0) is missing" }
        for tag in onlyNamed.compactMap(tag) where tag.about {
            mistakes.append("about \(tag.code) by \(words(tag))")
        }
        var unwanted = not
        if isAll {
            func country(_ code: RegionCode) -> RegionCode { gazetteer.country(of: code) ?? code }
            let wanted = Set((about + named).map(country))
            for tag in tags.map(\.code) where !wanted.contains(country(tag)) {
                if !unwanted.contains(country(tag)) { unwanted.append(country(tag)) }
            }
        }
        for tag in unwanted.compactMap(tag) { mistakes.append("\(tag.code) by \(words(tag))") }
        return mistakes
    }
}

extension LabelledLine {
    /// Nil if it is no line of four or five columns.
    init?(_ row: RegionTable.Row, language: LanguageTag) {
        guard (4...5).contains(row.columns.count), !row[3].isEmpty else { return nil }
        func codes(_ column: Int) -> [String] {
            row[column].split(separator: " ").map(String.init).filter { $0 != "-" }
        }
        self.language = language
        about = codes(0).map { RegionCode($0) }
        named = codes(1).map { RegionCode(String($0.drop { $0 == "~" })) }
        onlyNamed = codes(1).filter { $0.hasPrefix("~") }.map { RegionCode(String($0.dropFirst())) }
        not = codes(2).filter { $0 != "*" }.map { RegionCode($0) }
        isAll = codes(2).contains("*")
        text = row[3]
        note = row[4]
    }

    /// The languages that have a file.
    static let languages = ["ar", "de", "en", "es", "fa", "fr", "he", "ru", "tr", "ur", "zh"]

    /// The lines of one file, and the numbers of those that are none.
    static func read(_ language: String) throws -> (lines: [LabelledLine], malformed: [Int]) {
        let file = ProjectRoot.file("Tests/AnalysisTests/Regions/Lines/\(language).tsv")
        let text = try String(contentsOf: file, encoding: .utf8)
        var lines: [LabelledLine] = []
        var malformed: [Int] = []
        for row in RegionTable(file: file.lastPathComponent, text: text).rows {
            if let line = LabelledLine(row, language: LanguageTag(language) ?? .english) {
                lines.append(line)
            } else {
                malformed.append(row.line)
            }
        }
        return (lines, malformed)
    }
}
