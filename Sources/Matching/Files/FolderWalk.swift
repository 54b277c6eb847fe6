import Foundation
import Newswire

/// Finds the subscribers' files below a folder; reads none of them.
struct FolderWalk {
    struct Found: Sendable {
        var id: SubscriberID
        var path: String
        /// Of the file, also through a link; nil for a link that leads nowhere.
        var stamp: FileStamp?
        var diagnostics: [Diagnostic] = []
    }

    let root: String
    /// By id, each once.
    private(set) var found: [Found] = []
    /// Of what has no id.
    private(set) var diagnostics: [Diagnostic] = []

    private static let mostDepth = 32

    private let rootInFull: String
    private var paths: [SubscriberID: String] = [:]

    init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        rootInFull = Self.inFull(root)
    }

    mutating func visitRoot() {
        guard FileStamp(of: root, followingLinks: true)?.kind == .folder else {
            diagnostics.append(FolderFinding.noFolder.diagnostic(in: root, at: nil))
            return
        }
        visit("", depth: 0)
        found.sort { $0.id < $1.id }
    }

    /// Looks at one path alone, which begins with the root. Nothing is found
    /// if there is nothing, or nothing that is a subscriber's file.
    mutating func visit(path: String) {
        guard path.hasPrefix(root + "/") else { return }
        var parts = path.dropFirst(root.count + 1).split(separator: "/").map(String.init)
        guard let name = parts.popLast(), parts.allSatisfy({ !Self.isPassedOver($0) }) else {
            return
        }
        let below = parts.map { $0 + "/" }.joined()
        if !Self.isPassedOver(name) { visit(name, in: below, path: path, depth: Self.mostDepth) }
    }

    static func isPassedOver(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("_") || name.hasSuffix("~")
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
            if Self.isPassedOver(name) { continue }
            visit(name, in: below, path: folder + "/" + name, depth: depth)
        }
    }

    private mutating func visit(_ name: String, in below: String, path: String, depth: Int) {
        guard var stamp = FileStamp(of: path, followingLinks: false) else { return }
        let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[$0...].lowercased() }
        let isYAML = ending == ".yaml" || ending == ".yml"
        let isLink = stamp.kind == .link
        var leadsNowhere = false
        if isLink {
            let target = FileStamp(of: path, followingLinks: true)
            leadsNowhere = target == nil
            stamp = target ?? stamp
            let full = Self.inFull(path)
            if full != rootInFull, !full.hasPrefix(rootInFull + "/") {
                if isYAML || stamp.kind == .folder { report(.leadsOut, path) }
                return
            }
        }
        if stamp.kind == .folder {
            // What a link inside the folder leads to is visited where it is.
            if !isLink, depth < Self.mostDepth { visit(below + name + "/", depth: depth + 1) }
            return
        }
        guard isYAML, let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return }
        let stem = below + name[..<dot]
        guard let id = SubscriberName.id(ofPath: stem) else {
            report(.badID(stem), path)
            return
        }
        if let other = paths.updateValue(path, forKey: id) {
            paths[id] = other
            report(.sameID(id, as: other), path)
            return
        }
        var file = Found(id: id, path: path, stamp: leadsNowhere ? nil : stamp)
        if !name.hasSuffix(".yaml") {
            file.diagnostics.append(FolderFinding.yml.diagnostic(in: path, at: nil))
        }
        found.append(file)
    }

    /// Without links, and without a `/` at the end.
    private static func inFull(_ path: String) -> String {
        let full = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
    }

    private mutating func report(_ finding: FolderFinding, _ path: String) {
        diagnostics.append(finding.diagnostic(in: path, at: nil))
    }

    private func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoPermission?: FileBytes.Refusal(code: EACCES).reason
        case .fileReadNoSuchFile?, .fileNoSuchFile?: FileBytes.Refusal(code: ENOENT).reason
        default: FileBytes.Refusal(code: EIO).reason
        }
    }
}
