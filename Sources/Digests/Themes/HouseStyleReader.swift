import Documents
import Newswire

/// Reads a theme.yaml. What it leaves out is as in the style it is read over;
/// a mistake is reported, and stands as if it were left out.
///
/// The keys are those of `ThemeKeys`.
struct HouseStyleReader {
    private let report: Report
    private let isComplete: Bool
    private let root: Node?

    init(_ text: String, file: String) {
        let document = Document(text, file: file)
        report = Report(file: file, diagnostics: document.diagnostics)
        isComplete = document.isComplete
        root = document.root
    }

    /// The style, and everything that is wrong with the file.
    func style(over base: HouseStyle) -> (HouseStyle, [Diagnostic]) {
        var style = base
        switch root {
        case nil: break
        case .mapping(let mapping)?: read(mapping, into: &style)
        case let node?: report.add(ThemeFinding.noMapping, at: node.position)
        }
        return (style, report.diagnostics.sorted())
    }

    private func reader(_ mapping: Mapping, of place: String, _ keys: KeyedMapping)
        -> MappingReader
    {
        MappingReader(
            mapping, of: place, keys: keys.names, isComplete: isComplete, report: report)
    }

    private func read(_ mapping: Mapping, into style: inout HouseStyle) {
        let reader = reader(mapping, of: "theme.yaml", ThemeKeys.file)
        let own = colours(reader, "colours")
        let dark = colours(reader, "dark")
        style.light.colours.merge(own.mapValues(\.colour)) { $1 }
        style.dark.colours.merge(dark.mapValues(\.colour)) { $1 }
        for (role, entry) in own where dark[role] == nil && !role.grounds.isEmpty {
            style.dark.colours[role] = entry.colour.lightened(
                on: style.dark[.card], toContrast: Palette.enoughContrast)
        }
        warn(of: style.light, own, in: "colours")
        warn(of: style.dark, dark, in: "dark")
        if let font = reader.names("font").map(families), !font.isEmpty { style.font = font }
        style.logo = logo(reader) ?? style.logo
        if let text = localText("header", in: reader) { style.header = text }
        if let text = localText("footer", in: reader) { style.footer = text }
    }

    // MARK: Colours

    private typealias Entries = [Palette.Role: (colour: Colour, position: SourcePosition)]

    private func colours(_ outer: MappingReader, _ key: String) -> Entries {
        guard let mapping = outer.mapping(key) else { return [:] }
        let reader = reader(mapping, of: "'\(key)'", ThemeKeys.colours)
        var colours: Entries = [:]
        for role in Palette.Role.allCases {
            guard let text = reader.text(role.rawValue) else { continue }
            if let colour = Colour(text.name) {
                colours[role] = (colour, text.position)
            } else {
                report.add(ThemeFinding.badColour(text.name), at: text.position)
            }
        }
        return colours
    }

    /// Only of pairs of which the file sets one.
    private func warn(of palette: Palette, _ own: Entries, in part: String) {
        for pair in palette.faint {
            guard let place = own[pair.role] ?? own[pair.ground] else { continue }
            report.add(
                ThemeFinding.faint(
                    pair.role, on: pair.ground, contrast: pair.contrast, part: part),
                at: place.position)
        }
    }

    // MARK: Fonts, logo, texts

    private func families(_ names: [Text]) -> [String] {
        names.compactMap { text in
            let name = text.name.replacing("'", with: "").replacing("\"", with: "")
            let isName =
                !name.isEmpty
                && name.unicodeScalars.allSatisfy { scalar in
                    scalar == " " || scalar == "-" || Character(scalar).isLetter
                        || Character(scalar).isNumber
                }
            if isName { return name }
            report.add(ThemeFinding.badFont(text.name), at: text.position)
            return nil
        }
    }

    private func logo(_ outer: MappingReader) -> HouseStyle.Logo? {
        guard let node = outer.node("logo") else { return nil }
        if node.text?.name.lowercased() == "none" { return nil }
        guard let mapping = outer.mapping("logo") else { return nil }
        let reader = reader(mapping, of: "a logo", ThemeKeys.logo)
        for key in ThemeKeys.logo.required where !reader.has(key) {
            reader.reportMissing(ThemeFinding.incompleteLogo(lacks: key))
        }
        let address = reader.text("url").flatMap(address)
        let alternative = localText("alt", in: reader)
        let width = reader.integer("width", in: ThemeKeys.widths)
        let height = reader.integer("height", in: ThemeKeys.heights)
        guard let address, let alternative, let width, let height else { return nil }
        return HouseStyle.Logo(
            address: address, alternative: alternative, width: width, height: height)
    }

    private func address(_ text: Text) -> WebLink? {
        guard let link = WebLink(text.name) else {
            report.add(ThemeFinding.badLogo(text.name), at: text.position)
            return nil
        }
        guard link.text.hasPrefix("https:") else {
            report.add(ThemeFinding.logoWithoutTLS(text.name), at: text.position)
            return nil
        }
        return link
    }

    private func localText(_ key: String, in reader: MappingReader) -> LocalText? {
        guard let node = reader.node(key) else { return nil }
        if case .mapping(let mapping) = node {
            let versions = mapping.entries.compactMap(version)
            return versions.isEmpty ? nil : LocalText(versions: versions)
        }
        return reader.text(key).map { text in
            LocalText(versions: [LocalText.Version(language: nil, text: text.value)])
        }
    }

    private func version(_ entry: Mapping.Entry) -> LocalText.Version? {
        // Tags of more letters are registered for no language.
        guard let language = LanguageTag(entry.key.name), language.language.count <= 3 else {
            report.add(ThemeFinding.badLanguage(entry.key.name), at: entry.key.position)
            return nil
        }
        guard let text = entry.value.text, !text.isAbsent else {
            report.add(
                ValueFinding.expected(.text, key: entry.key.name), at: entry.value.position)
            return nil
        }
        return LocalText.Version(language: language, text: text.value)
    }
}
