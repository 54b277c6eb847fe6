import Foundation

/// A small zoneinfo folder that `zic`, Debian's own, makes of a source text.
package struct ZicFolder: Sendable {
    static let zic = URL(filePath: "/usr/sbin/zic")
    package static var isThere: Bool {
        FileManager.default.isExecutableFile(atPath: zic.path(percentEncoded: false))
    }

    private let folder: TemporaryFolder

    package var path: String { folder.path + "zones" }

    package init(_ source: String, leapSeconds: String? = nil, isFat: Bool = false) throws {
        folder = try TemporaryFolder()
        var arguments = ["-d", folder.path + "zones", "-b", isFat ? "fat" : "slim"]
        if let leapSeconds {
            arguments += [
                "-L", try folder.write(leapSeconds, to: "leap").path(percentEncoded: false),
            ]
        }
        arguments.append(try folder.write(source + "\n", to: "source").path(percentEncoded: false))
        try ChildProcess.run(Self.zic, arguments)
    }

    package func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path).appending(path: name)))
    }

    /// Zones of 2026 with the jumps that schedules stumble over.
    package static let jumps = """
        Rule Strip 2000 max - Mar lastSat 2:00 1:00 S
        Rule Strip 2000 max - Oct lastSat 2:00 0 -
        Zone Test/Strip 2:17:52 - LMT 1970
                        2:00 Strip EE%sT
        Rule Cedar 1993 max - Mar lastSun 0:00 1:00 S
        Rule Cedar 1993 max - Oct lastSun 0:00 0 -
        Zone Test/Cedar 2:00 - EET 1970
                        2:00 Cedar EE%sT
        Rule Isle 2008 max - Apr Sun>=1 2:00 0 -
        Rule Isle 2008 max - Oct Sun>=1 2:00 0:30 -
        Zone Test/Isle 10:30 - +1030 1970
                       10:30 Isle +1030/+11
        Zone Test/Dateline -11:00 - -11 2011 Dec 29 24:00
                           13:00 - +13
        Zone Test/Fixed -3:30 - -0330
        """

    /// A Gaza that changes its clocks on the first of May and of November.
    package static let otherGaza = """
        Rule Other 2000 max - May 1 2:00 1:00 S
        Rule Other 2000 max - Nov 1 2:00 0 -
        Zone Asia/Gaza 2:00 Other EE%sT
        """
}
