package import Almanac
package import Analysis
import Documents
package import Newswire

/// Reads subscribers' files. The keys are those of `KeyTable`.
package struct SubscriberFileReader: Sendable {
    package let defaults: HouseDefaults
    package let places: Gazetteer
    package let zones: ZoneFolder
    /// What `topic:` may name.
    package var topics: Topics
    /// The folder of subscribers, which no list of readers may leave; without
    /// it a list stands beside or below the file that names it.
    package let folder: String?
    private let pastTopics = PastTopics()

    package init(
        defaults: HouseDefaults, places: Gazetteer, zones: ZoneFolder, topics: Topics = .none,
        folder: String? = nil
    ) {
        self.defaults = defaults
        self.places = places
        self.zones = zones
        self.topics = topics
        self.folder = folder.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// Reads a file as it stands in the folder, with the list of readers that
    /// it names.
    package func read(
        _ bytes: some Collection<UInt8>, id: SubscriberID, path: String
    ) -> SubscriberFile {
        read(bytes, id: id, path: path) { name throws(RecipientFinding) in
            try ReaderList.read(name, for: path, below: folder)
        }
    }

    /// Reads a file as it was once, with the topics and the list it had then.
    package func read(_ version: FileVersion, id: SubscriberID, path: String) -> SubscriberFile {
        var reader = self
        reader.topics =
            version.topics.map { pastTopics.topics(of: $0, places: places) } ?? .none
        return reader.read(version.bytes, id: id, path: path) { name throws(RecipientFinding) in
            guard let bytes = version.recipients else { throw .missing(name) }
            let place = ReaderList.place(of: name, for: path, below: folder)
            return ReaderList(path: place?.path ?? name, stamp: nil, bytes: bytes)
        }
    }

    /// Gives the list of that name.
    private typealias Lists = (String) throws(RecipientFinding) -> ReaderList

    private func read(
        _ bytes: some Collection<UInt8>, id: SubscriberID, path: String, lists: Lists
    ) -> SubscriberFile {
        let document = Document(bytes, file: path)
        let report = Report(file: path, diagnostics: document.diagnostics)
        guard case .mapping(let mapping) = document.root else {
            if document.isComplete {
                let top = SourcePosition(line: 1, column: 1)
                report.add(
                    document.root == nil ? FileFinding.empty : .noMapping,
                    at: document.root?.position ?? top)
            }
            return SubscriberFile(
                id: id, path: path, subscriber: nil, rules: [], none: nil,
                diagnostics: report.diagnostics)
        }
        let reader = MappingReader(
            mapping, of: "a subscriber's file", keys: KeyTable.Place.file.keys,
            elsewhere: KeyTable.elsewhere(than: .file), isComplete: document.isComplete,
            report: report)
        return read(reader, id: id, isComplete: document.isComplete, lists: lists)
    }

    private func read(
        _ reader: MappingReader, id: SubscriberID, isComplete: Bool, lists: Lists
    ) -> SubscriberFile {
        let report = reader.report
        let name = reader.text("name")?.name
        let language = reader.text("language").flatMap(report.language) ?? defaults.language
        let timeZone = timeZone(reader) ?? defaults.timeZone
        let errors = report.diagnostics.count
        var channels = channels(reader, isComplete: isComplete)
        let audience = EditionKey.Audience(language: language, timeZone: timeZone)
        let (list, readers) = readers(reader, audience: audience, lists: lists)
        if let recipients = readers.recipients {
            channels.insert(Channel(name: "email", target: .readers(recipients)), at: 0)
        }
        let channelNames = names(
            in: reader, "channels", short: reader.has("recipients") ? "recipients" : "email")
        let digests = digests(
            reader, channels: channelNames,
            isComplete: isComplete && report.diagnostics.count == errors)
        let knowsTargets = report.diagnostics.count == errors
        let none = Query.anyOf(
            WordsReader(report: report, places: places, topics: topics)
                .entries((reader.texts("none") ?? []).flatMap(\.commaSeparated)))
        let ruleReader = RuleReader(
            report: report, isComplete: isComplete, knowsTargets: knowsTargets, places: places,
            topics: topics, sources: defaults.sources,
            digests: names(in: reader, "digests", short: "digest"),
            channels: channelNames, shared: defaults.channels.map(\.name))
        let rules = rules(reader, by: ruleReader)

        let used = Set(digests.flatMap(\.to) + rules.flatMap(\.rule.send))
        let own = Set(channels.map(\.name) + digests.map(\.name))
        channels += defaults.channels.filter { used.contains($0.name) && !own.contains($0.name) }
        if let quiet = ChannelReader(policy: .house, report: report).quiet(reader) {
            for index in channels.indices where channels[index].quiet == nil {
                channels[index].quiet = quiet
            }
        }
        let subscriber = Subscriber(
            id: id, name: name ?? id.id, language: language, timeZone: timeZone,
            channels: channels, digests: digests, rules: rules.map(\.rule))
        return SubscriberFile(
            id: id, path: report.file,
            subscriber: report.diagnostics.hasErrors ? nil : subscriber, rules: rules, none: none,
            list: list,
            references: PlacedReference.all(
                in: reader.mapping["channels"]?.value, by: secretPolicy),
            diagnostics: report.diagnostics.sorted() + readers.diagnostics)
    }

    private func timeZone(_ reader: MappingReader) -> String? {
        guard let text = reader.text("timezone") else { return nil }
        do {
            return try zones.zone(named: text.name).name
        } catch {
            reader.report.add(
                Diagnostic(
                    .error, id: "unknown-zone", file: reader.report.file, position: text.position,
                    message: error.message, hints: error.hints))
            return nil
        }
    }

    private var secretPolicy: SecretPolicy { .subscriber(reserved: defaults.secrets) }

    /// The file's own channels: the short `email` first.
    private func channels(_ reader: MappingReader, isComplete: Bool) -> [Channel] {
        let channelReader = ChannelReader(
            policy: secretPolicy, payloads: defaults.payloads, isComplete: isComplete,
            report: reader.report)
        var channels: [Channel] = []
        if let addresses = channelReader.addresses(reader) {
            channels.append(Channel(name: "email", target: .email(addresses)))
        }
        guard let mapping = reader.mapping("channels") else { return channels }
        if reader.has("email") || reader.has("recipients"), let taken = mapping["email"] {
            reader.report.add(FileFinding.takenName("email"), at: taken.key.position)
        }
        return channels + channelReader.channels(mapping)
    }

    /// The list behind `recipients`, and what came of it.
    private func readers(
        _ reader: MappingReader, audience: EditionKey.Audience, lists: Lists
    ) -> (ReaderList?, RecipientReader.Outcome) {
        var outcome = RecipientReader.Outcome()
        guard let text = reader.text("recipients") else { return (nil, outcome) }
        if reader.has("email") {
            reader.report.add(
                RecipientFinding.besideEmail, at: reader.position(of: "recipients"))
        }
        do throws(RecipientFinding) {
            let list = try lists(text.name)
            outcome = RecipientReader(zones: zones, audience: audience)
                .read(list.bytes ?? [], name: text.name, path: list.path)
            if let refusal = outcome.refusal { throw refusal }
            return (list, outcome)
        } catch {
            reader.report.add(error, at: text.position)
            // Without a stamp: whenever the file is looked at, the list is too.
            let place = ReaderList.place(of: text.name, for: reader.report.file, below: folder)
            return (ReaderList(path: place?.path ?? text.name, stamp: nil, bytes: nil), outcome)
        }
    }

    private func digests(
        _ reader: MappingReader, channels: [String], isComplete: Bool
    ) -> [DigestPlan] {
        let digestReader = DigestReader(
            report: reader.report, isComplete: isComplete,
            channels: channels, shared: defaults.channels.map(\.name))
        var digests: [DigestPlan] = []
        if let digest = digestReader.digest(reader) { digests.append(digest) }
        guard let mapping = reader.mapping("digests") else { return digests }
        for entry in mapping.entries
        where channels.contains(entry.key.value)
            || (entry.key.value == "digest" && reader.has("digest"))
        {
            reader.report.add(FileFinding.takenName(entry.key.value), at: entry.key.position)
        }
        return digests + digestReader.digests(mapping)
    }

    /// The names that a file gives, also to what is wrong in itself: nobody
    /// should be told that those do not exist.
    private func names(in reader: MappingReader, _ key: String, short: String) -> [String] {
        (reader.has(short) ? [short == "recipients" ? "email" : short] : [])
            + (reader.mapping[key]?.value.mapping?.entries.map(\.key.value) ?? [])
    }

    private func rules(_ reader: MappingReader, by ruleReader: RuleReader) -> [ReadRule] {
        switch reader.node("rules") {
        case .list(let list):
            if list.items.isEmpty {
                reader.report.add(FileFinding.noRules, at: reader.position(of: "rules"))
            }
            return ruleReader.rules(list.items)
        case .some(let node):
            // Wherever a list is allowed one value needs no brackets.
            if case .mapping(let mapping) = node,
                !mapping.entries.contains(where: { KeyTable.Place.rule.keys.contains($0.key.value) }
                )
            {
                reader.report.add(FileFinding.rulesAreNoList, at: node.position)
                return []
            }
            return ruleReader.rules([node])
        case nil:
            if !reader.has("rules") { reader.reportMissing(FileFinding.noRules) }
            return []
        }
    }
}
