import Foundation
import NashraTesting
import Newswire

/// The articles of a run, as they come from a reader: language and UTF-8.
struct Corpus {
    struct Article {
        var language: LanguageTag?
        var title: String
        var text: String
    }

    /// What a matcher has met before.
    let known: [Article]
    /// What it is measured by.
    let articles: [Article]
    let bytes: Int

    init(known: [GeneratedNews.Article], fresh: [GeneratedNews.Article]) {
        let made = [known, fresh].map { generated in
            generated.map { article in
                Article(
                    language: LanguageTag(article.language.rawValue), title: article.title,
                    text: article.text)
            }
        }
        (self.known, articles) = (made[0], made[1])
        bytes = articles.reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
    }
}

/// CPU time of this thread.
enum CPUTime {
    static func thread() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
