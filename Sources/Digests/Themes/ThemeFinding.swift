import Documents
import Newswire

/// What can be wrong with theme.yaml beside its shape.
enum ThemeFinding: Finding {
    case noMapping
    case badColour(String)
    case badFont(String)
    case badLogo(String)
    case logoWithoutTLS(String)
    case incompleteLogo(lacks: String)
    case badLanguage(String)
    case faint(Palette.Role, on: Palette.Role, contrast: Double, part: String)

    var severity: Diagnostic.Severity {
        if case .faint = self { .warning } else { .error }
    }

    var id: String {
        switch self {
        case .noMapping: "wrong-shape"
        case .badColour: "bad-colour"
        case .badFont: "bad-font"
        case .badLogo, .logoWithoutTLS, .incompleteLogo: "bad-logo"
        case .badLanguage: "unknown-language"
        case .faint: "low-contrast"
        }
    }

    var message: String {
        switch self {
        case .noMapping: "expected keys and values, such as 'colours:'"
        case .badColour(let text):
            "\(Diagnostic.quoted(text)) is no colour; expected six hexadecimal digits"
        case .badFont(let text):
            "\(Diagnostic.quoted(text)) is no font's name; "
                + "expected letters, digits, spaces and hyphens"
        case .badLogo(let text): "\(Diagnostic.quoted(text)) is no address of a picture"
        case .logoWithoutTLS(let text):
            "\(Diagnostic.quoted(text)) is not https, and mail programs show no other picture"
        case .incompleteLogo(let key): "a logo needs its '\(key)'"
        case .badLanguage(let text):
            "\(Diagnostic.quoted(text)) is not a language's code such as 'ar' or 'en'"
        case .faint(let role, let ground, let contrast, let part):
            "'\(role.rawValue)' on '\(ground.rawValue)' of '\(part)' is hard to read: "
                + "a contrast of \(Self.rounded(contrast)), and "
                + "\(Self.rounded(Palette.enoughContrast)) is the least"
        }
    }

    var hints: [String] {
        switch self {
        case .badColour(let text):
            [Self.named[text.lowercased()].map { "write '\($0)'" } ?? "such as '#0b6e99'"]
        case .badLogo: ["such as https://static.example.org/logo.png"]
        case .logoWithoutTLS(let text):
            ["url: https" + text.drop { $0 != ":" }, "without a logo: 'logo: none'"]
        case .incompleteLogo("alt"): ["alt: what a reader hears who does not see it"]
        case .incompleteLogo(let key) where key != "url": ["\(key): 40"]
        case .incompleteLogo: ["url: https://static.example.org/logo.png"]
        default: []
        }
    }

    /// What people write first (CSS Color 4, section 6.1, the sixteen of HTML 4).
    private static let named = [
        "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080",
        "white": "#ffffff", "maroon": "#800000", "red": "#ff0000", "purple": "#800080",
        "fuchsia": "#ff00ff", "green": "#008000", "lime": "#00ff00", "olive": "#808000",
        "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff", "teal": "#008080",
        "aqua": "#00ffff", "orange": "#ffa500",
    ]

    private static func rounded(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }
}
