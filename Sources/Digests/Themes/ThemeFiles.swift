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
    /// The theme.yaml.
    private(set) var style: File?
    /// What could not be read.
    private(set) var diagnostics: [Diagnostic] = []

    private static let largest = 256 * 1024
    static let templateEnding = ".mustache"
    private static let localeEnding = ".yaml"
    private static let styleName = "theme.yaml"

    init() {}

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
            for name in names.sorted() {
                let path = "\(shown)/\(part)\(name)"
                guard Self.isThemeFile(name, in: part) else {
                    if part.isEmpty, let warning = Self.misnamed(name, path) {
                        diagnostics.append(warning)
                    }
                    continue
                }
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

    func isBuiltIn(template name: String) -> Bool {
        EmbeddedFiles.text("templates/\(name)\(Self.templateEnding)") != nil
    }

    private mutating func add(_ file: File, named path: String) {
        let name = String(
            path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
        if name == Self.styleName, !path.hasSuffix("locales/\(name)") {
            style = file
        } else if name.hasSuffix(Self.templateEnding) {
            templates[String(name.dropLast(Self.templateEnding.count))] = file
        } else if name.hasSuffix(Self.localeEnding) {
            locales[String(name.dropLast(Self.localeEnding.count))] = file
        }
    }

    private static func isThemeFile(_ name: String, in part: String) -> Bool {
        guard !name.hasPrefix(".") else { return false }
        return part.isEmpty
            ? name.hasSuffix(templateEnding) || name == styleName : name.hasSuffix(localeEnding)
    }

    /// A warning of settings under a name that nobody reads.
    private static func misnamed(_ name: String, _ path: String) -> Diagnostic? {
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        return Diagnostic(
            .warning, id: "template-unused", file: path,
            message: "no file of this name is read here",
            hints: ["expected theme.yaml, and languages in locales/"])
    }

    private static func text(of file: URL) -> String? {
        guard let handle = try? FileHandle(forReadingFrom: file),
            // Nothing to read is an empty file, which says that nothing is drawn.
            let bytes = try? handle.read(upToCount: largest + 1) ?? Data(),
            bytes.count <= largest
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
