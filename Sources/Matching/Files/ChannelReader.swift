import Almanac
package import Documents
package import Newswire

/// Reads what stands under `channels`, in a subscriber's file and in
/// nashra.yaml: a name, and below it one kind with its keys.
///
/// | key | values |
/// |---|---|
/// | `email` | an address or a list |
/// | `slack`, `telegram` and other chats | see `ChannelReader+Chat.swift` |
/// | `webhook` | an http or https address, or a reference |
/// | `secret` | with `webhook`: a reference to `whsec_` and base64 |
/// | `payload` | with `webhook`: the name of the template of its body |
/// | `quiet` | hours, see `QuietHours` |
/// | `cap` | `20/h` |
/// | `give-up` | a duration |
package struct ChannelReader {
    package let policy: SecretPolicy
    package let report: Report
    let isComplete: Bool
    private let payloads: PayloadTemplates?

    /// - Parameter payloads: the templates that there are; nil takes any name.
    package init(
        policy: SecretPolicy, payloads: PayloadTemplates? = nil, isComplete: Bool = true,
        report: Report
    ) {
        self.policy = policy
        self.payloads = payloads
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
        let reader = MappingReader(
            mapping, of: "a channel",
            keys: KeyTable.Place.channel.keys,
            elsewhere: KeyTable.elsewhere(than: .channel), isComplete: isComplete, report: report)
        let quiet = self.quiet(reader)
        let cap = self.cap(reader)
        let giveUp = reader.duration("give-up")
        let kinds = Channel.Kind.allCases.filter { reader.has($0.key) }
        guard let kind = kinds.first else {
            reader.reportMissing(FileFinding.channelWithoutKind(name.value))
            return nil
        }
        if let other = kinds.dropFirst().first {
            report.add(
                FileFinding.severalKinds(kinds.map(\.key)), at: reader.position(of: other.key))
            return nil
        }
        for key in ["secret", "payload"] where kind != .webhook && reader.has(key) {
            report.add(FileFinding.withoutWebhook(key), at: reader.position(of: key))
        }
        guard let target = target(kind, reader) else { return nil }
        return Channel(name: name.value, target: target, quiet: quiet, cap: cap, giveUp: giveUp)
    }

    private func target(_ kind: Channel.Kind, _ reader: MappingReader) -> Channel.Target? {
        switch kind {
        case .email: addresses(reader).map { .email($0) }
        case .chat(let service): chat(service, reader).map { .chat($0) }
        case .webhook: webhook(reader)
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
        let payload = reader.text("payload")
        if let payload, let payloads, !payloads.bodies.contains(payload.name) {
            report.add(
                FileFinding.unknownPayload(payload.name, known: payloads), at: payload.position)
            return nil
        }
        switch secret {
        case nil: return .webhook(url: url, secret: nil, payload: payload?.name)
        case .some(nil): return nil
        case .some(let reference?):
            return .webhook(url: url, secret: .secret(reference), payload: payload?.name)
        }
    }

    func reference(
        _ text: Text, _ use: FileFinding.SecretUse
    ) -> SecretReference? {
        guard let reference = SecretReference(text.name) else {
            report.add(FileFinding.secretInFile(use), at: text.position)
            return nil
        }
        return isAllowed(reference, at: text.position) ? reference : nil
    }

    func isAllowed(_ reference: SecretReference, at position: SourcePosition) -> Bool {
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
        if let cap = RateCap(text.name, units: "mhd") { return cap }
        report.add(FileFinding.badCap(text.name), at: text.position)
        return nil
    }

    /// http or https with a host, and without a name or password in it: those
    /// would be a secret.
    static func isWebAddress(_ text: String) -> Bool {
        guard let url = CanonicalURL(text),
            !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F })
        else { return false }
        let authority = text.dropFirst(url.text.hasPrefix("https") ? 8 : 7)
            .prefix { !"/?#".contains($0) }
        return !authority.contains("@")
    }
}
