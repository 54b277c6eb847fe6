import Foundation
package import Newswire

/// What subscribers, channels and digests may be called.
package enum SubscriberName {
    /// Letters and digits of any script, with their marks, `.`, `_` and `-`.
    package static func isUsable(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 200
            && name.unicodeScalars.allSatisfy { scalar in
                scalar == "." || scalar == "_" || scalar == "-" || isLetterOrDigit(scalar)
            }
    }

    /// Of a path below the folder of subscribers, `/` between its parts and
    /// without `.yaml`; nil if a part is not usable or is only dots.
    package static func id(ofPath path: String) -> SubscriberID? {
        let visible = String(
            String.UnicodeScalarView(
                path.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }))
        let id = visible.precomposedStringWithCanonicalMapping
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty,
            parts.allSatisfy({ isUsable(String($0)) && $0.contains { $0 != "." } })
        else { return nil }
        return SubscriberID(id)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
            true
        default: false
        }
    }
}
