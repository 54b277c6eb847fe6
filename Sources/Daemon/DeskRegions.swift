import Analysis
import Foundation
import Newswire

/// A desk's own files of names of places: every `.tsv` of a folder, by name,
/// those that begin with a dot or an underscore left out.
///
/// No folder is no file. What can't be read is told, and never fatal.
struct DeskRegions {
    let files: [RegionTable]
    let problems: [Diagnostic]

    init(folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [RegionTable] = []
        var problems: [Diagnostic] = []
        for name in names.sorted()
        where name.hasSuffix(".tsv") && !name.hasPrefix(".") && !name.hasPrefix("_") {
            let path = "\(folder)/\(name)"
            do {
                let bytes = try Data(contentsOf: URL(filePath: path))
                guard bytes.count <= Self.largest else {
                    problems.append(Self.problem(path, "it is larger than 64 MiB"))
                    continue
                }
                files.append(RegionTable(file: path, bytes: Array(bytes)))
            } catch {
                problems.append(Self.problem(path, FileTrouble.words(for: error)))
            }
        }
        self.files = files
        self.problems = problems
    }

    private static func problem(_ path: String, _ reason: String) -> Diagnostic {
        Diagnostic(
            .error, id: "unreadable", file: path, message: "the file can't be read: \(reason)")
    }

    private static let largest = 64 << 20
}
