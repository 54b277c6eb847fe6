/// What stands in HTML and is no part of what it says.
enum HTMLFurniture {
    /// Elements that go with all that is in them.
    static let dropped: Set<String> = [
        "applet", "area", "audio", "base", "button", "canvas", "datalist", "dialog", "embed",
        "fieldset", "form", "frame", "frameset", "head", "iframe", "input", "link", "map", "math",
        "menu", "meta", "nav", "noembed", "noframes", "noscript", "object", "optgroup", "option",
        "param", "plaintext", "progress", "script", "select", "source", "style", "svg", "template",
        "textarea", "title", "track", "video", "xmp",
    ]

    /// Elements of a page, beside those, that hold its frame and not its article.
    static let pageFrame: Set<String> = ["aside", "footer"]

    /// Elements that begin and end a paragraph.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
        "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
        "tfoot", "thead", "tr", "ul",
    ]

    /// Elements that hold a line or a paragraph of a page and no others.
    static let lines: Set<String> = ["h2", "h3", "h4", "h5", "h6", "p"]

    /// Whether a page's own names for an element say that it is not the article:
    /// buttons to share it, what else to read, advertisements.
    static func isFrame(_ node: HTMLNode) -> Bool {
        guard let name = node.name else { return false }
        if pageFrame.contains(name) { return true }
        if node.attribute("hidden") != nil || node.attribute("aria-hidden") == "true" {
            return true
        }
        let names = [node.attribute("class"), node.attribute("id")].compactMap { $0 }
            .joined(separator: " ")
        return !names.isEmpty
            && names.lowercased().split(whereSeparator: { !$0.isLetter })
                .contains { frameWords.contains(String($0)) }
    }

    private static let frameWords: Set<String> = [
        "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "byline", "comment",
        "comments",
        "cookie", "cookies", "newsletter", "nav", "promo", "recommended", "related", "share",
        "sharing", "sidebar", "social", "sponsored", "subscribe", "tags", "toolbar", "weather",
        "widget",
    ]
}
