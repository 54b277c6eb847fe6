package import Newswire

/// What nashra.yaml says that subscribers' files stand on.
package struct HouseDefaults: Hashable, Sendable {
    package var language: LanguageTag
    package var timeZone: String
    /// Any subscriber may send to these by name.
    package var channels: [Channel]
    /// The names of the sources; nil if they are not known, and then any name
    /// will do.
    package var sources: [String]?
    /// References that nashra.yaml itself uses, and no subscriber may.
    package var secrets: Set<SecretReference>
    /// The templates of webhooks' bodies; nil if they are not known, and then any
    /// name will do.
    package var payloads: PayloadTemplates?

    package init(
        language: LanguageTag = .english, timeZone: String = "UTC", channels: [Channel] = [],
        sources: [String]? = nil, secrets: Set<SecretReference> = [],
        payloads: PayloadTemplates? = nil
    ) {
        self.language = language
        self.timeZone = timeZone
        self.channels = channels
        self.sources = sources
        self.secrets = secrets
        self.payloads = payloads
    }
}
