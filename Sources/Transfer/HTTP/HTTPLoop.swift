import Foundation

/// Runs any number of requests at a time on one multi handle and one thread.
///
/// At most `perHost` at a time go to one host; the others wait for their turn
/// here, before libcurl's clock for them starts. Each loop has one guard, which
/// sees every address it connects to: a connection opened under one guard is
/// never reused under another. The thread ends after the loop's last reference
/// is gone; requests under way then end as cancelled.
final class HTTPLoop: Sendable {
    private let inbox: HTTPInbox

    init(_ terms: HTTPTerms) {
        let inbox = HTTPInbox()
        self.inbox = inbox
        let thread = Thread {
            if let engine = HTTPEngine(inbox: inbox, terms) {
                engine.run()
            } else {
                inbox.refuse()
            }
        }
        thread.name = "nashra-http"
        thread.start()
    }

    deinit {
        inbox.end()
    }

    /// Performs one request; cancelling the task ends it at once.
    func perform(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let call = HTTPCall(request)
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                call.continuation = continuation
                inbox.put(.start(call))
            }
        } onCancel: {
            inbox.put(.cancel(call))
        }
        return try result.get()
    }
}
