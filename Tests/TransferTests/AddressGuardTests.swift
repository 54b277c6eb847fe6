import Testing
import Transfer

@Suite("the private-address guard")
struct AddressGuardTests {
    @Test(
        "lets public addresses pass",
        arguments: [
            "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255",
            "100.128.0.0", "169.253.0.1", "192.167.0.1", "192.169.0.1", "11.0.0.0", "126.0.0.1",
            "128.0.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00::1", "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:200::1", "2001:4860:4860::8888",
        ])
    func open(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard().permits(address, host: "news.example.org", port: 443))
    }

    @Test(
        "stops private, local and reserved addresses, also inside IPv6",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
            "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
            "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255",
            "::", "::1", "::2", "::8.8.8.8", "fc00::1", "fd12:3456::1", "fe80::1", "febf::1",
            "fec0::1",
            "ff02::1", "2001:db8::1", "2001:0:53aa::1", "100::1", "64:ff9b:1::1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
            "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2002:a00:1::",
            "2002:c0a8:101::1", "::ffff:0:127.0.0.1", "::ffff:0:10.0.0.1", "2001:2::1",
            "2001:10::1", "2001:1ff:ffff::1",
        ])
    func closed(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressGuard().permits(address, host: "news.example.org", port: 443))
    }

    @Test(
        "opens what network.allow names, and nothing else",
        arguments: [
            ("127.0.0.1", "127.0.0.1", "any.test", 80, true),
            ("127.0.0.1", "127.0.0.2", "any.test", 80, false),
            ("127.0.0.1", "::ffff:127.0.0.1", "any.test", 80, true),
            ("10.0.0.0/8", "10.200.0.1", "any.test", 80, true),
            ("10.0.0.0/8", "192.168.0.1", "any.test", 80, false),
            ("192.168.4.0/22", "192.168.7.255", "any.test", 80, true),
            ("192.168.4.0/22", "192.168.8.0", "any.test", 80, false),
            ("fd00::/8", "fd12::1", "any.test", 80, true),
            ("fd00::/8", "fe80::1", "any.test", 80, false),
            ("0.0.0.0/0", "127.0.0.1", "any.test", 80, true),
            ("::1", "::1", "any.test", 80, true),
            ("hooks.internal.test", "10.1.1.1", "hooks.internal.test", 80, true),
            ("hooks.internal.test", "10.1.1.1", "HOOKS.Internal.test.", 8443, true),
            ("hooks.internal.test", "10.1.1.1", "other.internal.test", 80, false),
            ("hooks.internal.test", "10.1.1.1", "x.hooks.internal.test", 80, false),
            ("localhost:8080", "127.0.0.1", "localhost", 8080, true),
            ("localhost:8080", "127.0.0.1", "localhost", 80, false),
            ("localhost:8080", "127.0.0.1", "127.0.0.1", 8080, false),
            ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8080, true),
            ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 22, false),
            ("[::1]:8080", "::1", "::1", 8080, true),
            ("[::1]:8080", "::1", "::1", 22, false),
            ("بوابة.test", "10.1.1.1", "xn--mgbbbe6m.test", 80, true),
        ])
    func allowed(
        _ entry: String, _ address: String, _ host: String, _ port: Int, _ isOpen: Bool
    ) throws {
        let guardian = try AddressGuard(allowing: [entry])
        let address = try #require(IPAddress(address))
        #expect(guardian.permits(address, host: host, port: port) == isOpen)
    }

    @Test(
        "refuses an entry that is no address, range or host",
        arguments: [
            "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129", "http://localhost",
            "a b", "localhost:0", "localhost:99999", "localhost:x", "user@host", "*.test",
            "[::1", "[10.0.0.1]:80",
        ])
    func badEntries(_ entry: String) {
        let problem = #expect(throws: AddressGuardProblem.self) {
            try AddressGuard(allowing: ["127.0.0.1", entry])
        }
        #expect(problem?.entry == entry)
        #expect(problem?.explanation.hasPrefix("'\(entry)' is no address") == true)
    }

    @Test("reads an address out of a socket address's bytes, and nothing out of other families")
    func socketAddresses() {
        func read(_ bytes: [UInt8]) -> IPAddress? {
            bytes.withUnsafeBytes { IPAddress(socketAddress: $0) }
        }
        let four: [UInt8] = [2, 0, 0, 80, 10, 1, 2, 3] + Array(repeating: 0, count: 8)
        #expect(read(four) == IPAddress("10.1.2.3"))
        let six: [UInt8] =
            [10, 0, 0, 80, 0, 0, 0, 0] + Array(repeating: 0, count: 15) + [1, 0, 0, 0, 0]
        #expect(read(six) == IPAddress("::1"))
        #expect(read(Array(six.prefix(16))) == nil)
        #expect(read([1, 0, 0x2F, 0x74]) == nil)
        #expect(read([]) == nil)
    }
}
