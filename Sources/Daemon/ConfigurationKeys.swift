package import Documents
import Matching

/// The keys of nashra.yaml, each with its place, what may stand behind it, and
/// what it is for. Readers, diagnostics and the schema for editors are all made
/// from it.
package enum ConfigurationKeys {
    /// The schema of nashra.yaml.
    package static var schema: JSONSchema {
        JSONSchema(title: "Nashra's configuration, nashra.yaml", root: file)
    }

    /// How many connections to a relay there may be.
    static let sessions = 1...64

    /// What `tls` may be.
    static let tls = ["required", "none"]

    static let file = KeyedMapping(
        "configuration",
        [
            Key("store", .text, usual: "var/nashra.sqlite", "the SQLite file"),
            Key("subscribers", .text, usual: "subscribers", "the folder of subscribers' files"),
            Key("templates", .text, usual: "templates", "the folder of templates"),
            Key("regions", .text, usual: "regions", "the folder of your own names of places"),
            Key("language", .text, usual: "en", "a BCP 47 tag, of what is written around articles"),
            Key("timezone", .text, "an IANA zone such as Asia/Gaza; default: the machine's"),
            Key(
                "sources", .list(.mapping(source)),
                "where news comes from, each with a name and a place"),
            Key(
                "channels", .named(.mapping(KeyTable.channel)),
                "names, each with one kind of channel, that any subscriber may send to"),
            Key("mail", .mapping(mail), "who mail is from and how it is sent"),
            Key("network", .mapping(network), "what may be reached"),
            Key(
                "key", .list(.matching("^(env|file):.+")), usual: "file:var/nashra.key",
                "signs links and return paths, as file:PATH or env:NAME; the first of several"),
            Key("http", .mapping(http), "how the web sees this Nashra"),
            Key(
                "operator", .texts,
                "channels of this file by which your own people hear what they must mend"),
            Key("keep", .mapping(keep), "how long what is done with is kept"),
        ])

    static let source = KeyedMapping(
        "source",
        [
            Key("name", .text, "what the source is called, unique"),
            Key("feed", .matching(webAddress), "the address of RSS, Atom, RDF or JSON Feed"),
            Key("page", .matching(webAddress), "the address of one article's page"),
            Key("folder", .text, "files dropped here are read, then moved to done or failed"),
            Key("language", .text, "of articles that do not say theirs"),
            Key("country", .text, "where it is from, for names of several places"),
            Key("every", .duration, "how often it is asked, if not each time that someone polls"),
        ], required: ["name"], oneOf: ["feed", "page", "folder"])

    static let mail = KeyedMapping(
        "mail",
        [
            Key("from", .text, usual: "Nashra <nashra@localhost>", "Name <address>"),
            Key("reply-to", .text, "where readers' answers go"),
            Key("bounces", .text, "the return path; a token is added before the @"),
            Key("relay", .text, usual: "maildir:var/mail", "the URL of the only relay"),
            Key("relays", .list(.either([.text, .mapping(relay)])), "relays, tried in order"),
            Key("dkim", .list(.mapping(dkim)), "signs mail; a list signs with several keys"),
            Key("redirect", .text, "staging: every mail goes to this address instead"),
        ])

    static let dkim = KeyedMapping(
        "dkim",
        [
            Key("domain", .text, "whose mail it is: the one of 'from', or above it"),
            Key("selector", .text, "DNS has the public key at SELECTOR._domainkey.DOMAIN"),
            Key(
                "key", .matching("^(env|file):.+"),
                "a private key in PEM, RSA or Ed25519, as file:PATH or env:NAME"),
        ], required: ["domain", "selector", "key"])

    static let relay = KeyedMapping(
        "relay",
        [
            Key("url", .text, "smtp://host:587, smtps://host or maildir:PATH"),
            Key("username", .text, "with 'password' or 'token'"),
            Key("password", .matching("^(env|file):.+"), "as env:NAME or file:PATH"),
            Key(
                "token", .either([.matching("^(env|file):.+"), .mapping(token)]),
                "a login by XOAUTH2: as env:NAME, file:PATH or a command that prints it"),
            Key("ca", .text, "a PEM file of authorities to trust instead of the machine's"),
            Key("helo", .text, usual: "the machine's name", "by which name it is greeted"),
            Key("tls", .choice(tls), usual: "required", "'none' off loopback needs 'insecure'"),
            Key("insecure", .flag, usual: "no", "that mail may go in clear text"),
            Key("sessions", .integer(sessions), usual: "4", "connections at a time"),
            Key(
                "rate", .matching("^[0-9٠-٩۰-۹]+/[smh]$"),
                "at most so many messages, over all its connections: 50/s"),
        ], required: ["url"])

    static let token = KeyedMapping(
        "token",
        [Key("command", .texts, "a program by its path, and its arguments")],
        required: ["command"])

    static let http = KeyedMapping(
        "http",
        [
            Key("public", .matching(webAddress), "what links in mails begin with"),
            Key("listen", .anything, "not used by this version yet"),
            Key("push", .anything, "not used by this version yet"),
        ])

    static let keep = KeyedMapping(
        "keep",
        [
            Key("deliveries", .duration, usual: "1y", "messages and attempts, once settled"),
            Key("articles", .anything, "not used by this version yet"),
        ])

    static let network = KeyedMapping(
        "network",
        [
            Key("allow", .texts, "private addresses that feeds, pages and webhooks may reach"),
            Key("proxy", .text, "a proxy's URL"),
        ])

    private static let webAddress = "^[A-Za-z]+://"
}
