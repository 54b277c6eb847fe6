import Foundation
import Newswire

/// How much of each thing a chat message tells: the one measure by which every
/// form is fitted into its limits.
///
/// A form is never cut: it is made again of less. So no tag, link, entity or
/// character is ever cut in two.
struct ChatMeasure: Hashable {
    var longestTitle = CleanText.longestTitle
    var longestName = CleanText.longestName
    var longestSummary = Excerpt.longest
    var mostOtherSources = 5
    var mostRegions = 8
    var mostReasons = 5
    /// Of one reason.
    var mostWords = 12
    var showsLinks = true

    /// From all that may be told to what fits everywhere: first the summary goes,
    /// then what stands around it, the title last.
    static let steps: [ChatMeasure] = {
        var step = ChatMeasure()
        var steps = [step]
        for length in [140, 70, 0] {
            step.longestSummary = length
            steps.append(step)
        }
        step.mostOtherSources = 0
        step.mostRegions = 3
        step.mostReasons = 2
        step.mostWords = 4
        steps.append(step)
        step.mostReasons = 0
        step.mostRegions = 0
        step.longestTitle = 120
        step.longestName = 40
        steps.append(step)
        step.showsLinks = false
        step.longestTitle = 60
        step.longestName = 20
        steps.append(step)
        return steps
    }()

    /// Of several items that do not all fit none takes more room than this, in
    /// UTF-16 units of its text: half of it is usual.
    private static let longestItem = 1_000

    /// The form that tells most within its limits. Items that find no room are
    /// counted as more; where not even the first one finds any, less is told of
    /// each.
    ///
    /// A form is made a dozen times at most, and as often again for each measure at
    /// which nothing fits.
    static func fit<Form: ChatForm>(
        _ bulletin: Bulletin, subject: String, book: Phrasebook, as _: Form.Type = Form.self
    ) -> Form {
        func form(
            of count: Int, _ measure: ChatMeasure, holds: (ToldBulletin.Item) -> Bool
        ) -> Form {
            Form(
                ToldBulletin(
                    bulletin.limited(to: count), subject: subject, book: book, measure: measure,
                    holds: holds))
        }
        let count = bulletin.items.count
        let whole = form(of: count, steps[0], holds: Form.holds)
        if whole.fits { return whole }
        func shares(_ item: ToldBulletin.Item) -> Bool {
            Form.holds(item) && (count == 1 || item.length <= longestItem)
        }
        for measure in steps {
            // A form with one item more is longer.
            var best: Form?
            var fitting = 0
            var excess = min(count, Form.mostItems) + 1
            while fitting + 1 < excess {
                let middle = (fitting + excess) / 2
                let middling = form(of: middle, measure, holds: shares)
                if middling.fits {
                    fitting = middle
                    best = middling
                } else {
                    excess = middle
                }
            }
            if let best { return best }
        }
        return form(of: 0, steps[steps.count - 1], holds: shares)
    }

    /// One line of at most so many characters, and of at most so many UTF-16 units,
    /// twice as many if nothing is said: as those services count, and a family of
    /// emoji is one character and eleven units.
    func cut(_ text: String, to length: Int, units: Int? = nil) -> String {
        let line = CleanText.line(text, atMost: length)
        let units = units ?? 2 * length
        guard line.utf16.count > units else { return line }
        var room = units - 1
        let kept = line.prefix { character in
            room -= character.utf16.count
            return room >= 0
        }
        return kept + "…"
    }

    func name(_ text: String) -> String { cut(text, to: longestName) }

    /// One of the two names of a heading, which must fit into 150 units.
    func headingName(_ text: String) -> String { cut(text, to: min(longestName, 60), units: 68) }

    func summary(_ text: String) -> String {
        longestSummary == 0 ? "" : cut(Excerpt.of(text), to: longestSummary)
    }
}

/// A chat message in one of its forms.
protocol ChatForm {
    /// The most items it may have, whatever their length.
    static var mostItems: Int { get }

    /// Whether an item keeps the limits that it has by itself.
    static func holds(_ item: ToldBulletin.Item) -> Bool

    init(_ bulletin: ToldBulletin)

    /// Whether it keeps the channel's limits, as the channel counts them.
    var fits: Bool { get }
    /// The body as it is sent: one JSON object with at least one member.
    var json: [UInt8] { get }
}

extension ChatForm {
    static var mostItems: Int { 1000 }
    static func holds(_ item: ToldBulletin.Item) -> Bool { true }
}

/// JSON as all forms write it: keys in alphabetical order, so that the same
/// message has the same bytes.
enum ChatJSON {
    static func bytes(_ message: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and lists only: nothing that encoding can refuse.
        return Array((try? encoder.encode(message)) ?? Data())
    }
}
