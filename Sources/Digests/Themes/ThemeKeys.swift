package import Documents

/// The keys of theme.yaml, each with what may stand behind it and what it is
/// for. The reader, its diagnostics and the schema for editors are made from it.
package enum ThemeKeys {
    /// The schema of theme.yaml.
    package static var schema: JSONSchema {
        JSONSchema(title: "How Nashra's messages look, templates/theme.yaml", root: file)
    }

    /// A logo's size in pixels: what fits the narrowest phone with its margins.
    static let widths = 1...560
    static let heights = 1...400

    static let file = KeyedMapping(
        "theme",
        [
            Key("colours", .mapping(colours), "by day: six hexadecimal digits each"),
            Key("dark", .mapping(dark), "by night; what is left out is made from 'colours'"),
            Key("font", .texts, "families, the first that a reader has is taken"),
            Key("logo", .either([.choice(["none"]), .mapping(logo)]), "a picture at the head"),
            Key("header", localText, "beneath the logo; one text, or language: text"),
            Key("footer", localText, "beneath everything; one text, or language: text"),
        ])

    static let logo = KeyedMapping(
        "logo",
        [
            Key("url", .matching("^https://"), "https only: programs show no other picture"),
            Key("alt", localText, "what is read where no picture is; or language: text"),
            Key("width", .integer(widths), "in pixels, as shown"),
            Key("height", .integer(heights), "in pixels, as shown"),
        ], required: ["url", "alt", "width", "height"])

    static let colours = palette("colours")
    private static let dark = palette("dark")

    private static func palette(_ name: String) -> KeyedMapping {
        KeyedMapping(
            name,
            Palette.Role.allCases.map { role in
                Key(role.rawValue, .matching("^#?([0-9A-Fa-f]{3}){1,2}$"), role.about)
            })
    }

    private static let localText = KeyValue.either([.text, .named(.text)])
}
