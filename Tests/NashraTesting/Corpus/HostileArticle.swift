/// Texts that are made to cost whoever reads them.
package enum HostileArticle: String, Sendable, CaseIterable {
    case oneWord
    case oneLetter
    case twoLetters
    case marks
    case allDifferent
    /// Words of one length that differ in the middle alone, where a weak hash
    /// does not look.
    case alikeAtBothEnds
    case unspaced
    case capitals
    case spaces
    case joints
    /// Joints that part no words.
    case endings
    case apostrophes
    /// Bytes that are no UTF-8, as they come out of reading: repaired.
    case invalid

    package static var all: [HostileArticle] { allCases }

    /// The text, of about so many bytes.
    package func text(size: Int) -> String {
        switch self {
        case .oneWord: String(repeating: "س", count: size / 2)
        case .oneLetter: String(repeating: "a ", count: size / 2)
        case .twoLetters: String(repeating: "a b a x ", count: size / 8)
        case .marks: "a" + String(repeating: "\u{64B}", count: size / 2)
        case .allDifferent: (0..<size / 8).map { String(1_000_000 + $0) }.joined(separator: " ")
        case .alikeAtBothEnds:
            (0..<size / 33).map { "aaaaaaaaaaaa\(1_000_000 + $0)aaaaaaaaaaaa" }
                .joined(separator: " ")
        case .unspaced: String(repeating: "京都", count: size / 6)
        case .capitals: String(repeating: "U.S.A. ", count: size / 7)
        case .spaces: String(repeating: " \n", count: size / 2)
        case .joints: String(repeating: "رئیس\u{200C}", count: size / 11)
        case .endings: "سر" + String(repeating: "ها\u{200C}", count: size / 7)
        case .apostrophes: String(repeating: "a's'", count: size / 4)
        case .invalid:
            String(
                decoding: (0..<size / 8).flatMap { _ in [0xD8, 0xBA, 0xFF, 0xD8, 0x20, 0xC3] },
                as: UTF8.self)
        }
    }
}
