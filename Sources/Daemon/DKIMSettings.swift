package import Digests
package import Dispatching
import Foundation
package import Newswire
package import Signing

/// One entry of `mail.dkim`: whose mail is signed, and where the key is kept.
package struct DKIMSettings: Hashable, Sendable {
    /// In ASCII.
    package var domain: String
    package var selector: String
    package var key: SecretReference

    package init(domain: String, selector: String, key: SecretReference) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// Fetches the key.
    package func load(from secrets: Secrets) throws(DKIMKeyProblem) -> DKIMKey {
        let pem: String
        do throws(Secrets.Absence) {
            pem = try secrets.contents(of: key)
        } catch {
            throw DKIMKeyProblem(reference: key, reason: .absent(error))
        }
        do throws(KeyProblem) {
            return DKIMKey(domain: domain, selector: selector, key: try PrivateKey(pem: pem))
        } catch {
            throw DKIMKeyProblem(reference: key, reason: .unusable(error))
        }
    }
}

/// Why mail can't be signed with a key that nashra.yaml names.
package struct DKIMKeyProblem: Error, Hashable {
    package enum Reason: Hashable, Sendable {
        case absent(Secrets.Absence)
        case unusable(KeyProblem)
    }

    package var reference: SecretReference
    package var reason: Reason

    package init(reference: SecretReference, reason: Reason) {
        self.reference = reference
        self.reason = reason
    }

    /// One line, lower case, no full stop; never a part of a key.
    package var explanation: String {
        let words =
            switch reason {
            case .absent(.notSet): "is not set"
            case .absent(.emptyFile): "is empty"
            case .absent(.notText): KeyProblem.notPEM.description
            case .absent(.unreadable(let code)):
                "can't be read: " + String(cString: strerror(code)).lowercased()
            case .unusable(let problem): problem.description
            }
        return "the DKIM key \(Diagnostic.quoted(reference.description)) \(words)"
    }

    /// Whether only this user, in this shell, can't see it: who sends mail may.
    package var isOursAlone: Bool {
        switch reason {
        case .absent(.notSet), .absent(.unreadable(code: EACCES)): true
        default: false
        }
    }
}

extension Installation {
    /// The keys that sign every mail; throws for one that can't be used.
    package func dkimKeys() throws(DKIMKeyProblem) -> [DKIMKey] {
        var keys: [DKIMKey] = []
        for settings in configuration.dkim { keys.append(try settings.load(from: secrets)) }
        return keys
    }
}
