import Foundation
import NashraTesting

/// Programs of others that judge what we write, in the project's own Python
/// environment.
enum Judge {
    static let isThere = FileManager.default.isExecutableFile(atPath: ProjectRoot.python.path)

    /// A mail as Python's strictest policy reads it.
    struct Mail: Decodable {
        var defects: [String]
        var subject: String
        var fromName: String
        var fromAddress: String
        var text: String
        var html: String
    }

    static func mail(_ message: String) throws -> Mail {
        let script = """
            import sys, json, email, email.policy
            raw = sys.stdin.buffer.read()
            policy = email.policy.SMTPUTF8.clone(raise_on_defect=False)
            message = email.message_from_bytes(raw, policy=policy)
            defects = []
            for part in message.walk():
                content = None if part.is_multipart() else part.get_content()
                defects += [repr(d) for d in part.defects]
                for name, value in part.items():
                    defects += [name + ": " + repr(d) for d in value.defects]
            for line in raw.split(b"\\r\\n"):
                if len(line) > 998 or b"\\r" in line or b"\\n" in line:
                    defects.append("line: " + repr(line[:80]))
            # The same once more, where the first defect raises.
            email.message_from_bytes(raw, policy=email.policy.strict + email.policy.SMTPUTF8)
            sender = message["From"].addresses[0]
            print(json.dumps({
                "defects": defects, "subject": str(message["Subject"]),
                "fromName": sender.display_name, "fromAddress": sender.addr_spec,
                "text": message.get_body(("plain",)).get_content().replace("\\r\\n", "\\n"),
                "html": message.get_body(("html",)).get_content().replace("\\r\\n", "\\n")}))
            """
        let answer = try run(script, on: Data(message.utf8))
        return try JSONDecoder().decode(Mail.self, from: answer)
    }

    /// What a script of `Judges/` says against each page, by the page's name.
    static func complaints(
        _ script: String, of pages: [String: String]
    ) throws -> [String: [String]] {
        try JSONDecoder().decode([String: [String]].self, from: answer(of: script, pages))
    }

    /// What a script of `Judges/` says of each mail, by the mail's name.
    static func scores(_ script: String, of mails: [String: String]) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: answer(of: script, mails))
    }

    private static func answer(of script: String, _ texts: [String: String]) throws -> Data {
        let path = ProjectRoot.file("Tests/DigestsTests/Judges/\(script)").path
        return try ChildProcess.run(
            ProjectRoot.python, [path], input: try JSONEncoder().encode(texts))
    }

    private static func run(_ script: String, on input: Data) throws -> Data {
        try ChildProcess.run(ProjectRoot.python, ["-c", script], input: input)
    }
}
