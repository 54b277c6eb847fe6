import Foundation

// Makes digests of 20 items of made-up news in three scripts into mails, and says
// how fast that went: every item new, items shared, items shared by subscribers
// who have reasons of their own; and what a DKIM signature costs. Each run states
// how many messages of how many bytes it must make, and fails if it makes others.
//
//     digests-benchmark

let run = try RenderingRun()
var isRight = true
for (sharing, messages, expected) in [
    (RenderingRun.Sharing.new, 2_000, (0, "")),
    (.reasons, 20_000, (0, "")),
    (.items, 100_000, (0, "")),
] {
    isRight =
        run.report(
            sharing, messages: messages,
            expected: .init(messages: messages, bytes: expected.0, checksum: expected.1))
        && isRight
}
isRight = try SigningRun(pieces: run.sample()).report() && isRight
exit(isRight ? 0 : 1)
