import Dispatching
import Newswire
import Testing

@Suite("whether a run has failed to come")
struct RunRhythmTests {
    /// Minutes before now at which runs ended, the newest first.
    @Test(
        "none is missed within an hour, nor within twice the usual time",
        arguments: [
            ([], false), ([3], false), ([6000], false), ([4, 9], false), ([60, 65], false),
            ([61, 66], true), ([2000, 3440], false), ([2881, 4321], true),
            // A clock that was ahead.
            ([-30, 5], false), ([90, 60], true),
        ] as [([Int], Bool)])
    func missed(minutes: [Int], isMissed: Bool) {
        let now = Timestamp(seconds: 1_800_000_000)
        let ends = minutes.map { now - .seconds(60 * $0) }
        #expect(RunRhythm(ends).missed(at: now) == (isMissed ? ends.first : nil))
    }
}
