import Newswire
import Testing

@testable import Analysis

@Suite struct StoryDecisionTests {
    private static let noon = Timestamp(seconds: 1_790_000_000)

    private static func signature(
        _ title: String, _ text: String, regions: [String] = []
    ) -> StorySignature {
        StorySignature(
            title: TokenizedText(title), text: TokenizedText(text),
            regions: regions.map {
                RegionTag(code: RegionCode($0), about: true, evidence: [])
            })
    }

    private static func candidate(
        _ id: String, _ signature: StorySignature, hoursAgo: Int64 = 1
    ) -> StoryCandidate {
        StoryCandidate(
            story: StoryID(id), signature: signature, at: noon - .seconds(hoursAgo * 3600))
    }

    private static func isJoined(_ decision: StoryDecision) -> Bool {
        if case .join = decision { return true }
        return false
    }

    private static let talks = """
        Negotiators from both sides met in Geneva on Tuesday for a fourth round of talks on the
        ceasefire, diplomats said, after a week in which the fighting in the north had flared up
        again. The envoy told reporters that the parties had agreed to let aid convoys pass the
        two open crossings from Thursday, and that a list of prisoners would follow.
        """

    private static let quake = """
        A strong earthquake struck the coast of PLACE early on Monday, the seismological service
        said, shaking buildings and sending people into the streets. There were no immediate
        reports of casualties, and no tsunami warning was issued. Officials in PLACE asked people
        to stay away from damaged houses because of the aftershocks that are expected.
        """

    @Test("a copy with another headline joins, in any order of candidates")
    func copies() {
        let first = Self.signature("Talks resume in Geneva", Self.talks)
        let copy = Self.signature("Crossings to open on Thursday", Self.talks)
        let decision = StoryDecision.decide(
            copy, at: Self.noon, candidates: [Self.candidate("a", first)])
        #expect(decision == .join(StoryID("a"), .copy(similarity: 1)))
    }

    @Test("a copy with an agency's line more and a word changed joins")
    func edited() {
        let first = Self.signature("Talks resume in Geneva", Self.talks)
        let edited = Self.signature(
            "Talks resume in Geneva, envoy says",
            "GENEVA (Example News) - " + Self.talks.replacing("reporters", with: "journalists"))
        #expect(
            Self.isJoined(
                StoryDecision.decide(
                    edited, at: Self.noon, candidates: [Self.candidate("a", first)])))
        #expect(!Set(first.bands).isDisjoint(with: edited.bands))
    }

    @Test("template news of other places, numbers or days is another event")
    func templates() {
        let chile = Self.signature(
            "Earthquake strikes Chile", Self.quake.replacing("PLACE", with: "Chile"),
            regions: ["CL"])
        let japan = Self.signature(
            "Earthquake strikes Japan", Self.quake.replacing("PLACE", with: "Japan"),
            regions: ["JP"])
        let known = [Self.candidate("a", chile)]
        #expect(!Self.isJoined(StoryDecision.decide(japan, at: Self.noon, candidates: known)))

        let rates =
            "سعر الدولار اليوم في السوق %1 للشراء و %2 للبيع بحسب ما أعلنه مكتب الصرافة صباحا"
        let today = Self.signature(
            "سعر الدولار اليوم", rates.replacing("%1", with: "3.61").replacing("%2", with: "3.64"))
        let yesterday = Self.signature(
            "سعر الدولار اليوم", rates.replacing("%1", with: "3.52").replacing("%2", with: "3.57"))
        #expect(
            !Self.isJoined(
                StoryDecision.decide(
                    today, at: Self.noon,
                    candidates: [Self.candidate("a", yesterday, hoursAgo: 24)])))
    }

    @Test("the same words after more than three days are another event")
    func window() {
        let first = Self.signature("Talks resume in Geneva", Self.talks)
        let decide = { (hours: Int64) in
            StoryDecision.decide(
                first, at: Self.noon, candidates: [Self.candidate("a", first, hoursAgo: hours)])
        }
        #expect(Self.isJoined(decide(71)))
        #expect(decide(73) == .found(.tooFarInTime))
        #expect(Self.isJoined(decide(-71)))
    }

    @Test("an article alike to two stories links them, the older keeps its id")
    func links() {
        let first = Self.signature("Talks resume in Geneva", Self.talks)
        let decision = StoryDecision.decide(
            first, at: Self.noon,
            candidates: [
                Self.candidate("young", first, hoursAgo: 2),
                Self.candidate("old", first, hoursAgo: 9),
                Self.candidate("young", first, hoursAgo: 1),
            ])
        #expect(
            decision
                == .link(
                    older: StoryID("old"), others: [StoryID("young")], .copy(similarity: 1)))
    }

    @Test("a headline alone joins only the very same one of the same day")
    func headlines() {
        let headline = Self.signature("مقتل ثلاثة في غارة على بلدة حدودية", "")
        let other = Self.signature("مقتل ثلاثة في غارة على بلدة ساحلية", "")
        let known = { (hours: Int64) in [Self.candidate("a", headline, hoursAgo: hours)] }
        #expect(
            Self.isJoined(StoryDecision.decide(headline, at: Self.noon, candidates: known(5))))
        #expect(
            StoryDecision.decide(headline, at: Self.noon, candidates: known(30))
                == .found(.tooShort))
        #expect(!Self.isJoined(StoryDecision.decide(other, at: Self.noon, candidates: known(5))))
    }

    @Test("an article without words has no bands and founds its own story")
    func empty() {
        let empty = Self.signature("", "")
        #expect(empty.bands.isEmpty)
        #expect(empty == .empty)
        #expect(
            StoryDecision.decide(
                empty, at: Self.noon, candidates: [Self.candidate("a", empty)])
                == .found(.otherWords(similarity: 0)))
        #expect(
            StoryDecision.decide(empty, at: Self.noon, candidates: []) == .found(.noCandidate))
    }

    @Test("a signature survives the store, and other bytes are none")
    func bytes() {
        let signature = Self.signature("Quake of 7 kills 12", Self.talks, regions: ["CH", "SY"])
        let bytes = signature.bytes
        #expect(StorySignature(bytes: bytes) == signature)
        #expect(StorySignature(bytes: StorySignature.empty.bytes) == .empty)
        #expect(StorySignature(bytes: []) == nil)
        #expect(StorySignature(bytes: [2] + bytes.dropFirst()) == nil)
        #expect(StorySignature(bytes: bytes + [0]) == nil)
        for length in 0..<bytes.count {
            #expect(StorySignature(bytes: Array(bytes.prefix(length))) == nil)
        }
    }

    @Test("a signature is the same on every machine")
    func stable() {
        let signature = Self.signature("Talks resume in Geneva", Self.talks)
        #expect(signature.bands.count == 20)
        #expect(signature.bands[0] == -1_349_469_237_760_992_768)
    }
}
