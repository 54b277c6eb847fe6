package import Newswire

/// Gives bulletins their form. Immutable; never fails once its theme is loaded.
///
///     let composer = Composer(theme: try Theme.load(folder: templates))
///     let letter = composer.compose(bulletin)
///     let pieces = letter.mail(headers)
package struct Composer: Sendable {
    /// Gmail shows no more than some 102 KB of HTML and hides the rest, the
    /// footer with it. What mail programs add on the way must fit too.
    package static let mostHTML = 98_000

    private let theme: Theme
    private let cache = FragmentCache()

    package init(theme: Theme) {
        self.theme = theme
    }

    /// Subject, text and HTML, all of the same items: as many of the first as
    /// the HTML has room for, the others counted as more.
    ///
    /// An item, and a group of them, is drawn and encoded once for all bulletins
    /// that tell it alike: in one language, for the same reasons, on one day.
    package func compose(_ bulletin: Bulletin) -> Composition {
        let book = theme.phrasebook(for: bulletin.language)
        let (telling, isKnown) = cache.telling(of: bulletin, in: book.language.tag)
        return compose(
            Drawing(bulletin, theme, telling.groups, telling: isKnown ? telling : nil))
    }

    /// The same, every item drawn for this bulletin alone.
    func composeAlone(_ bulletin: Bulletin) -> Composition {
        compose(Drawing(bulletin, theme, []))
    }

    private func compose(_ whole: Drawing) -> Composition {
        let bulletin = whole.bulletin
        let subject = whole.subject
        let page = whole.html(subject)
        let count = bulletin.groups.reduce(0) { $0 + $1.items.count }
        guard page.size > Self.mostHTML, count > 0 else {
            return whole.composition(subject, page)
        }
        // What must go is known by the items' own sizes; but a frame says more
        // when items are gone, or has fewer headings. None always counts as
        // fitting: a frame too big is its theme's choice.
        func drawn(_ count: Int) -> (drawing: Drawing, page: DrawnPage) {
            let drawing = Drawing(bulletin.limited(to: count), theme, whole.memories)
            return (drawing, drawing.html(subject))
        }
        var fitting = count
        var size = page.size
        while fitting > 0, size > Self.mostHTML {
            fitting -= 1
            // A theme may draw items twice, or not at all: then this only guesses.
            size -= fitting < page.itemSizes.count ? page.itemSizes[fitting] : 0
        }
        var fitted = drawn(fitting)
        if fitted.page.size <= Self.mostHTML {
            while case let next = drawn(fitting + 1), next.page.size <= Self.mostHTML {
                fitting += 1
                fitted = next
            }
        }
        while fitting > 0, fitted.page.size > Self.mostHTML {
            fitting -= 1
            fitted = drawn(fitting)
        }
        return fitted.drawing.composition(subject, fitted.page)
    }

    /// The message for a chat: a JSON object with at least one member.
    package func chat(_ bulletin: Bulletin, for service: ChatService) -> [Envelope.Piece] {
        let subject = Drawing(bulletin, theme, []).subject.text
        let book = theme.phrasebook(for: bulletin.language)
        func json<Form: ChatForm>(_: Form.Type) -> [UInt8] {
            ChatMeasure.fit(bulletin, subject: subject, book: book, as: Form.self).json
        }
        let bytes =
            switch service {
            case .slack: json(SlackMessage.self)
            case .discord: json(DiscordMessage.self)
            case .teams: json(TeamsMessage.self)
            case .telegram: json(TelegramMessage.self)
            case .mattermost: json(MattermostMessage.self)
            case .googleChat: json(GoogleChatMessage.self)
            case .matrix: json(MatrixMessage.self)
            case .ntfy: json(NtfyMessage.self)
            }
        return [.shared(bytes)]
    }

    /// The body for a generic webhook: public and the same in every language, or
    /// what the theme's template of this name draws, if there is one.
    package func webhook(
        _ bulletin: Bulletin, drawnBy payload: String? = nil
    ) -> [Envelope.Piece] {
        let own = payload.flatMap {
            theme.body(
                drawnBy: $0, of: bulletin, subject: Drawing(bulletin, theme, []).subject.text)
        }
        return [.shared(own ?? WebhookMessage(bulletin).json)]
    }

    func phrasebook(for language: LanguageTag) -> Phrasebook {
        theme.phrasebook(for: language)
    }
}

/// A bulletin on its way to a form.
private struct Drawing {
    let bulletin: Bulletin
    let memories: [FragmentMemory]
    private let theme: Theme
    private let telling: Telling?
    private let book: Phrasebook
    private let textValues: BulletinValues
    private let htmlValues: BulletinValues

    /// - Parameters:
    ///   - memories: of the groups.
    ///   - telling: if all that it tells was told before.
    init(
        _ bulletin: Bulletin, _ theme: Theme, _ memories: [FragmentMemory],
        telling: Telling? = nil
    ) {
        self.bulletin = bulletin
        self.theme = theme
        self.memories = memories
        self.telling = telling
        let book = theme.phrasebook(for: bulletin.language)
        self.book = book
        let words = BulletinWords(bulletin, book)
        func values(_ markup: Markup) -> BulletinValues {
            BulletinValues(
                bulletin: bulletin, book: book, words: words, markup: markup, memories: memories)
        }
        textValues = values(.text)
        htmlValues = values(.html)
    }

    private var isDigest: Bool { bulletin.kind == .digest }

    var subject: DrawnSubject {
        if let subject = telling?.subject { return subject }
        let template = isDigest ? Theme.Template.digestSubject : .alertSubject
        let subject = DrawnSubject(
            CleanText.line(
                draw(template, textValues).text, atMost: Composition.longestSubject))
        telling?.remember(subject, of: template)
        return subject
    }

    func html(_ subject: DrawnSubject) -> DrawnPage {
        draw(isDigest ? .digestHTML : .alertHTML, htmlValues, subject: subject.text)
    }

    func composition(_ subject: DrawnSubject, _ page: DrawnPage) -> Composition {
        Composition(
            subjectLine: subject, bulletin: bulletin,
            textPage: draw(
                isDigest ? .digestText : .alertText, textValues, subject: subject.text),
            htmlPage: page)
    }

    private func draw(
        _ template: Theme.Template, _ values: BulletinValues, subject: String = ""
    ) -> DrawnPage {
        if let (program, names) = telling?.program(template) {
            return DrawnPage(program, [values.own(subject: subject, names)], values.markup)
        }
        let program = theme.program(template, in: book)
        let own = values.own(subject: subject)
        let told = values.told(subject: telling?.subject?.text)
        let page = DrawnPage(program, [own, told], values.markup)
        telling?.settle(template) { program.settled(by: told, values.markup) }
        return page
    }
}

/// A subject, and the field of a mail's head that holds it.
struct DrawnSubject: Sendable {
    let text: String
    let field: HeaderField

    init(_ text: String) {
        self.text = text
        field = .text("Subject", text)
    }
}

/// A bulletin with a form. `html` and `text` stand alone: `nashra preview`
/// writes them to files as they are.
package struct Composition: Sendable {
    static let longestSubject = 200

    let subjectLine: DrawnSubject
    /// What was drawn: the bulletin, or its first items.
    package let bulletin: Bulletin
    let textPage: DrawnPage
    let htmlPage: DrawnPage

    /// On one line.
    package var subject: String { subjectLine.text }
    /// Lines end with line feeds; so do those of `html`.
    package var text: String { TextLayout().laidOut(textPage.text) }
    package var html: String { htmlPage.text }

    /// The same with this link where each recipient of a mail has his own.
    package func showing(link: String) -> (text: String, html: String) {
        (
            text.replacing(MailRun.link, with: link),
            html.replacing(MailRun.link, with: Markup.html.safe(link))
        )
    }

    /// The message as mail, in pieces whose concatenation is its bytes.
    package func mail(_ headers: MailHeaders, to addressee: Addressee) -> [Envelope.Piece] {
        letter(headers).pieces(for: addressee)
    }

    /// The same for many recipients: what they share is encoded once.
    package func letter(_ headers: MailHeaders) -> Letter {
        Letter(
            runs: MailMessage(
                headers: headers, subject: subjectLine.field, text: .page(textPage),
                html: .page(htmlPage)
            ).runs)
    }
}

/// A mail that only wants its recipient.
package struct Letter: Sendable {
    let runs: [MailRun]

    package let outline: LetterOutline

    init(runs: [MailRun]) {
        self.runs = runs
        outline = LetterOutline(links: runs.compactMap(\.link))
    }

    /// The mail as this recipient gets it, in pieces whose concatenation is its
    /// bytes.
    package func pieces(for addressee: Addressee) -> [Envelope.Piece] {
        pieces(around: outline.ownPieces(for: addressee).map(Envelope.Piece.own))
    }

    /// The same around what `outline` made for the recipient.
    package func pieces(around own: [Envelope.Piece]) -> [Envelope.Piece] {
        var rest = own[...]
        var pieces: [Envelope.Piece] = []
        pieces.reserveCapacity(own.count + runs.count)
        if let fields = rest.popFirst() { pieces.append(fields) }
        for run in runs {
            pieces.append(.shared(run.bytes))
            if run.link != nil, let link = rest.popFirst() { pieces.append(link) }
        }
        return pieces
    }
}

/// A letter without what its recipients share.
package struct LetterOutline: Codable, Hashable, Sendable {
    /// How the recipient's link is written at each place of it.
    let links: [Markup]

    /// The recipient's own pieces, in order; what all share stands between them.
    package func ownPieces(for addressee: Addressee) -> [[UInt8]] {
        let link = addressee.unsubscribe.flatMap(WebLink.init)
        return [Array(addressee.fields(link).utf8)]
            + links.map { markup in
                // The footer's link, ready for a place in quoted-printable.
                QuotedPrintable.encoded(markup.safe(link?.text ?? ""), continues: true)
            }
    }
}
