package import Newswire

/// Gets feeds and pages by http and https, many at a time, over one thread of
/// its own; each redirect is judged like a first address.
package final class Fetcher: Sendable {
    private let loop: HTTPLoop
    private let limits: HTTPLimits
    private let mostRedirects = 5

    /// At most `perHost` requests at a time go to one host. `limits` are for
    /// each hop.
    package init(
        network: NetworkSettings = NetworkSettings(), limits: HTTPLimits = .fetch,
        perHost: Int = 2
    ) {
        loop = HTTPLoop(
            HTTPTerms(
                guardian: network.guardian, proxy: network.proxy, perHost: perHost,
                limits: limits, acceptsPacked: true))
        self.limits = limits
    }

    /// Fetches what is at the URL, or learns that it has not changed since the
    /// validators were given; `now` is against what a Retry-After date counts.
    package func fetch(
        _ url: String, validators: FetchValidators = FetchValidators(), now: Timestamp
    ) async throws(FetchFailure) -> FetchResult {
        var hop = url
        var movedTo: String?
        var isForGood = true
        for _ in 0...mostRedirects {
            let address = try Self.address(hop)
            let response = try await get(address, validators)
            switch response.status {
            case 200..<300:
                return .fetched(
                    FetchedPage(
                        bytes: response.body, contentType: response.header("content-type"),
                        url: hop, validators: Self.validators(of: response), movedTo: movedTo))
            case 304 where !validators.isEmpty:
                // A 304 repeats a validator only where it wants to.
                let fresh = Self.validators(of: response)
                return .notModified(
                    FetchValidators(
                        etag: fresh.etag ?? validators.etag,
                        lastModified: fresh.lastModified ?? validators.lastModified),
                    movedTo: movedTo)
            case 301, 302, 303, 307, 308:
                guard let target = response.redirect, (try? HTTPAddress(target)) != nil else {
                    throw .badRedirect(host: address.host)
                }
                isForGood = isForGood && [301, 308].contains(response.status)
                if isForGood { movedTo = target }
                hop = target
            default:
                throw .refused(
                    host: address.host, status: response.status,
                    after: response.retryAfter(now: now))
            }
        }
        throw .tooManyRedirects(limit: mostRedirects)
    }

    private func get(
        _ address: HTTPAddress, _ validators: FetchValidators
    ) async throws(FetchFailure) -> HTTPResponse {
        var headers = [
            (
                name: "Accept",
                value: "application/rss+xml, application/atom+xml, application/feed+json, "
                    + "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
            )
        ]
        // What can't stand in a header was not given by a server.
        if let etag = validators.etag, Self.isHeaderSafe(etag) {
            headers.append(("If-None-Match", etag))
        }
        if let date = validators.lastModified, Self.isHeaderSafe(date) {
            headers.append(("If-Modified-Since", date))
        }
        do throws(HTTPFailure) {
            return try await loop.perform(HTTPRequest(url: address.text, headers: headers))
        } catch {
            throw Self.failure(error, host: address.host, limits)
        }
    }

    private static func address(_ url: String) throws(FetchFailure) -> HTTPAddress {
        do throws(HTTPFailure) {
            return try HTTPAddress(url)
        } catch {
            throw error == .lost(.unsupportedProtocol) ? .notHTTP : .badURL
        }
    }

    private static func validators(of response: HTTPResponse) -> FetchValidators {
        FetchValidators(
            etag: response.header("etag").flatMap { $0.isEmpty ? nil : $0 },
            lastModified: response.header("last-modified").flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func isHeaderSafe(_ value: String) -> Bool {
        !value.isEmpty && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func failure(
        _ failure: HTTPFailure, host: String, _ limits: HTTPLimits
    ) -> FetchFailure {
        switch failure {
        case .lost(.timedOut): .timeout(host: host)
        case .lost(.unsupportedProtocol): .notHTTP
        case .lost(.malformedURL): .badURL
        case .lost(let code), .unusable(let code, _): .unreachable(host: host, code)
        case .privateAddress(let address): .privateAddress(host: host, address: address)
        case .tooLarge: .tooLarge(limit: limits.bytes)
        case .cancelled: .cancelled
        }
    }
}
