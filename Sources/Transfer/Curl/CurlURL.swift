import CCurl

/// A URL in its parts, as libcurl itself reads them, freed with its last
/// reference. Used by one thread at a time.
final class CurlURL {
    let raw: OpaquePointer

    /// Empty yet; nil if memory is not there.
    init?() {
        guard let raw = curl_url() else { return nil }
        self.raw = raw
    }

    deinit {
        curl_url_cleanup(raw)
    }

    /// Whether libcurl takes the text for that part; the whole is one too. The
    /// flags are libcurl's (`CURLU_URLENCODE` and its like).
    func set(_ part: CURLUPart, _ text: String, flags: Int32 = 0) -> Bool {
        curl_url_set(raw, part, text, UInt32(flags)) == CURLUE_OK
    }

    /// Nil if there is none.
    func part(_ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(raw, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
