import CIDN

/// A domain name as it goes on the wire.
package enum DomainName {
    /// The ASCII form (`xn--…`) by IDNA 2008 with UTS 46's mapping, in lower
    /// case; nil if the name has none.
    package static func ascii(_ name: String) -> String? {
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
}
