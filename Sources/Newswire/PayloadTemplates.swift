/// The templates of webhooks' bodies that there are, by name.
package struct PayloadTemplates: Hashable, Sendable {
    /// Those that draw a body.
    package var bodies: [String]
    /// Those that are only drawn within others.
    package var parts: [String]

    package init(bodies: [String] = [], parts: [String] = []) {
        self.bodies = bodies
        self.parts = parts
    }
}
