package import Dispatching
import Foundation
package import Newswire
package import Signing

/// Why links and return paths can't be signed, or what they carry can't be
/// trusted.
package struct SigningKeyProblem: Error, Hashable {
    package enum Reason: Hashable, Sendable {
        case absent(Secrets.Absence)
        case malformed(SigningKey.Problem)
        case unwritable(code: Int32)
    }

    package var reference: SecretReference
    package var reason: Reason

    /// One line, lower case, no full stop; never a part of a key.
    package var explanation: String {
        let words =
            switch reason {
            case .absent(.notText): SigningKey.Problem.noPrefix.description
            case .absent(let absence): absence.description
            case .malformed(let problem): problem.description
            case .unwritable(let code):
                "can't be made: " + String(cString: strerror(code)).lowercased()
            }
        return "the key \(Diagnostic.quoted(reference.description)) \(words)"
    }

    /// Whether it was not made yet.
    package var isMissing: Bool { reason == .absent(.unreadable(code: ENOENT)) }

    /// Whether only this user, in this shell, can't see it: who sends mail may.
    package var isOursAlone: Bool {
        switch reason {
        case .absent(.notSet), .absent(.unreadable(code: EACCES)): true
        default: false
        }
    }
}

extension Installation {
    /// What signs return paths and links, if the configuration asks for either.
    /// A first key that is a file is made when it is not there.
    package func tokens() throws(SigningKeyProblem) -> TokenSigner? {
        guard configuration.signsTokens, let first = configuration.keys.first else { return nil }
        if case .file(let path) = first {
            do throws(SigningKey.FileError) {
                _ = try SigningKey.loadOrMake(
                    atPath: Configuration.path(path, in: configuration.folder))
            } catch {
                throw SigningKeyProblem(error, of: first)
            }
        }
        return try recordedTokens()
    }

    /// The same with keys as they are: makes none. For who only verifies.
    package func recordedTokens() throws(SigningKeyProblem) -> TokenSigner {
        var keys: [SigningKey] = []
        for reference in configuration.keys { keys.append(try secrets.signingKey(reference)) }
        return TokenSigner(current: keys[0], older: Array(keys.dropFirst()))
    }

    /// The same for a look at what would be sent; while there is no key yet, with
    /// one that is forgotten.
    package func passingTokens() throws(SigningKeyProblem) -> TokenSigner? {
        guard configuration.signsTokens else { return nil }
        do throws(SigningKeyProblem) {
            return try recordedTokens()
        } catch  where error.isMissing && error.reference == configuration.keys.first {
            return TokenSigner(current: .random())
        }
    }
}

extension Secrets {
    /// Fetches a key.
    func signingKey(_ reference: SecretReference) throws(SigningKeyProblem) -> SigningKey {
        let text: String
        do throws(Absence) {
            text = try contents(of: reference)
        } catch {
            throw SigningKeyProblem(reference: reference, reason: .absent(error))
        }
        do throws(SigningKey.Problem) {
            return try SigningKey(text)
        } catch {
            throw SigningKeyProblem(reference: reference, reason: .malformed(error))
        }
    }
}

extension SigningKeyProblem {
    fileprivate init(_ error: SigningKey.FileError, of reference: SecretReference) {
        let reason: Reason =
            switch error {
            case .unreadable(_, let code): .absent(.unreadable(code: code))
            case .unwritable(_, let code): .unwritable(code: code)
            case .malformed(_, let problem): .malformed(problem)
            }
        self.init(reference: reference, reason: reason)
    }
}
