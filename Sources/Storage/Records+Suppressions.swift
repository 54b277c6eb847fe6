import GRDB
package import Newswire

extension Records {
    /// The addresses that must not be written to, with the reason.
    package func suppressions(of addresses: [EmailAddress]) throws -> [EmailAddress: String] {
        var found: [EmailAddress: String] = [:]
        let reason = try db.cachedStatement(
            sql: "SELECT reason FROM suppression WHERE address = ?")
        for address in addresses {
            found[address] = try String.fetchOne(reason, arguments: [address.normalised])
        }
        return found
    }

    /// Writes nothing to the address any more, nor what waits for it already;
    /// the first reason stays.
    package func suppress(
        _ address: EmailAddress, reason: String, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO suppression (address, reason, since) VALUES (?, ?, ?)",
            arguments: [address.normalised, reason, moment.milliseconds])
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'suppressed', settled = ?, reason = ?
                WHERE state IN ('ready', 'unknown') AND address = ?
                """, arguments: [moment.milliseconds, reason, address.normalised])
    }
}
