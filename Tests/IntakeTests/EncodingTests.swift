import Foundation
import Intake
import Testing

@Suite("Encodings")
struct EncodingTests {
    /// `غزة` in the Arabic code pages.
    static let gaza1256: [UInt8] = [0xDB, 0xD2, 0xC9]
    static let gaza8859: [UInt8] = [0xDA, 0xD2, 0xC9]

    static func feed(_ declaration: String, _ title: [UInt8]) -> [UInt8] {
        Array("<?xml version=\"1.0\"\(declaration)?><rss><channel><item><title>".utf8) + title
            + Array("</title></item></channel></rss>".utf8)
    }

    @Test(
        "the encoding is found and the text read in it",
        arguments: [
            (feed(" encoding=\"windows-1256\"", gaza1256), nil, "windows-1256", "غزة"),
            (feed(" encoding='ISO-8859-6'", gaza8859), nil, "iso-8859-6", "غزة"),
            (feed("", gaza1256), "text/xml; charset=windows-1256", "windows-1256", "غزة"),
            (
                feed(" encoding=\"windows-1256\"", gaza1256), "text/xml; charset=ISO-8859-1",
                "windows-1256", "غزة"
            ),
            (feed("", Array("غزة".utf8)), "text/xml; charset=iso-8859-1", "utf-8", "غزة"),
            (
                feed(" encoding=\"iso-8859-1\"", [0x63, 0x61, 0x66, 0xE9]), nil, "iso-8859-1",
                "café"
            ),
            (
                [0xEF, 0xBB, 0xBF] + feed(" encoding=\"utf-8\"", Array("غزة".utf8)), nil, "utf-8",
                "غزة"
            ),
            (
                utf16("<rss><channel><item><title>غزة</title></item></channel></rss>"), nil,
                "utf-16le", "غزة"
            ),
            (feed(" encoding=\"no-such\"", Array("غزة".utf8)), nil, "utf-8", "غزة"),
        ] as [([UInt8], String?, String, String)])
    func found(bytes: [UInt8], contentType: String?, encoding: String, title: String) throws {
        let result = try IntakeReader().read(bytes, hints: IntakeHints(contentType: contentType))
        #expect(result.encoding == encoding)
        #expect(result.articles.first?.title == title)
    }

    static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("bytes that are not UTF-8 cost no item and are told with their line")
    func mended() throws {
        var bytes = Array("<rss><channel>\n<item><title>caf".utf8) + [0xE9]
        bytes += Array(" x</title></item>\n<item><title>غزة ".utf8) + [0xD8]
        bytes += Array("</title></item>\n<item><title>".utf8) + Self.gaza1256 + Self.gaza1256
        bytes += Array("</title></item>\n</channel></rss>".utf8)
        let result = try IntakeReader().read(bytes)
        #expect(result.articles.map(\.title) == ["café x", "غزة \u{FFFD}", "غزةغزة"])
        #expect(!result.wellformed)
        #expect(result.problems.map { $0.position?.line } == [2, 3, 4])
        #expect(result.problems.allSatisfy { $0.message.contains("not utf-8") })
    }

    @Test("a page of an Arabic code page says so in its head")
    func page() throws {
        let head = "<html><head><meta charset=\"windows-1256\"><title>"
        let bytes =
            Array(head.utf8) + Self.gaza1256 + Array("</title></head><body><p>".utf8)
            + Self.gaza1256 + Array("</p></body></html>".utf8)
        let result = try IntakeReader().read(bytes)
        #expect(result.kind == .page)
        #expect(result.articles.first?.title == "غزة")
        #expect(result.articles.first?.text == "غزة")
    }
}
