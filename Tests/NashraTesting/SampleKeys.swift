import Foundation

/// Private keys that are no secret: made anew for a run of the tests by OpenSSL,
/// and those that RFC 8463 prints.
package enum SampleKeys {
    /// PKCS #8.
    package static let rsa2048 = made("RSA", "rsa_keygen_bits:2048")
    /// PKCS #8, too short for anyone.
    package static let rsa512 = made("RSA", "rsa_keygen_bits:512")
    /// PKCS #8.
    package static let ed25519 = made("ED25519")
    /// On the curve P-256, which DKIM does not know.
    package static let elliptic = made("EC", "ec_paramgen_curve:P-256")

    /// Empty without OpenSSL, which `make test` installs.
    private static func made(_ algorithm: String, _ option: String? = nil) -> String {
        let output = try? ChildProcess.run(
            URL(filePath: "/usr/bin/openssl"),
            ["genpkey", "-quiet", "-algorithm", algorithm]
                + (option.map { ["-pkeyopt", $0] } ?? []))
        return String(decoding: output ?? Data(), as: UTF8.self)
    }

    /// PKCS #1, of 1,024 bits: RFC 8463's, appendix A.1.
    package static let rsaOfRFC8463 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
        Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
        KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
        AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
        6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
        zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
        6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
        uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
        WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
        WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
        licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
        o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
        uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
        -----END RSA PRIVATE KEY-----

        """

    /// RFC 8463's too, in PKCS #8.
    package static let ed25519OfRFC8463 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----

        """
}
