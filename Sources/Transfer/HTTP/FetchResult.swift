import Newswire

/// What a server gave with a page so that it can be asked later whether the
/// page changed. Each as sent.
package struct FetchValidators: Hashable, Sendable, Codable {
    package var etag: String?
    package var lastModified: String?

    package init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    package var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// What a fetch brought.
package enum FetchResult: Hashable, Sendable {
    /// Nothing new since the validators; the ones to keep from now on.
    case notModified(FetchValidators, movedTo: String?)
    case fetched(FetchedPage)
}

/// A page, feed or file as a server gave it.
package struct FetchedPage: Hashable, Sendable {
    /// Unpacked.
    package var bytes: [UInt8]
    /// As sent.
    package var contentType: String?
    /// Where it was found, after redirects; relative links in it are against
    /// this.
    package var url: String
    package var validators: FetchValidators
    /// The address to ask from now on, if the server says for good (301, 308).
    package var movedTo: String?

    package init(
        bytes: [UInt8], contentType: String? = nil, url: String,
        validators: FetchValidators = FetchValidators(), movedTo: String? = nil
    ) {
        self.bytes = bytes
        self.contentType = contentType
        self.url = url
        self.validators = validators
        self.movedTo = movedTo
    }
}

/// Why a fetch brought nothing.
package enum FetchFailure: Error, Hashable, Sendable {
    case badURL
    case notHTTP
    case unreachable(host: String, CurlCode)
    case timeout(host: String)
    /// No address of the host may be reached.
    case privateAddress(host: String, address: String)
    case tooLarge(limit: Int)
    case tooManyRedirects(limit: Int)
    /// A redirect without a usable target.
    case badRedirect(host: String)
    /// The server answered with another status than success; how long it asks
    /// to be left alone.
    case refused(host: String, status: Int, after: Duration?)
    case cancelled

    /// One line, lower case, no full stop, without the URL, which the caller
    /// knows and which can hold a password.
    package var explanation: String {
        switch self {
        case .badURL: "the address is no URL"
        case .notHTTP: "only http and https addresses can be fetched"
        case .unreachable(let host, let code):
            "\(Diagnostic.quoted(host)) cannot be reached: "
                + code.explanation.prefix(1).lowercased() + code.explanation.dropFirst()
        case .timeout(let host): "\(Diagnostic.quoted(host)) did not answer in time"
        case .privateAddress(let host, let address):
            "\(Diagnostic.quoted(host)) leads to the private address \(address); "
                + "list it under 'network.allow' if that is meant"
        case .tooLarge(let limit): "the answer is longer than \(limit / 1_048_576) MiB"
        case .tooManyRedirects(let limit): "more than \(limit) redirects"
        case .badRedirect(let host):
            "\(Diagnostic.quoted(host)) redirects to no http or https address"
        case .refused(let host, let status, let after):
            "\(Diagnostic.quoted(host)) answered with status \(status)"
                + (after.map { "; asked to wait \($0.components.seconds) s" } ?? "")
        case .cancelled: "the fetch was cancelled"
        }
    }

    /// Whether asking again later may bring it, without anyone changing
    /// anything.
    package var isPassing: Bool {
        switch self {
        case .unreachable(_, let code): !code.isConfiguration
        case .timeout, .cancelled: true
        case .refused(_, let status, _):
            [408, 425, 429].contains(status) || (status >= 500 && status != 501 && status != 505)
        case .badURL, .notHTTP, .privateAddress, .tooLarge, .tooManyRedirects, .badRedirect: false
        }
    }
}
