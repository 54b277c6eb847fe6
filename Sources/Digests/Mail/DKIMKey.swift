import Foundation
package import Signing

/// A key with which a domain signs its mail, and where receivers find the
/// public half of it. It never prints the private one.
package struct DKIMKey: Sendable {
    /// In ASCII: `d=`.
    package let domain: String
    /// `s=`.
    package let selector: String
    let key: PrivateKey

    package var algorithm: KeyAlgorithm { key.algorithm }

    /// - Parameters:
    ///   - domain: in ASCII.
    ///   - selector: labels of letters, digits and hyphens, parted by dots.
    package init(domain: String, selector: String, key: PrivateKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// The name under which DNS must have `record`.
    package var recordName: String { "\(selector)._domainkey.\(domain)" }

    /// The text that DNS must have as a TXT record.
    package var record: String {
        "v=DKIM1; k=\(key.algorithm.dkimName); p=" + Data(key.publicBytes).base64EncodedString()
    }
}

extension KeyAlgorithm {
    /// As `k=` names it; `a=` adds `-sha256`.
    var dkimName: String {
        switch self {
        case .rsa: "rsa"
        case .ed25519: "ed25519"
        }
    }
}
