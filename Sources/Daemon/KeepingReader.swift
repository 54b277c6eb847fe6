import Documents
import Newswire

/// Reads `operator` and `keep`: who hears of what went wrong, and how long what is
/// done with is kept.
struct KeepingReader {
    let report: Report

    /// The channels must have been read before.
    func read(_ reader: MappingReader, into configuration: inout Configuration) {
        if let mapping = reader.mapping("keep") { readKeep(mapping, into: &configuration) }
        for text in reader.names("operator") ?? [] {
            if let channel = configuration.channels.first(where: { $0.name == text.name }) {
                configuration.operatorChannels.append(channel)
            } else {
                let known = configuration.channels.map(\.name)
                report.add(
                    ConfigurationFinding.unknownChannel(
                        text.name, nearest: NearMiss.nearest(to: text.name, among: known)),
                    at: text.position)
            }
        }
    }

    private func readKeep(_ mapping: Mapping, into configuration: inout Configuration) {
        let reader = MappingReader(
            mapping, of: "keep", keys: ConfigurationKeys.keep.names, report: report)
        if reader.has("articles") {
            report.add(
                ConfigurationFinding.notYet(key: "articles", instead: "every article is kept"),
                at: reader.position(of: "articles"))
        }
        guard let keep = reader.duration("deliveries") else { return }
        // A bounce or a question may come as late as a message is tried.
        guard keep >= Self.shortest else {
            report.add(
                ConfigurationFinding.keptTooShort, at: reader.position(of: "deliveries"))
            return
        }
        configuration.keepDeliveries = keep
    }

    private static let shortest = Duration.seconds(7 * 86_400)
}
