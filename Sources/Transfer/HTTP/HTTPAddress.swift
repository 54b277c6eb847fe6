import CCurl

/// An http or https URL and its parts, as libcurl itself reads them: what is
/// judged is what is asked.
struct HTTPAddress {
    /// As it goes out: in ASCII, letters of other scripts percent-encoded or in
    /// punycode.
    let text: String
    /// The same, read already.
    let parts: CurlURL
    let scheme: String
    /// In lower case; an IPv6 address without brackets.
    let host: String
    let port: Int
    /// The server: scheme, host and port. Requests of one place share their
    /// turns.
    let place: String

    /// The address that the host is without anybody being asked for it.
    var ownAddress: IPAddress? {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return name == "localhost" || name.hasSuffix(".localhost")
            ? IPAddress("127.0.0.1") : IPAddress(name)
    }

    /// Fails as libcurl would: with `malformedURL` or `unsupportedProtocol`.
    init(_ url: String) throws(HTTPFailure) {
        guard !url.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) else {
            throw .lost(.malformedURL)
        }
        guard let parts = CurlURL() else { throw .lost(.engineNotFound) }
        let isASCII = url.utf8.allSatisfy { $0 < 0x80 }
        let flags = CURLU_NON_SUPPORT_SCHEME | (isASCII ? 0 : CURLU_URLENCODE)
        guard parts.set(CURLUPART_URL, url, flags: flags),
            let scheme = parts.part(CURLUPART_SCHEME)?.lowercased(),
            var host = parts.part(CURLUPART_HOST), !host.isEmpty
        else { throw .lost(.malformedURL) }
        guard scheme == "http" || scheme == "https" else { throw .lost(.unsupportedProtocol) }
        if host.utf8.contains(where: { $0 >= 0x80 }) {
            // libcurl would read the name by the machine's locale, and a
            // service's empty one knows no Arabic.
            guard let ascii = DomainName.ascii(host),
                parts.set(CURLUPART_HOST, ascii)
            else { throw .lost(.malformedURL) }
            host = ascii
        }
        guard let whole = isASCII ? url : parts.part(CURLUPART_URL) else {
            throw .lost(.malformedURL)
        }
        let isLiteral = host.first == "[" && host.last == "]"
        host = isLiteral ? String(host.dropFirst().dropLast()) : host.lowercased()
        let port =
            parts.part(CURLUPART_PORT).flatMap { Int($0) } ?? (scheme == "https" ? 443 : 80)
        self.parts = parts
        text = whole
        self.scheme = scheme
        self.host = host
        self.port = port
        place = "\(scheme)://\(host):\(port)"
    }
}
