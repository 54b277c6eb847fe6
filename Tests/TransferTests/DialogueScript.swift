import Newswire
import Testing

@testable import Transfer

/// The client's side of dialogues whose server's side is a text: no connection,
/// no waiting.
///
/// A script's lines: `C:` what must be sent next, in one go, lines parted by
/// ` / `; `S:` what the server says; `END` what a message must end with, by its
/// number; `RECORDED` that ends are recorded, which they else are only when
/// asked for; `NEXT n` that message n may be taken; `CUT` that the line is cut;
/// `RELEASE n` that message n is taken back while we wait; `REST`, `UNSENT n` and
/// `OVER` how it must end.
enum DialogueScript {
    private static let long = String(repeating: "x", count: 16 * 1024)

    /// From 100 on a long one.
    static func message(_ number: Int, to recipient: String? = nil) throws -> SMTPSubmission {
        var known = KnownPieces()
        let text = number < 100 ? "text" : "text \(long)"
        let item = MailItem(
            sender: try EmailAddress("b@example.org"),
            recipient: try EmailAddress(recipient ?? "\(number)@example.org"),
            pieces: [Array("\(text) \(number)\r\n".utf8)], key: "\(number)",
            sealed: Timestamp(seconds: 0))
        return try #require(SMTPSubmission(item, &known))
    }

    static let pipelining = SMTPCapabilities(ehlo: ["hello", "PIPELINING"])

    /// Plays the script and returns what happened, line for line: equal to the
    /// script if all came as it says.
    static func play(
        _ script: String, _ offered: SMTPCapabilities = pipelining
    ) throws -> String {
        var dialogue = SMTPDialogue(offered)
        var lines = script.split(separator: "\n").map(String.init)[...]
        var seen: [String] = []
        while true {
            let line = lines.first ?? ""
            switch dialogue.next() {
            case .take:
                guard line.hasPrefix("NEXT "), let number = Int(line.dropFirst(5)) else {
                    dialogue.offer(nil)
                    continue
                }
                dialogue.offer(try message(number))
                seen.append(line)
            case .write:
                let text = String(decoding: dialogue.outgoing, as: UTF8.self)
                    .replacing(long, with: "long")
                seen.append(
                    "C: "
                        + text.split(separator: "\r\n", omittingEmptySubsequences: false)
                        .dropLast().joined(separator: " / "))
                dialogue.wrote(dialogue.outgoing.count)
            case .read:
                if line == "CUT" {
                    dialogue.lost(.gotNothing)
                } else if line == "TIMEOUT" {
                    dialogue.lost(.timedOut)
                } else if line.hasPrefix("RELEASE") {
                    seen.append(
                        "RELEASE" + (dialogue.release().map { " \($0.item.key)" } ?? ""))
                    lines = lines.dropFirst()
                    continue
                } else if line.hasPrefix("S: ") {
                    dialogue.receive(
                        Array(line.dropFirst(3).replacing(" / ", with: "\r\n").utf8) + [13, 10])
                } else {
                    return (seen + ["waits for the server"]).joined(separator: "\n")
                }
                seen.append(line)
            case .ended(let message, let outcome):
                let words = outcome.reason?.rawValue ?? "delivered"
                let code = outcome.reply.map { " \($0.code)" } ?? ""
                seen.append("END \(message.item.key) \(words)\(code)")
            // Ahead if the script says so.
            case .confirm where line.hasPrefix("C: ") && dialogue.goAhead(): continue
            case .confirm:
                seen.append("RECORDED")
                if line == "RECORDED" { dialogue.confirmed() } else { dialogue.stop() }
            case .rest:
                return (seen + ["REST"]).joined(separator: "\n")
            case .hangUp(let unsent):
                let key = unsent.map { "UNSENT \($0.item.key)" }
                let end = dialogue.isInStep ? "OVER, QUIT" : "OVER"
                return (seen + [key, end].compactMap(\.self)).joined(separator: "\n")
            }
            if seen.last == line { lines = lines.dropFirst() }
        }
    }

    static func group(_ number: Int) -> String {
        "MAIL FROM:<b@example.org> / RCPT TO:<\(number)@example.org> / DATA"
    }
    static let open = "S: 250 ok / 250 ok / 354 go"
}
