package import Almanac
import Documents
package import Newswire

extension ReadBack {
    /// A title and what stands beneath it, a line each.
    package struct Section: Hashable, Sendable {
        package var title: String
        package var lines: [String]
    }

    /// An accepted file in words: who it is, then each rule with what it asks
    /// for, where that goes, and when that is next. Empty for a file that is
    /// not accepted.
    package func sections(
        _ file: SubscriberFile, after now: Timestamp, zones: ZoneFolder
    ) -> [Section] {
        guard let subscriber = file.subscriber else { return [] }
        let zone = try? zones.zone(named: subscriber.timeZone)
        let head = Section(
            title: subscriber.name == subscriber.id.id
                ? subscriber.name : "\(isolated(subscriber.name)) (\(isolated(subscriber.id.id)))",
            lines: ["\(subscriber.language), \(subscriber.timeZone)"]
                + unused(subscriber).map { "no rule sends to \(isolated($0))" })
        return [head]
            + file.rules.map { read in
                Section(
                    title: isolated(read.rule.name),
                    lines: lines(read.rule, query: read.query, none: file.none)
                        + read.rule.send.compactMap { name in
                            target(name, read.rule, of: subscriber, after: now, in: zone)
                        })
            }
    }

    private func target(
        _ name: String, _ rule: Rule, of subscriber: Subscriber, after now: Timestamp,
        in zone: TimeZoneRules?
    ) -> String? {
        if let digest = subscriber.digest(named: name) {
            let channels = digest.to.compactMap(subscriber.channel(named:)).map(described)
            let next = zone.flatMap { digest.schedule.next(after: now, in: $0) }
            return "goes to \(isolated(name)): \(digest.schedule.inWords), "
                + channels.joined(separator: " and ")
                + (next.map { "; next \($0.civil)" } ?? "")
        }
        guard let channel = subscriber.channel(named: name) else { return nil }
        let wait = rule.wait == .zero ? "at once" : "after \(rule.wait.written)"
        let quiet = channel.quiet.map { ", held \($0.inWords)" } ?? ""
        return "goes to \(isolated(name)) \(wait): \(described(channel))\(quiet); "
            + "the same story again after \(rule.cooldown.written)"
    }

    /// Where a channel leads; never what a reference holds.
    private func described(_ channel: Channel) -> String {
        switch channel.target {
        case .email(let addresses):
            addresses.map(\.description).joined(separator: ", ")
        case .readers(let list): described(list)
        case .chat(let route): described(route)
        case .webhook(let url, let secret, let payload):
            "webhook \(url)" + (payload.map { ", as \($0)" } ?? "")
                + (secret == nil ? ", unsigned" : "")
        }
    }

    /// `Slack (env:NASHRA_SLACK)`, `Telegram -1001234`, `Matrix !desk:example.org
    /// at https://matrix.example.org`.
    private func described(_ route: ChatRoute) -> String {
        switch route.place {
        case .hook(let url): "\(route.service.title) (\(url))"
        case .room(let room, ChatRoute.telegramServer, _):
            "\(route.service.title) \(room)"
        case .room(let room, let server, let token):
            "\(route.service.title) \(room) at \(server)" + (token == nil ? ", no token" : "")
        }
    }

    /// `1,200 readers of readers.csv, in ar, fr; Asia/Gaza, Europe/Paris`.
    private func described(_ list: Recipients) -> String {
        let languages = Set(list.groups.map(\.audience.language.tag)).sorted()
        let zones = Set(list.groups.map(\.audience.timeZone)).sorted()
        let count = "\(list.count) \(list.count == 1 ? "reader" : "readers")"
        return "\(count) of \(isolated(list.name)), in \(languages.joined(separator: ", ")); "
            + (zones.count > 5
                ? "\(zones.count) time zones" : zones.joined(separator: ", "))
    }

    private func unused(_ subscriber: Subscriber) -> [String] {
        subscriber.digests.map(\.name).filter { name in
            !subscriber.rules.contains { $0.send.contains(name) }
        }
    }
}
