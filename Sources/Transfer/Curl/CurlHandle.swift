import CCurl

/// An easy handle: set up by its owner, used by one thread
/// at a time, again and again if its owner likes, freed with its last reference.
/// What was set stays until it is set anew.
///
/// Every handle begins with what must always hold here: no signals, no proxy
/// and no netrc from the surroundings, no redirects followed.
final class CurlHandle {
    let raw: UnsafeMutableRawPointer
    private var url: CurlURL?
    private var headers: CurlList?
    /// Where libcurl puts its words for what went wrong.
    private let words: UnsafeMutablePointer<CChar>

    /// Nil if memory or libcurl itself is not there.
    init?() {
        guard CurlLibrary.isReady, let raw = curl_easy_init() else { return nil }
        self.raw = raw
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        _ = nashra_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, words)
        set(CURLOPT_NOSIGNAL, true)
        // An empty text, not nil: nil would mean http_proxy and its family.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_FOLLOWLOCATION, false)
    }

    deinit {
        curl_easy_cleanup(raw)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ value: Bool) {
        _ = nashra_curl_set_long(raw, option, value ? 1 : 0)
    }

    func set(_ option: CURLoption, _ value: Int) {
        _ = nashra_curl_set_long(raw, option, value)
    }

    /// In whole milliseconds, at least one: libcurl takes zero for its default.
    func set(_ option: CURLoption, _ value: Duration) {
        let milliseconds =
            value.components.seconds * 1000 + value.components.attoseconds / 1_000_000_000_000_000
        _ = nashra_curl_set_long(raw, option, Int(clamping: max(1, milliseconds)))
    }

    /// For options that count bytes (`curl_off_t`).
    func set(_ option: CURLoption, bytes: Int) {
        _ = nashra_curl_set_offset(raw, option, curl_off_t(bytes))
    }

    /// Returns what libcurl says: a text can be one that it refuses.
    @discardableResult
    func set(_ option: CURLoption, _ value: String) -> CurlCode {
        CurlCode(nashra_curl_set_text(raw, option, value))
    }

    /// Takes back what was set: libcurl's own choice from now on.
    func unset(_ option: CURLoption) {
        _ = nashra_curl_set_text(raw, option, nil)
    }

    /// Asks for this URL, which is read already, and which `text` says.
    func setURL(_ url: CurlURL, text: String) {
        guard url !== self.url else { return }
        // What libcurl asks again, because a kept connection turned out to be
        // dead, it asks by the text.
        set(CURLOPT_URL, text)
        _ = nashra_curl_set_pointer(raw, CURLOPT_CURLU, UnsafeMutableRawPointer(url.raw))
        self.url = url
    }

    /// Sends these lines beside libcurl's own, instead of those of last time.
    func setHeaders(_ lines: CurlList) {
        _ = nashra_curl_set_list(raw, CURLOPT_HTTPHEADER, lines.raw)
        headers = lines
    }

    /// Sends these bytes as the body of a POST; they are copied.
    func setBody(_ bytes: [UInt8]) {
        set(CURLOPT_POST, true)
        set(CURLOPT_POSTFIELDSIZE_LARGE, bytes: bytes.count)
        bytes.withUnsafeBytes { buffer in
            _ = nashra_curl_set_pointer(
                raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: buffer.baseAddress))
        }
    }

    /// Lets go of the copy of the body.
    func dropBody() {
        _ = nashra_curl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, nil)
    }

    /// Calls `function` with each line of headers, and with `context` as its
    /// last argument, which the caller keeps alive.
    func onHeader(_ context: UnsafeMutableRawPointer, _ function: curl_write_callback) {
        _ = nashra_curl_set_write_function(raw, CURLOPT_HEADERFUNCTION, function)
        _ = nashra_curl_set_pointer(raw, CURLOPT_HEADERDATA, context)
    }

    /// Calls `function` with each piece of the body, and with `context` as its
    /// last argument, which the caller keeps alive.
    func onBody(_ context: UnsafeMutableRawPointer, _ function: curl_write_callback) {
        _ = nashra_curl_set_write_function(raw, CURLOPT_WRITEFUNCTION, function)
        _ = nashra_curl_set_pointer(raw, CURLOPT_WRITEDATA, context)
    }

    /// Calls `function` before each connection, and with `context` as its first
    /// argument, which the caller keeps alive. A reused connection is not asked.
    func onOpenSocket(_ context: UnsafeMutableRawPointer, _ function: curl_opensocket_callback) {
        _ = nashra_curl_set_opensocket_function(raw, function)
        _ = nashra_curl_set_pointer(raw, CURLOPT_OPENSOCKETDATA, context)
    }

    /// Calls `function` to close each connection that this handle opens, and with
    /// `context` as its first argument, which the caller keeps alive as long as
    /// connections live: longer than the handle, in a multi.
    func onCloseSocket(_ context: UnsafeMutableRawPointer, _ function: curl_closesocket_callback) {
        _ = nashra_curl_set_closesocket_function(raw, function)
        _ = nashra_curl_set_pointer(raw, CURLOPT_CLOSESOCKETDATA, context)
    }

    /// Calls `function` about once a second while libcurl performs, and with
    /// `context` as its first argument, which the caller keeps alive until
    /// `endProgress`.
    func onProgress(_ context: UnsafeMutableRawPointer, _ function: curl_xferinfo_callback) {
        _ = nashra_curl_set_progress_function(raw, function)
        _ = nashra_curl_set_pointer(raw, CURLOPT_XFERINFODATA, context)
        set(CURLOPT_NOPROGRESS, false)
    }

    func endProgress() {
        set(CURLOPT_NOPROGRESS, true)
        _ = nashra_curl_set_pointer(raw, CURLOPT_XFERINFODATA, nil)
    }

    func perform() -> CurlCode {
        CurlCode(curl_easy_perform(raw))
    }

    /// What went wrong last, more exactly than its code says; empty if libcurl
    /// has no words for it.
    var problem: String { String(cString: words) }

    /// Zero if there is none.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        _ = nashra_curl_get_long(raw, info, &value)
        return value
    }

    /// Nil if there is none.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        _ = nashra_curl_get_text(raw, info, &value)
        return value.map { String(cString: $0) }
    }

    /// Nil if the handle holds no open connection.
    var socket: Int32? {
        var value = nashra_curl_socket_bad()
        _ = nashra_curl_get_socket(raw, CURLINFO_ACTIVESOCKET, &value)
        return value == nashra_curl_socket_bad() ? nil : value
    }
}

/// Lines of headers as libcurl takes them, freed with the last reference.
///
/// Unchecked: nobody changes it once it is made.
final class CurlList: @unchecked Sendable {
    /// The list's nodes and behind them their texts, in one piece: libcurl's
    /// own lists take two for each line.
    private let memory: UnsafeMutableRawPointer
    fileprivate let raw: UnsafeMutablePointer<curl_slist>?

    /// A header with an empty value is one that libcurl leaves out.
    init(_ headers: [(name: String, value: String)]) {
        let nodes = headers.count * MemoryLayout<curl_slist>.stride
        let separator = ": "
        var size = nodes
        for (name, value) in headers {
            size += name.utf8.count + separator.utf8.count + value.utf8.count + 1
        }
        memory = .allocate(byteCount: size, alignment: MemoryLayout<curl_slist>.alignment)
        var end = memory + nodes
        func append(_ text: String) {
            var text = text
            text.withUTF8 { bytes in
                UnsafeMutableRawBufferPointer(start: end, count: bytes.count)
                    .copyMemory(from: UnsafeRawBufferPointer(bytes))
                end += bytes.count
            }
        }
        let list = memory.bindMemory(to: curl_slist.self, capacity: headers.count)
        for (index, (name, value)) in headers.enumerated() {
            let line = end.assumingMemoryBound(to: CChar.self)
            append(name)
            append(separator)
            append(value)
            end.storeBytes(of: 0, as: UInt8.self)
            end += 1
            let next = index + 1 < headers.count ? list + index + 1 : nil
            (list + index).initialize(to: curl_slist(data: line, next: next))
        }
        raw = headers.isEmpty ? nil : list
    }

    deinit {
        memory.deallocate()
    }
}

/// libcurl's own start, once a process.
enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
