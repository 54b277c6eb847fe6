#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address as its bytes in network order.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four or sixteen.
    let bytes: [UInt8]

    /// Reads the usual written forms; nil for anything else, names too.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: six) { Array($0) }
    }

    /// Reads a `sockaddr`; nil if it is of another family or cut short.
    package init?(socketAddress: UnsafeRawBufferPointer) {
        guard socketAddress.count >= MemoryLayout<sa_family_t>.size else { return nil }
        let family = socketAddress.loadUnaligned(as: sa_family_t.self)
        switch Int32(family) {
        case AF_INET where socketAddress.count >= 8:
            bytes = Array(socketAddress[4..<8])
        case AF_INET6 where socketAddress.count >= 24:
            bytes = Array(socketAddress[8..<24])
        default: return nil
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var isVersion6: Bool { bytes.count == 16 }

    /// 127.0.0.0/8 and ::1, also as IPv4 inside IPv6.
    package var isLoopback: Bool {
        let address = embedded ?? self
        if address.isVersion6 { return address == IPAddress("::1") }
        return address.bytes[0] == 127
    }

    /// The IPv4 address that this IPv6 address leads to: mapped (RFC 4291),
    /// NAT64 (RFC 6052) or 6to4 (RFC 3056).
    package var embedded: IPAddress? {
        guard isVersion6 else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if bytes.starts(with: mapped) || bytes.starts(with: translated) {
            return IPAddress(bytes: Array(bytes[12..<16]))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 {
            return IPAddress(bytes: Array(bytes[2..<6]))
        }
        return nil
    }

    package var description: String {
        guard isVersion6 else { return bytes.map(String.init).joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        return bytes.withUnsafeBytes { raw in
            inet_ntop(AF_INET6, raw.baseAddress, &text, socklen_t(text.count)).map {
                String(cString: $0)
            } ?? "?"
        }
    }
}

/// All addresses that begin with the same bits: `10.0.0.0/8`.
package struct AddressRange: Hashable, Sendable {
    private let first: IPAddress
    private let bits: Int

    /// Reads an address, alone or with `/` and the number of leading bits.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        first = address
        guard parts.count == 2 else {
            bits = address.bytes.count * 8
            return
        }
        guard let bits = Int(parts[1]), (0...address.bytes.count * 8).contains(bits) else {
            return nil
        }
        self.bits = bits
    }

    /// False for an address of the other version.
    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        let whole = bits / 8
        guard address.bytes[..<whole] == first.bytes[..<whole] else { return false }
        let rest = bits % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
        return address.bytes[whole] & mask == first.bytes[whole] & mask
    }
}
