/// What the links in mails begin with: an http or https address with a host and
/// perhaps a port and a path, nothing else.
package struct PublicAddress: Hashable, Sendable {
    /// In ASCII, without a slash at its end.
    package let text: String
    /// As libcurl reads it.
    package let host: String
    /// Whether nobody between reader and server reads along: by TLS, or as both
    /// are one machine.
    package let isPrivateOnTheWay: Bool

    /// Nil for any other scheme, and with a user, a query or a fragment.
    package init?(_ url: String) {
        guard let address = try? HTTPAddress(url), !address.text.contains(where: "?#@".contains)
        else { return nil }
        var text = address.text
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
        host = address.host
        isPrivateOnTheWay = address.scheme == "https" || SMTPRelay.isLoopback(address.host)
    }
}
