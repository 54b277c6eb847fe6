import Foundation

extension ZoneFolder {
    /// The name of the zone in which the machine itself lives: what `TZ` says,
    /// else where the link /etc/localtime leads, else what /etc/timezone says,
    /// else UTC. A name that the folder does not have is passed over.
    package func machineZoneName(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        etc: String = "/etc"
    ) -> String {
        let candidates = [
            environment["TZ"].map(Self.zoneName(fromTZ:)),
            Self.zoneName(fromLink: etc + "/localtime"),
            Self.firstLine(of: etc + "/timezone"),
        ]
        let known = candidates.lazy.compactMap { $0 }.first { (try? self.zone(named: $0)) != nil }
        return known ?? "UTC"
    }

    /// `Asia/Gaza`, `:Asia/Gaza` or a path into a zoneinfo folder; empty means
    /// UTC, as POSIX has it.
    private static func zoneName(fromTZ text: String) -> String {
        let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
        return name.isEmpty ? "UTC" : zoneName(inPath: name) ?? name
    }

    private static func zoneName(fromLink path: String) -> String? {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
            return nil
        }
        return zoneName(inPath: target)
    }

    /// What follows the folder `zoneinfo` in a path.
    private static func zoneName(inPath path: String) -> String? {
        guard let folder = path.range(of: "/zoneinfo/", options: .backwards) else { return nil }
        let name = path[folder.upperBound...]
        return String(name.hasPrefix("posix/") ? name.dropFirst(6) : name)
    }

    private static func firstLine(of path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(whereSeparator: \.isNewline).first.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}
