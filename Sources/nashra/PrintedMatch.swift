import Matching
import Newswire

/// A match as JSON shows it, where its subscriber is known from the context.
struct PrintedMatch: Encodable {
    var rule: String
    var send: [String]
    var evidence: [Evidence]
    var regions: [PrintedRegion]

    init(_ match: Match) {
        rule = match.rule
        send = match.send
        evidence = match.evidence
        regions = match.regions.map(PrintedRegion.init)
    }
}

/// A region that a rule asked for, with the words that name it.
struct PrintedRegion: Encodable {
    var code: RegionCode
    var evidence: [String]

    init(_ tag: RegionTag) {
        code = tag.code
        evidence = tag.evidence
    }
}

/// A rule that did not fire, with every reason.
struct PrintedMiss: Encodable {
    var rule: String
    var reasons: [String]

    init(_ miss: Miss) {
        rule = miss.rule
        reasons = miss.reasons.map(\.message)
    }
}
