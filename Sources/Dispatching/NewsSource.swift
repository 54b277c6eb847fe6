package import Newswire

/// Where articles come from: an entry of `sources` in nashra.yaml.
package struct NewsSource: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case feed(url: String)
        case page(url: String)
        /// Files that are dropped here are read, then moved to `done` or
        /// `failed` below it.
        case folder(path: String)

        /// The URL or path.
        package var address: String {
            switch self {
            case .feed(let address), .page(let address), .folder(let address): address
            }
        }
    }

    /// Unique.
    package var name: String
    package var place: Place
    /// For articles that declare none.
    package var language: LanguageTag?
    /// Where it is from, if its file says so.
    package var country: RegionCode?
    /// How often it is asked; nil is whenever someone polls.
    package var every: Duration?

    package init(
        name: String, place: Place, language: LanguageTag? = nil, country: RegionCode? = nil,
        every: Duration? = nil
    ) {
        self.country = country
        self.name = name
        self.place = place
        self.language = language
        self.every = every
    }
}
