import Newswire

/// Names that people write where a language's code belongs.
enum LanguageName {
    /// The language of a code; nil for what is none, and for names such as
    /// `Arabic`, which are well-formed tags too.
    static func tag(ofCode text: String) -> LanguageTag? {
        LanguageTag(text).flatMap { $0.language.count <= 3 ? $0 : nil }
    }

    /// The code of a language by its English or own name: `ar` of `Arabic`.
    static func code(of name: String) -> String? {
        codes[name.lowercased()]
    }

    private static let codes = [
        "arabic": "ar", "arab": "ar", "عربي": "ar", "العربية": "ar", "عربية": "ar",
        "english": "en", "eng": "en", "إنجليزي": "en", "الإنجليزية": "en", "انجليزي": "en",
        "french": "fr", "français": "fr", "francais": "fr", "فرنسي": "fr", "الفرنسية": "fr",
        "persian": "fa", "farsi": "fa", "فارسی": "fa", "فارسي": "fa", "الفارسية": "fa",
        "hebrew": "he", "עברית": "he", "عبري": "he", "العبرية": "he",
        "russian": "ru", "русский": "ru", "روسي": "ru", "الروسية": "ru",
        "chinese": "zh", "中文": "zh", "صيني": "zh", "الصينية": "zh",
        "turkish": "tr", "türkçe": "tr", "تركي": "tr", "التركية": "tr",
        "german": "de", "deutsch": "de", "ألماني": "de", "الألمانية": "de",
        "spanish": "es", "español": "es", "إسباني": "es", "الإسبانية": "es",
        "italian": "it", "portuguese": "pt", "kurdish": "ku", "كردي": "ku", "urdu": "ur",
        "اردو": "ur", "pashto": "ps", "greek": "el", "japanese": "ja", "korean": "ko",
        "ukrainian": "uk", "hindi": "hi", "bengali": "bn", "somali": "so", "amharic": "am",
    ]
}
