import Dispatching
import Documents
import Newswire
import Signing
import Transfer

/// Reads what stands under `mail.dkim`, and looks at the keys it names.
struct DKIMReader {
    let report: Report
    let secrets: Secrets
    /// The domain that receivers compare with that of the signature.
    let from: EmailAddress

    /// The entries that can be used; a key that only this user can't see counts
    /// as one.
    func settings(_ nodes: [Node]) -> [DKIMSettings] {
        var names: Set<String> = []
        return nodes.compactMap { node in
            guard case .mapping(let mapping) = node else {
                report.add(DKIMFinding.incomplete(lacks: "domain"), at: node.position)
                return nil
            }
            return settings(mapping, &names)
        }
    }

    private func settings(_ mapping: Mapping, _ names: inout Set<String>) -> DKIMSettings? {
        let reader = MappingReader(
            mapping, of: "dkim", keys: ConfigurationKeys.dkim.names, report: report)
        let domain = domain(reader)
        let selector = selector(reader)
        let key = key(reader)
        for name in ConfigurationKeys.dkim.required where !reader.has(name) {
            reader.reportMissing(DKIMFinding.incomplete(lacks: name))
        }
        guard let domain, let selector, let key else { return nil }
        if !names.insert("\(selector.lowercased()).\(domain)").inserted {
            report.add(
                DKIMFinding.repeatedSelector(selector), at: reader.position(of: "selector"))
            return nil
        }
        let settings = DKIMSettings(domain: domain, selector: selector, key: key)
        return look(at: settings, reader) ? settings : nil
    }

    private func domain(_ reader: MappingReader) -> String? {
        guard let text = reader.text("domain") else { return nil }
        guard let domain = DomainName.ascii(text.name), domain.contains("."),
            Self.isName(domain)
        else {
            report.add(DKIMFinding.badDomain(text.name), at: text.position)
            return nil
        }
        let sender = DomainName.ascii(from.domain) ?? from.domain
        if sender != domain, !sender.hasSuffix("." + domain) {
            report.add(
                DKIMFinding.notAligned(domain: domain, from: sender), at: text.position)
        }
        return domain
    }

    private func selector(_ reader: MappingReader) -> String? {
        guard let text = reader.text("selector") else { return nil }
        guard Self.isName(text.name) else {
            report.add(DKIMFinding.badSelector(text.name), at: text.position)
            return nil
        }
        return text.name
    }

    private func key(_ reader: MappingReader) -> SecretReference? {
        guard let text = reader.text("key") else { return nil }
        // What stands there instead may be the key itself: it is not repeated.
        guard let reference = SecretReference(text.name) else {
            report.add(DKIMFinding.keyInFile, at: text.position)
            return nil
        }
        return reference
    }

    private func look(at settings: DKIMSettings, _ reader: MappingReader) -> Bool {
        let position = reader.text("key")?.position
        do throws(DKIMKeyProblem) {
            let key = try settings.load(from: secrets)
            if case .rsa(let bits) = key.algorithm, bits < DKIMFinding.enoughBits {
                report.add(DKIMFinding.shortKey(bits: bits, settings.key), at: position)
            }
            return true
        } catch {
            report.add(DKIMFinding.badKey(error), at: position)
            return error.isOursAlone
        }
    }

    /// RFC 6376 section 3.1: labels of letters, digits and inner hyphens.
    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 200
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || ("0"..."9").contains($0) || ("a"..."z").contains($0)
                            || ("A"..."Z").contains($0)
                    }
            }
    }
}
