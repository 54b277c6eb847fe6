import Foundation
import Newswire

/// Finds the subscribers' files below a folder and reads their bytes.
struct FolderWalk {
    struct Found {
        var id: SubscriberID
        var path: String
        /// Nil if it could not be read.
        var bytes: [UInt8]?
        var diagnostics: [Diagnostic]
    }

    let root: String
    /// By id, each once.
    private(set) var found: [Found] = []
    /// Of what has no id.
    private(set) var diagnostics: [Diagnostic] = []

    /// More than any reader takes, so that a larger file is known as such.
    private static let mostBytes = (8 << 20) + 1
    private static let mostDepth = 32

    private let rootInFull: String
    private var paths: [SubscriberID: String] = [:]

    init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        rootInFull = Self.inFull(root)
    }

    mutating func visitRoot() {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            diagnostics.append(FolderFinding.noFolder.diagnostic(in: root, at: nil))
            return
        }
        visit("", depth: 0)
        found.sort { $0.id < $1.id }
    }

    /// `below` is the path from the root, with a `/` at its end, or empty.
    private mutating func visit(_ below: String, depth: Int) {
        let folder = below.isEmpty ? root : root + "/" + below.dropLast()
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            report(.unreadable(reason: reason(error)), folder)
            return
        }
        for name in names {
            if name == "_topics.yaml" { report(.topics, folder + "/" + name) }
            if name.hasPrefix(".") || name.hasPrefix("_") || name.hasSuffix("~") { continue }
            visit(name, in: below, path: folder + "/" + name, depth: depth)
        }
    }

    private mutating func visit(_ name: String, in below: String, path: String, depth: Int) {
        let isLink = type(of: path) == .typeSymbolicLink
        let full = Self.inFull(path)
        let type = isLink ? type(of: full) : type(of: path)
        let suffix = (name as NSString).pathExtension
        let isYAML = ["yaml", "yml"].contains(suffix.lowercased())
        if isLink, full != rootInFull, !full.hasPrefix(rootInFull + "/") {
            if isYAML || type == .typeDirectory { report(.leadsOut, path) }
            return
        }
        if type == .typeDirectory {
            // What a link inside the folder leads to is visited where it is.
            if !isLink, depth < Self.mostDepth { visit(below + name + "/", depth: depth + 1) }
            return
        }
        guard isYAML else { return }
        let stem = below + (name as NSString).deletingPathExtension
        guard let id = SubscriberName.id(ofPath: stem) else {
            report(.badID(stem), path)
            return
        }
        if let other = paths.updateValue(path, forKey: id) {
            paths[id] = other
            report(.sameID(id, as: other), path)
            return
        }
        var file = Found(id: id, path: path, bytes: nil, diagnostics: [])
        if suffix != "yaml" {
            file.diagnostics.append(FolderFinding.yml.diagnostic(in: path, at: nil))
        }
        if type == .typeRegular {
            do {
                file.bytes = try read(path)
            } catch {
                file.diagnostics.append(
                    FolderFinding.unreadable(reason: reason(error)).diagnostic(in: path, at: nil))
            }
        } else {
            let reason = type == nil ? "the link leads nowhere" : "it is no regular file"
            file.diagnostics.append(
                FolderFinding.unreadable(reason: reason).diagnostic(in: path, at: nil))
        }
        found.append(file)
    }

    /// Without links, and without a `/` at the end.
    private static func inFull(_ path: String) -> String {
        let full = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
    }

    private func type(of path: String) -> FileAttributeType? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType
    }

    private func read(_ path: String) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        return [UInt8](try handle.read(upToCount: Self.mostBytes) ?? Data())
    }

    private mutating func report(_ finding: FolderFinding, _ path: String) {
        diagnostics.append(finding.diagnostic(in: path, at: nil))
    }

    private func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoPermission?: "permission denied"
        case .fileReadNoSuchFile?, .fileNoSuchFile?: "it is gone"
        default: "the system refuses"
        }
    }
}
