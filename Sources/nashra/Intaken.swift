import Dispatching
import Newswire

/// What one input brought, as `ingest` and `run` print it.
struct Intaken: Encodable {
    var input: String
    var new: Int
    var revisions: Int
    var sightings: Int
    var matches: Int
    private var receipts: [Reception.Receipt]

    init(input: String, receipts: [Reception.Receipt]) {
        self.input = input
        self.receipts = receipts
        new = receipts.count { $0.kind == .new }
        revisions = receipts.count { $0.kind == .revision }
        sightings = receipts.count { $0.kind == .sighting }
        matches = receipts.reduce(0) { $0 + $1.matches.count }
    }

    private enum CodingKeys: String, CodingKey {
        case input, new, revisions, sightings, matches
    }

    func show(on console: Console) throws {
        if console.json {
            try console.print(json: self)
            return
        }
        console.print(
            "\(input): \(new) new, \(revisions) revised, \(sightings) seen before, "
                + counted(matches, "match", plural: "matches"))
        for receipt in receipts where !receipt.matches.isEmpty {
            let title = receipt.title.isEmpty ? "(no title)" : receipt.title
            console.print("  \(title)  [\(receipt.id)]")
            for match in receipt.matches {
                let words = match.evidence.map(\.text) + match.regions.flatMap(\.evidence)
                let why =
                    words.isEmpty ? "" : "  because of \(unique(words).joined(separator: " · "))"
                console.print("    → \(match.subscriber) · \(match.rule)\(why)")
            }
        }
    }

    private func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}
