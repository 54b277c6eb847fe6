import ArgumentParser
import Daemon
import Dispatching
import Foundation
import Newswire
import Storage
import Transfer

struct BounceCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce",
        abstract: "Reads a bounce or complaint; says what it is, and suppresses where it must.",
        discussion: """
            For the mail server that has the return path: let it pipe each mail to \
            `nashra bounce --recipient ADDRESS`, or deliver into a Maildir and name that folder. \
            An address is suppressed only if the return path's token, or our Message-ID with that \
            recipient, proves that the mail was ours. Exit code 0 for every mail that could be \
            read, whatever it is; 75 if it must be brought again, as the store or the \
            configuration can't be used now.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Mails, or Maildirs with mails in 'new'; '-', the default, is standard input.")
    var inputs = ["-"]
    @Option(
        help: ArgumentHelp(
            "The address that the mail was delivered to, where its header does not say.",
            valueName: "address"))
    var recipient: String?

    func validate() throws {
        if let recipient, (try? EmailAddress(recipient)) == nil {
            throw ValidationError("\(Diagnostic.quoted(recipient)) is no email address")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let reception: BounceReception
        do {
            reception = try self.reception(console)
        } catch {
            throw Failure(.later, Failure(error).message)
        }
        var status = ExitStatus.done
        for input in inputs {
            do {
                for mail in try Self.mails(input) {
                    try await receive(mail, by: reception, console)
                }
            } catch let failure as Failure {
                console.error(failure.message)
                status = max(status, failure.status)
            } catch {
                throw Failure(.later, Failure(error).message)
            }
        }
        return status
    }

    private func reception(_ console: Console) throws -> BounceReception {
        let installation = try installation(console)
        let newsroom = try installation.open()
        return BounceReception(
            commits: newsroom.commits, clock: installation.clock,
            wayBack: installation.configuration.signsTokens
                ? WayBack(tokens: try installation.recordedTokens()) : nil)
    }

    private func receive(
        _ mail: Mail, by reception: BounceReception, _ console: Console
    ) async throws {
        let bounce = BounceReader(
            try mail.bytes(), recipient: recipient.flatMap { try? EmailAddress($0) }
        ).bounce
        let decision = try await reception.receive(bounce)
        let printed = PrintedBounce(mail.name, bounce, decision)
        if console.json { try console.print(json: printed) } else { console.print(printed.line) }
        // Only now: what is not recorded yet must be read again.
        try mail.settle()
    }

    /// What an input holds.
    private static func mails(_ input: String) throws -> [Mail] {
        if input == "-" { return [.standardInput] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) else {
            throw Failure(.missingInput, "there is no file '\(input)'")
        }
        guard isFolder.boolValue else { return [.file(input)] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(input)/new")
        else {
            throw Failure(.missingInput, "'\(input)' is a folder without 'new', so no Maildir")
        }
        return names.sorted().filter { !$0.hasPrefix(".") }.map { .delivered(input, name: $0) }
    }

    private enum Mail {
        case standardInput
        case file(String)
        /// In a Maildir's `new`.
        case delivered(String, name: String)

        var name: String {
            switch self {
            case .standardInput: "-"
            case .file(let path): path
            case .delivered(let folder, let name): "\(folder)/new/\(name)"
            }
        }

        func bytes() throws -> [UInt8] {
            if case .standardInput = self {
                return [UInt8](FileHandle.standardInput.readDataToEndOfFile())
            }
            do {
                let file = try FileHandle(forReadingFrom: URL(filePath: name))
                return [UInt8](try file.readToEnd() ?? Data())
            } catch {
                throw Failure(
                    .missingInput, "'\(name)' can't be read: \(FileTrouble.words(for: error))")
            }
        }

        /// A mail of a Maildir is marked as seen, as its readers do.
        func settle() throws {
            guard case .delivered(let folder, let name) = self else { return }
            do {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/cur", withIntermediateDirectories: true)
                try FileManager.default.moveItem(
                    atPath: self.name, toPath: "\(folder)/cur/\(name):2,S")
            } catch {
                throw Failure(
                    .cannotWrite,
                    "'\(self.name)' can't be moved to 'cur': \(FileTrouble.words(for: error))")
            }
        }
    }
}

/// A bounce as `bounce` shows it.
private struct PrintedBounce: Encodable {
    var input: String
    var kind: Bounce.Kind
    var status: String?
    var recipient: String?
    var subscriber: SubscriberID?
    var suppressed: Bool
    /// What follows from it, and why.
    var outcome: String
    var reason: String?

    init(_ input: String, _ bounce: Bounce, _ decision: BounceDecision) {
        self.input = input
        kind = bounce.kind
        status = bounce.status?.description
        recipient = bounce.recipients.first?.description
        reason = bounce.reason
        suppressed = false
        switch decision {
        case .suppress(let mail, _):
            suppressed = true
            outcome =
                bounce.kind == .complaint
                ? "nothing more of \(mail.subscriber) is sent to this address"
                : "nothing more is sent to this address"
            name(mail)
        case .count(let mail, let day, let days):
            outcome = "day \(day) of \(days) before nothing more is sent to this address"
            name(mail)
        case .nothing(let why): outcome = Self.words(why)
        }
    }

    private mutating func name(_ mail: SentMail) {
        recipient = mail.address.description
        subscriber = mail.subscriber
    }

    private static func words(_ reason: BounceDecision.Reason) -> String {
        switch reason {
        case .noReport: "nothing to do"
        case .notTheRecipient: "the recipient is not at fault, so nothing is done"
        case .unproven: "nothing proves that this is about a mail of ours, so nothing is done"
        case .otherRecipient: "our mail was to another recipient, so nothing is done"
        case .repeated: "read before"
        }
    }

    var line: String {
        let named =
            kind == .none ? "no bounce" : kind == .complaint ? "complaint" : "\(kind) bounce"
        let about = [status, recipient.map { "of \($0)" }, subscriber.map { "(\($0))" }]
            .compactMap(\.self)
        return ([input + ":", named] + about).joined(separator: " ") + ": " + outcome
            + (reason.map { " [\($0)]" } ?? "")
    }
}
