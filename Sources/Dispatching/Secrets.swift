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
        try? contents(of: reference)
    }

    /// Why a reference leads to nothing.
    package enum Absence: Error, Hashable, CustomStringConvertible {
        /// The environment has no such name, or nothing behind it.
        case notSet
        /// The file can't be read; `errno`'s.
        case unreadable(code: Int32)
        case emptyFile
        case notText

        /// To follow the reference.
        package var description: String {
            switch self {
            case .notSet: "is not set"
            case .unreadable(let code):
                "can't be read: " + String(cString: strerror(code)).lowercased()
            case .emptyFile: "is empty"
            case .notText: "is no text in UTF-8"
            }
        }
    }

    /// As `value(of:)`, with the reason.
    package func contents(of reference: SecretReference) throws(Absence) -> String {
        switch reference {
        case .environment(let name):
            guard let text = environment[name], !text.isEmpty else { throw .notSet }
            return text
        case .file(let path):
            let bytes = try bytes(ofFile: self.path(ofFile: path))
            guard var text = String(validating: bytes, as: UTF8.self) else {
                throw .notText
            }
            if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
            guard !text.isEmpty else { throw .emptyFile }
            return text
        }
    }

    /// Where a `file:` path leads, from the root on.
    package func path(ofFile path: String) -> String {
        URL(filePath: path, relativeTo: folder).absoluteURL.path(percentEncoded: false)
    }

    private func bytes(ofFile path: String) throws(Absence) -> [UInt8] {
        guard let file = fopen(path, "re") else { throw .unreadable(code: errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard ferror(file) == 0 else { throw .unreadable(code: errno) }
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
        }
    }
}
