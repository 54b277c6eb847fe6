import CCurl
package import Newswire

/// Reads `Retry-After` (RFC 9110 section 10.2.3).
package enum RetryAfter {
    /// The longest wait that a server may ask of us.
    package static let cap = Duration.seconds(86_400)

    /// From seconds, which some servers give with a fraction, or an HTTP date; none
    /// below zero, none beyond `cap`, rounded up to milliseconds. Nil if it is
    /// neither.
    package static func duration(_ value: String, now: Timestamp) -> Duration? {
        let text = value.trimmingBlanks
        let digits = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = digits.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        if isNumber, let seconds = Double(text) {
            let most = Double(cap.milliseconds)
            return .milliseconds(Int64(min((seconds * 1000).rounded(.up), most)))
        }
        // libcurl reads all three forms of date that HTTP has had.
        guard text.contains(":") else { return nil }
        let seconds = curl_getdate(text, nil)
        guard seconds >= 0 else { return nil }
        return min(max(Timestamp(seconds: Int64(seconds)) - now, .zero), cap)
    }
}

extension String {
    /// Without the spaces and tabs around it.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        return String(
            start[
                ..<(start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex)])
    }
}
