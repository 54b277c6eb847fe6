import Newswire

/// Says which addresses a feed, a page or a webhook may reach: public ones, and
/// those that `network.allow` names.
///
/// It judges the address that a name resolved to, just before the connection,
/// so no spelling of an address and no change of a name's address gets past.
package struct AddressGuard: Hashable, Sendable {
    private var ranges: [AddressRange] = []
    private var hosts: Set<Host> = []

    private struct Host: Hashable, Sendable {
        var name: String
        /// Nil is any port.
        var port: Int?
    }

    /// Allows public addresses only.
    package init() {}

    /// Each entry is an address (`127.0.0.1`), a range (`10.0.0.0/8`), or a host
    /// by name or address, with a port or without (`hooks.internal.test`,
    /// `localhost:8080`, `[::1]:8080`).
    package init(allowing entries: [String]) throws(AddressGuardProblem) {
        for entry in entries {
            if let range = AddressRange(entry) {
                ranges.append(range)
            } else if let host = Self.host(entry) {
                hosts.insert(host)
            } else {
                throw AddressGuardProblem(entry: entry)
            }
        }
    }

    /// Whether a connection to this address may be made for a URL of this host
    /// (as the URL writes it, an IPv6 address without brackets) and port.
    package func permits(_ address: IPAddress, host: String, port: Int) -> Bool {
        let name = Self.canonical(host)
        if hosts.contains(Host(name: name, port: nil))
            || hosts.contains(Host(name: name, port: port))
        {
            return true
        }
        let seen = [address, address.embedded].compactMap(\.self)
        if ranges.contains(where: { range in seen.contains(where: range.contains) }) {
            return true
        }
        return !seen.contains(where: Self.isReserved)
    }

    /// Private, local, multicast, documentation, benchmark and reserved
    /// addresses: IANA's special-purpose registries (RFC 6890).
    static func isReserved(_ address: IPAddress) -> Bool {
        reserved.contains { $0.contains(address) }
    }

    private static let reserved: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap(AddressRange.init)

    /// A name with or without a port; nil if it is neither.
    private static func host(_ entry: String) -> Host? {
        var name = Substring(entry)
        var port: Int?
        if let colon = entry.lastIndex(of: ":"), entry.last != "]" {
            name = entry[..<colon]
            guard let number = Int(entry[entry.index(after: colon)...]),
                (1...65535).contains(number)
            else { return nil }
            port = number
        }
        if name.first == "[", name.last == "]" {
            let inner = String(name.dropFirst().dropLast())
            guard IPAddress(inner)?.isVersion6 == true else { return nil }
            return Host(name: canonical(inner), port: port)
        }
        let isName =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                !scalar.isASCII || scalar.properties.isAlphabetic
                    || scalar.properties.numericType != nil || ".-_".unicodeScalars.contains(scalar)
            }
        return isName ? Host(name: canonical(String(name)), port: port) : nil
    }

    /// One spelling for a host: ASCII, lower case, no final dot.
    private static func canonical(_ host: String) -> String {
        if let address = IPAddress(host) { return address.description }
        var name = DomainName.ascii(host) ?? host.lowercased()
        if name.last == "." { name.removeLast() }
        return name
    }
}

/// An entry of `network.allow` that is no address, range or host.
package struct AddressGuardProblem: Error, Hashable {
    package var entry: String

    /// One line, lower case, no full stop.
    package var explanation: String {
        "\(Diagnostic.quoted(entry)) is no address, range or host; "
            + "expected 127.0.0.1, 10.0.0.0/8, hooks.example.org or localhost:8080"
    }
}
