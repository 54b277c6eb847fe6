import Dispatch
import Foundation
import Synchronization

/// What SIGTERM and Ctrl-C ask of a command that sends: to begin nothing more, to
/// record what is under way, and to go.
enum GracefulStop {
    /// As long as a webhook may take. A relay may take longer over one message: that
    /// one is then unknown, as after a crash.
    private static let grace: DispatchTimeInterval = .seconds(35)

    /// Runs the body in a task that the first signal cancels. At the second one, or
    /// if the body takes longer than the grace, the process ends with `status`.
    static func run<Value: Sendable>(
        ending status: ExitStatus, _ console: Console,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let (hasAsked, isOver) = (Flag(), Flag())
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard hasAsked.set() else { _exit(status.rawValue) }
                console.clearProgress()
                console.note("nashra: stopping as soon as what is under way is recorded")
                task.cancel()
                DispatchQueue.global().asyncAfter(deadline: .now() + grace) {
                    if !isOver.isSet { _exit(status.rawValue) }
                }
            }
            source.resume()
            return (number, source)
        }
        defer {
            _ = isOver.set()
            for (number, source) in sources {
                source.cancel()
                signal(number, SIG_DFL)
            }
        }
        return try await task.value
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)

        var isSet: Bool { value.load(ordering: .relaxed) }

        /// False if it was set already.
        func set() -> Bool { !value.exchange(true, ordering: .relaxed) }
    }
}
