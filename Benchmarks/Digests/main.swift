import Foundation

// Makes digests of 20 items of made-up news in three scripts into mails, and says
// how fast that went: every item new, items shared, items shared by subscribers
// who have reasons of their own; and what a DKIM signature costs. Each run states
// how many messages of how many bytes it must make, and fails if it makes others.
//
//     digests-benchmark [--readers COUNT | --digests [KIND…]]
//
// With --readers one digest is sealed, on disk, for a list of so many readers,
// and nothing else is done: it says what that takes of time, memory and store.
// With --digests that is left out, with kinds ('items shared') so are the others,
// and without either it is done for a million by a process of its own.

let arguments = CommandLine.arguments.dropFirst()
let isOnlyDigests = arguments.first == "--digests"
if let option = arguments.first, !isOnlyDigests {
    guard option == "--readers", let count = arguments.last.flatMap({ Int($0) }), count > 0 else {
        print("digests-benchmark: expected --digests, or --readers and a number")
        exit(64)
    }
    exit(try await SealingRun(readers: count).report() ? 0 : 1)
}
let run = try RenderingRun()
var isRight = true
for (sharing, messages, bytes, checksum) in [
    (RenderingRun.Sharing.new, 1_000, 117_075_394, "vgzoingb5ap4xxar"),
    (.reasons, 2_000, 235_225_002, "5i3dm456gpfbuurz"),
    (.items, 20_000, 2_379_568_900, "67ci36ctitbnxl7a"),
    (.reread, 20_000, 2_379_568_900, "67ci36ctitbnxl7a"),
    (.edition, 20_000, 2_379_155_560, "bpr4wmot3jabsqqc"),
] where arguments.count < 2 || arguments.contains(sharing.rawValue) {
    isRight =
        run.report(
            sharing, messages: messages,
            expected: .init(messages: messages, bytes: bytes, checksum: checksum)) && isRight
}
isRight = try SigningRun(pieces: run.sample()).report() && isRight
if isOnlyDigests { exit(isRight ? 0 : 1) }
// Alone, as its memory is its own.
fflush(nil)
let sealing = Process()
sealing.executableURL = URL(filePath: CommandLine.arguments[0])
sealing.arguments = ["--readers", "1000000"]
try sealing.run()
sealing.waitUntilExit()
isRight = sealing.terminationStatus == 0 && isRight
exit(isRight ? 0 : 1)
