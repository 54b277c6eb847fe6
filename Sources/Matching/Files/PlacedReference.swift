import Documents
package import Newswire

/// A reference to a secret, and where in a file it stands.
package struct PlacedReference: Hashable, Sendable {
    package var reference: SecretReference
    package var position: SourcePosition

    /// All below a key, in the file's order, but those that the policy refuses.
    static func all(in node: Node?, by policy: SecretPolicy) -> [PlacedReference] {
        switch node {
        case .mapping(let mapping): mapping.entries.flatMap { all(in: $0.value, by: policy) }
        default:
            if let text = node?.text, let reference = SecretReference(text.name),
                policy.refusal(of: reference) == nil
            {
                [PlacedReference(reference: reference, position: text.position)]
            } else {
                []
            }
        }
    }
}
