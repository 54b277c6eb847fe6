import Analysis
import Documents
import Newswire

/// Reads the filters of a rule: `regions`, `mentions`, `sources`, `languages`.
struct FilterReader {
    let reader: MappingReader
    let places: Gazetteer
    /// The names of the sources, where they are known.
    let sources: [String]?

    /// Codes, areas, groups or names that stand for one place.
    func regions(_ key: String) -> Filter<RegionCode> {
        filter(key) { name, text in
            switch places.resolve(name) {
            case .region(let code): return code
            case .ambiguous(let codes):
                report(.ambiguousRegion(name, candidates: codes.map(candidate)), text)
            case .retired(_, let now):
                report(.retiredRegion(name, now: now.map(candidate)), text)
            case .unknown(let nearest): report(.unknownRegion(name, nearest: nearest), text)
            }
            return nil
        }
    }

    func sourceNames() -> Filter<String> {
        filter("sources") { name, text in
            if let sources, !sources.contains(where: { $0.lowercased() == name.lowercased() }) {
                reader.report.add(
                    FileFinding.sourceUnknown(
                        name, nearest: NearMiss.nearest(to: name, among: sources)),
                    at: text.position)
            }
            return name
        }
    }

    func languages() -> Filter<LanguageTag> {
        filter("languages") { name, text in
            reader.report.language(named: name, at: text.position)
        }
    }

    /// The values of a list, those behind a `-` as exclusions.
    private func filter<Value>(
        _ key: String, read: (_ name: String, _ text: Text) -> Value?
    ) -> Filter<Value> {
        var filter = Filter<Value>()
        for text in reader.names(key) ?? [] {
            let written = text.name
            guard let first = written.first, !"–—−‑".contains(first), !written.hasPrefix("- ")
            else {
                reader.report.add(FileFinding.dashForHyphen(written), at: text.position)
                continue
            }
            let isExcluded = first == "-" && written.count > 1
            let name = isExcluded ? String(written.dropFirst()) : written
            guard let value = read(name, text) else { continue }
            if isExcluded {
                if !filter.exclude.contains(value) { filter.exclude.append(value) }
            } else if !filter.include.contains(value) {
                filter.include.append(value)
            }
        }
        return filter
    }

    private func candidate(_ code: RegionCode) -> QueryProblem.Candidate {
        .init(code: code.code, name: places.name(of: code, in: .english))
    }

    /// In the words that queries use for the same mistake.
    private func report(_ finding: QueryProblem.Finding, _ text: Text) {
        let problem = QueryProblem(finding, at: 0..<text.value.unicodeScalars.count)
        reader.report.add(
            Diagnostic(
                problem.severity, id: problem.id, file: reader.report.file, position: text.position,
                message: problem.message, hints: problem.hints))
    }
}
