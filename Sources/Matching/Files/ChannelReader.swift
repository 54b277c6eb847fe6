import Almanac
package import Documents
package import Newswire

/// Reads what stands under `channels`, in a subscriber's file and in
/// nashra.yaml: a name, and below it one kind with its keys.
///
/// | key | values |
/// |---|---|
/// | `email` | an address or a list |
/// | `slack` | `env:NAME` or `file:PATH` |
/// | `webhook` | an http or https address, or a reference |
/// | `secret` | with `webhook`: a reference to `whsec_` and base64 |
/// | `quiet` | hours, see `QuietHours` |
/// | `cap` | `20/h` |
/// | `give-up` | a duration |
package struct ChannelReader {
    package let policy: SecretPolicy
    package let report: Report
    private let isComplete: Bool

    package init(policy: SecretPolicy, isComplete: Bool = true, report: Report) {
        self.policy = policy
        self.isComplete = isComplete
        self.report = report
    }

    /// The channels below the key, without those that are wrong.
    package func channels(_ mapping: Mapping) -> [Channel] {
        mapping.entries.filter { !$0.key.isRepeated }.compactMap { entry in
            guard SubscriberName.isUsable(entry.key.value) else {
                report.add(FileFinding.badName(entry.key.value), at: entry.key.position)
                return nil
            }
            guard case .mapping(let keys) = entry.value else {
                report.add(
                    FileFinding.channelIsNoMapping(entry.key.value, entry.value.text?.name ?? ""),
                    at: entry.value.position)
                return nil
            }
            return channel(entry.key, keys)
        }
    }

    private func channel(_ name: Text, _ mapping: Mapping) -> Channel? {
        let laterKinds = Self.laterKinds.filter { mapping[$0] != nil }
        let reader = MappingReader(
            mapping, of: "a channel",
            keys: KeyTable.Place.channel.keys + laterKinds + Self.keysOfLaterKinds(laterKinds),
            elsewhere: KeyTable.elsewhere(than: .channel), isComplete: isComplete, report: report)
        for kind in laterKinds {
            report.add(FileFinding.kindNotYet(kind), at: reader.position(of: kind))
        }
        let quiet = self.quiet(reader)
        let cap = self.cap(reader)
        let giveUp = reader.duration("give-up")
        let kinds = Channel.Kind.allCases.map(\.rawValue).filter(reader.has)
        guard laterKinds.isEmpty else { return nil }
        guard let kind = kinds.first else {
            reader.reportMissing(FileFinding.channelWithoutKind(name.value))
            return nil
        }
        if let other = kinds.dropFirst().first {
            report.add(FileFinding.severalKinds(kinds), at: reader.position(of: other))
            return nil
        }
        if kind != "webhook", reader.has("secret") {
            report.add(FileFinding.secretWithoutWebhook, at: reader.position(of: "secret"))
        }
        guard let target = target(kind, reader) else { return nil }
        return Channel(name: name.value, target: target, quiet: quiet, cap: cap, giveUp: giveUp)
    }

    private func target(_ kind: String, _ reader: MappingReader) -> Channel.Target? {
        switch Channel.Kind(rawValue: kind) {
        case .email:
            addresses(reader).map { .email($0) }
        case .slack:
            reader.text("slack").flatMap { reference($0, .slack) }.map { .slack(url: .secret($0)) }
        case .webhook:
            webhook(reader)
        case nil: nil
        }
    }

    /// The addresses behind `email`; nil if there is none, which is reported.
    func addresses(_ reader: MappingReader) -> [EmailAddress]? {
        guard let texts = reader.names("email") else { return nil }
        var addresses: [EmailAddress] = []
        for text in texts {
            do {
                let address = try EmailAddress(text.name)
                if addresses.contains(where: { $0.normalised == address.normalised }) {
                    report.add(FileFinding.repeated(text.name), at: text.position)
                } else {
                    addresses.append(address)
                }
            } catch {
                report.add(FileFinding.badAddress(text.name, error), at: text.position)
            }
        }
        if texts.isEmpty {
            report.add(FileFinding.emptyList("email"), at: reader.position(of: "email"))
        }
        return addresses.isEmpty ? nil : addresses
    }

    private func webhook(_ reader: MappingReader) -> Channel.Target? {
        let secret = reader.text("secret").map { reference($0, .secret) }
        guard let text = reader.text("webhook") else { return nil }
        let url: ConfiguredText
        if let reference = SecretReference(text.name) {
            guard isAllowed(reference, at: text.position) else { return nil }
            url = .secret(reference)
        } else if Self.isWebAddress(text.name) {
            url = .literal(text.name)
        } else {
            report.add(FileFinding.badWebhook, at: text.position)
            return nil
        }
        switch secret {
        case nil: return .webhook(url: url, secret: nil)
        case .some(nil): return nil
        case .some(let reference?): return .webhook(url: url, secret: .secret(reference))
        }
    }

    private func reference(
        _ text: Text, _ use: FileFinding.SecretUse
    ) -> SecretReference? {
        guard let reference = SecretReference(text.name) else {
            report.add(FileFinding.secretInFile(use), at: text.position)
            return nil
        }
        return isAllowed(reference, at: text.position) ? reference : nil
    }

    private func isAllowed(_ reference: SecretReference, at position: SourcePosition) -> Bool {
        guard let refusal = policy.refusal(of: reference) else { return true }
        report.add(FileFinding.refusedSecret(refusal), at: position)
        return false
    }

    /// The hours behind `quiet`.
    func quiet(_ reader: MappingReader) -> QuietHours? {
        guard let texts = reader.texts("quiet") else { return nil }
        do {
            return try QuietHours(parsing: texts.map(\.name))
        } catch {
            report.add(error, in: texts, at: reader.position(of: "quiet"))
            return nil
        }
    }

    private func cap(_ reader: MappingReader) -> RateCap? {
        guard let text = reader.text("cap") else { return nil }
        let parts = text.name.split(separator: "/", omittingEmptySubsequences: false)
        let units: [Substring: Duration] = [
            "m": .seconds(60), "h": .seconds(3600), "d": .seconds(86_400),
        ]
        if parts.count == 2, let count = Int(writtenIn: String(parts[0])), count > 0,
            let unit = units[parts[1]]
        {
            return RateCap(count: count, per: unit)
        }
        report.add(FileFinding.badCap(text.name), at: text.position)
        return nil
    }

    /// http or https with a host, and without a name or password in it: those
    /// would be a secret.
    private static func isWebAddress(_ text: String) -> Bool {
        guard let url = CanonicalURL(text),
            !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F })
        else { return false }
        let authority = text.dropFirst(url.text.hasPrefix("https") ? 8 : 7)
            .prefix { !"/?#".contains($0) }
        return !authority.contains("@")
    }

    /// Kinds that the design has and this version does not.
    private static let laterKinds = [
        "discord", "teams", "telegram", "mattermost", "googlechat", "matrix", "ntfy",
    ]

    /// Their own keys are no mistakes of their own.
    private static func keysOfLaterKinds(_ kinds: [String]) -> [String] {
        kinds.isEmpty ? [] : ["chat", "token", "room", "topic", "server", "url", "homeserver"]
    }
}
