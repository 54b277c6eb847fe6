import GRDB
import Newswire

/// Addresses are compared by their domain's own script, however it was written, and
/// composed; and what bounced before a person forgave it counts no more.
extension Schema {
    static func compareAddresses(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE bounce ADD COLUMN forgiven INTEGER NOT NULL DEFAULT 0;
                DROP INDEX envelope_waiting_address;
                -- Of all states, so that a change of state leaves it as it is: addresses
                -- are anywhere in it, a page for each message.
                CREATE INDEX envelope_by_address ON envelope (address)
                    WHERE address IS NOT NULL;
                """)
        for table in ["suppression", "bounce"] {
            let addresses = try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT address FROM \(table)
                    WHERE address GLOB '*[^ -~]*' OR address LIKE '%xn--%'
                    """)
            for address in addresses {
                let normalised = EmailAddress(accepted: address).normalised
                guard normalised != address else { continue }
                try db.execute(
                    sql: "UPDATE OR REPLACE \(table) SET address = ? WHERE address = ?",
                    arguments: [normalised, address])
            }
        }
        // What waits is compared by `folded`, where that is not what it says itself.
        let waiting = try Row.fetchAll(
            db,
            sql: """
                SELECT id, target FROM envelope
                WHERE state IN ('ready', 'unknown', 'leased', 'failed')
                    AND kind = 'mail' AND (target GLOB '*[^ -~]*' OR target LIKE '%xn--%')
                """)
        for row in waiting {
            let target: String = row["target"]
            let normalised = EmailAddress(accepted: target).normalised
            try db.execute(
                sql: "UPDATE envelope SET folded = nullif(?, target) WHERE id = ?",
                arguments: [normalised, row["id"] as Int64])
        }
    }
}
