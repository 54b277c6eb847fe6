import Foundation
import NashraTesting

// Sends mail, and in turn has Postfix's smtp-source send as many alike over as
// many sessions to the same server; says how much faster it was, and what it
// must be. A message that does not arrive, or more than once, fails at once.
//
//     mail-benchmark [--quick | --rounds COUNT] [sessions] [outbox] [far] [webhooks]
//
// sessions: without a store. outbox: from a filled outbox to settled rows, on
// disk. far: to a server that answers after 20 ms. webhooks: to nginx, beside
// wrk. Without any, all of them.
// Five rounds are usual. --quick sends a few hundred to a server of its own and judges only that each
// arrived once; it needs no Postfix.
//
//     mail-benchmark --sink MILLISECONDS
//
// is that server, in a process of its own: prints its port, ends with its input.

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--sink", let delay = arguments.last.flatMap({ Int($0) }) {
    let sink = try MailSink(delay: .milliseconds(delay))
    print(sink.port)
    fflush(nil)
    while readLine() != nil {}
    exit(0)
}
var parts: [Comparison.Part] = []
var rounds = 5
var rest = arguments
while let argument = rest.popFirst() {
    if let part = Comparison.Part(rawValue: argument) {
        parts.append(part)
    } else if argument == "--quick" {
        exit(try await QuickRun().report() ? 0 : 1)
    } else if argument == "--rounds", let count = rest.popFirst().flatMap({ Int($0) }), count > 0 {
        rounds = count
    } else {
        print(
            "mail-benchmark: '\(argument)' is no part; expected sessions, outbox, far, webhooks, "
                + "--quick or --rounds and a number")
        exit(64)
    }
}
guard let tools = PostfixTools() else {
    print("mail-benchmark: smtp-source and smtp-sink are missing: scripts/setup bench")
    exit(69)
}
let comparison = Comparison(tools: tools, rounds: rounds)
var isRight = true
for part in parts.isEmpty ? Comparison.Part.allCases : parts {
    isRight = try await comparison.report(part) && isRight
}
exit(isRight ? 0 : 1)
