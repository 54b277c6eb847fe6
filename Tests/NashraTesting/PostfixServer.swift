package import Foundation

/// Debian's own Postfix with Dovecot behind it, in a folder of its own on
/// 127.0.0.1: what real relays make of our mail. `Servers/postfix_server.py`
/// says how it all works.
package final class PostfixServer: Sendable {
    package struct Options: Sendable {
        /// `USER:PASSWORD`, which it then insists on, after STARTTLS.
        package var login: String?
        package var smtpUTF8 = true

        package init() {}
    }

    /// Why there can be none here; nil if there can. Postfix starts as root and
    /// gives up its rights itself.
    package static let obstacle: String? = {
        if geteuid() != 0 { return "Postfix needs root" }
        for program in ["/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp"]
        where !FileManager.default.isExecutableFile(atPath: program) {
            return "there is no \(program): `make setup-tests` installs it"
        }
        return nil
    }()

    private let server: PythonServer

    package init(_ options: Options = Options()) throws {
        var arguments: [String] = []
        if let login = options.login { arguments += ["--login", login] }
        if !options.smtpUTF8 { arguments.append("--no-smtputf8") }
        server = try PythonServer(script: "postfix_server.py", arguments: arguments)
    }

    /// By the name in its certificate.
    package var url: String { "smtp://localhost:\(server.port)" }
    /// Whom to trust, to find its certificate good.
    package var authorities: String { server.folder.url.appending(path: "authority.pem").path }

    /// What lies in the Maildir of an address at example.org, `utf8` for all at
    /// utf8.test; whole messages only.
    package func mail(of address: String) throws -> [Data] {
        let folder = server.folder.url.appending(path: "mail/\(address)/new")
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try (names ?? []).sorted().map { try Data(contentsOf: folder.appending(path: $0)) }
    }

    /// What a Maildir holds as soon as there are so many; what there is, if
    /// Postfix does not pass them on within a minute.
    package func mail(of address: String, awaiting count: Int) async throws -> [Data] {
        for _ in 0..<3000 where try mail(of: address).count < count {
            try await Task.sleep(for: .milliseconds(20))
        }
        return try mail(of: address)
    }

    /// What Postfix wrote of its work.
    package var log: [String] {
        String(decoding: server.read("log"), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
