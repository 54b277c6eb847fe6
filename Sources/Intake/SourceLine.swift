/// `المصدر : الجزيرة + وكالات`: whose reporting it is.
struct SourceLine {
    /// The names, in order; empty if they stand on the next line.
    var names: [String]

    /// Nil if the line says no source.
    init?(_ line: String) {
        guard line.count <= 120 else { return nil }
        let bare = String(line.drop { "([•-–*".contains($0) || $0.isWhitespace })
            .trimmingEnd { ")]. ".contains($0) }
        guard let label = Self.labels.first(where: { bare.lowercased().hasPrefix($0) })
        else { return nil }
        let rest = bare.dropFirst(label.count).drop(while: \.isWhitespace)
        guard let colon = rest.first else {
            names = []
            return
        }
        guard ":：-–—|".contains(colon) else { return nil }
        names = Self.split(PlainText.line(String(rest.dropFirst())))
    }

    static func split(_ text: String) -> [String] {
        var text = text
        for joint in [" and ", " AND ", " et ", " ET ", " und ", " & ", " و "] {
            text = text.replacing(joint, with: "+")
        }
        text = text.replacing(" ووكالات", with: "+وكالات")
        var names: [String] = []
        for part in text.split(whereSeparator: { "+,،;؛/|".contains($0) }) {
            let name = PlainText.line(String(part)).trimmingEnd { ".-–—: ".contains($0) }
            if !name.isEmpty, !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static let labels = [
        "المصدر", "المصادر", "مصدر الخبر", "مصدر", "sources", "source", "منبع", "quelle",
        "источник", "מקור",
    ]
}
