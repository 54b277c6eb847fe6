package import Foundation

/// The folder of the project's own checkout, for tests that read its files.
package enum ProjectRoot {
    package static let url = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file below the root.
    package static func file(_ path: String) -> URL {
        url.appending(path: path)
    }

    /// The founding article, if the folder that holds it stands beside the
    /// project; tests that read it are skipped elsewhere.
    package static let foundingArticle: URL? = {
        let file = url.deletingLastPathComponent()
            .appending(path: "shared/seed/000_223828b5257acdcd.txt")
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }()

    /// The interpreter of the project's own Python environment, which
    /// `make test` sets up.
    package static let python = file(".build-venv/bin/python")
}
