/// How text from outside stands in a chat's markup without becoming any.
enum ChatMarkup {
    /// For Markdown as Discord and Mattermost read it: a backslash before what
    /// would be markup, also what would begin a list, a heading or a quote.
    static func markdown(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        var start = ""
        let number = scalars.prefix { ("0"..."9").contains($0) }
        if let first = scalars.first, first == "-" || first == "+" {
            start = "\\"
        } else if !number.isEmpty, let stop = scalars.dropFirst(number.count).first,
            stop == "." || stop == ")"
        {
            start = String(number) + "\\"
            scalars = scalars.dropFirst(number.count)
        }
        return start
            + replacing(String(scalars)) { scalar in
                markdownSigns.contains(scalar) ? "\\" + String(scalar) : nil
            }
    }

    private static let markdownSigns = Set("\\`*_~|>#[]<!".unicodeScalars)

    /// A Markdown link; the parentheses of an address would end it.
    static func markdownLink(_ text: String, to link: String?) -> String {
        guard let link else { return markdown(text) }
        let address = link.replacing("(", with: "%28").replacing(")", with: "%29")
        return "[\(markdown(text))](\(address))"
    }

    /// Between backticks; a backtick would end it.
    static func code(_ text: String) -> String {
        "`\(replacing(text) { $0 == "`" ? "'" : nil })`"
    }

    /// For element content and attributes in double quotes.
    static func html(_ text: String) -> String {
        replacing(text) { $0 == "\"" ? "&quot;" : entity($0) }
    }

    /// For Slack's mrkdwn. It has no escape but the three entities of `slack`: a
    /// word joiner on both sides keeps a sign from beginning or ending a format,
    /// whether Slack takes it for a letter or for a space. Wide signs are the same
    /// to Slack, and so is `&gt;` at a line's beginning.
    static func slackText(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar {
            case "@": "@\u{2060}"
            case ">", "\u{FF1E}": "\u{2060}" + (entity(scalar) ?? String(scalar))
            case _ where slackSigns.contains(scalar): "\u{2060}\(scalar)\u{2060}"
            default: entity(scalar)
            }
        }
    }

    private static let slackSigns = Set("*_~`\u{FF0A}\u{FF3F}\u{FF5E}\u{FF40}".unicodeScalars)

    /// Only the three that Slack asks for: for addresses.
    static func slack(_ text: String) -> String { replacing(text, entity) }

    private static func entity(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: nil
        }
    }

    static func htmlLink(_ text: String, to link: String?) -> String {
        link.map { "<a href=\"\(html($0))\">\(html(text))</a>" } ?? html(text)
    }

    /// For channels that have no escape for a mention: nothing stands directly
    /// behind an `@`. What is put between, a word joiner, is not seen.
    static func mentionless(_ text: String) -> String {
        replacing(text) { $0 == "@" ? "@\u{2060}" : nil }
    }

    /// Also for Google Chat's `<users/all>`.
    static func plainOfGoogle(_ text: String) -> String {
        replacing(text) { $0 == "@" || $0 == "<" ? String($0) + "\u{2060}" : nil }
    }

    /// By scalars: a sign with a mark above it is one character that is not the
    /// sign, and still markup.
    private static func replacing(
        _ text: String, _ replacement: (Unicode.Scalar) -> String?
    ) -> String {
        var replaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let other = replacement(scalar) {
                replaced.append(contentsOf: other.unicodeScalars)
            } else {
                replaced.append(scalar)
            }
        }
        return String(replaced)
    }
}
