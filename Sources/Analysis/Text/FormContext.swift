package import Newswire

/// What the forms of a word depend on beside its own characters: the language
/// of its text, and whether that is in capitals throughout. Made once a text.
package struct FormContext: Sendable {
    package let language: LanguageTag?
    package let isShouting: Bool
    /// Its primary subtag.
    let code: String?
    /// Persian or Urdu.
    let isPersian: Bool
    /// Whether names have a genitive in s, and no stemmer knows it.
    let hasGenitive: Bool
    private let latin: StemmedLanguage?
    private let cyrillic: StemmedLanguage?
    private let greek: StemmedLanguage?

    package init(_ language: LanguageTag?, isShouting: Bool) {
        self.language = language
        self.isShouting = isShouting
        code = language?.language
        isPersian = code == "fa" || code == "ur"
        hasGenitive = code.map(Self.genitiveLanguages.contains) ?? false
        latin = Self.stemmer(of: language, in: .latin)
        cyrillic = Self.stemmer(of: language, in: .cyrillic)
        greek = Self.stemmer(of: language, in: .greek)
    }

    /// The language whose stemmer serves for words of a script.
    func stemmer(of script: Script) -> StemmedLanguage? {
        switch script {
        case .latin: latin
        case .cyrillic: cyrillic
        case .greek: greek
        default: nil
        }
    }

    /// That of the text's own language, else English or Russian as the script
    /// is; none for other languages of the script.
    private static func stemmer(
        of language: LanguageTag?, in script: Script
    ) -> StemmedLanguage? {
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        if let spoken, spoken.script == script { return spoken }
        if let language, language.language != "und",
            Script.usual(of: language) ?? script == script
        {
            return nil
        }
        return switch script {
        case .cyrillic: .russian
        case .greek: .greek
        default: .english
        }
    }

    private static let genitiveLanguages: Set<String> = ["sv", "da", "no", "nb", "nn"]
}

extension String {
    /// The text of these bytes.
    package init(copying bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
