import Foundation

/// The words of a mail in HTML, without its marks: line by line, as far as a
/// code or a phrase needs. Linear.
enum HTMLWords {
    static func text(_ html: String) -> String {
        var text = ""
        var rest = html[...]
        // The mark that ends what is no text.
        var hidden: String?
        while let open = rest.firstIndex(of: "<") {
            if hidden == nil { text += rest[..<open] }
            rest = rest[open...]
            let tag = rest.prefix(8).lowercased()
            if let end = hidden, !tag.hasPrefix(end) {
                rest = rest.dropFirst()
                continue
            }
            hidden = ["<style", "<script"].first { tag.hasPrefix($0) }.map { "</" + $0.dropFirst() }
            let isComment = tag.hasPrefix("<!--")
            guard let close = rest.firstRange(of: isComment ? "-->" : ">") else { break }
            let isInline = ["<a", "</a", "<b>", "</b", "<i>", "</i", "<span", "</span", "<font"]
                .contains { tag.hasPrefix($0) }
            text += isInline ? " " : "\n"
            rest = rest[close.upperBound...]
        }
        return plain(hidden == nil && rest.first != "<" ? text + rest : text)
    }

    private static func plain(_ text: String) -> String {
        var plain = text.replacing(#/&#([0-9]{1,6});/#) { match in
            UInt32(match.1).flatMap(Unicode.Scalar.init).map { String($0) } ?? " "
        }
        for (name, sign) in [
            ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x40;", "@"),
            ("&amp;", "&"),
        ] {
            plain = plain.replacing(name, with: sign)
        }
        return plain
    }
}
