import CIDN
package import Newswire

/// A domain name as it goes on the wire.
package enum DomainName {
    /// The ASCII form (`xn--…`) by IDNA 2008 with UTS 46's mapping, in lower
    /// case; nil if the name has none.
    package static func ascii(_ name: String) -> String? {
        if isPlain(name) { return name }
        var output: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let code = name.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: name.utf8.count + 1) {
                idn2_lookup_u8($0, &output, flags)
            }
        }
        guard code == IDN2_OK.rawValue, let output else { return nil }
        defer { idn2_free(output) }
        let ascii = String(cString: output).lowercased()
        return ascii.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? ascii : nil
    }

    /// Whether the name is its own ASCII form, as nearly all are: labels of lower
    /// case letters, digits and single hyphens within.
    private static func isPlain(_ name: String) -> Bool {
        var length = 0
        var last: UInt8 = 0x2D
        for byte in name.utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: length += 1
            case 0x2D where last != 0x2D: length += 1
            case 0x2E where last != 0x2D && length > 0:
                length = 0
                last = 0x2D
                continue
            default: return false
            }
            guard length <= 63 else { return false }
            last = byte
        }
        return last != 0x2D && name.utf8.count <= 253
    }
}

extension EmailAddress {
    /// As headers have it: with its domain in ASCII wherever that is all that is
    /// not. The relay behind the first one may not know SMTPUTF8, and what is
    /// sealed is never written again. A local part of another script needs
    /// SMTPUTF8 whatever the domain is, and a domain without an ASCII form
    /// stays.
    package var inASCII: EmailAddress {
        guard local.utf8.allSatisfy({ $0 < 0x80 }), let ascii = DomainName.ascii(domain),
            ascii != domain
        else { return self }
        return EmailAddress(accepted: "\(local)@\(ascii)")
    }
}

extension Mailbox {
    /// With its address in ASCII, where it can be.
    package var inASCII: Mailbox { Mailbox(name: name, address: address.inASCII) }
}
