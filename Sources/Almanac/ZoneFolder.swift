import Foundation
import Synchronization

/// A zoneinfo folder: TZif files by IANA name, each read when first asked for
/// and kept from then on.
package final class ZoneFolder: Sendable {
    package let path: String

    private let loaded = Mutex<[String: TimeZoneRules]>([:])
    private let listed = Mutex<[String]?>(nil)

    package init(path: String) {
        self.path = path
    }

    /// The folder that `TZDIR` names, else `/usr/share/zoneinfo`.
    package convenience init(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        let named = environment["TZDIR"] ?? ""
        self.init(path: named.isEmpty ? "/usr/share/zoneinfo" : named)
    }

    /// The zone of that name, exactly as IANA writes it. `UTC` is there also
    /// where the folder is not.
    package func zone(named name: String) throws(ZoneError) -> TimeZoneRules {
        if let rules = loaded.withLock({ $0[name] }) { return rules }
        guard Self.isZoneName(name) else {
            throw ZoneError(problem: .unknown, name: name, folder: path, nearest: nearest(to: name))
        }
        let rules: TimeZoneRules
        do {
            guard let bytes = try read(name) else {
                if name == "UTC" { return .utc }
                throw ZoneError(
                    problem: names().isEmpty ? .noFolder : .unknown, name: name, folder: path,
                    nearest: nearest(to: name))
            }
            rules = try TZif.rules(named: name, from: bytes)
        } catch let problem as TZif.Problem {
            throw ZoneError(problem: .damaged(problem), name: name, folder: path)
        } catch let error as ZoneError {
            throw error
        } catch {
            throw ZoneError(problem: .unreadable, name: name, folder: path)
        }
        loaded.withLock { $0[name] = rules }
        return rules
    }

    /// All zones of the folder in order, without the copies under `posix` and
    /// `right` and without what is no place. Read once.
    package func names() -> [String] {
        if let names = listed.withLock({ $0 }) { return names }
        let root = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        let found = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        let names = found.filter { name in
            Self.isZoneName(name) && !Self.isNoPlace(name) && beginsAsTZif(name)
        }.sorted()
        listed.withLock { $0 = names }
        return names
    }

    /// Components of ASCII letters, digits, `_`, `+` and `-`: nothing that
    /// leaves the folder.
    static func isZoneName(_ name: String) -> Bool {
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 128
            && components.allSatisfy { component in
                !component.isEmpty
                    && component.utf8.allSatisfy { byte in
                        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
                            || byte == 0x5F || byte == 0x2B || byte == 0x2D
                    }
            }
    }

    private static func isNoPlace(_ name: String) -> Bool {
        name.hasPrefix("posix/") || name.hasPrefix("right/")
            || ["posix", "right", "posixrules", "localtime", "Factory"].contains(name)
    }

    private func file(_ name: String) -> URL {
        URL(filePath: path, directoryHint: .isDirectory).appending(path: name)
    }

    private func beginsAsTZif(_ name: String) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file(name)) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4)).map { $0.elementsEqual("TZif".utf8) } ?? false
    }

    /// Nil if there is no such file. The largest real one has 4 KB; the rest of
    /// what is longer than 1 MiB is left unread, and so missed by the parser.
    private func read(_ name: String) throws -> [UInt8]? {
        let file = file(name)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: file.path(percentEncoded: false), isDirectory: &isFolder)
        guard exists, !isFolder.boolValue else { return nil }
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        return [UInt8](try handle.read(upToCount: 1 << 20) ?? Data())
    }
}
