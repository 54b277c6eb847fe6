import Almanac
import Documents
import Newswire

/// Reads `digest` and what stands under `digests`.
struct DigestReader {
    let report: Report
    let isComplete: Bool
    /// The file's own channels, for `to`.
    let channels: [String]
    /// Those of nashra.yaml.
    let shared: [String]

    /// The one digest of the short form.
    func digest(_ reader: MappingReader) -> DigestPlan? {
        guard let schedule = schedule(reader, key: "digest"),
            let to = usualChannel(at: reader.position(of: "digest"))
        else { return nil }
        return DigestPlan(name: "digest", schedule: schedule, to: to)
    }

    func digests(_ mapping: Mapping) -> [DigestPlan] {
        mapping.entries.filter { !$0.key.isRepeated }.compactMap { entry in
            guard SubscriberName.isUsable(entry.key.value) else {
                report.add(FileFinding.badName(entry.key.value), at: entry.key.position)
                return nil
            }
            guard case .mapping(let keys) = entry.value else {
                report.add(
                    FileFinding.digestIsNoMapping(entry.key.value, entry.value.text?.name ?? ""),
                    at: entry.value.position)
                return nil
            }
            return digest(named: entry.key, keys)
        }
    }

    private func digest(named name: Text, _ mapping: Mapping) -> DigestPlan? {
        let reader = MappingReader(
            mapping, of: "a digest", keys: KeyTable.Place.digest.keys,
            elsewhere: KeyTable.elsewhere(than: .digest), isComplete: isComplete, report: report)
        if !reader.has("at") { reader.reportMissing(FileFinding.digestWithoutTime(name.value)) }
        let schedule = schedule(reader, key: "at")
        let to = reader.has("to") ? named(reader) : usualChannel(at: name.position)
        let limit = reader.integer("limit", in: KeyTable.limits)
        let empty = reader.choice("empty", DigestPlan.WhenEmpty.self)
        let late = reader.duration("late")
        let group = reader.choice("group", DigestPlan.Grouping.self)
        guard let schedule, let to, !to.isEmpty else { return nil }
        var plan = DigestPlan(name: name.value, schedule: schedule, to: to)
        if let limit { plan.limit = limit }
        if let empty { plan.empty = empty }
        if let late { plan.late = late }
        if let group { plan.group = group }
        return plan
    }

    private func schedule(_ reader: MappingReader, key: String) -> Schedule? {
        guard let texts = reader.texts(key) else { return nil }
        do {
            return try Schedule(parsing: texts.map(\.name))
        } catch {
            report.add(error, in: texts, at: reader.position(of: key))
            return nil
        }
    }

    private func named(_ reader: MappingReader) -> [String]? {
        reader.names("to")?.compactMap { text in
            let name = text.name
            if channels.contains(name) || shared.contains(name) { return name }
            report.add(
                FileFinding.unknownChannel(name, known: channels + shared), at: text.position)
            return nil
        }
    }

    /// The only channel of the file.
    private func usualChannel(at position: SourcePosition) -> [String]? {
        if channels.count == 1 { return channels }
        if isComplete {
            report.add(FileFinding.digestNeedsChannel(channels: channels), at: position)
        }
        return nil
    }
}

extension Report {
    /// The mistakes of a schedule, each at its own words.
    func add(_ error: ScheduleError, in texts: [Text], at position: SourcePosition) {
        for problem in error.problems {
            let text = texts.indices.contains(problem.item) ? texts[problem.item] : nil
            add(
                Diagnostic(
                    .error, id: problem.id, file: file,
                    position: text?.position(ofVisible: problem.offset) ?? position,
                    message: problem.message, hints: problem.hints))
        }
    }
}
