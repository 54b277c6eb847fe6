import CCurl
package import Newswire

/// A result of libcurl's as an open value: what it calls `CURLcode`.
///
/// Our own dialogues use the same values for what happens to their lines, so
/// that one table judges both.
package struct CurlCode: Error, Hashable, Sendable {
    package let rawValue: UInt32

    package init(_ rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ code: CURLcode) {
        rawValue = code.rawValue
    }

    package static let ok = CurlCode(0)
    package static let unsupportedProtocol = CurlCode(1)
    package static let malformedURL = CurlCode(3)
    package static let proxyNotFound = CurlCode(5)
    package static let hostNotFound = CurlCode(6)
    package static let couldNotConnect = CurlCode(7)
    package static let weirdServerReply = CurlCode(8)
    package static let remoteAccessDenied = CurlCode(9)
    package static let http2 = CurlCode(16)
    package static let partialFile = CurlCode(18)
    package static let writeError = CurlCode(23)
    package static let timedOut = CurlCode(28)
    package static let tlsConnect = CurlCode(35)
    package static let abortedByCallback = CurlCode(42)
    package static let tooManyRedirects = CurlCode(47)
    package static let gotNothing = CurlCode(52)
    package static let engineNotFound = CurlCode(53)
    package static let engineSetFailed = CurlCode(54)
    package static let sendError = CurlCode(55)
    package static let receiveError = CurlCode(56)
    package static let certificateProblem = CurlCode(58)
    package static let tlsCipher = CurlCode(59)
    package static let peerVerification = CurlCode(60)
    package static let badContentEncoding = CurlCode(61)
    package static let fileTooLarge = CurlCode(63)
    package static let tlsRequired = CurlCode(64)
    package static let loginDenied = CurlCode(67)
    package static let badAuthorityFile = CurlCode(77)
    package static let again = CurlCode(81)
    package static let badRevocationList = CurlCode(82)
    package static let issuer = CurlCode(83)
    package static let pinnedKey = CurlCode(90)
    package static let certificateStatus = CurlCode(91)
    package static let http2Stream = CurlCode(92)
    package static let clientCertificate = CurlCode(98)

    /// Whether no attempt can succeed until someone changes a certificate, a
    /// trust store or a setting. 51 is the old number of 60.
    package var isConfiguration: Bool {
        switch self {
        case .unsupportedProtocol, .malformedURL, .engineNotFound, .engineSetFailed,
            .certificateProblem, .tlsCipher, .peerVerification, CurlCode(51), .tlsRequired,
            .badAuthorityFile, .badRevocationList, .issuer, .pinnedKey, .certificateStatus,
            .clientCertificate:
            true
        default: false
        }
    }

    /// What went wrong, where a server's words stand: by the words of the
    /// attempt itself if there are any. No server has the code 0.
    package func reply(saying words: String = "") -> ServerReply {
        ServerReply(code: 0, text: words.isEmpty ? explanation : ReplyText.oneLine(words))
    }

    /// libcurl's own words for it, in English.
    package var explanation: String {
        String(cString: curl_easy_strerror(CURLcode(rawValue)))
    }
}
