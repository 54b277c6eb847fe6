/// News agencies by their names, and by the words that make a name one.
enum Agencies {
    /// Whether the name is an agency's: a known one, or one that says so.
    static func isKnown(_ name: String) -> Bool {
        let folded = name.lowercased().filter { !".".contains($0) }
        if known.contains(folded) { return true }
        let words = folded.split { !$0.isLetter }.map(String.init)
        return words.contains { markers.contains($0) || known.contains($0) }
    }

    /// The same, or the name shares a telling word with one of those.
    static func isNamed(_ name: String, by names: [String]) -> Bool {
        isKnown(name) || names.contains { areOne(name, $0) }
    }

    /// Whether two names share a word that is no word for agencies in general.
    static func areOne(_ name: String, _ other: String) -> Bool {
        let words = { (text: String) in
            Set(text.lowercased().split { !$0.isLetter }.map(String.init))
                .filter { $0.count > 2 && !markers.contains($0) }
        }
        return !words(name).isDisjoint(with: words(other))
    }

    private static let known: Set<String> = [
        "afp", "ap", "aa", "aps", "map", "tap", "ina", "saba", "suna", "nna", "dpa", "efe", "ansa",
        "apa", "reuters", "upi", "tass", "xinhua", "spa",
        "wam", "qna", "kuna", "petra", "wafa", "sana", "mena", "irna", "isna", "bbc", "cnn",
        "bloomberg", "sputnik", "ria novosti", "interfax", "anadolu", "belga", "kyodo", "yonhap",
        "رويترز", "رويتر", "فرانس برس", "أ ف ب", "ا ف ب", "أف ب", "أ ب", "ا ب", "أسوشيتد برس",
        "أسوشييتد برس", "اسوشيتد برس", "د ب أ", "د ب ا", "الأناضول", "الاناضول", "وفا", "سانا",
        "شينخوا", "سبوتنيك", "تاس", "نوفوستي", "بترا", "واس", "وام", "قنا", "كونا", "معا", "صفا",
        "سما", "إرنا", "ارنا", "الجزيرة", "العربية", "أش أ", "أ ش أ", "بي بي سي", "سي إن إن",
        "أف ب", "أفب", "افب", "دبأ", "دبا", "أشأ", "ایرنا", "ایسنا", "فارس", "تسنیم", "مهر",
        "رویترز", "خبرگزاری فرانسه", "واج", "واع", "سونا", "سبأ", "قدس برس", "عربي21",
    ]

    private static let markers: Set<String> = [
        "وكالة", "وكالات", "نيوز", "برس", "صحيفة", "جريدة", "قناة", "شبكة", "خاص", "مراسلنا",
        "مراسلون", "متابعات", "موقع", "إذاعة", "تلفزيون", "news", "press", "agency", "agencies",
        "agence", "agences", "times", "post", "tv", "radio", "presse", "wire", "staff",
        "daily", "herald", "tribune", "gazette", "journal", "observer", "sentinel", "courier",
        "courrier", "échos", "dépêche", "gazette", "أونلاين", "الإخبارية", "الإخباري", "للأنباء",
        "خبرگزاری", "روزنامه", "نیوز",
    ]
}
