/// Bytes that all recipients of a mail share, up to a place of the
/// recipient's own, to where other mails have the same bytes, or to the end.
struct MailRun: Hashable {
    /// Where templates draw the recipient's own link. No text from outside can
    /// hold it: `CleanText` lets no noncharacter pass.
    static let link = String(decoding: [linkBytes.0, linkBytes.1, linkBytes.2], as: UTF8.self)
    static let linkBytes: (UInt8, UInt8, UInt8) = (0xEF, 0xB7, 0x90)

    var bytes: [UInt8]
    /// How the recipient's link is written behind it; nil where none comes.
    var link: Markup?
}
