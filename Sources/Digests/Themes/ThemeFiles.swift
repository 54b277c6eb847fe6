import Embedded
import Foundation
import Newswire

/// The files of a theme, read and not yet understood.
struct ThemeFiles {
    struct File {
        /// The path as the user would type it.
        var shown: String
        var text: String
    }

    /// By name, without `.mustache`.
    private(set) var templates: [String: File] = [:]
    /// By language tag.
    private(set) var locales: [String: File] = [:]
    /// What could not be read.
    private(set) var diagnostics: [Diagnostic] = []

    private static let largest = 256 * 1024
    private static let templateEnding = ".mustache"
    private static let localeEnding = ".yaml"

    init(templates: [String: File] = [:], locales: [String: File] = [:]) {
        self.templates = templates
        self.locales = locales
    }

    /// The default theme, from the binary.
    static var builtIn: ThemeFiles {
        var files = ThemeFiles()
        for path in EmbeddedFiles.names(below: "templates/") {
            files.add(File(shown: path, text: EmbeddedFiles.text(path) ?? ""), named: path)
        }
        return files
    }

    /// The files of a folder; a folder that is not there holds none.
    init(folder: URL, shownAs shown: String) {
        for part in ["", "locales/"] {
            let url = folder.appending(path: part)
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
                continue
            }
            for name in names.sorted() where Self.isThemeFile(name, in: part) {
                let path = "\(shown)/\(part)\(name)"
                if let text = Self.text(of: url.appending(path: name)) {
                    add(File(shown: path, text: text), named: path)
                } else {
                    diagnostics.append(
                        Diagnostic(
                            .error, id: "template-unreadable", file: path,
                            message: "expected a text file in UTF-8 of at most "
                                + "\(Self.largest / 1024) KiB"))
                }
            }
        }
    }

    mutating func override(with own: ThemeFiles) {
        templates.merge(own.templates) { $1 }
        locales.merge(own.locales) { $1 }
    }

    func isBuiltIn(template name: String) -> Bool {
        EmbeddedFiles.text("templates/\(name)\(Self.templateEnding)") != nil
    }

    private mutating func add(_ file: File, named path: String) {
        let name = String(
            path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
        if name.hasSuffix(Self.templateEnding) {
            templates[String(name.dropLast(Self.templateEnding.count))] = file
        } else if name.hasSuffix(Self.localeEnding) {
            locales[String(name.dropLast(Self.localeEnding.count))] = file
        }
    }

    private static func isThemeFile(_ name: String, in part: String) -> Bool {
        !name.hasPrefix(".") && name.hasSuffix(part.isEmpty ? templateEnding : localeEnding)
    }

    private static func text(of file: URL) -> String? {
        guard let handle = try? FileHandle(forReadingFrom: file),
            let bytes = try? handle.read(upToCount: largest + 1), bytes.count <= largest
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
