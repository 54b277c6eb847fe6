import Foundation

/// Mails as Python's own parser reads them.
package enum MailText {
    /// The plain text of a mail with alternatives.
    package static func plain(of message: String) throws -> String {
        let script = """
            import sys, email, email.policy
            message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.SMTPUTF8)
            text = message.get_body(("plain",)).get_content()
            sys.stdout.buffer.write(text.replace("\\r\\n", "\\n").encode())
            """
        return try Python.run(script, input: Data(message.utf8))
    }
}
