package import Newswire

/// Gives bulletins their form. Immutable; never fails once its theme is loaded.
///
///     let composer = Composer(theme: try Theme.load(folder: templates))
///     let letter = composer.compose(bulletin).letter(headers)
///     let pieces = letter.pieces(for: addressee)
package struct Composer: Sendable {
    /// Gmail shows no more than some 102 KB of HTML and hides the rest, the
    /// footer with it. What mail programs add on the way must fit too.
    package static let mostHTML = 98_000

    private let theme: Theme

    package init(theme: Theme) {
        self.theme = theme
    }

    /// Subject, text and HTML, all of the same items: as many of the first as
    /// the HTML has room for, the others counted as more.
    package func compose(_ bulletin: Bulletin) -> Composition {
        let values = values(of: bulletin, in: .text)
        let subject = subject(of: bulletin, values)
        let page = page(of: bulletin, subject: subject)
        let count = bulletin.items.count
        guard page.utf8.count > Self.mostHTML, count > 0 else {
            return Composition(
                subject: subject, text: text(of: bulletin, values, subject: subject), html: page,
                bulletin: bulletin)
        }
        // The most items that fit, found by halving. None always counts as
        // fitting: a frame too big is its theme's choice.
        var fitting = 0
        var tooMany = count
        while tooMany - fitting > 1 {
            let middle = (fitting + tooMany) / 2
            let candidate = self.page(of: bulletin.limited(to: middle), subject: subject)
            if candidate.utf8.count > Self.mostHTML { tooMany = middle } else { fitting = middle }
        }
        let fitted = bulletin.limited(to: fitting)
        return Composition(
            subject: subject,
            text: text(of: fitted, self.values(of: fitted, in: .text), subject: subject),
            html: self.page(of: fitted, subject: subject), bulletin: fitted)
    }

    /// The message for a Slack incoming webhook.
    package func slack(_ bulletin: Bulletin) -> [Envelope.Piece] {
        let message = SlackMessage(
            bulletin, subject: subject(of: bulletin, values(of: bulletin, in: .text)),
            book: theme.phrasebook(for: bulletin.language))
        return [.shared(message.json)]
    }

    /// The body for a generic webhook, public and the same in every language.
    package func webhook(_ bulletin: Bulletin) -> [Envelope.Piece] {
        [.shared(WebhookMessage(bulletin).json)]
    }

    private func subject(of bulletin: Bulletin, _ values: DrawnScope) -> String {
        let template = bulletin.kind == .digest ? Theme.Template.digestSubject : .alertSubject
        return CleanText.line(
            theme.draw(template, values), atMost: Composition.longestSubject)
    }

    private func text(of bulletin: Bulletin, _ values: DrawnScope, subject: String) -> String {
        let template = bulletin.kind == .digest ? Theme.Template.digestText : .alertText
        let values = values.merging(DrawnScope(["subject": Markup.text.safe(subject)]))
        return TextLayout().laidOut(theme.draw(template, values))
    }

    private func page(of bulletin: Bulletin, subject: String) -> String {
        let template = bulletin.kind == .digest ? Theme.Template.digestHTML : .alertHTML
        let values = values(of: bulletin, in: .html)
            .merging(DrawnScope(["subject": Markup.html.safe(subject)]))
        return theme.draw(template, values)
    }

    private func values(of bulletin: Bulletin, in markup: Markup) -> DrawnScope {
        BulletinValues(
            bulletin: bulletin, book: theme.phrasebook(for: bulletin.language), markup: markup
        ).all
    }
}

/// A bulletin with a form. `html` and `text` stand alone: `nashra preview`
/// writes them to files as they are.
package struct Composition: Hashable, Sendable {
    static let longestSubject = 200

    /// On one line.
    package let subject: String
    /// Lines end with line feeds; so do those of `html`.
    package let text: String
    package let html: String
    /// What was drawn: the bulletin, or its first items.
    package let bulletin: Bulletin

    /// The message as mail, in pieces whose concatenation is its bytes.
    package func mail(_ headers: MailHeaders, to addressee: Addressee) -> [Envelope.Piece] {
        letter(headers).pieces(for: addressee)
    }

    /// The same for many recipients: what they share is encoded once.
    package func letter(_ headers: MailHeaders) -> Letter {
        Letter(
            runs: MailMessage(headers: headers, subject: subject, text: text, html: html).runs)
    }
}

/// A mail that only wants its recipient.
package struct Letter: Sendable {
    let runs: [MailRun]

    /// The mail as this recipient gets it, in pieces whose concatenation is its
    /// bytes.
    package func pieces(for addressee: Addressee) -> [Envelope.Piece] {
        var pieces = [Envelope.Piece.own(Array(addressee.fields.utf8))]
        for run in runs {
            pieces.append(.shared(run.bytes))
            if let markup = run.link { pieces.append(.own(addressee.link(in: markup))) }
        }
        return pieces
    }
}
