/// One spelling for the ways in which people write an Arabic name.
///
/// Only for the short closed lists of this target, the names of days and
/// cities; articles are folded by Analysis.
enum ArabicSpelling {
    /// Without marks, tatweel and lone hamzas; alefs, ta marbuta and alef
    /// maqsura as alef, ha and ya.
    static func folded(_ text: some StringProtocol) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{64B}"..."\u{65F}", "\u{670}", "\u{640}", "ء": continue
            case "أ", "إ", "آ", "ٱ": folded.append("ا")
            case "ؤ": folded.append("و")
            case "ئ", "ى", "ی": folded.append("ي")
            case "ک": folded.append("ك")
            case "ة": folded.append("ه")
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }
}
