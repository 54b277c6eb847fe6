package import Newswire

/// A place or an area that articles are tagged with and rules ask for.
package struct Region: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Of UN M49: `145`.
        case area
        /// One of our own lists of countries: `levant`.
        case group
        /// Of ISO 3166-1, and Kosovo: `SY`.
        case country
        /// Of ISO 3166-2: `PS-GZA`.
        case subdivision
        /// A part of a country without a code of its own: `gaza-strip`.
        case place
    }

    package var code: RegionCode
    package var kind: Kind
    /// What may be written for the number of an area: `western-asia`.
    package var slug: String?
    /// Where a choice was ours, what it was.
    package var note: String?

    package init(code: RegionCode, kind: Kind, slug: String? = nil, note: String? = nil) {
        self.code = code
        self.kind = kind
        self.slug = slug
        self.note = note
    }
}
