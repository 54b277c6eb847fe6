import Analysis
import Dispatching
import Documents
import Foundation
import Newswire

/// Reads the entries of `sources`.
struct SourceReader {
    let report: Report
    let folder: URL

    func sources(_ nodes: [Node]) -> [NewsSource] {
        var names: Set<String> = []
        return nodes.compactMap { node in
            guard case .mapping(let mapping) = node else {
                report.add(ConfigurationFinding.sourceWithoutName, at: node.position)
                return nil
            }
            return source(mapping, &names)
        }
    }

    private func source(_ mapping: Mapping, _ names: inout Set<String>) -> NewsSource? {
        let reader = MappingReader(
            mapping, of: "a source", keys: ConfigurationKeys.source.names,
            report: report)
        guard let name = reader.text("name") else {
            reader.reportMissing(ConfigurationFinding.sourceWithoutName)
            return nil
        }
        if !names.insert(name.name).inserted {
            report.add(ConfigurationFinding.repeatedSource(name: name.name), at: name.position)
        }
        let language = reader.text("language").flatMap { text in
            let language = LanguageTag(text.name)
            if language == nil {
                report.add(ConfigurationFinding.badLanguage(text.name), at: text.position)
            }
            return language
        }
        let country = reader.text("country").flatMap(country)
        let every = reader.duration("every")
        guard let place = place(reader, name: name.name) else { return nil }
        return NewsSource(
            name: name.name, place: place, language: language, country: country,
            every: every)
    }

    private func country(_ text: Text) -> RegionCode? {
        let places = Gazetteer.standard
        if case .region(let code) = places.resolve(text.name),
            places.region(for: code)?.kind == .country
        {
            return code
        }
        report.add(ConfigurationFinding.badCountry(text.name), at: text.position)
        return nil
    }

    private func place(_ reader: MappingReader, name: String) -> NewsSource.Place? {
        let kinds = ConfigurationKeys.source.oneOf.filter(reader.has)
        guard let kind = kinds.first else {
            reader.reportMissing(ConfigurationFinding.sourceWithoutPlace(name: name))
            return nil
        }
        if let other = kinds.dropFirst().first {
            report.add(
                ConfigurationFinding.sourceWithTwoPlaces(name: name),
                at: reader.position(of: other))
            return nil
        }
        guard let text = reader.text(kind) else { return nil }
        if kind == "folder" {
            return .folder(path: Configuration.path(text.name, in: folder))
        }
        guard CanonicalURL(text.name) != nil else {
            report.add(ConfigurationFinding.badSourceURL(text.name), at: text.position)
            return nil
        }
        if text.name.holdsUserInfo {
            report.add(ConfigurationFinding.passwordInURL(key: kind), at: text.position)
            return nil
        }
        return kind == "feed" ? .feed(url: text.name) : .page(url: text.name)
    }
}

extension String {
    /// Whether this web address has something before an `@` in its authority.
    var holdsUserInfo: Bool {
        guard let scheme = firstRange(of: "://") else { return false }
        return self[scheme.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
    }
}
