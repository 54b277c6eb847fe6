import Newswire
import Testing

@testable import Dispatching

@Suite("the rate of a relay")
struct SendingPaceTests {
    private static let interval = Duration.seconds(10)
    private let start = ContinuousClock.now
    private let pace = SendingPace(RateCap(count: 6, per: .seconds(60)))

    @Test("an idle hour is no credit, not even of one message")
    func idle() {
        for hour in 1...3 {
            let now = start + .seconds(hour * 3600)
            #expect(pace.take(at: now))
            #expect(!pace.take(at: now))
            #expect(!pace.take(at: now + Self.interval - .milliseconds(1)))
            #expect(pace.take(at: now + Self.interval))
        }
    }

    @Test("who comes a little late each time still gets his rate")
    func late() {
        let first = start + .seconds(3600)
        for number in 0..<100 {
            #expect(pace.take(at: first + Self.interval * number + .seconds(number % 3)))
        }
        #expect(!pace.take(at: first + Self.interval * 99 + .seconds(9)))
    }
}
