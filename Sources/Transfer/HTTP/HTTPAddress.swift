import CCurl

/// An http or https URL and its parts, as libcurl itself reads them: what is
/// judged is what is asked.
struct HTTPAddress {
    /// As it goes out: in ASCII, letters of other scripts percent-encoded or in
    /// punycode.
    let text: String
    let scheme: String
    /// In lower case; an IPv6 address without brackets.
    let host: String
    let port: Int
    /// The server: scheme, host and port. Requests of one place share their
    /// turns.
    let place: String

    /// Fails as libcurl would: with `malformedURL` or `unsupportedProtocol`.
    init(_ url: String) throws(HTTPFailure) {
        guard !url.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) else {
            throw .lost(.malformedURL)
        }
        guard let handle = curl_url() else { throw .lost(.engineNotFound) }
        defer { curl_url_cleanup(handle) }
        let isASCII = url.utf8.allSatisfy { $0 < 0x80 }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | (isASCII ? 0 : CURLU_URLENCODE))
        guard curl_url_set(handle, CURLUPART_URL, url, flags) == CURLUE_OK,
            let scheme = Self.part(handle, CURLUPART_SCHEME)?.lowercased(),
            var host = Self.part(handle, CURLUPART_HOST), !host.isEmpty
        else { throw .lost(.malformedURL) }
        guard scheme == "http" || scheme == "https" else { throw .lost(.unsupportedProtocol) }
        if host.utf8.contains(where: { $0 >= 0x80 }) {
            // libcurl would read the name by the machine's locale, and a
            // service's empty one knows no Arabic.
            guard let ascii = DomainName.ascii(host),
                curl_url_set(handle, CURLUPART_HOST, ascii, 0) == CURLUE_OK
            else { throw .lost(.malformedURL) }
            host = ascii
        }
        guard let whole = isASCII ? url : Self.part(handle, CURLUPART_URL) else {
            throw .lost(.malformedURL)
        }
        let isLiteral = host.first == "[" && host.last == "]"
        host = isLiteral ? String(host.dropFirst().dropLast()) : host.lowercased()
        let port =
            Self.part(handle, CURLUPART_PORT).flatMap { Int($0) } ?? (scheme == "https" ? 443 : 80)
        text = whole
        self.scheme = scheme
        self.host = host
        self.port = port
        place = "\(scheme)://\(host):\(port)"
    }

    private static func part(_ handle: OpaquePointer, _ which: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, which, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
