import Newswire

/// Why there is no zone of a name.
package struct ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case unknown
        /// The machine has no zoneinfo at all.
        case noFolder
        /// The system did not let us read the file.
        case unreadable
        case damaged(TZif.Problem)
    }

    package var problem: Problem
    /// As asked for.
    package var name: String
    package var folder: String
    /// The name that was probably meant.
    package var nearest: String?

    init(problem: Problem, name: String, folder: String, nearest: String? = nil) {
        self.problem = problem
        self.name = name
        self.folder = folder
        self.nearest = nearest
    }

    /// One line for a diagnostic.
    package var message: String {
        let quoted = Diagnostic.quoted(name)
        return switch problem {
        case .unknown: "there is no time zone \(quoted); expected an IANA name such as Asia/Gaza"
        case .noFolder: "the time zone \(quoted) is not to be had: '\(folder)' holds no zones"
        case .unreadable: "the time zone \(quoted) cannot be read from '\(folder)'"
        case .damaged(let problem): "the time zone \(quoted) in '\(folder)' \(problem)"
        }
    }

    /// The way out, where there is one.
    package var hints: [String] {
        switch problem {
        case .unknown: nearest.map { ["did you mean \($0)?"] } ?? []
        case .noFolder: ["install tzdata, or let TZDIR name a zoneinfo folder"]
        case .unreadable: []
        case .damaged: ["install tzdata anew"]
        }
    }

    package var description: String {
        ([message] + hints).joined(separator: "; ")
    }
}
