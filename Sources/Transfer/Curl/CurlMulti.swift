import CCurl

/// A multi handle and the sockets it waits for, driven by
/// `curl_multi_socket_action`, so that only what is ready is touched. Used by
/// one thread, but for its alarm; freed with its last reference.
final class CurlMulti {
    let watch: SocketWatch
    private let raw: UnsafeMutableRawPointer

    /// Nil if memory, descriptors or libcurl itself are not there.
    init?(alarm: Alarm) {
        guard CurlLibrary.isReady, let watch = SocketWatch(alarm: alarm),
            let raw = curl_multi_init()
        else { return nil }
        self.watch = watch
        self.raw = raw
        let context = Unmanaged.passUnretained(watch).toOpaque()
        _ = nashra_curl_multi_set_socket_function(raw) { _, socket, poll, context, _ in
            guard let context else { return 0 }
            Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
                .want(poll == CURL_POLL_REMOVE ? [] : .init(rawValue: poll), of: socket)
            return 0
        }
        _ = nashra_curl_multi_set_pointer(raw, CURLMOPT_SOCKETDATA, context)
        // By itself libcurl keeps four for each request under way, which closes
        // most of them whenever there is little to do.
        _ = nashra_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, 128)
    }

    deinit {
        // Closes connections, and with them the watch's sockets.
        curl_multi_cleanup(raw)
    }

    /// Whether the handle's request begins with the next `wait`.
    func add(_ handle: CurlHandle) -> Bool {
        curl_multi_add_handle(raw, handle.raw) == CURLM_OK
    }

    /// Ends the handle's request if it is still under way.
    func remove(_ handle: CurlHandle) {
        curl_multi_remove_handle(raw, handle.raw)
    }

    /// Does what is due, then waits, at most so long, until there is something
    /// to do, and does that. Tells at once of each request that ends; `ended`
    /// may add and remove any.
    func wait(
        milliseconds most: Int,
        _ ended: (_ handle: UnsafeMutableRawPointer, CurlCode) -> Void
    ) {
        var patience = most
        if let due = milliseconds {
            patience = min(due, most)
            if due == 0 { act(nashra_curl_socket_bad(), [], ended) }
        }
        watch.wait(milliseconds: Int32(clamping: patience)) { act($0, $1, ended) }
    }

    /// Until libcurl's own clock has something to do; nil if it has none.
    private var milliseconds: Int? {
        var value = -1
        curl_multi_timeout(raw, &value)
        return value < 0 ? nil : value
    }

    private func act(
        _ socket: Int32, _ ready: SocketWatch.Readiness,
        _ ended: (_ handle: UnsafeMutableRawPointer, CurlCode) -> Void
    ) {
        var left: Int32 = 0
        curl_multi_socket_action(raw, socket, ready.rawValue, &left)
        while let message = curl_multi_info_read(raw, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle
            else { continue }
            ended(handle, CurlCode(nashra_curl_message_result(message)))
        }
    }
}
