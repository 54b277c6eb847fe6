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
        /// The moment of each civil time asked for, by the rule of ours.
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
            def moment(civil, zone):
                # The first moment a clock shows this; else the first after the gap.
                first = int((civil.replace(tzinfo=zone) - utc).total_seconds())
                if (utc + d.timedelta(seconds=first)).astimezone(zone).replace(tzinfo=None) == civil:
                    return first
                # In a gap fold=0 is by the offset before it, fold=1 by the one after.
                before = int((civil.replace(tzinfo=zone, fold=1) - utc).total_seconds())
                offset = civil.replace(tzinfo=zone, fold=1).utcoffset()
                while first - before > 1:
                    middle = (before + first) // 2
                    at = (utc + d.timedelta(seconds=middle)).astimezone(zone)
                    if at.utcoffset() == offset: first = middle
                    else: before = middle
                return first
            answers = {}
            for name, question in json.load(open(sys.argv[1])).items():
                zone = zoneinfo.ZoneInfo(name)
                local = [(utc + d.timedelta(seconds=s)).astimezone(zone) for s in question["moments"]]
                civil = [epoch + d.timedelta(seconds=s) for s in question["civils"]]
                answers[name] = {
                    "offsets": [int(t.utcoffset().total_seconds()) for t in local],
                    "abbreviations": [t.tzname() for t in local],
                    "moments": [moment(t, zone) for t in civil],
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
