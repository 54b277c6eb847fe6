import Newswire

/// How a newsroom's messages look and what stands around them, whatever they
/// tell: what `theme.yaml` says.
struct HouseStyle: Hashable, Sendable {
    /// A picture at the head of messages, fetched by the reader's program.
    struct Logo: Hashable, Sendable {
        var address: WebLink
        var alternative: LocalText
        /// In pixels, as shown.
        var width: Int
        var height: Int
    }

    /// As written inline.
    var light = Palette()
    /// For programs that ask for it; others make their own of the light one.
    var dark = Palette()
    /// Families, the first first.
    var font: [String] = []
    var logo: Logo?
    /// Beneath the logo.
    var header: LocalText?
    /// Beneath everything.
    var footer: LocalText?

    /// The values that every message of the theme has alike, by the names that
    /// templates have for them.
    var constants: [String: String] {
        var values = ["font": fontStack]
        for role in Palette.Role.allCases {
            values["colour.\(role.rawValue)"] = light[role].css
            values["dark.\(role.rawValue)"] = dark[role].css
        }
        return values
    }

    /// As CSS has it, for an attribute in double quotes.
    private var fontStack: String {
        let generic = ["serif", "sans-serif", "monospace", "system-ui", "cursive"]
        let names = generic.contains(font.last ?? "") ? font : font + ["sans-serif"]
        return names.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: ",")
    }
}

/// A text in several languages, or one for all.
struct LocalText: Hashable, Sendable {
    struct Version: Hashable, Sendable {
        /// Nil stands for every language.
        var language: LanguageTag?
        var text: String
    }

    /// In the file's order.
    var versions: [Version]

    /// The text in the language, else in its primary language, else the first.
    func text(in language: LanguageTag) -> String {
        let found = [language.tag, language.language].lazy.compactMap { tag in
            versions.first { $0.language?.tag == tag }
        }.first
        return (found ?? versions.first)?.text ?? ""
    }
}
