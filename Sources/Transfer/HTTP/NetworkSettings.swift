/// What feeds, pages and webhooks may reach, and how: `network` in nashra.yaml.
package struct NetworkSettings: Hashable, Sendable {
    package var guardian: AddressGuard
    /// A proxy's URL, which every request then goes through. The proxy sees to
    /// what a name leads to: only addresses written in a URL are judged here.
    package var proxy: String?

    package init(guardian: AddressGuard = AddressGuard(), proxy: String? = nil) {
        self.guardian = guardian
        self.proxy = proxy
    }
}
