import Newswire

@testable import Digests

/// Bulletins that press on every limit of a chat, and on every mark.
enum HostileBulletins {
    /// What may ping, end markup or begin some, in one channel or another.
    private static let pings = [
        "@everyone @here @channel @all @room <@!1> <@&2> <#3> <!channel> <users/all>",
        "[a](https://evil.example/) ![x](https://evil.example/i.png) ](https://evil.example/)",
        "**b** __u__ ~~s~~ ||spoiler|| `code` ```block``` # h > q - l 1. n \\",
        "</b></a><a href=\"tg://user?id=1\">me</a><tg-spoiler>x", "&lt;b&gt;&amp;&quot;&#39;",
        "{{DATE(2026-11-24T06:00:00Z, SHORT)}} <at>Team</at> @user@example.org",
        families, "＊b＊ ＿i＿ ～s～ ｀c｀ ＞ q *_~`b`~_* *** ```",
        "# heading", "- list", "1. list", "> quote", "-# small", "<https://evil.example|x>",
    ]

    /// Two hundred characters, and eleven times as many UTF-16 units.
    static let families = String(repeating: "👨\u{200D}👩\u{200D}👧\u{200D}👦", count: 200)

    /// Two hundred items whose every text is hostile.
    private static func hostile(_ language: String, kind: Bulletin.Kind = .digest) -> Bulletin {
        let texts = HostileTexts.all + pings
        let items = (0..<200).map { number -> BulletinItem in
            let text = texts[number % texts.count]
            var item = SampleBulletins.item(
                title: "\(text) \(number)", url: "https://x.example/@a(b)*_[\(number)]?q=\"<>&",
                summary: text + " " + text, language: number % 3 == 0 ? .arabic : nil,
                number: number)
            item.source = text
            item.otherSources = [text, text]
            item.regions = [NamedRegion(code: RegionCode("SY"), name: text)]
            item.why = [Reason(rule: text, words: [text, text])]
            return item
        }
        var bulletin = SampleBulletins.digest(
            name: pings[0], digest: pings[2], language: language,
            groups: [
                BulletinGroup(name: pings[1], items: Array(items[..<3])),
                BulletinGroup(name: nil, items: Array(items[3...])),
            ])
        bulletin.kind = kind
        return bulletin
    }

    /// Bulletins that press on every limit: of many items, and of one that alone
    /// is too long.
    static let all: [Bulletin] =
        ["en", "ar", "zh"].map { hostile($0) }
        + (0..<(HostileTexts.all.count + pings.count)).map { number in
            var bulletin = hostile("ar", kind: .alert)
            bulletin.groups = [
                BulletinGroup(name: nil, items: [bulletin.items[number]])
            ]
            return bulletin
        } + [monster]

    /// One item of which everything is as long as it can be.
    private static var monster: Bulletin {
        let letter = "ﷺ" + String(repeating: "\u{301}", count: 8)
        let long = String(repeating: String(repeating: letter, count: 9) + " ", count: 100)
        var item = SampleBulletins.item(
            title: long, url: "https://x.example/" + String(repeating: "a", count: 1900),
            summary: long)
        item.source = long
        item.otherSources = Array(repeating: long, count: 9)
        item.regions = (0..<9).map { _ in NamedRegion(code: RegionCode("SY"), name: long) }
        item.why = (0..<9).map { Reason(rule: "\($0)" + long, words: [long, long, long]) }
        var bulletin = SampleBulletins.digest(
            name: long, digest: long, language: "ar",
            groups: [BulletinGroup(name: long, items: [item])])
        bulletin.kind = .alert
        return bulletin
    }
}
