import Foundation
import NashraTesting

/// Python's own zoneinfo over a folder, as the judge of ours.
struct PythonZones {
    static let python = [ProjectRoot.python, URL(filePath: "/usr/bin/python3")].first {
        FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false))
    }

    struct Answer: Decodable {
        /// Seconds east of UTC and abbreviation at each moment asked for.
        var offsets: [Int]
        var abbreviations: [String]
        /// The moment of each civil time asked for.
        var moments: [Int64]
    }

    struct Question: Encodable {
        /// Seconds since 1970 UTC.
        var moments: [Int64]
        /// Seconds since 1970 by the clock on the wall.
        var civils: [Int64]
    }

    static func answers(to questions: [String: Question], folder: String) throws -> [String: Answer]
    {
        let program = """
            import json, sys, datetime as d, zoneinfo
            epoch = d.datetime(1970, 1, 1)
            utc = epoch.replace(tzinfo=d.timezone.utc)
            answers = {}
            for name, question in json.load(open(sys.argv[1])).items():
                zone = zoneinfo.ZoneInfo(name)
                local = [(utc + d.timedelta(seconds=s)).astimezone(zone) for s in question["moments"]]
                civil = [(epoch + d.timedelta(seconds=s)).replace(tzinfo=zone) for s in question["civils"]]
                answers[name] = {
                    "offsets": [int(t.utcoffset().total_seconds()) for t in local],
                    "abbreviations": [t.tzname() for t in local],
                    "moments": [int((t - utc).total_seconds()) for t in civil],
                }
            json.dump(answers, sys.stdout)
            """
        let scratch = try TemporaryFolder()
        let file = try scratch.write(
            String(decoding: try JSONEncoder().encode(questions), as: UTF8.self), to: "questions")
        let bytes = try ChildProcess.run(
            python!, ["-c", program, file.path(percentEncoded: false)],
            environment: ["PYTHONTZPATH": folder])
        return try JSONDecoder().decode([String: Answer].self, from: bytes)
    }
}
