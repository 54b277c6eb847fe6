/// Bytes that all recipients of a mail share, up to a place of the
/// recipient's own, or to the end.
struct MailRun: Hashable {
    /// Where templates draw the recipient's own link. No text from outside can
    /// hold it: `CleanText` lets no noncharacter pass.
    static let link = String(decoding: [0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self)

    var bytes: [UInt8]
    /// How the recipient's link is written behind it; nil where none comes.
    var link: Markup?

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private init(bytes: [UInt8], link: Markup?) {
        self.bytes = bytes
        self.link = link
    }

    /// A part's body, quoted-printable, cut where a link comes. The line goes on
    /// over soft breaks (RFC 2045 section 6.7, rule 5) around it, so that what
    /// stands there can be encoded alone.
    static func runs(of body: String, in markup: Markup) -> [MailRun] {
        let texts = body.unicodeScalars.split(omittingEmptySubsequences: false) {
            $0.value == 0xFDD0
        }
        return texts.enumerated().map { index, text in
            let isLast = index == texts.count - 1
            return MailRun(
                bytes: QuotedPrintable.encoded(String(text), continues: !isLast),
                link: isLast ? nil : markup)
        }
    }

    /// The same bytes and places in as few runs as can be.
    static func joined(_ runs: [MailRun]) -> [MailRun] {
        runs.reduce(into: []) { joined, run in
            guard let last = joined.last, last.link == nil else {
                joined.append(run)
                return
            }
            joined[joined.count - 1].bytes += run.bytes
            joined[joined.count - 1].link = run.link
        }
    }
}
