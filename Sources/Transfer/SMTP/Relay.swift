import Newswire

/// Where mail is handed over: a mail server, or a Maildir on this machine.
package enum Relay: Hashable, Sendable {
    case smtp(SMTPRelay)
    /// A Maildir's folder, as the user wrote it.
    case maildir(path: String)
    /// One that can't be used here, under the name it would have: something that
    /// the configuration refers to is missing. Each message given to it stays
    /// unsent, for that reason.
    case unusable(endpoint: String, explanation: String)

    /// Reads `smtp://HOST[:PORT]`, `smtps://HOST[:PORT]` or `maildir:PATH`.
    ///
    /// Without `tls` a relay on this machine is spoken to in clear and any
    /// other one by TLS. Whether `none` is allowed off this machine is for the
    /// configuration to say.
    package init(
        url: String, credentials: SMTPCredentials? = nil, tls: SMTPRelay.TLS? = nil,
        authorities: String? = nil, deadlines: SMTPDeadlines = SMTPDeadlines()
    ) throws(RelayProblem) {
        if url.hasPrefix("maildir:") {
            let path = String(url.dropFirst("maildir:".count))
            guard !path.isEmpty, !path.utf8.contains(0) else { throw .noPath }
            guard credentials == nil else { throw .credentialsForMaildir }
            self = .maildir(path: path)
            return
        }
        let parts = try RelayURL(url)
        self = .smtp(
            SMTPRelay(
                host: parts.host, port: parts.port ?? (parts.isTLS ? 465 : 25),
                tls: parts.isTLS
                    ? .fromStart : tls ?? (SMTPRelay.isLoopback(parts.host) ? .none : .required),
                credentials: credentials, authorities: authorities, deadlines: deadlines))
    }

    /// Its name in logs and deliveries: never holds credentials.
    package var endpoint: String {
        switch self {
        case .smtp(let relay): relay.endpoint
        case .maildir(let path): "maildir:\(path)"
        case .unusable(let endpoint, _): endpoint
        }
    }
}

/// A mail server that takes our messages.
package struct SMTPRelay: Hashable, Sendable {
    package enum TLS: String, Hashable, Sendable {
        /// STARTTLS, or nothing is sent.
        case required
        /// No TLS, even if it is offered.
        case none
        /// TLS from the first byte: smtps.
        case fromStart = "from-start"
    }

    /// A name or address in ASCII, an IPv6 address without its brackets.
    package var host: String
    package var port: Int
    package var tls: TLS
    package var credentials: SMTPCredentials?
    /// A file of certificates to trust instead of the machine's.
    package var authorities: String?
    /// By which name we greet it, in ASCII, instead of the machine's: many relays
    /// want one that DNS knows.
    package var helo: String?
    package var deadlines: SMTPDeadlines

    package init(
        host: String, port: Int, tls: TLS, credentials: SMTPCredentials? = nil,
        authorities: String? = nil, deadlines: SMTPDeadlines = SMTPDeadlines()
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.credentials = credentials
        self.authorities = authorities
        self.deadlines = deadlines
    }

    /// `smtp://relay.example.org:587`: the relay without its credentials.
    package var endpoint: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(tls == .fromStart ? "smtps" : "smtp")://\(name):\(port)"
    }

    /// Whether the host is this machine by its very name or address.
    package static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        return IPAddress(name)?.isLoopback ?? false
    }
}

/// A name and a password, or a name and where its token is; none is ever
/// printed.
package struct SMTPCredentials: Hashable, Sendable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    enum Proof: Hashable, Sendable {
        case password(String)
        /// By XOAUTH2 or OAUTHBEARER.
        case token(TokenSource)
    }

    let username: String
    let proof: Proof

    package init(username: String, password: String) {
        self.username = username
        proof = .password(password)
    }

    package init(username: String, token: TokenSource) {
        self.username = username
        proof = .token(token)
    }

    package var description: String { "credentials" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// How long each phase of a session may take. The defaults are RFC 5321's
/// (section 4.5.3.2) where patience costs nothing but this session: giving up
/// on the last reply early sends messages twice.
package struct SMTPDeadlines: Hashable, Sendable {
    /// Until TCP stands, the look-up of the name included.
    package var connect: Duration
    /// Until the server has greeted us and taken our login, from the start.
    package var login: Duration
    /// From a command to its reply.
    package var command: Duration
    /// For all of a message to go out.
    package var body: Duration
    /// From the final dot to its reply.
    package var verdict: Duration
    /// How long a server may keep silent before the feed is told, which has then
    /// others send what it holds. Nothing ends by it.
    package var patience: Duration

    package init(
        connect: Duration = .seconds(30), login: Duration = .seconds(120),
        command: Duration = .seconds(120), body: Duration = .seconds(600),
        verdict: Duration = .seconds(600), patience: Duration = .seconds(10)
    ) {
        self.connect = connect
        self.login = login
        self.command = command
        self.body = body
        self.verdict = verdict
        self.patience = patience
    }
}

/// What is wrong with a relay's URL.
package enum RelayProblem: Error, Hashable {
    case unknownScheme(String)
    case noHost(String)
    case badHost(String)
    case badPort(String)
    case credentialsInURL
    case trailing(String)
    case noPath
    case credentialsForMaildir

    /// One line, lower case, no full stop.
    package var explanation: String {
        switch self {
        case .unknownScheme(let url):
            "\(Diagnostic.quoted(url)) is no relay; expected smtp://HOST:PORT, "
                + "smtps://HOST:PORT or maildir:PATH"
        case .noHost(let url): "\(Diagnostic.quoted(url)) names no host"
        case .badHost(let host): "\(Diagnostic.quoted(host)) is no host name or address"
        case .badPort(let port): "\(Diagnostic.quoted(port)) is no port; expected 1 to 65535"
        case .credentialsInURL:
            "a relay's URL holds no user name; use the keys 'username' and 'password'"
        case .trailing(let rest):
            "\(Diagnostic.quoted(rest)) behind the host has no meaning; "
                + "expected smtp://HOST:PORT"
        case .noPath: "'maildir:' names no folder; expected maildir:PATH"
        case .credentialsForMaildir: "a maildir takes no user name and no password"
        }
    }
}

/// The parts of `smtp://HOST[:PORT]`.
private struct RelayURL {
    var isTLS: Bool
    var host: String
    var port: Int?

    init(_ url: String) throws(RelayProblem) {
        let rest: Substring
        switch url.lowercased() {
        case let lower where lower.hasPrefix("smtp://"):
            isTLS = false
            rest = url.dropFirst("smtp://".count)
        case let lower where lower.hasPrefix("smtps://"):
            isTLS = true
            rest = url.dropFirst("smtps://".count)
        default: throw .unknownScheme(url)
        }
        // Before anything that quotes the text: it may hold a password.
        guard !rest.contains("@") else { throw .credentialsInURL }
        var authority = rest
        if let end = rest.firstIndex(where: { "/?#".contains($0) }) {
            authority = rest[..<end]
            guard rest[end...] == "/" else { throw .trailing(String(rest[end...])) }
        }
        guard !authority.isEmpty else { throw .noHost(url) }
        let name: Substring
        var port: Substring?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else {
                throw .badHost(String(authority))
            }
            name = authority[authority.index(after: authority.startIndex)..<close]
            let tail = authority[authority.index(after: close)...]
            guard tail.isEmpty || tail.first == ":" else { throw .badHost(String(authority)) }
            port = tail.isEmpty ? nil : tail.dropFirst()
            guard IPAddress(String(name))?.isVersion6 == true else {
                throw .badHost(String(authority))
            }
            host = String(name)
        } else {
            let parts = authority.split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            name = parts[0]
            port = parts.count > 1 ? parts[1] : nil
            guard !name.isEmpty else { throw .noHost(url) }
            let isSafe = name.unicodeScalars.allSatisfy { scalar in
                !scalar.isASCII || scalar == "." || scalar == "-" || scalar == "_"
                    || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                    || ("0"..."9").contains(scalar)
            }
            guard isSafe,
                let ascii = name.contains("_") ? String(name) : DomainName.ascii(String(name))
            else { throw .badHost(String(name)) }
            host = ascii
        }
        if let port {
            let isDigits = port.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isDigits, let number = Int(port), (1...65535).contains(number) else {
                throw .badPort(String(port))
            }
            self.port = number
        }
    }
}
