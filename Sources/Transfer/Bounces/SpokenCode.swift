import Newswire

/// The code of SMTP or of RFC 3463 in a server's words: `550 5.1.1 …`, `(#5.1.1)`,
/// `said: 452 …`, `<lina@example.org>: 5.1.1`.
///
/// Numbers of the same form also stand for versions, dates and sizes. One is a
/// code only where it begins the line, follows a sign or word that says so, or
/// stands beside the other code or beside an address.
struct SpokenCode {
    private(set) var code: Int?
    private(set) var status: EnhancedStatus?

    /// The first one of a line.
    init?(in line: some StringProtocol) {
        let words = Self.words(line)
        for index in words.indices {
            switch words[index].form {
            case .status(let status):
                guard Self.isStatus(at: index, words) else { continue }
                self.status = status
                return
            case .code(let code):
                let next = index + 1 < words.count ? words[index + 1].form : nil
                if case .status(let status)? = next, status.kind == code / 100 {
                    (self.code, self.status) = (code, status)
                    return
                }
                guard Self.isCode(at: index, words) else { continue }
                self.code = code
                return
            default: continue
            }
        }
        return nil
    }

    private enum Form: Equatable {
        case code(Int)
        case status(EnhancedStatus)
        case address
        case text(String)
    }

    private struct Word {
        var form: Form
        /// The sign before it, if one stands there.
        var before: Character?
        /// And after it.
        var after: Character?
    }

    private static func isStatus(at index: Int, _ words: [Word]) -> Bool {
        let word = words[index]
        if word.before == "#" || (word.before == "(" && word.after == ")") { return true }
        return isIntroduced(at: index, words)
            || (index + 1 < words.count && words[index + 1].form == .address)
    }

    private static func isCode(at index: Int, _ words: [Word]) -> Bool {
        if index + 1 < words.count, case .text(let next) = words[index + 1].form,
            units.contains(next)
        {
            return false
        }
        if let before = words[index].before, ":;\"'=".contains(before) { return true }
        return isIntroduced(at: index, words)
    }

    /// At the beginning, or behind an address or a word that announces it.
    private static func isIntroduced(at index: Int, _ words: [Word]) -> Bool {
        guard index > 0 else { return true }
        switch words[index - 1].form {
        case .address: return true
        case .text(let word): return heralds.contains(word)
        default: return false
        }
    }

    private static let heralds: Set<String> = [
        "status", "code", "dsn", "error", "smtp", "said", "reply", "response", "reason",
        "returned", "stat", "diagnostic", "fehler", "fehlercode", "erreur",
    ]

    private static let units: Set<String> = [
        "byte", "bytes", "kb", "kib", "kbyte", "kbytes", "mb", "mbyte", "mbytes", "octets",
        "characters", "lines", "messages", "mails", "emails", "recipients", "seconds", "minutes",
        "hours", "days", "times", "%",
    ]

    /// Runs without white space and signs. `550-5.1.1` is two.
    private static func words(_ line: some StringProtocol) -> [Word] {
        var words: [Word] = []
        var run = ""
        var before: Character?
        func end(after: Character?) {
            defer { run = "" }
            guard !run.isEmpty else { return }
            if run.utf8.count > 4, run.utf8.dropFirst(3).first == UInt8(ascii: "-"),
                let code = code(run.prefix(3))
            {
                words.append(Word(form: .code(code), before: before))
                run.removeFirst(4)
                before = "-"
            }
            words.append(Word(form: form(run), before: before, after: after))
            before = nil
        }
        for character in line {
            if character.isWhitespace {
                end(after: nil)
            } else if signs.contains(character) {
                end(after: character)
                before = character
            } else {
                run.append(character)
            }
        }
        end(after: nil)
        return words
    }

    private static let signs = Set("<>,;:\"'()[]{}#=|*!?")

    private static func form(_ run: String) -> Form {
        if run.utf8.contains(UInt8(ascii: "@")) { return .address }
        let bare = run.last == "." ? run.dropLast() : run[...]
        if let code = code(bare) { return .code(code) }
        if let status = EnhancedStatus(bare), status.kind != 2 { return .status(status) }
        return .text(run.lowercased())
    }

    private static func code(_ text: Substring) -> Int? {
        guard text.utf8.count == 3, let code = Int(text), (400..<600).contains(code) else {
            return nil
        }
        return code
    }
}
