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
            Of a Maildir the mails are read that nobody has seen, also those that an IMAP server \
            moved to 'cur'; each is then marked as seen. \
            An address is suppressed only if the return path's token, or our Message-ID with that \
            recipient, proves that the mail was ours. Exit code 0 for every mail that could be \
            read, whatever it is; 75 if it must be brought again, as the store or the \
            configuration can't be used now.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Mails, or Maildirs; '-', the default, is standard input.")
    var inputs = ["-"]
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The address that the mail was delivered to, where its header does not say; may be "
                + "given again.",
            valueName: "address"))
    var recipient: [String] = []

    func perform(_ console: Console) async throws -> ExitStatus {
        let recipients = recipients(console)
        do {
            let reception = try self.reception(console)
            var status = ExitStatus.done
            for input in inputs {
                status = max(status, try await read(input, recipients, by: reception, console))
            }
            return status
        } catch {
            // The mails stay where they are, to be brought again.
            throw Failure(.later, Failure(error).message)
        }
    }

    /// Those that can be read as addresses. What a mail server makes of the others
    /// is no reason to refuse its mail for good.
    private func recipients(_ console: Console) -> [EmailAddress] {
        recipient.compactMap { text in
            do throws(EmailAddress.Problem) {
                return try Mailbox(text).address
            } catch {
                console.warn(
                    "--recipient \(Diagnostic.quoted(text)) \(error.explanation), so it is not "
                        + "looked at")
                return nil
            }
        }
    }

    private func reception(_ console: Console) throws -> BounceReception {
        let installation = try installation(console)
        let newsroom = try openRecorded(installation)
        return BounceReception(
            commits: newsroom.commits, clock: installation.clock,
            wayBack: installation.configuration.signsTokens
                ? WayBack(tokens: try installation.recordedTokens()) : nil)
    }

    /// Reads what an input holds, each mail by itself, and says what could not be
    /// read. Throws where the store can't be used.
    private func read(
        _ input: String, _ recipients: [EmailAddress], by reception: BounceReception,
        _ console: Console
    ) async throws -> ExitStatus {
        var status = ExitStatus.done
        var strange: [String] = []
        func tell(_ failure: Failure) {
            console.error(failure.message)
            status = max(status, failure.status)
        }
        let mails: [ReturnedMail]
        do {
            mails = try ReturnedMail.all(in: input)
        } catch {
            tell(error)
            return status
        }
        for mail in mails {
            do {
                switch try mail.contents() {
                case .mail(let bytes):
                    try await receive(bytes, of: mail, recipients, by: reception, console)
                    // Only now: what is not recorded yet must be read again.
                    try mail.settle()
                case .gone: continue
                case .noFile: strange.append(mail.name)
                }
            } catch let failure as Failure {
                tell(failure)
            }
        }
        if !strange.isEmpty {
            console.warn(
                strange.map { "'\($0)'" }.joined(separator: ", ")
                    + (strange.count == 1 ? " is no regular file" : " are no regular files")
                    + ", so no mail, and left there")
        }
        return status
    }

    /// Takes it as delivered to each of the recipients.
    private func receive(
        _ bytes: [UInt8], of mail: ReturnedMail, _ recipients: [EmailAddress],
        by reception: BounceReception, _ console: Console
    ) async throws {
        for recipient in recipients.isEmpty ? [nil] : recipients.map(Optional.some) {
            let bounce = BounceReader(bytes, recipient: recipient).bounce
            let decision = try await reception.receive(bounce)
            let printed = PrintedBounce(mail.name, bounce, decision)
            if console.json {
                try console.print(json: printed)
            } else {
                console.print(printed.line)
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
        // A report may tell of several recipients.
        let about: SentMail? =
            switch decision {
            case .suppress(let mail, _), .count(let mail, _, _): mail
            case .nothing: nil
            }
        let verdict =
            about.flatMap { mail in bounce.verdicts.first { $0.names(mail.address) } }
            ?? bounce.verdicts[0]
        kind = verdict.kind
        status = verdict.status?.description
        recipient = verdict.recipients.first?.description
        reason = verdict.reason
        suppressed = false
        switch decision {
        case .suppress(let mail, _):
            suppressed = true
            outcome =
                verdict.kind == .complaint
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
