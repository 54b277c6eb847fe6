import Dispatch
import Foundation
import Synchronization

/// What SIGTERM and Ctrl-C ask of a command that polls, makes and sends: to begin
/// nothing more, to record what is under way, and to go. It holds as long as the
/// value lives.
final class GracefulStop {
    /// As long as a webhook may take. A relay may take longer over one message: that
    /// one is then unknown, as after a crash.
    private static let grace: DispatchTimeInterval = .seconds(35)

    private struct State {
        var hasAsked = false
        /// Cancels what is under way; nil while nothing is.
        var cancel: (@Sendable () -> Void)?
    }

    private let state: Shared
    private let sources: [(number: Int32, source: any DispatchSourceSignal)]

    /// At the first signal what is under way is cancelled. If nothing is, at the
    /// second signal, or if it takes longer than the grace, the process ends with
    /// `status`.
    init(ending status: ExitStatus, _ console: Console) {
        let state = Shared()
        self.state = state
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard let cancel = state.ask() else { _exit(status.rawValue) }
                console.clearProgress()
                console.note("nashra: stopping as soon as what is under way is recorded")
                cancel()
                DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) {
                    if state.isBusy { _exit(status.rawValue) }
                }
            }
            source.resume()
            return (number, source)
        }
    }

    deinit {
        for (number, source) in sources {
            source.cancel()
            signal(number, SIG_DFL)
        }
    }

    /// Runs the body in a task that the first signal cancels; in a cancelled one,
    /// if it has come.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        if state.begin({ task.cancel() }) { task.cancel() }
        defer { state.end() }
        return try await task.value
    }

    private final class Shared: Sendable {
        private let state = Mutex(State())

        var isBusy: Bool { state.withLock { $0.cancel != nil } }

        /// What to cancel; nil if there is nothing, or it was asked before.
        func ask() -> (@Sendable () -> Void)? {
            state.withLock { state in
                defer { state.hasAsked = true }
                return state.hasAsked ? nil : state.cancel
            }
        }

        /// Whether the signal has come already.
        func begin(_ cancel: @escaping @Sendable () -> Void) -> Bool {
            state.withLock { state in
                state.cancel = cancel
                return state.hasAsked
            }
        }

        func end() {
            state.withLock { $0.cancel = nil }
        }
    }
}
