import Newswire
import Testing

@Suite("Servers' words without addresses")
struct MaskedTextTests {
    @Test(
        "of an address its first letter and its domain are left",
        arguments: [
            (
                "5.1.1 <omar@example.org>: Recipient address rejected",
                "5.1.1 <o…@example.org>: Recipient address rejected"
            ),
            ("omar@example.org", "o…@example.org"),
            (
                "to=omar+news@example.org, from=<a@b.example>",
                "t…@example.org, from=<a…@b.example>"
            ),
            ("'o'brien@example.org' unknown", "'o…@example.org' unknown"),
            ("<\"a b\"@example.org> no", "<\"…@example.org> no"),
            ("\"omar@example.org\" no", "\"o…@example.org\" no"),
            ("rfc822;lina.k@xn--mgbh0fb.example", "rfc822;l…@xn--mgbh0fb.example"),
            ("سارة@مثال.إختبار: لا", "س…@مثال.إختبار: لا"),
            ("<bounces+abc=x@example.org>", "<b…@example.org>"),
            ("@example.org is slow", "@example.org is slow"),
            ("at 10 @ noon", "at 10 @ noon"), ("omar@", "omar@"), ("", ""),
        ])
    func masked(text: String, expected: String) {
        #expect(MaskedText.masked(text) == expected)
    }
}
