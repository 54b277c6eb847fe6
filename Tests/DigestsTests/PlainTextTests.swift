import Newswire
import Testing

@testable import Digests

@Suite("Plain text")
struct PlainTextTests {
    @Test(
        "text from outside is cleaned to one line",
        arguments: [
            ("a\r\nb\u{2028}c\td", "a b c d"),
            ("\0a\u{1}\u{7F}\u{9B}b", "ab"),
            ("\u{202E}abc\u{202C} \u{2067}d\u{2069}", "abc d"),
            ("  a \u{A0}\u{3000} b  ", "a b"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("\u{FFFE}\u{FEFF}x\u{FFFF}", "x"),
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
            ("", ""), ("\n\n", ""),
        ])
    func cleaned(text: String, line: String) {
        #expect(CleanText.line(text) == line)
    }

    @Test("piled-up marks are cut off")
    func marks() {
        let line = CleanText.line("a" + String(repeating: "\u{301}", count: 500) + "b")
        #expect(line.unicodeScalars.count == 10)
    }

    @Test(
        "a long line is cut behind a word",
        arguments: [
            ("one two three", 9, "one two…"), ("one two", 7, "one two"),
            ("abcdefghij", 5, "abcd…"), ("", 5, ""),
        ])
    func cut(text: String, length: Int, line: String) {
        #expect(CleanText.line(text, atMost: length) == line)
    }

    @Test(
        "a summary ends with a sentence",
        arguments: [
            (
                "The talks lasted a night and a day in the capital. The U.S. envoy, Mr. Reed, called them useful and left for Amman. ",
                "They will go on next week, in another city, with more people at the table, if all sides still want that, said one of them; nobody else wished to say anything about it at all when asked. More.",
                "The talks lasted a night and a day in the capital. The U.S. envoy, Mr. Reed, called them useful and left for Amman."
            ),
            (
                "وقالت الوزارة إن القافلة وصلت إلى حلب بعد انتظار طويل على الطريق الدولي بين المدينتين. هل تصل قافلة أخرى؟ ",
                String(repeating: "وكانت الأمم المتحدة قد طلبت فتح الطريق ", count: 8),
                "وقالت الوزارة إن القافلة وصلت إلى حلب بعد انتظار طويل على الطريق الدولي بين المدينتين. هل تصل قافلة أخرى؟"
            ),
        ])
    func excerpt(opening: String, rest: String, expected: String) {
        #expect(Excerpt.of(opening + rest) == expected)
    }

    @Test(
        "a sentence ends as its script ends it",
        arguments: [
            ".", "!", "?", "؟", "۔", "।", "॥", "。", "！", "？", "։", "።", "။", "។", "…", ".»", "。」",
        ])
    func stops(stop: String) {
        // What begins the next sentence needs no space behind a full-width mark.
        let gap = stop.unicodeScalars.contains { $0.value >= 0x3000 } ? "" : " "
        let sentence = String(repeating: "كلمة ", count: 30) + "آخر" + stop
        #expect(Excerpt.of(sentence + gap + String(repeating: "word ", count: 60)) == sentence)
    }

    @Test(
        "a letter with a full stop is a title or an initial, and ends nothing",
        arguments: [
            "د", "م", "G", "г",
        ])
    func initials(letter: String) {
        let text = String(repeating: "كلمة ", count: 30) + "وقال \(letter). "
        let excerpt = Excerpt.of(text + String(repeating: "كلمة ", count: 60))
        #expect(excerpt.hasSuffix("كلمة…") && excerpt.count > 250)
    }

    @Test(
        "a summary is counted in what a reader sees as letters",
        arguments: [
            "👩🏽‍👩🏾‍👧🏿‍👦", "🇵🇸", "غَّ", "e\u{301}\u{302}", "ก็",
        ])
    func clusters(letter: String) {
        #expect(
            Excerpt.of(String(repeating: letter, count: 280))
                == String(repeating: letter, count: 280))
        let cut = Excerpt.of(String(repeating: letter, count: 281))
        #expect(cut == String(repeating: letter, count: 279) + "…")
    }

    @Test("without a sentence to end with it ends with a word")
    func endless() {
        let text = String(repeating: "word ", count: 500)
        let excerpt = Excerpt.of(text)
        #expect(excerpt.count <= Excerpt.longest)
        #expect(excerpt.hasSuffix("word…"))
        #expect(Excerpt.of(String(repeating: "ا", count: 100_000)).count <= Excerpt.longest)
    }

    @Test(
        "only web addresses become links",
        arguments: [
            ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
            ("HTTP://Example.org", "http://Example.org"),
            ("https://example.org/غزة", "https://example.org/%D8%BA%D8%B2%D8%A9"),
            ("https://example.org/a\"><b>|c", "https://example.org/a%22%3E%3Cb%3E%7Cc"),
            ("https://example.org/'x'", "https://example.org/%27x%27"),
            ("https://example.org/a\r\nb", "https://example.org/a%20b"),
            ("javascript:alert(1)", nil), ("JAVASCRIPT://x/%0aalert(1)", nil),
            ("data:text/html,x", nil), ("//example.org/", nil), ("https://", nil),
            ("https://example.org:8443/", "https://example.org:8443/"),
            ("https://[2001:db8::1]:80/", "https://[2001:db8::1]:80/"),
            ("https://example.org:/", "https://example.org:/"),
            ("http://localhost", "http://localhost"),
            ("https://example.org:99999/", nil), ("https://example.org:x/", nil),
            ("https://a:b:c/", nil), ("https://[a]b/", nil), ("https://a]b.example/", nil),
            ("https://[example.org]/", nil), ("https://[/", nil), ("https://:80/", nil),
            ("https://---/", nil), ("https://.../", nil),
            ("https:///path", nil), ("https://user:pw@example.org/", nil),
            ("https://exa mple.org/", nil), ("https://a\"b.example/", nil), ("", nil),
            ("https://example.org/" + String(repeating: "a", count: 10_000), nil),
        ] as [(String, String?)])
    func links(address: String, link: String?) {
        #expect(WebLink(address)?.text == link)
    }

    @Test(
        "width counts cells",
        arguments: [
            ("abc", 3), ("غَزَّة", 3), ("漢字", 4), ("👨\u{200D}👩\u{200D}👧", 2), ("é", 1),
            ("e\u{301}", 1),
            ("\u{2067}ab\u{2069}", 2), ("❤️", 2),
        ])
    func width(text: String, cells: Int) {
        #expect(DisplayWidth.of(text) == cells)
    }

    @Test("lines are wrapped by width, addresses never broken")
    func wrapping() {
        let layout = TextLayout(width: 10)
        #expect(layout.laidOut("one two three four") == "one two\nthree four\n")
        #expect(layout.laidOut("  indented text") == "  indented\n  text\n")
        #expect(
            layout.laidOut("see https://example.org/long now")
                == "see\nhttps://example.org/long\nnow\n")
        #expect(layout.laidOut("漢字漢字漢字。漢") == "漢字漢字漢\n字。漢\n")
        #expect(layout.laidOut("a\n\n\n\nb\n\n") == "a\n\nb\n")
        #expect(layout.laidOut("\n\n") == "\n")
    }

    @Test(
        "each line of a paragraph runs its way and closes what it opens",
        arguments: [
            "الكلمات: \u{2066}a rather long English name that will not fit\u{2069} ثم بقية السطر بالعربية",
            "Names: \u{2067}اسم طويل جدا لا يتسع له السطر الواحد أبدا\u{2069} and the rest of it",
            "\u{200F}\u{2066}Example Wire\u{2069} · 03:12 · سوريا، روسيا، الولايات المتحدة، فلسطين",
        ])
    func balanced(paragraph: String) {
        let direction = Direction.first(in: paragraph.unicodeScalars)
        let lines = TextLayout(width: 24).laidOut(paragraph).split(separator: "\n")
        #expect(lines.count > 1)
        for line in lines {
            #expect(Direction.first(in: line.unicodeScalars) == direction)
            #expect(DisplayWidth.of(line) <= 24)
            #expect(Self.isBalanced(line))
        }
    }

    static func isBalanced(_ line: some StringProtocol) -> Bool {
        var depth = 0
        for scalar in line.unicodeScalars {
            if (0x2066...0x2068).contains(scalar.value) { depth += 1 }
            if scalar.value == 0x2069 { depth -= 1 }
            if depth < 0 { return false }
        }
        return depth == 0
    }
}
