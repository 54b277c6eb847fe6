package import Foundation

/// A real SMTP server on 127.0.0.1 that keeps what it gets and misbehaves when
/// told to; `Servers/smtp_server.py` says how it all works.
package final class SMTPServer: Sendable {
    package struct Options: Sendable {
        /// What is wrong with its certificate, if anything is.
        package enum Certificate: String, Sendable, CaseIterable {
            case good, expired
            case otherName = "other-name"
            case selfSigned = "self-signed"
        }

        /// Offers STARTTLS.
        package var startTLS = false
        /// Speaks TLS from the start.
        package var tls = false
        /// `USER:PASSWORD`, which it then insists on.
        package var login: String?
        /// `USER:TOKEN`, which it then insists on, by XOAUTH2.
        package var token: String?
        package var smtpUTF8 = true
        /// For localhost, but for one that is for another name.
        package var certificate = Certificate.selfSigned
        package var pipelining = true
        /// The largest message it takes.
        package var size = 64 * 1024 * 1024

        package init() {}
    }

    /// How to misbehave, by address; `*` is any.
    package struct Behaviour: Encodable, Sendable {
        package enum Step: String, Encodable, Sendable {
            case mail, rcpt, data, final
        }

        /// Replies to each command instead of its own.
        package var mail: [String: String] = [:]
        package var rcpt: [String: String] = [:]
        package var data: [String: String] = [:]
        package var final: [String: String] = [:]
        /// Where it hangs up; at `final` the message is kept.
        package var drop: [String: Step] = [:]
        /// Where it answers nothing any more: `rcpt` or `final`.
        package var stall: [String: Step] = [:]
        /// Seconds before each final reply.
        package var delay: Double?
        /// 421 after so many messages on one connection.
        package var most: Int?

        package init() {}
    }

    package struct Received: Sendable {
        package var sender: String
        package var recipients: [String]
        package var parameters: [String]
        /// Connections count from one.
        package var connection: Int
        package var tls: Bool
        package var login: Bool
        package var bytes: Data

        package var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let server: PythonServer

    package init(_ options: Options = Options(), behaviour: Behaviour = Behaviour()) throws {
        var arguments = ["--size", String(options.size)]
        if options.startTLS { arguments.append("--starttls") }
        arguments += ["--certificate", options.certificate.rawValue]
        if options.tls { arguments.append("--tls") }
        if !options.smtpUTF8 { arguments.append("--no-smtputf8") }
        if !options.pipelining { arguments.append("--no-pipelining") }
        if let token = options.token { arguments += ["--token", token] }
        if let login = options.login { arguments += ["--login", login] }
        server = try PythonServer(
            script: "smtp_server.py", arguments: arguments,
            files: ["behaviour.json": Self.json(behaviour)])
    }

    package var port: Int { server.port }
    package var url: String { "smtp://127.0.0.1:\(port)" }
    /// Whom to trust; then nothing but what its kind says is wrong with its
    /// certificate.
    package var authorities: String {
        server.folder.url.appending(path: "authority.pem").path
    }
    /// Its folder, for tests that start other programs beside it.
    package var folder: URL { server.folder.url }

    /// From the next command on.
    package func behave(_ behaviour: Behaviour) throws {
        try server.write(try Self.json(behaviour), to: "behaviour.json")
    }

    /// What was received so far, in order.
    package func received() throws -> [Received] {
        try server.names(in: "messages", ending: ".json").map { name in
            let facts = try JSONDecoder().decode(Facts.self, from: server.read("messages/\(name)"))
            return Received(
                sender: facts.sender, recipients: facts.recipients, parameters: facts.parameters,
                connection: facts.connection, tls: facts.tls, login: facts.login,
                bytes: server.read("messages/\(name.replacing(".json", with: ".eml"))"))
        }
    }

    /// A line an event: `1 connected`, `1 S: 250 …`, `1 C: RSET`.
    package var log: [String] {
        String(decoding: server.read("log"), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    private struct Facts: Decodable {
        var sender: String
        var recipients: [String]
        var parameters: [String]
        var connection: Int
        var tls: Bool
        var login: Bool
    }

    private static func json(_ behaviour: Behaviour) throws -> String {
        String(decoding: try JSONEncoder().encode(behaviour), as: UTF8.self)
    }
}
