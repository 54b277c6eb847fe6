import Storage
import Transfer

/// The lanes that send one round's mail.
///
/// A lane ends when it finds nothing to send; it begins again when another one,
/// kept waiting by its server, has given back what it had leased ahead. After a
/// relay's pause a scout goes there with one message: before all others if there
/// is no other way, else beside them, so that the relay that works loses no
/// session to one that may hang.
struct MailCrew: Sendable {
    /// What lanes tell the crew.
    enum Call: Sendable {
        /// Envelopes that others may send.
        case gaveBack
        /// A relay's pause is over, and another relay works.
        case wantsScout
    }

    private enum Event: Sendable {
        case called(Call)
        /// A lane found no more to send.
        case rests(Int)
        case scoutReturned
        /// A lane, or the scout, ended in whatever way.
        case ended
    }

    private let lanes: Int
    private let service: @Sendable (@escaping @Sendable (Call) -> Void) -> MailLane.Service

    /// - Parameters:
    ///   - lanes: at a time, beside a scout.
    ///   - service: what a lane needs, with whom it calls.
    init(
        lanes: Int,
        service: @escaping @Sendable (@escaping @Sendable (Call) -> Void) -> MailLane.Service
    ) {
        self.lanes = lanes
        self.service = service
    }

    /// Sends until nothing is due that a relay may be asked to take. The scout
    /// goes first if `needsScout`.
    func send(needsScout: Bool) async throws -> Courier.Tally {
        let (events, post) = AsyncStream.makeStream(of: Event.self)
        let service = service { post.yield(.called($0)) }
        let first = needsScout ? try await Self.run(0, service, isScout: true) : Courier.Tally()
        return try await withThrowingTaskGroup(of: Courier.Tally.self) { group in
            var waiting = Array(0..<lanes)
            var isScouting = false
            var working = 0
            // How often something was given back, and how often when a lane began:
            // what came while it looked for the last time it may have missed.
            var returns = 0
            var known = Array(repeating: 0, count: lanes)
            func start(_ number: Int, isScout: Bool = false) {
                working += 1
                if !isScout { known[number] = returns }
                group.addTask {
                    defer { post.yield(.ended) }
                    let tally = try await Self.run(number, service, isScout: isScout)
                    post.yield(isScout ? .scoutReturned : .rests(number))
                    return tally
                }
            }
            func startAll() {
                for number in waiting { start(number) }
                waiting = []
            }
            startAll()
            if working == 0 { post.finish() }
            for await event in events {
                switch event {
                case .called(.gaveBack):
                    returns += 1
                    startAll()
                case .called(.wantsScout) where !isScouting:
                    isScouting = true
                    start(0, isScout: true)
                case .called(.wantsScout): break
                case .rests(let number):
                    waiting.append(number)
                    if known[number] < returns { startAll() }
                case .scoutReturned: isScouting = false
                case .ended:
                    working -= 1
                    if working == 0 { post.finish() }
                }
            }
            return try await group.reduce(first, +)
        }
    }

    private static func run(
        _ number: Int, _ service: MailLane.Service, isScout: Bool
    ) async throws -> Courier.Tally {
        try await DedicatedThread.run("nashra-mail") { cancellation in
            Result { try MailLane(number, service, isScout: isScout, cancellation).run() }
        }.get()
    }
}
