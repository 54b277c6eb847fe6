import ArgumentParser
import Daemon
import Documents
import Foundation
import Matching
import Newswire

struct CheckCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Lints subscribers' files, nashra.yaml and templates; runs finds and ignores.",
        discussion: """
            For a named subscriber or file it reads each rule back in words. `-` is standard \
            input. Without names everything is checked. Exit code 1 if there is an error.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, github
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: "Subscribers' ids or files, or -.") var names: [String] = []
    @Option(help: "text, json, or github for annotations in a pull request.")
    var format: Format = .text
    @Flag(help: "Warnings count as errors.") var strict = false

    func perform(_ console: Console) async throws -> ExitStatus {
        let (configuration, found) = try readConfiguration()
        let installation = Installation(
            configuration: configuration, zones: .init(),
            environment: ProcessInfo.processInfo.environment)
        var diagnostics = found
        var status = ExitStatus.done
        var read: [SubscriberFile] = []
        var missing: [Diagnostic] = []
        if names.isEmpty {
            let loaded = await installation.lookUpRules(progress: progress(console))
            console.clearProgress()
            diagnostics += loaded.allDiagnostics + installation.gazetteerProblems
            missing = installation.missingSecrets
            read = loaded.files.map(\.content)
            do {
                diagnostics += try installation.theme().warnings
            } catch {
                diagnostics += error.diagnostics
            }
        } else {
            for name in names {
                do {
                    let (file, found) = try file(name, installation)
                    diagnostics += found
                    read.append(file)
                } catch let failure as Failure {
                    console.error(failure.message)
                    status = max(status, failure.status)
                }
            }
        }
        // Who lints elsewhere than where mail is sent has no secrets.
        missing += installation.missingSecrets(of: read)
        diagnostics += missing
        diagnostics += SubscriberFile.checkExamples(
            of: read, analyzer: installation.analyzer, places: installation.gazetteer)
        diagnostics += suppressions(read, installation)
        if !names.isEmpty, format == .text, !console.json {
            for file in read { readBack(file, installation, console) }
        }
        try show(diagnostics.sorted(), console)
        let isBad = diagnostics.hasErrors || strict && diagnostics.count > missing.count
        // Of what was not there it was said.
        let isSaid = read.isEmpty && diagnostics.isEmpty && status != .done
        if format == .text, !console.json, !isSaid {
            let errors = diagnostics.count { $0.severity == .error }
            let accepted = read.count { $0.subscriber != nil }
            console.print(
                counted(read.count, "file") + ", \(accepted) accepted: "
                    + counted(errors, "error") + ", "
                    + counted(diagnostics.count - errors, "warning"))
        }
        return status == .done && isBad ? .negative : status
    }

    /// What the store knows against the files' addresses.
    private func suppressions(
        _ files: [SubscriberFile], _ installation: Installation
    ) -> [Diagnostic] {
        let found = installation.suppressions(of: files.compactMap(\.subscriber))
        return files.flatMap { file in
            guard let subscriber = file.subscriber else { return [] as [Diagnostic] }
            return subscriber.addresses.compactMap { address in
                found[subscriber.id]?[address].map { reason in
                    Diagnostic(
                        .warning, id: "suppressed", file: file.path,
                        message: "nothing is written to "
                            + "\(Diagnostic.quoted(address.description)): \(reason)")
                }
            }
        }
    }

    /// A subscriber's file by its id, its path, or from standard input, and what
    /// is wrong with it; if it is broken, also what is in force instead.
    private func file(
        _ name: String, _ installation: Installation
    ) throws -> (SubscriberFile, [Diagnostic]) {
        let folder = installation.configuration.subscribers
        let reader = installation.subscriberReader
        if name == "-" {
            let bytes = try StandardInput.bytes()
            let file = reader.read(bytes, id: SubscriberID("-"), path: "-")
            return (file, file.diagnostics)
        }
        let byID = ["\(folder)/\(name).yaml", "\(folder)/\(name).yml"]
        guard
            let path = (byID + [name]).first(where: { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            })
        else {
            let nearest = installation.nearestSubscriber(to: name)
            throw Failure(
                .missingInput,
                "there is no subscriber or file \(Diagnostic.quoted(name)) in '\(folder)'"
                    + (nearest.map { ", did you mean \(Diagnostic.quoted($0.id))?" } ?? ""))
        }
        if let file = installation.lookUpFile(path) { return (file.content, file.diagnostics) }
        do {
            let bytes = try Data(contentsOf: URL(filePath: path))
            let file = reader.read(bytes, id: id(of: path, in: folder), path: path)
            return (file, file.diagnostics)
        } catch {
            throw Failure(
                .missingInput, "'\(path)' can't be read: \(FileTrouble.words(for: error))")
        }
    }

    private func id(of path: String, in folder: String) -> SubscriberID {
        let below = path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
        let bare = URL(filePath: below).deletingPathExtension().relativePath
        return SubscriberName.id(ofPath: bare) ?? SubscriberID(bare)
    }

    private func readBack(
        _ file: SubscriberFile, _ installation: Installation, _ console: Console
    ) {
        let sections = ReadBack(places: installation.gazetteer).sections(
            file, after: installation.clock.now(), zones: installation.zones)
        for section in sections {
            console.print(section.title)
            for line in section.lines { console.print("  \(line)") }
            console.print()
        }
    }

    private func show(_ diagnostics: [Diagnostic], _ console: Console) throws {
        switch console.json ? .json : format {
        case .text:
            console.note(diagnostics)
        case .json:
            for diagnostic in diagnostics { try console.print(json: Printed(diagnostic)) }
        case .github:
            for diagnostic in diagnostics { console.print(annotation(diagnostic)) }
        }
    }

    /// A workflow command, in which line breaks and percent signs are escaped.
    private func annotation(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.position.map { ",line=\($0.line),col=\($0.column)" } ?? ""
        let text = ([diagnostic.message] + diagnostic.hints).joined(separator: "\n")
            .replacing("%", with: "%25").replacing("\n", with: "%0A")
        return "::\(diagnostic.severity.rawValue) file=\(diagnostic.file)\(place)::\(text)"
    }

    private struct Printed: Encodable {
        var file: String
        var line: Int?
        var column: Int?
        var severity: Diagnostic.Severity
        var id: String
        var message: String
        var hints: [String]

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            line = diagnostic.position?.line
            column = diagnostic.position?.column
            severity = diagnostic.severity
            id = diagnostic.id
            message = diagnostic.message
            hints = diagnostic.hints
        }
    }
}
