package import Foundation
package import Newswire

/// Looks up what references hold, at the moment it is needed. Nothing here is
/// ever printed or kept.
package struct Secrets: Sendable {
    /// Where `file:` paths begin: the folder of nashra.yaml.
    private let folder: URL
    private let environment: [String: String]

    package init(folder: URL, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    /// What the text stands for; nil if its reference leads to nothing. A file
    /// loses its last line break.
    package func value(of text: ConfiguredText) -> String? {
        switch text {
        case .literal(let text): text
        case .secret(let reference): value(of: reference)
        }
    }

    package func value(of reference: SecretReference) -> String? {
        switch reference {
        case .environment(let name):
            return environment[name].flatMap { $0.isEmpty ? nil : $0 }
        case .file(let path):
            let file = URL(filePath: path, relativeTo: folder)
            guard var text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
            return text.isEmpty ? nil : text
        }
    }
}
