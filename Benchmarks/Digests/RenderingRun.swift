import Digests
import Foundation
import NashraTesting
import Newswire
import Signing

/// Digests of 20 items, from a bulletin to a mail's bytes: text, HTML and MIME,
/// without a signature.
struct RenderingRun {
    /// What one digest has in common with those before it.
    enum Sharing: String, CaseIterable {
        /// Nothing: every item is new.
        case new = "every item new"
        /// The items; each subscriber has reasons of his own for them.
        case reasons = "items shared, reasons not"
        /// The items with their reasons; what stands around them is each
        /// subscriber's own.
        case items = "items shared"
        /// The same, each bulletin's texts in memory of their own, as they come
        /// from a store.
        case reread = "items shared, read anew"
        /// All but its reader's own: an edition for a list, each mail put together
        /// to one run of bytes.
        case edition = "one edition"
    }

    struct Answer: Equatable {
        var messages: Int
        var bytes: Int
        /// The first of SHA-256 over all messages.
        var checksum: String
    }

    static let itemCount = 20
    private static let batch = 20
    private let composer: Composer
    private let from: Mailbox
    private let articles: [BulletinItem]

    init() throws {
        composer = Composer(theme: try Theme.load())
        from = Mailbox(name: "Nashra", address: try EmailAddress("digest@example.org"))
        articles = GeneratedNews().articles(4_000, seed: 6).enumerated().map(Self.item)
    }

    /// Prints how fast such digests are made; whether they are those they must be.
    func report(_ sharing: Sharing, messages: Int, expected: Answer) -> Bool {
        var hash = SHA256()
        var bytes = 0
        var time = 0.0
        let first = bulletin(0, .items)
        let edition = composer.compose(first).letter(self.headers(first))
        for start in stride(from: 0, to: messages, by: Self.batch) {
            let bulletins = (start..<(start + Self.batch)).map { bulletin($0, sharing) }
            let headers = bulletins.map(self.headers)
            let addressees = bulletins.map(addressee)
            let began = CPUTime.thread()
            let mails =
                sharing == .edition
                ? addressees.map { [joined(edition.pieces(for: $0))] }
                : bulletins.indices.map {
                    composer.compose(bulletins[$0]).mail(headers[$0], to: addressees[$0])
                        .map(\.bytes)
                }
            time += CPUTime.thread() - began
            for bytesOfPiece in mails.joined() {
                hash.update(bytesOfPiece)
                bytes += bytesOfPiece.count
            }
        }
        let answer = Answer(
            messages: messages, bytes: bytes, checksum: hash.digest.id(characters: 16))
        print(
            "\(sharing.rawValue): \(Int(Double(messages) / time)) digests a CPU s, "
                + "\(bytes / messages) bytes each")
        fflush(nil)
        return isRight(answer, expected)
    }

    private func joined(_ pieces: [Envelope.Piece]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
        for piece in pieces { bytes += piece.bytes }
        return bytes
    }

    /// One of the messages.
    func sample() -> [[UInt8]] {
        let bulletin = bulletin(0, .items)
        return composer.compose(bulletin).mail(headers(bulletin), to: addressee(bulletin)).map(
            \.bytes)
    }

    private func bulletin(_ number: Int, _ sharing: Sharing) -> Bulletin {
        let items = (0..<Self.itemCount).map { place in
            let shift = sharing == .new ? number * Self.itemCount : 0
            var item = articles[(shift + place) % articles.count]
            switch sharing {
            // More than there are articles: another revision of one.
            case .new: item.title += " \(number)"
            case .reasons: item.why[0].rule = "rule \(number % 997) of \(place % 3)"
            case .items, .edition: break
            case .reread:
                item.title = copy(item.title)
                item.url = item.url.map(copy)
                item.source = item.source.map(copy)
                item.summary = item.summary.map(copy)
                item.why = item.why.map {
                    Reason(rule: copy($0.rule), words: $0.words.map(copy))
                }
            }
            return item
        }
        let groups = stride(from: 0, to: items.count, by: 5).map {
            BulletinGroup(name: "Group \($0)", items: Array(items[$0..<($0 + 5)]))
        }
        let created = Timestamp(seconds: 1_795_237_200)
        var bulletin = Bulletin(
            kind: .digest, id: "edition-\(number)", subscriber: SubscriberID("desk\(number)"),
            subscriberName: "Desk \(number)", digest: "morning", period: "2026-11-24T07:00",
            language: .arabic, timeZone: "Asia/Gaza",
            date: created.utc, created: created, groups: groups, more: 14)
        bulletin.offersUnsubscribe = true
        return bulletin
    }

    private func copy(_ text: String) -> String {
        String(decoding: Array(text.utf8), as: UTF8.self)
    }

    private func headers(_ bulletin: Bulletin) -> MailHeaders {
        MailHeaders(
            from: from, date: bulletin.created,
            list: MailingList(
                name: bulletin.subscriberName, path: ["morning", bulletin.subscriber.id],
                domain: "example.org"))
    }

    private func addressee(_ bulletin: Bulletin) -> Addressee {
        Addressee(
            mailbox: from, messageID: "\(bulletin.id)@example.org",
            unsubscribe: "https://nashra.example.org/u/\(bulletin.id)")
    }

    private static func item(_ number: Int, _ article: GeneratedNews.Article) -> BulletinItem {
        let words = article.text.split(separator: " ").prefix(60)
        return BulletinItem(
            story: StoryID("story\(number)"), article: ArticleID("article\(number)"),
            title: article.title, url: "https://news.example.org/2026/11/24/\(number)",
            source: "Example Wire", otherSources: ["شمس نيوز"],
            published: Timestamp(seconds: 1_795_230_000),
            time: CivilTime(
                year: 2026, month: 11, day: 24, hour: number % 7, minute: number % 60),
            summary: words.joined(separator: " "),
            language: LanguageTag(article.language.rawValue),
            regions: [NamedRegion(code: RegionCode("SY"), name: "سوريا")],
            why: [Reason(rule: "سوريا والهدنة", words: words.suffix(2).map(String.init))])
    }
}

/// Says what is wrong with an answer.
func isRight<Answer: Equatable>(_ answer: Answer, _ expected: Answer) -> Bool {
    if answer == expected { return true }
    print("  WRONG: \(answer), expected \(expected)")
    return false
}

/// CPU time of this thread.
enum CPUTime {
    static func thread() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
