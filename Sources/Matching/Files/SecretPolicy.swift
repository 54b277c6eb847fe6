package import Newswire

/// Which secrets a file may refer to. A subscriber's file is written by people
/// who need not see the operator's secrets, so it must not be able to send one
/// to an address of its choice.
package enum SecretPolicy: Hashable, Sendable {
    /// nashra.yaml: any.
    case house
    /// A subscriber's file: variables that begin with `NASHRA_`, files below
    /// `secrets/`, and none that nashra.yaml itself uses.
    case subscriber(reserved: Set<SecretReference>)

    package enum Refusal: Hashable, Sendable {
        case variable(String)
        case path(String)
        case reserved(SecretReference)
    }

    /// Nil if the reference is allowed.
    package func refusal(of reference: SecretReference) -> Refusal? {
        guard case .subscriber(let reserved) = self else { return nil }
        switch reference {
        case .environment(let name):
            let isName = name.utf8.allSatisfy { byte in
                byte == 0x5F || (0x30...0x39).contains(byte)
                    || (0x41...0x5A).contains(byte & 0xDF)
            }
            guard isName, name.hasPrefix("NASHRA_"), name.count > 7 else { return .variable(name) }
        case .file(let path):
            let parts = Self.parts(path)
            guard !path.hasPrefix("/"), parts.first == "secrets", parts.count > 1,
                !parts.contains("..")
            else { return .path(path) }
        }
        let isReserved = reserved.contains { other in
            switch (reference, other) {
            case (.environment(let name), .environment(let taken)): name == taken
            case (.file(let path), .file(let taken)): Self.parts(path) == Self.parts(taken)
            case (.environment, .file), (.file, .environment): false
            }
        }
        return isReserved ? .reserved(reference) : nil
    }

    private static func parts(_ path: String) -> [Substring] {
        path.split(separator: "/").filter { $0 != "." }
    }
}
