/// The colours of a message, one for each part that has one.
struct Palette: Hashable, Sendable {
    /// What a colour is for. Templates and theme.yaml call it so.
    enum Role: String, CaseIterable, Sendable {
        case page, card, text, muted, line, accent, link, alert, notice

        var about: String {
            switch self {
            case .page: "around the message"
            case .card: "behind the articles"
            case .text: "of running text"
            case .muted: "of sources, times and the footer"
            case .line: "of the lines between articles"
            case .accent: "of the bar at the top and of the groups' headings"
            case .link: "of headlines and links"
            case .alert: "of an alert's bar and heading"
            case .notice: "of what is new about a story, or late"
            }
        }

        /// The grounds that words of this colour are read on.
        var grounds: [Role] {
            switch self {
            case .page, .card, .line: []
            case .muted, .link: [.card, .page]
            case .text, .accent, .alert, .notice: [.card]
            }
        }
    }

    /// WCAG 2.2 asks for this of running text (success criterion 1.4.3).
    static let enoughContrast = 4.5

    var colours: [Role: Colour] = [:]

    /// Black for one that nothing set; the built-in theme sets them all.
    subscript(role: Role) -> Colour { colours[role] ?? .black }

    /// The pairs of words and ground that are hard to read.
    var faint: [(role: Role, ground: Role, contrast: Double)] {
        Role.allCases.flatMap { role in
            role.grounds.compactMap { ground in
                let contrast = self[role].contrast(with: self[ground])
                return contrast < Self.enoughContrast ? (role, ground, contrast) : nil
            }
        }
    }
}
