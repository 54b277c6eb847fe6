import Analysis
import ArgumentParser
import Daemon
import Newswire

struct RegionsCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions",
        abstract: "Shows what a code or a name means as a region, and which regions there are.",
        discussion: """
            Without a text: how many there are, the groups and the areas. The text may be a code \
            (SY, PS-GZA, 145, levant) or a name in any language (حلب, قطاع غزة). Exit code 1 if \
            it is none that a rule could ask for.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "A code or a name; several words are one name if there is such a name.")
    var text: [String] = []
    @Option(
        help: ArgumentHelp(
            "The language of the regions' names; nashra.yaml's by default.", valueName: "tag"))
    var language: String?
    @Flag(help: "Show all names of a region and all its parts.") var all = false

    func validate() throws {
        if let language, LanguageTag(language) == nil {
            throw ValidationError("'\(language)' is no language such as ar or fr")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let gazetteer = installation.gazetteer
        console.noteBriefly(gazetteer.problems)
        let report = RegionReport(
            gazetteer: gazetteer,
            language: language.flatMap(LanguageTag.init) ?? installation.configuration.language,
            isWhole: all)
        guard !text.isEmpty else {
            if console.json {
                for region in gazetteer.regions { try console.print(json: report.listed(region)) }
            } else {
                for line in report.overview { console.print(line) }
            }
            return .done
        }
        var status = ExitStatus.done
        for answer in answers(gazetteer) {
            if console.json {
                try console.print(json: report.printed(answer))
            } else if answer.isKnown {
                for line in report.lines(answer) { console.print(line) }
            } else {
                console.error(report.lines(answer).joined(separator: "\n"))
            }
            if !answer.isKnown { status = .negative }
        }
        return status
    }

    /// All words as one name; if that is none, each by itself.
    private func answers(_ gazetteer: Gazetteer) -> [RegionAnswer] {
        let whole = RegionAnswer(to: text.joined(separator: " "), in: gazetteer)
        if text.count == 1 || whole.isKnown { return [whole] }
        let each = text.map { RegionAnswer(to: $0, in: gazetteer) }
        return each.contains(where: \.isKnown) ? each : [whole]
    }
}

/// What a text is to the gazetteer.
struct RegionAnswer {
    enum Outcome {
        case region(RegionCode)
        /// A name of several; a rule must write the code.
        case ambiguous([RegionCode])
        /// A place or a people without a code of its own.
        case within([RegionCode])
        /// A code that was given up.
        case retired(RegionCode, now: [RegionCode])
        case unknown(nearest: [String])
    }

    var text: String
    var outcome: Outcome
    /// What else the text is as a name.
    var meanings: [Gazetteer.Name]

    init(to text: String, in gazetteer: Gazetteer) {
        self.text = text
        meanings = gazetteer.meanings(of: text)
        switch gazetteer.resolve(text) {
        case .region(let code): outcome = .region(code)
        case .ambiguous(let codes): outcome = .ambiguous(codes)
        case .retired(let code, let now): outcome = .retired(code, now: now)
        case .unknown(let nearest):
            var codes: [RegionCode] = []
            for name in meanings where !codes.contains(name.region) { codes.append(name.region) }
            outcome = codes.isEmpty ? .unknown(nearest: nearest) : .within(codes)
        }
    }

    /// Whether it is something that we have.
    var isKnown: Bool {
        switch outcome {
        case .region, .ambiguous, .within: true
        case .retired, .unknown: false
        }
    }
}
